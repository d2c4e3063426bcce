//! Links in mails that work once.

use crate::Coded;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Proves that the address of an account is its owner's.
    VerifyEmail,
    /// Sets a new password.
    ResetPassword,
    /// Gives an account the address that the link was sent to.
    ChangeEmail,
}

impl Coded for Purpose {
    const ALL: &'static [Self] = &[Self::VerifyEmail, Self::ResetPassword, Self::ChangeEmail];

    fn code(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
        }
    }
}

/// Links of one purpose that an account gets within an hour.
pub const LINKS_AN_HOUR: u64 = 5;

impl Purpose {
    /// For how many hours the link works.
    pub const fn hours(self) -> i64 {
        match self {
            Self::VerifyEmail => 72,
            Self::ResetPassword => 1,
            Self::ChangeEmail => 24,
        }
    }

    /// The page of the SPA that it leads to.
    pub const fn page(self) -> &'static str {
        match self {
            Self::VerifyEmail | Self::ChangeEmail => "/verify",
            Self::ResetPassword => "/reset",
        }
    }
}
