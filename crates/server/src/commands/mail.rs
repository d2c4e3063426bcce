//! `bole mail`.

use std::io::{self, Write as _};

use clap::Subcommand;
use domain::{Error, Result};
use server::{Config, workers};

use super::product;

/// What can be done with mails.
#[derive(Subcommand)]
pub enum Action {
    /// Send what is due, as far as the limits of the mailboxes allow, and end: for those who prefer cron to a worker
    SendQueued,
}

/// Does it.
pub async fn run(action: Action, config: &Config) -> Result<()> {
    let Action::SendQueued = action;
    let app = product(config).await?;
    let tally = app::emails::worker::run_once(&app, workers::name()).await?;
    let waiting = persistence::maintenance::mails::outstanding(&app.db).await?;
    writeln!(
        io::stdout(),
        "sent {}, failed {}, to be tried again {}, withdrawn {}, still waiting {waiting}",
        tally.sent,
        tally.failed,
        tally.retried,
        tally.withdrawn
    )
    .map_err(Error::internal)?;
    app.db.close().await
}
