//! A mailbox, and what an operator may set for all of them.

use std::time::Duration;

use domain::Secret;
use domain::email_accounts::{SmtpCredentials, SmtpSecurity};
use uuid::Uuid;

use crate::tls::Trust;

/// What it takes to send from a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpAccount {
    /// Names the mailbox; its connection is kept under this id.
    pub id: Uuid,
    /// The server; its certificate must be for this name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// Empty when the server asks for none.
    pub username: String,
    /// Absent when the server asks for none.
    pub password: Option<Secret>,
}

impl SmtpAccount {
    /// The name that errors carry.
    pub fn name(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl From<&SmtpCredentials> for SmtpAccount {
    fn from(credentials: &SmtpCredentials) -> Self {
        let fields = &credentials.account.fields;
        let username = fields.smtp_username.trim();
        Self {
            id: credentials.account.id,
            host: fields.smtp_host.trim().to_owned(),
            port: fields.smtp_port,
            security: fields.smtp_security,
            username: if username.is_empty() { &fields.email_address } else { username }.to_owned(),
            password: credentials.password.clone(),
        }
    }
}

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long each step of opening a connection may take.
    pub step_timeout: Duration,
    /// How long the handing over of one mail may take.
    pub send_timeout: Duration,
    /// How long a connection is kept without use.
    pub idle: Duration,
    /// Which certificates are trusted.
    pub trust: Trust,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            step_timeout: Duration::from_secs(20),
            send_timeout: Duration::from_secs(120),
            idle: Duration::from_secs(60),
            trust: Trust::default(),
        }
    }
}
