//! Putting the product together from its configuration.

use std::io;
use std::path::Path;

use app::{App, Parts, Passwords, Settings, Vault};
use documents::{Extractor, Limits as ExtractLimits};
use domain::{Error, Result};
use integrations::events::Events;
use integrations::oauth::OAuth;
use integrations::smtp::SmtpMailer;
use integrations::storage::Storage;
use integrations::tls::Trust;
use integrations::{llm, smtp};
use persistence::{Db, Options};

use crate::config::Config;
use crate::keys;

/// Opens the database and brings its schema up to date.
pub async fn database(config: &Config, options: Options) -> Result<Db> {
    std::fs::create_dir_all(&config.data_dir).map_err(|error| at(&config.data_dir, &error))?;
    let db = Db::connect(config.database_url.expose(), options).await?;
    db.migrate().await?;
    Ok(db)
}

/// The product over a database. `program` is the binary that opens documents in child processes.
pub fn product(config: &Config, db: Db, program: &Path) -> Result<App> {
    let trust = trust(config)?;
    let storage = match &config.storage_url {
        Some(url) => Storage::from_url(url)?,
        None => Storage::folder(config.data_dir.join("files"))?,
    };
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    Ok(App::new(Parts {
        db,
        vault: Vault::new(&encryption_keys(config)?)?,
        passwords: Passwords::new(cores)?,
        extractor: Extractor::new(program.to_owned(), ExtractLimits::default()),
        storage,
        llm: llm::Client::new(llm::Settings { trust: trust.clone(), ..llm::Settings::default() })?,
        oauth: OAuth::new(config.oauth.clone(), &trust)?,
        mailer: SmtpMailer::new(smtp::Settings { trust, ..smtp::Settings::default() }),
        events: Events::default(),
        vocabularies: app::keywords::Vocabularies::default(),
        indexes: app::matches::Indexes::default(),
        settings: Settings {
            public_url: config.public_url.clone(),
            registration: config.registration,
            data_dir: config.data_dir.clone(),
            ai_timeout: config.ai_timeout,
        },
    }))
}

/// The keys that sign access tokens.
pub fn jwt_keys(config: &Config) -> Result<Vec<Vec<u8>>> {
    match &config.jwt_keys {
        Some(keys) => Ok(keys.clone()),
        None => {
            let path = config.data_dir.join("keys/jwt.key");
            keys::read_or_make(&path).map(|key| vec![key.to_vec()]).map_err(|error| at(&path, &error))
        }
    }
}

fn encryption_keys(config: &Config) -> Result<Vec<[u8; 32]>> {
    match &config.encryption_keys {
        Some(keys) => Ok(keys.clone()),
        None => {
            let path = config.data_dir.join("keys/encryption.key");
            keys::read_or_make(&path).map(|key| vec![key]).map_err(|error| at(&path, &error))
        }
    }
}

fn trust(config: &Config) -> Result<Trust> {
    match &config.ca_file {
        None => Ok(Trust::default()),
        Some(path) => Trust::with_file(path).map_err(|error| at(path, &io::Error::other(error))),
    }
}

fn at(path: &Path, error: &io::Error) -> Error {
    Error::internal(format!("{}: {error}", path.display()))
}
