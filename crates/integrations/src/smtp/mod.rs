//! Sending mail: over SMTP with one connection a mailbox, or into a folder where there is no mailbox.

use async_trait::async_trait;

mod account;
mod connection;
mod failure;
mod mailer;
mod message;
mod outbox;
mod steps;
mod tls_stream;

pub use account::{Settings, SmtpAccount};
pub use failure::SendFailure;
pub use mailer::{AccountMailer, SmtpMailer, TestReport};
pub use message::{Correspondent, OutgoingMail};
pub use outbox::Outbox;

/// Sends mails as one sender: a mailbox ([`AccountMailer`]), or the product itself without one ([`Outbox`]).
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one mail over; the failure says whether another try may help.
    async fn send(&self, mail: &OutgoingMail) -> Result<Sent, SendFailure>;
}

/// A mail was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The server's words, which usually name its own id of the mail; or the path in the outbox.
    pub response: String,
}
