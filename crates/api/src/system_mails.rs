//! The mailbox of the product's own mails: verification, password reset, invitations.

use chrono::{DateTime, Utc};
use domain::system_mails;
use domain::{Check, Faults, Secret};
use serde::{Deserialize, Serialize};

pub use domain::system_mails::SystemMailboxFields;

use crate::client::{Client, Result, Transport};
use crate::email_accounts::{SmtpSecurity, TestReport, TestRequest};

/// Where the product's own mails go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SystemMail {
    /// The mailbox; without one, mails are written as `.eml` files into the folder `outbox` of the data directory.
    pub mailbox: Option<SystemMailbox>,
}

/// The mailbox. Its password is never sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SystemMailbox {
    /// The address that mails come from.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub from_email: String,
    /// The name beside it.
    pub from_name: String,
    /// The server.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// The user name; empty means the address.
    pub smtp_username: String,
    /// Whether a password is kept.
    pub has_password: bool,
    /// When it was last tested.
    pub last_tested_at: Option<DateTime<Utc>>,
    /// What the last test or send found wrong.
    pub last_error: Option<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<system_mails::SystemMailbox> for SystemMailbox {
    fn from(mailbox: system_mails::SystemMailbox) -> Self {
        let fields = mailbox.fields;
        Self {
            from_email: fields.from_email,
            from_name: fields.from_name,
            smtp_host: fields.smtp_host,
            smtp_port: fields.smtp_port,
            smtp_security: fields.smtp_security,
            smtp_username: fields.smtp_username,
            has_password: mailbox.sealed_password.is_some(),
            last_tested_at: mailbox.last_tested_at,
            last_error: mailbox.last_error,
            updated_at: mailbox.updated_at,
        }
    }
}

impl From<&SystemMailbox> for SystemMailboxFields {
    fn from(mailbox: &SystemMailbox) -> Self {
        Self {
            from_email: mailbox.from_email.clone(),
            from_name: mailbox.from_name.clone(),
            smtp_host: mailbox.smtp_host.clone(),
            smtp_port: mailbox.smtp_port,
            smtp_security: mailbox.smtp_security,
            smtp_username: mailbox.smtp_username.clone(),
        }
    }
}

/// The mailbox as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SystemMailboxChange {
    /// The settings.
    pub mailbox: SystemMailboxFields,
    /// A new password; absent keeps the old one, an empty one forgets it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password))]
    #[serde(
        default,
        serialize_with = "domain::secret::expose_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub password: Option<Secret>,
}

impl Check for SystemMailboxChange {
    fn check(&self, faults: &mut Faults) {
        faults.within("mailbox", |faults| self.mailbox.check(faults));
        faults.optional("password", self.password.as_ref().map(Secret::expose), 500);
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/admin/system-mail`
    pub async fn get_system_mail(&self) -> Result<SystemMail> {
        self.get("/api/admin/system-mail").await
    }

    /// `PUT /api/admin/system-mail`
    pub async fn set_system_mail(&self, change: &SystemMailboxChange) -> Result<SystemMail> {
        self.put("/api/admin/system-mail", change).await
    }

    /// `DELETE /api/admin/system-mail`
    pub async fn delete_system_mail(&self) -> Result<()> {
        self.delete("/api/admin/system-mail").await
    }

    /// `POST /api/admin/system-mail/test`
    pub async fn test_system_mail(&self, request: TestRequest) -> Result<TestReport> {
        self.post("/api/admin/system-mail/test", &request).await
    }
}
