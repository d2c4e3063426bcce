//! Configuration: `BOLE_*` variables from the environment, `.env` and `bole.toml`, read once.
//!
//! The environment wins over `.env`, which wins over `bole.toml`. All faults are reported together.

mod network;
mod oauth;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::{Provider, RegistrationPolicy};
use domain::Secret;
use web::{Network, PerMinute};

use crate::keys;

/// Whether anything reads a variable.
pub fn reads(variable: &str) -> bool {
    VARIABLES.contains(&variable) || oauth::reads(variable)
}

/// Every variable but those of [`oauth`].
const VARIABLES: &[&str] = &[
    "BOLE_AI_TIMEOUT",
    "BOLE_ALLOWED_HOSTS",
    "BOLE_BIND",
    "BOLE_CA_FILE",
    "BOLE_CORS_ORIGINS",
    "BOLE_DATABASE_URL",
    "BOLE_DATA_DIR",
    "BOLE_ENCRYPTION_KEY",
    "BOLE_IP_ALLOW",
    "BOLE_IP_DENY",
    "BOLE_JWT_KEYS",
    "BOLE_LOG",
    "BOLE_LOG_FORMAT",
    "BOLE_METRICS_TOKEN",
    "BOLE_PUBLIC_URL",
    "BOLE_RATE_LIMIT",
    "BOLE_REDIS_URL",
    "BOLE_REGISTRATION",
    "BOLE_SPA_DIR",
    "BOLE_STORAGE_URL",
    "BOLE_TRUSTED_PROXIES",
    "BOLE_WORKERS",
];

/// Model calls take long and cost little here.
const DEFAULT_WORKERS: usize = 4;

/// What is in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// `BOLE_BIND`: where the server listens.
    pub bind: SocketAddr,
    /// `BOLE_DATA_DIR`: everything kept beside the database.
    pub data_dir: PathBuf,
    /// `BOLE_DATABASE_URL`; may contain a password.
    pub database_url: Secret,
    /// `BOLE_PUBLIC_URL`: where people reach the installation.
    pub public_url: String,
    /// `BOLE_ENCRYPTION_KEY`: base64 keys of 32 bytes, the present one first. Absent: made on first start.
    pub encryption_keys: Option<Vec<[u8; 32]>>,
    /// `BOLE_JWT_KEYS`: base64 keys of 32 bytes or more, the one that signs first. Absent: made on first start.
    pub jwt_keys: Option<Vec<Vec<u8>>>,
    /// `BOLE_REGISTRATION`.
    pub registration: RegistrationPolicy,
    /// `BOLE_CORS_ORIGINS`.
    pub cors_origins: Vec<String>,
    /// Who may reach the server.
    pub network: Network,
    /// `BOLE_REDIS_URL`: where several nodes count requests together; may contain a password.
    pub redis_url: Option<Secret>,
    /// `BOLE_RATE_LIMIT`; `None` when it is off.
    pub rate_limit: Option<PerMinute>,
    /// `BOLE_OAUTH_…`: with whose accounts people may sign in.
    pub oauth: Vec<Provider>,
    /// `BOLE_STORAGE_URL`.
    pub storage_url: Option<String>,
    /// `BOLE_WORKERS`: how many pieces of background work are done at once; 0: none, `bole worker` does it.
    pub workers: usize,
    /// `BOLE_SPA_DIR`: the built single-page app.
    pub spa_dir: PathBuf,
    /// `BOLE_LOG`: a filter such as `info` or `info,sqlx=warn`.
    pub log: String,
    /// `BOLE_LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `BOLE_METRICS_TOKEN`.
    pub metrics_token: Option<Secret>,
    /// `BOLE_CA_FILE`: further certificates that are trusted, in PEM.
    pub ca_file: Option<PathBuf>,
    /// `BOLE_AI_TIMEOUT`: the longest that one question to a model may take, in seconds.
    pub ai_timeout: Duration,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines, one object a line.
    Json,
}

impl Config {
    /// Reads the configuration, or tells every fault.
    pub fn load() -> Result<Self, Vec<String>> {
        let mut values = BTreeMap::new();
        let mut faults = Vec::new();
        if let Err(fault) = read_toml(Path::new("bole.toml"), &mut values) {
            faults.push(fault);
        }
        match dotenvy::from_path_iter(".env") {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok((name, value)) => drop(values.insert(name, value)),
                        // The error quotes the line, which may hold a secret.
                        Err(_unreadable) => faults.push(".env: a line is not NAME=value".to_owned()),
                    }
                }
            }
            Err(dotenvy::Error::Io(_)) => {}
            Err(error) => faults.push(format!(".env: {error}")),
        }
        values.extend(std::env::vars().filter(|(name, _)| name.starts_with("BOLE_")));
        let config = Self::read(&values, &mut faults);
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    /// The defaults, with everything below a folder of its own.
    pub fn for_tests(data_dir: &Path) -> Self {
        let values = BTreeMap::from([("BOLE_DATA_DIR".to_owned(), data_dir.display().to_string())]);
        Self::read(&values, &mut Vec::new())
    }

    fn read(values: &BTreeMap<String, String>, faults: &mut Vec<String>) -> Self {
        let oauth = oauth::read(values, faults);
        let mut read = Reader { values, faults };
        let data_dir = PathBuf::from(read.text("BOLE_DATA_DIR").unwrap_or("data"));
        let bind = read.parsed("BOLE_BIND", "an address such as 127.0.0.1:8080", |text| text.parse().ok());
        let bind = bind.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = read.parsed("BOLE_PUBLIC_URL", "an http or https address", |text| {
            domain::text::is_url(text).then(|| text.trim_end_matches('/').to_owned())
        });
        let database_url = read.parsed("BOLE_DATABASE_URL", "a sqlite:, postgres: or mysql: URL", |text| {
            ["sqlite:", "postgres:", "postgresql:", "mysql:"]
                .iter()
                .any(|scheme| text.starts_with(scheme))
                .then(|| text.to_owned())
        });
        Self {
            bind,
            public_url: public_url.unwrap_or_else(|| format!("http://{bind}")),
            database_url: Secret::new(database_url.unwrap_or_else(|| default_database(&data_dir))),
            encryption_keys: read.parsed(
                "BOLE_ENCRYPTION_KEY",
                "base64 keys of 32 bytes, separated by commas",
                |text| keys::parse_list(text)?.into_iter().map(|key| key.try_into().ok()).collect(),
            ),
            jwt_keys: read.parsed(
                "BOLE_JWT_KEYS",
                "base64 keys of 32 bytes or more, separated by commas",
                |text| keys::parse_list(text).filter(|keys| keys.iter().all(|key| key.len() >= 32)),
            ),
            registration: read
                .parsed("BOLE_REGISTRATION", "open, invite or closed", |text| match text {
                    "open" => Some(RegistrationPolicy::Open),
                    "invite" => Some(RegistrationPolicy::Invite),
                    "closed" => Some(RegistrationPolicy::Closed),
                    _ => None,
                })
                .unwrap_or_default(),
            cors_origins: read
                .parsed(
                    "BOLE_CORS_ORIGINS",
                    "origins such as https://example.com, separated by commas",
                    |text| {
                        let origins = text.split(',').map(str::trim).filter(|origin| !origin.is_empty());
                        origins
                            .map(|origin| domain::text::is_url(origin).then(|| origin.to_owned()))
                            .collect()
                    },
                )
                .unwrap_or_default(),
            network: network::read(&mut read),
            redis_url: read
                .parsed("BOLE_REDIS_URL", "a redis: or rediss: URL", |text| {
                    ["redis:", "rediss:"]
                        .iter()
                        .any(|scheme| text.starts_with(scheme))
                        .then(|| text.to_owned())
                })
                .map(Secret::new),
            rate_limit: read
                .parsed(
                    "BOLE_RATE_LIMIT",
                    "off, or figures such as guest=100,user=600,token=600,ai=60,sign-in=10",
                    rate_limit,
                )
                .unwrap_or(Some(PerMinute::default())),
            oauth,
            storage_url: read.text("BOLE_STORAGE_URL").map(str::to_owned),
            workers: read
                .parsed("BOLE_WORKERS", "a number from 0 to 64", |text| {
                    text.parse().ok().filter(|count| (0..=64).contains(count))
                })
                .unwrap_or(DEFAULT_WORKERS),
            spa_dir: PathBuf::from(read.text("BOLE_SPA_DIR").unwrap_or("frontend/dist")),
            log: read.text("BOLE_LOG").unwrap_or("info").to_owned(),
            log_format: read
                .parsed("BOLE_LOG_FORMAT", "text or json", |text| match text {
                    "text" => Some(LogFormat::Text),
                    "json" => Some(LogFormat::Json),
                    _ => None,
                })
                .unwrap_or_default(),
            metrics_token: read.text("BOLE_METRICS_TOKEN").map(Secret::new),
            ca_file: read.text("BOLE_CA_FILE").map(PathBuf::from),
            ai_timeout: read
                .parsed("BOLE_AI_TIMEOUT", "seconds from 1 to 3600", |text| {
                    text.parse().ok().filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
                })
                .unwrap_or(Duration::from_secs(120)),
            data_dir,
        }
    }
}

/// Finds values, and gathers what is wrong with them.
struct Reader<'a> {
    values: &'a BTreeMap<String, String>,
    faults: &'a mut Vec<String>,
}

impl<'a> Reader<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        self.values.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    fn parsed<T>(&mut self, name: &str, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let value = parse(text);
        if value.is_none() {
            // The value itself may be a secret.
            self.faults.push(format!("{name}: expected {expected}"));
        }
        value
    }
}

fn default_database(data_dir: &Path) -> String {
    format!("sqlite://{}?mode=rwc", data_dir.join("bole.db").display())
}

fn rate_limit(text: &str) -> Option<Option<PerMinute>> {
    if text == "off" {
        return Some(None);
    }
    let mut figures = PerMinute::default();
    for part in text.split(',') {
        let (name, value) = part.split_once('=')?;
        let value: u32 = value.trim().parse().ok().filter(|value| *value > 0)?;
        match name.trim() {
            "guest" => figures.guest = value,
            "user" => figures.user = value,
            "token" => figures.token = value,
            "ai" => figures.ai = value,
            "sign-in" => figures.sign_in = value,
            _ => return None,
        }
    }
    Some(Some(figures))
}

fn read_toml(path: &Path, values: &mut BTreeMap<String, String>) -> Result<(), String> {
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(()) };
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    for (name, value) in table {
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            _ => return Err(format!("{}: {name} is neither a text nor a number", path.display())),
        };
        values.insert(name, text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Config, Vec<String>) {
        let values = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut faults = Vec::new();
        let config = Config::read(&values, &mut faults);
        (config, faults)
    }

    #[test]
    fn nothing_set_works_on_one_machine() {
        let (config, faults) = read(&[]);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(config.bind.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert_eq!(config.database_url.expose(), "sqlite://data/bole.db?mode=rwc");
        assert_eq!(config.rate_limit, Some(PerMinute::default()));
    }

    #[test]
    fn all_faults_are_told_together_and_none_shows_its_value() {
        let (_, faults) = read(&[
            ("BOLE_BIND", "nowhere"),
            ("BOLE_JWT_KEYS", "c2VjcmV0"),
            ("BOLE_DATABASE_URL", "oracle://u:hunter2@h"),
            ("BOLE_RATE_LIMIT", "user=none"),
        ]);
        assert_eq!(faults.len(), 4);
        assert!(!faults.join(" ").contains("hunter2") && !faults.join(" ").contains("c2VjcmV0"));
    }

    #[test]
    fn limits_can_be_set_one_by_one_or_switched_off() {
        assert_eq!(read(&[("BOLE_RATE_LIMIT", "off")]).0.rate_limit, None);
        let set = read(&[("BOLE_RATE_LIMIT", "user=5, ai=1")]).0.rate_limit;
        assert_eq!(set, Some(PerMinute { user: 5, ai: 1, ..PerMinute::default() }));
    }
}
