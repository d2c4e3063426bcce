//! What a failure at a mail server means, and whether trying again can help.

use std::error::Error as StdError;

use domain::email_accounts::TestStepName;
use domain::emails::FailureKind;
use domain::error::Upstream;
use domain::{Code, Error, Service};
use lettre::transport::smtp;

use super::account::SmtpAccount;
use crate::words;

/// A mail was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendFailure {
    /// Whether another try may help.
    pub kind: FailureKind,
    /// What went wrong, with the server's words.
    pub error: Upstream,
}

impl From<SendFailure> for Error {
    fn from(failure: SendFailure) -> Self {
        Self::Upstream(failure.error)
    }
}

impl SendFailure {
    pub(crate) fn new(kind: FailureKind, code: Code, name: String, detail: &str) -> Self {
        let detail = words::shorten(detail);
        Self { kind, error: Upstream { service: Service::Mail, code, name, detail, retry_after: None } }
    }
}

/// A failure before the account is known, which is joined in by [`Fault::of`].
#[derive(Debug)]
pub(crate) struct Fault {
    kind: FailureKind,
    code: Code,
    detail: String,
}

impl Fault {
    pub(crate) fn permanent(code: Code, detail: impl Into<String>) -> Self {
        Self { kind: FailureKind::Permanent, code, detail: detail.into() }
    }

    pub(crate) fn transient(code: Code, detail: impl Into<String>) -> Self {
        Self { kind: FailureKind::Transient, code, detail: detail.into() }
    }

    pub(crate) fn timeout() -> Self {
        Self::transient(Code::MailTimeout, "the server did not answer in time")
    }

    /// Says at whose server it happened, and takes the password out of the server's words.
    pub(crate) fn of(self, account: &SmtpAccount) -> SendFailure {
        let detail = words::redact(&self.detail, account.password.as_ref());
        SendFailure::new(self.kind, self.code, account.name(), &detail)
    }

    /// Says where it happened when that is no server.
    pub(crate) fn at(self, name: String) -> SendFailure {
        SendFailure::new(self.kind, self.code, name, &self.detail)
    }

    /// A failure of the network while connecting.
    pub(crate) fn io(error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::TimedOut {
            return Self::timeout();
        }
        Self::transient(Code::MailUnreachable, error.to_string())
    }

    /// A failure while the connection was being encrypted. A bad certificate stays bad.
    pub(crate) fn tls(error: &(dyn StdError + 'static)) -> Self {
        let of_rustls = causes(error).find_map(|cause| {
            let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
            cause.downcast_ref().or_else(|| inner?.downcast_ref::<rustls::Error>()).map(rustls_words)
        });
        match of_rustls {
            Some(detail) => Self::permanent(Code::MailTlsFailed, detail),
            None => Self::transient(Code::MailTlsFailed, deepest(error)),
        }
    }

    /// An answer of the server, or its silence, in a step of the conversation.
    pub(crate) fn smtp(step: TestStepName, error: &smtp::Error) -> Self {
        let detail = match error.status() {
            Some(status) => format!("{status} {}", deepest(error)),
            None => deepest(error),
        };
        if error.is_timeout() {
            return Self::timeout();
        }
        if step == TestStepName::Tls && !error.is_transient() {
            return if error.is_permanent() || error.is_client() {
                Self::permanent(Code::MailTlsFailed, detail)
            } else {
                Self::tls(error)
            };
        }
        let asks_for_authentication =
            error.status().is_some_and(|status| ["530", "534", "535"].contains(&status.to_string().as_str()));
        match step {
            _ if error.is_transient() => Self::transient(Code::MailUnavailable, detail),
            TestStepName::Authenticate if error.is_permanent() || error.is_client() => {
                Self::permanent(Code::MailAuthenticationFailed, detail)
            }
            _ if asks_for_authentication => Self::permanent(Code::MailAuthenticationFailed, detail),
            _ if error.is_permanent() || error.is_client() => Self::permanent(Code::MailRejected, detail),
            _ => Self::transient(Code::MailUnreachable, detail),
        }
    }
}

fn rustls_words(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidMessage(_) => format!("the server does not speak TLS on this port ({error})"),
        error => error.to_string(),
    }
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The innermost cause has the server's own words.
fn deepest(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
