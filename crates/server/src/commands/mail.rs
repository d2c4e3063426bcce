//! `bole mail`.

use std::io::{self, Write as _};

use clap::Subcommand;
use domain::{Error, Result};
use persistence::Options;
use server::{Config, wiring};

use super::program;

/// What can be done with mails.
#[derive(Subcommand)]
pub enum Action {
    /// Send what is due, once: for those who prefer cron to a worker
    SendQueued,
}

/// Does it.
pub async fn run(action: Action, config: &Config) -> Result<()> {
    let Action::SendQueued = action;
    let db = wiring::database(config, Options::default()).await?;
    let app = wiring::product(config, db, &program()?)?;
    let pass = app::emails::send_due(&app).await?;
    app.mailer.close().await;
    writeln!(io::stdout(), "{} sent, {} failed, {} to be tried again", pass.sent, pass.failed, pass.retried)
        .map_err(Error::internal)?;
    app.db.close().await
}
