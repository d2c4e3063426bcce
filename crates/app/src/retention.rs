//! What is kept for a time only is deleted when that is over.

use std::time::Duration;

use domain::Result;
use persistence::maintenance::purge;
use tokio_util::sync::CancellationToken;

use crate::App;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(3600);
/// Days for which logs and finished tasks are kept.
const LOG_DAYS: i64 = 180;

/// Deletes hour by hour, until told to stop. Any number of processes may do it at the same time.
pub async fn run(app: App, stop: CancellationToken) {
    loop {
        if let Err(error) = purge(&app).await {
            tracing::error!(%error, "the purge failed; it goes on in an hour");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Deletes everything whose time is over; gives how many rows there were.
pub async fn purge(app: &App) -> Result<u64> {
    let mut rows = 0;
    loop {
        let purged = purge::run(&app.db, LOG_DAYS).await?;
        for key in &purged.storage_keys {
            app.storage.delete(key).await?;
        }
        if purged.rows == 0 {
            return Ok(rows);
        }
        rows += purged.rows;
    }
}
