//! The worker: takes tasks that are due and runs several at a time, until it is told to stop.
//!
//! Any number of workers may run, in any number of processes. The database gives each task to one of them, with a lease
//! that is renewed while it works; of a worker that died the lease runs out, and another one takes the task over.

use std::time::Duration;

use integrations::events::Topic;
use persistence::maintenance::tasks;
use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::kinds::{self, Kind};
use super::running;
use crate::App;

/// How often the queue is looked at when nobody says that something is there.
const POLL: Duration = Duration::from_secs(2);

/// Works until told to stop; then finishes what is in hand, or hands it back.
pub async fn run(app: App, name: String, at_once: usize, stop: CancellationToken) {
    run_kinds(app, name, at_once, stop, kinds::ALL).await;
}

pub(super) async fn run_kinds(
    app: App,
    name: String,
    at_once: usize,
    stop: CancellationToken,
    kinds: &'static [Kind],
) {
    let mut queued = app.events.subscribe(Topic::QueuedTasks);
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        let free = at_once.saturating_sub(running.len());
        let taken = take(&app, &name, free, kinds, &mut running, &stop).await;
        if taken == free && free > 0 {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(_) = queued.next() => {}
            Some(ended) = running.join_next() => note(ended),
            () = tokio::time::sleep(POLL) => {}
        }
    }
    while let Some(ended) = running.join_next().await {
        note(ended);
    }
}

/// Takes as many tasks as there is room for; gives how many.
async fn take(
    app: &App,
    name: &str,
    free: usize,
    kinds: &'static [Kind],
    running: &mut JoinSet<()>,
    stop: &CancellationToken,
) -> usize {
    if free == 0 || kinds.is_empty() {
        return 0;
    }
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word).collect();
    let claimed = match tasks::claim(&app.db, name, &words, free as u64, running::LEASE).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::error!(%error, "no tasks could be taken");
            return 0;
        }
    };
    let count = claimed.len();
    for claimed in claimed {
        let Some(kind) = kinds.iter().find(|kind| kind.word == claimed.task.kind) else { continue };
        let (app, kind, stop) = (app.clone(), *kind, stop.clone());
        // Units of work are async closures, of which the compiler cannot tell that they may change threads. So each
        // task has a thread of its own; its timers and sockets stay with the runtime that is here.
        let runtime = Handle::current();
        running.spawn_blocking(move || runtime.block_on(running::run(app, kind, claimed, stop)));
    }
    count
}

/// A task that panicked has noted nothing: its lease runs out, and it is tried again as long as it may be.
fn note(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a task broke off");
    }
}
