//! What runs beside the requests: sending mails, and whatever else waits in the database to be done.

#[cfg(test)]
mod tests;

use std::time::Duration;

use app::App;
use domain::{Error, Result};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How long a stop waits for work in hand.
const GRACE: Duration = Duration::from_secs(30);

/// The background work of one process.
pub struct Workers {
    stop: CancellationToken,
    running: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts working; with a `count` of 0 nothing is done here, because other processes do it.
    pub fn start(app: &App, count: usize) -> Self {
        let stop = CancellationToken::new();
        let mut running = Vec::new();
        if count > 0 {
            let name = name();
            running.push(tokio::spawn(app::emails::worker::run(app.clone(), name.clone(), stop.clone())));
            running.push(tokio::spawn(app::tasks::worker::run(app.clone(), name, count, stop.clone())));
            running.push(tokio::spawn(app::retention::run(app.clone(), stop.clone())));
        }
        Self { stop, running }
    }

    /// Tells all to finish what is in hand and to begin nothing new.
    pub fn begin_stop(&self) {
        self.stop.cancel();
    }

    /// Waits until all have finished, or handed back what they could not finish.
    pub async fn stop(self) -> Result<()> {
        self.begin_stop();
        let deadline = tokio::time::Instant::now() + GRACE;
        for mut worker in self.running {
            match tokio::time::timeout_at(deadline, &mut worker).await {
                Ok(ended) => ended.map_err(Error::internal)?,
                Err(_elapsed) => {
                    tracing::warn!("background work did not end in time; its leases will run out");
                    worker.abort();
                }
            }
        }
        Ok(())
    }
}

/// Names the process in the rows that it holds: unique over all machines and starts.
pub fn name() -> String {
    format!("{}-{}", std::process::id(), uuid::Uuid::now_v7().simple())
}
