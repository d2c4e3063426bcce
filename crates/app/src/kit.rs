//! The product as the tests of this crate need it.

use std::time::Duration;

use documents::{Extractor, Limits};
use domain::{Locale, Secret};
use integrations::events::Events;
use integrations::llm;
use integrations::oauth::OAuth;
use integrations::smtp::{self, SmtpMailer};
use integrations::storage::Storage;
use integrations::tls::Trust;
use persistence::sign_in::NewAccount;
use persistence::{Db, Options};
use tempfile::TempDir;

use crate::keywords::Vocabularies;
use crate::matches::Indexes;
use crate::{App, Parts, Passwords, RegistrationPolicy, Settings, Vault};

/// The product on a database of its own.
pub async fn an_app(folder: &TempDir, options: Options) -> App {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("bole.db").display());
    let db = Db::connect(&url, options).await.unwrap();
    db.migrate().await.unwrap();
    App::new(Parts {
        db,
        vault: Vault::new(&[[1; 32]]).unwrap(),
        passwords: Passwords::new(1).unwrap(),
        extractor: Extractor::new("bole".into(), Limits::default()),
        storage: Storage::folder(folder.path().join("files")).unwrap(),
        llm: llm::Client::new(llm::Settings::default()).unwrap(),
        oauth: OAuth::new(Vec::new(), &Trust::default()).unwrap(),
        mailer: SmtpMailer::new(smtp::Settings::default()),
        events: Events::default(),
        vocabularies: Vocabularies::default(),
        indexes: Indexes::default(),
        settings: Settings {
            public_url: String::new(),
            registration: RegistrationPolicy::Closed,
            data_dir: folder.path().to_owned(),
            ai_timeout: Duration::from_secs(1),
        },
    })
}

/// Somebody's account.
pub fn account(username: &str) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        email: format!("{username}@example.com"),
        first_name: String::new(),
        last_name: String::new(),
        password_hash: Secret::new("hash"),
        locale: Locale::Zh,
        identity: None,
    }
}
