//! What the program can be told to do.

mod import_django;
mod mail;
mod seed;
mod serve;
mod user;
mod worker;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::{Error, Result};
use server::{App, Config, LogFormat, config, wiring};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Bole 伯乐, the open-source AI recruiting workbench.
#[derive(Parser)]
#[command(name = "bole", version)]
pub struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Serve the API and the page, and work in the background
    Serve,
    /// Only work in the background: send mails and do tasks
    Worker,
    /// Mails
    #[command(subcommand)]
    Mail(mail::Action),
    /// Take over users, companies, jobs, candidates, mail and keys from a Django database
    ImportDjango(import_django::Arguments),
    /// Bring the database's schema up to date
    Migrate,
    /// Print the OpenAPI document
    Openapi,
    /// Fill the operator's organization with sample data, while it is empty
    Seed,
    /// Accounts
    #[command(subcommand)]
    User(user::Action),
    /// Configuration
    #[command(subcommand)]
    Config(ConfigAction),
    /// Read one document from standard input (used by the server itself)
    #[command(hide = true)]
    Extract,
}

#[derive(Subcommand)]
enum ConfigAction {
    /// Print what is in force, secrets masked, and every fault
    Check,
}

impl Command {
    /// Does it.
    pub fn run(self) -> ExitCode {
        match self.action {
            Action::Extract => {
                done(documents::run_child(io::stdin().lock(), io::stdout().lock()).map_err(Error::internal))
            }
            Action::Openapi => done(print_document()),
            action => match Config::load() {
                Err(faults) => tell_faults(&faults),
                Ok(config) => done(run_with(action, &config)),
            },
        }
    }
}

fn run_with(action: Action, config: &Config) -> Result<()> {
    if let Action::Config(ConfigAction::Check) = action {
        return print_config(config);
    }
    start_log(config)?;
    // actix starts the runtime, because its workers live in it.
    actix_web::rt::System::new().block_on(async {
        match action {
            Action::Serve => serve::serve(config).await,
            Action::Worker => worker::work(config).await,
            Action::ImportDjango(arguments) => import_django::run(arguments, config).await,
            Action::Mail(action) => mail::run(action, config).await,
            Action::Migrate => wiring::database(config, persistence::Options::default()).await.map(|_db| ()),
            Action::Seed => seed::run(config).await,
            Action::User(action) => user::run(action, config).await,
            Action::Config(_) | Action::Extract | Action::Openapi => Ok(()),
        }
    })
}

/// The product over the configured database, for a command that is not the server.
async fn product(config: &Config) -> Result<App> {
    let db = wiring::database(config, persistence::Options::default()).await?;
    wiring::product(config, db, &program()?)
}

/// The program itself, which opens documents in child processes.
fn program() -> Result<PathBuf> {
    std::env::current_exe().map_err(Error::internal)
}

/// Waits until the operator or the system asks the process to stop.
async fn stop_asked() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked.map_err(Error::internal),
        _ = terminate.recv() => Ok(()),
    }
}

fn print_document() -> Result<()> {
    let text = web::document().to_pretty_json().map_err(Error::internal)?;
    writeln!(io::stdout(), "{text}").map_err(Error::internal)
}

fn print_config(config: &Config) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{config:#?}").map_err(Error::internal)?;
    let unknown = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("BOLE_"));
    for name in unknown.filter(|name| !config::reads(name)) {
        writeln!(out, "{name} is set, but nothing reads it").map_err(Error::internal)?;
    }
    Ok(())
}

fn start_log(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log).map_err(Error::internal)?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match config.log_format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    }
    .map_err(Error::Internal)
}

fn tell_faults(faults: &[String]) -> ExitCode {
    let mut err = io::stderr().lock();
    for fault in faults {
        // There is nobody left to tell when standard error is closed.
        let _ = writeln!(err, "{fault}");
    }
    ExitCode::from(2)
}

fn done(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => tell_faults(&[error.to_string()]),
    }
}
