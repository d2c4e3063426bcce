//! What the product does beyond one query: use cases and background work. It knows no HTTP.

pub mod auth;
pub mod candidates;
pub mod dashboard;
pub mod drafts;
pub mod email_accounts;
pub mod emails;
pub mod health;
pub mod import_django;
pub mod invitations;
pub mod jobs;
pub mod keywords;
pub mod matches;
pub mod models;
pub mod organizations;
pub mod parse;
pub mod passwords;
pub mod prompts;
pub mod retention;
pub mod saving;
pub mod search;
pub mod statistics;
pub mod system_mails;
pub mod tasks;
pub mod time_zones;
pub mod users;
pub mod vault;

#[cfg(test)]
mod kit;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use documents::Extractor;
use integrations::events::Events;
use integrations::llm;
use integrations::oauth::OAuth;
use integrations::smtp::SmtpMailer;
use integrations::storage::Storage;
use persistence::Db;

pub use integrations::oauth::{Protocol, Provider};
pub use passwords::Passwords;
pub use vault::Vault;

/// Everything a use case needs: the database, what calls out, and what the operator set. Clones are the same.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`], put together once at start-up.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Seals and opens secrets at rest.
    pub vault: Vault,
    /// Hashes passwords, so many at once.
    pub passwords: Passwords,
    /// Opens documents in child processes.
    pub extractor: Extractor,
    /// Keeps uploaded files.
    pub storage: Storage,
    /// Calls language models.
    pub llm: llm::Client,
    /// Signs people in with accounts elsewhere.
    pub oauth: OAuth,
    /// Sends mails.
    pub mailer: SmtpMailer,
    /// Tells what happens to whoever watches.
    pub events: Events,
    /// The vocabularies of the organizations.
    pub vocabularies: keywords::Vocabularies,
    /// The organizations' jobs and candidates in memory, for ranking.
    pub indexes: matches::Indexes,
    /// What the operator set.
    pub settings: Settings,
}

/// What the operator set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the installation, without a slash at the end.
    pub public_url: String,
    /// Who may register once there is somebody.
    pub registration: RegistrationPolicy,
    /// The folder for everything kept beside the database.
    pub data_dir: PathBuf,
    /// The longest that one question to a model may take, with its retries.
    pub ai_timeout: Duration,
}

/// Who may register once there is somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegistrationPolicy {
    /// Anyone, into an organization of one's own.
    Open,
    /// Only with an invitation.
    #[default]
    Invite,
    /// Nobody.
    Closed,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
