//! The mailbox that the product's own mails come from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::email_accounts::SmtpSecurity;
use crate::text::is_host;
use crate::{Check, Code, Faults, Secret};

/// What the operator can write into it. The password is given apart and never read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SystemMailboxFields {
    /// The address that mails come from.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub from_email: String,
    /// The name beside it.
    #[cfg_attr(feature = "openapi", schema(example = "伯乐"))]
    pub from_name: String,
    /// The server.
    #[cfg_attr(feature = "openapi", schema(example = "smtp.example.com"))]
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// The user name, usually the address; empty means the address.
    pub smtp_username: String,
}

impl Default for SystemMailboxFields {
    fn default() -> Self {
        Self {
            from_email: String::new(),
            from_name: "Bole 伯乐".to_owned(),
            smtp_host: String::new(),
            smtp_port: 465,
            smtp_security: SmtpSecurity::Tls,
            smtp_username: String::new(),
        }
    }
}

impl Check for SystemMailboxFields {
    fn check(&self, faults: &mut Faults) {
        faults.email("from_email", &self.from_email);
        faults.at_most("from_name", &self.from_name, 100);
        faults.required("smtp_host", &self.smtp_host, 253);
        if !self.smtp_host.trim().is_empty() && !is_host(&self.smtp_host) {
            faults.add("smtp_host", Code::InvalidFormat);
        }
        faults.range("smtp_port", Some(self.smtp_port), 1..=65_535);
        faults.at_most("smtp_username", &self.smtp_username, 254);
    }
}

/// The mailbox as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct SystemMailbox {
    pub id: Uuid,
    pub fields: SystemMailboxFields,
    /// The password, sealed; absent for servers that ask for none.
    pub sealed_password: Option<Secret>,
    pub last_tested_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}
