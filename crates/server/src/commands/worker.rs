//! `bole worker`.

use domain::Result;
use server::{Config, Workers};

use super::{product, stop_asked};

/// Works until told to stop.
pub async fn work(config: &Config) -> Result<()> {
    let app = product(config).await?;
    // Whoever starts a worker wants work done, also where the server is told to leave it.
    let workers = Workers::start(&app, config.workers.max(1));
    tracing::info!("working");
    stop_asked().await?;
    tracing::info!("stopping");
    app.events.close();
    workers.stop().await?;
    app.db.close().await
}
