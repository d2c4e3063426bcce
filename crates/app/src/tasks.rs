//! Background work: what a task is, and how one is asked for. The worker that does it is in [`worker`].
//!
//! A new kind of task is one type that implements [`Task`], and one line in [`kinds`]. It is queued in the unit of work
//! that asks for it, so that both happen or neither; it may run twice, when a process dies between the work and the note
//! that it is done, and has to bear that.

mod kinds;
mod running;
pub mod worker;

#[cfg(test)]
mod tests;

use domain::{Actor, Error, Result};
use integrations::events::Topic;
use persistence::Scope;
use persistence::tasks::NewTask;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::App;

pub use running::TaskContext;

/// A kind of background work. Its fields are what it needs to know, kept as JSON.
#[expect(
    async_fn_in_trait,
    reason = "the worker asks nothing of the futures: each runs on a thread of its own"
)]
pub trait Task: Serialize + DeserializeOwned + 'static {
    /// The stable word of the kind.
    const KIND: &'static str;
    /// How often it is tried when it fails for a reason that may pass.
    const ATTEMPTS: i32;

    /// What comes out.
    type Output: Serialize;

    /// While a task with this key has not ended, there is no second one.
    fn unique_key(&self) -> Option<String> {
        None
    }

    /// How much there is to do, when that is known beforehand.
    fn total(&self) -> i64 {
        0
    }

    /// Does it. Dropped in the middle when a person cancels it or the lease is lost.
    async fn run(&self, context: &TaskContext) -> Result<Self::Output>;
}

/// Queues a task in the caller's unit of work. Call [`wake`] once that is committed.
pub async fn enqueue<T: Task>(scope: &Scope, task: &T) -> Result<domain::tasks::Task> {
    let new = NewTask {
        kind: T::KIND.to_owned(),
        payload: serde_json::to_value(task).map_err(Error::internal)?,
        unique_key: task.unique_key(),
        priority: 0,
        max_attempts: T::ATTEMPTS,
        run_at: None,
        total: task.total(),
    };
    persistence::tasks::enqueue(scope, new).await
}

/// Tells the workers of this process that something was queued; those of others look by themselves before long.
pub fn wake(app: &App) -> Result<()> {
    app.events.publish(Topic::QueuedTasks, &())
}

/// Stops a task of the actor's: at once when it waits, soon when a worker holds it.
pub async fn cancel(app: &App, actor: &Actor, id: uuid::Uuid) -> Result<domain::tasks::Task> {
    let task = app.db.own(actor, async |scope| persistence::tasks::cancel(scope, id).await).await?;
    // A worker of another process learns of it with its next sign of life.
    app.events.publish(Topic::Task(id), &())?;
    Ok(task)
}
