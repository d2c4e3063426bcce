//! `bole serve`, `bole worker` and `bole seed`.

use std::io::{self, Write as _};

use domain::{Error, Result};
use persistence::Options;
use server::{Config, start, wiring};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::program;

/// Serves until told to stop.
pub async fn serve(config: &Config) -> Result<()> {
    let instance = start(config, Options::default(), &program()?).await?;
    writeln!(io::stdout(), "Bole 伯乐: http://{}", instance.address).map_err(Error::internal)?;
    tracing::info!(address = %instance.address, public_url = config.public_url, "serving");
    stop_asked().await?;
    tracing::info!("stopping");
    instance.stop().await
}

/// Works in the background until told to stop.
pub async fn work(config: &Config) -> Result<()> {
    let db = wiring::database(config, Options::default()).await?;
    let app = wiring::product(config, db, &program()?)?;
    let stop = CancellationToken::new();
    let workers = app::worker::spawn(&app, config.workers.max(1), &stop);
    tracing::info!(workers = workers.len(), "working");
    stop_asked().await?;
    tracing::info!("stopping");
    stop.cancel();
    for worker in workers {
        worker.await.map_err(Error::internal)?;
    }
    app.db.close().await
}

/// Loads the sample data into the first organization.
pub async fn seed(config: &Config) -> Result<()> {
    let db = wiring::database(config, Options::default()).await?;
    let app = wiring::product(config, db, &program()?)?;
    let operator = persistence::maintenance::operator(&app.db).await?;
    let loaded = app::samples::load(&app, &operator).await?;
    writeln!(io::stdout(), "{} jobs, {} candidates", loaded.jobs, loaded.candidates).map_err(Error::internal)
}

async fn stop_asked() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked.map_err(Error::internal),
        _ = terminate.recv() => Ok(()),
    }
}
