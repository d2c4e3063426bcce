//! Why a document could not be read.

use domain::Code;
use serde::{Deserialize, Serialize};

/// Why a document could not be read; each has its code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtractError {
    /// A password is needed to open it.
    #[error("the document is protected by a password")]
    Encrypted,
    /// It claims to be of its kind, but breaks off or makes no sense, or the process reading it died.
    #[error("the document is damaged")]
    Corrupt,
    /// It can be opened and has no text: a scan, an empty file.
    #[error("the document has no text")]
    NoText,
    /// The file, or what it unpacks to, is beyond the limits.
    #[error("the document is too large")]
    TooLarge,
    /// Not one of the kinds that are read, or one that carries macros.
    #[error("this type of document is not supported")]
    TypeUnsupported,
    /// Reading took longer than the limit.
    #[error("reading the document took too long")]
    Timeout,
    /// The fault is ours, not the document's: the process that reads documents could not be started.
    #[error("the process that reads documents failed: {0}")]
    Process(String),
}

impl ExtractError {
    /// The stable code of this error.
    pub const fn code(&self) -> Code {
        match self {
            Self::Encrypted => Code::DocumentEncrypted,
            Self::Corrupt => Code::DocumentCorrupt,
            Self::NoText => Code::DocumentNoText,
            Self::TooLarge => Code::DocumentTooLarge,
            Self::TypeUnsupported => Code::DocumentTypeUnsupported,
            Self::Timeout => Code::DocumentTimeout,
            Self::Process(_) => Code::Internal,
        }
    }
}
