//! What can go wrong, in the words of the product. The mapping to HTTP is in the `http` crate, once.

use std::fmt;
use std::time::Duration;

use crate::{Code, Permission};

/// The result of everything above the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// A failure that a caller can act on, or an internal one that is logged and shown as a request id.
#[derive(Debug)]
pub enum Error {
    /// The thing is not there, or belongs to another organization.
    NotFound(Kind),
    /// Nobody is signed in, or the token is no longer good. The code says which.
    Unauthenticated(Code),
    /// The actor lacks a permission.
    Forbidden(Permission),
    /// A rule of the product says no.
    Rule(Code),
    /// The input does not hold; one entry per fault.
    Invalid(Vec<FieldError>),
    /// The caller must wait.
    Limited {
        /// How long to wait before trying again.
        retry_after: Duration,
    },
    /// A service outside (a model, a mail server) failed.
    Upstream(Upstream),
    /// A fault of ours or of the machine. Its text never leaves the server.
    Internal(Source),
}

/// A failure of a service outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Which kind of service.
    pub service: Service,
    /// What went wrong, as one of the codes for upstream failures.
    pub code: Code,
    /// The provider and model or the host that failed; never a key.
    pub name: String,
    /// The server's own words, shortened and without secrets.
    pub detail: String,
    /// How long the service asked to wait, if it said so.
    pub retry_after: Option<Duration>,
}

/// A service outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A language model.
    Ai,
    /// A mail server.
    Mail,
    /// Object storage.
    Storage,
    /// A provider with whose accounts people sign in.
    SignIn,
}

/// What was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the singular of its feature")]
pub enum Kind {
    ApiKey,
    ApiToken,
    Candidate,
    CandidateGroup,
    Company,
    Document,
    EmailAccount,
    EmailLog,
    EmailTemplate,
    Identity,
    Invitation,
    Job,
    Keyword,
    Model,
    ModelConfig,
    OperationLog,
    Organization,
    Page,
    Provider,
    Role,
    Session,
    SystemMailbox,
    Task,
    Team,
    User,
}

impl Kind {
    /// The snake_case word, as in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::ApiToken => "api_token",
            Self::Candidate => "candidate",
            Self::CandidateGroup => "candidate_group",
            Self::Company => "company",
            Self::Document => "document",
            Self::EmailAccount => "email_account",
            Self::EmailLog => "email_log",
            Self::EmailTemplate => "email_template",
            Self::Identity => "identity",
            Self::Invitation => "invitation",
            Self::Job => "job",
            Self::Keyword => "keyword",
            Self::Model => "model",
            Self::ModelConfig => "llm_config",
            Self::OperationLog => "operation_log",
            Self::Organization => "organization",
            Self::Page => "page",
            Self::Provider => "provider",
            Self::Role => "role",
            Self::Session => "session",
            Self::SystemMailbox => "system_mailbox",
            Self::Task => "task",
            Self::Team => "team",
            Self::User => "user",
        }
    }
}

/// One fault of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// A JSON pointer (RFC 6901) into the request body, or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong, as one of the codes for fields.
    pub code: Code,
    /// Numbers and words that the message names, in the order of its `{}`.
    pub params: Vec<String>,
}

impl FieldError {
    /// A fault whose message names nothing further.
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self { pointer: pointer.into(), code, params: Vec::new() }
    }

    /// Adds a number or word that the message names.
    #[must_use]
    pub fn with(mut self, param: impl ToString) -> Self {
        self.params.push(param.to_string());
        self
    }
}

impl Error {
    /// An internal fault with its source.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }

    /// One fault of one field.
    pub fn invalid(pointer: impl Into<String>, code: Code) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code)])
    }

    /// The stable code of this failure.
    pub fn code(&self) -> Code {
        match self {
            Self::NotFound(_) => Code::NotFound,
            Self::Unauthenticated(code) | Self::Rule(code) => *code,
            Self::Forbidden(_) => Code::Forbidden,
            Self::Invalid(_) => Code::Invalid,
            Self::Limited { .. } => Code::RateLimited,
            Self::Upstream(upstream) => upstream.code,
            Self::Internal(_) => Code::Internal,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(kind) => write!(formatter, "{} not found", kind.word()),
            Self::Forbidden(permission) => write!(formatter, "permission {permission} is missing"),
            Self::Invalid(errors) => {
                write!(formatter, "invalid:")?;
                errors.iter().try_for_each(|e| write!(formatter, " {}={}", e.pointer, e.code.as_str()))
            }
            Self::Upstream(upstream) => {
                write!(formatter, "{} ({}): {}", upstream.code.as_str(), upstream.name, upstream.detail)
            }
            Self::Internal(source) => write!(formatter, "internal: {source}"),
            other => formatter.write_str(other.code().as_str()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}
