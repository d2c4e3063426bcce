//! `bole import-django`.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use app::import_django::{Fernet, Mapping, Request};
use clap::Args;
use domain::{Error, Result, Secret};
use server::Config;

use super::product;

/// How to take over a Django database; docs/import-django.md tells more.
#[derive(Args)]
pub struct Arguments {
    /// Where the Django database is: a sqlite:, mysql: or postgres: URL. It is only read
    #[arg(long, env = "DJANGO_DATABASE_URL", hide_env_values = true)]
    url: String,
    /// The Fernet key (several: with commas) with which Django sealed passwords of mailboxes and keys
    #[arg(long, env = "DJANGO_FERNET_KEY", hide_env_values = true)]
    fernet_key: Option<String>,
    /// Slug or name of the organization to import into. Default: that of an earlier import, else a new one
    #[arg(long)]
    organization: Option<String>,
    /// Name of the new organization. Default: after its founder
    #[arg(long, conflicts_with = "organization")]
    new_organization: Option<String>,
    /// Names of tables and columns, where they are not the usual ones
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// A name for the Django system, when there are several
    #[arg(long, default_value = "django", value_parser = source)]
    source: String,
    /// Gives users without an address USERNAME@EMAIL_DOMAIN
    #[arg(long)]
    email_domain: Option<String>,
    /// Read and check everything, tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

/// Does it.
pub async fn run(arguments: Arguments, config: &Config) -> Result<()> {
    let json = arguments.json;
    let request = request(arguments)?;
    let app = product(config).await?;
    let report = app::import_django::import(&app, &request).await?;
    let text = if json { report.to_json()? } else { report.to_string() };
    writeln!(io::stdout(), "{}", text.trim_end()).map_err(Error::internal)?;
    app.db.close().await
}

fn request(arguments: Arguments) -> Result<Request> {
    let not_a_key = || Error::internal("the Fernet key is not 32 bytes in URL-safe base64");
    let open = |key: String| Fernet::new(&Secret::new(key)).ok_or_else(not_a_key);
    Ok(Request {
        url: Secret::new(arguments.url),
        fernet: arguments.fernet_key.map(open).transpose()?,
        mapping: arguments.mapping.as_deref().map(mapping).transpose()?.unwrap_or_default(),
        source: arguments.source,
        organization: arguments.organization,
        new_organization: arguments.new_organization,
        email_domain: arguments.email_domain,
        dry_run: arguments.dry_run,
    })
}

fn mapping(path: &Path) -> Result<Mapping> {
    let wrong = |fault: String| Error::internal(format!("{}: {fault}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let mapping: Mapping = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    mapping.check().map_err(wrong)?;
    Ok(mapping)
}

fn source(name: &str) -> std::result::Result<String, String> {
    let fits = (1..=50).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if fits { Ok(name.to_owned()) } else { Err("1 to 50 letters, digits, dots, dashes".to_owned()) }
}
