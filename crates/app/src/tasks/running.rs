//! One task while a worker holds it.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::problems::Problem;
use domain::{Actor, Code, Error, Locale, Result};
use integrations::events::Topic;
use persistence::maintenance::tasks::{self, Claimed, Lease, Outcome};
use persistence::sign_in;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::kinds::Kind;
use crate::App;

/// How long a task is held without a sign of life.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a sign of life is given.
const BEAT: Duration = Duration::from_secs(10);
/// How long a stop waits for a task before it is handed back.
const GRACE: Duration = Duration::from_secs(20);
/// The first wait after a failure, in seconds; it doubles with each further one.
const FIRST_WAIT: i64 = 10;
/// The longest wait after a failure, in seconds.
const LONGEST_WAIT: i64 = 3600;

/// What a task works with: the product, and the person on whose behalf it runs, with the permissions of now.
pub struct TaskContext {
    /// On whose behalf.
    pub actor: Actor,
    app: App,
    claimed: Arc<Claimed>,
}

impl Deref for TaskContext {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl TaskContext {
    /// The id of the task.
    pub fn id(&self) -> Uuid {
        self.claimed.task.id
    }

    /// Tells how far the work is.
    pub async fn progress(&self, current: i64, total: i64, message: Option<&str>) -> Result<()> {
        tasks::progress(&self.app.db, &self.claimed, current, total, message).await.map(drop)
    }
}

/// Runs a task to its end, or until it is cancelled, lost, or the process stops; and notes what came of it.
pub(super) async fn run(app: App, kind: Kind, claimed: Claimed, stop: CancellationToken) {
    let claimed = Arc::new(claimed);
    let ended = tokio::select! {
        outcome = attempt(&app, kind, &claimed) => Some(outcome),
        told = beat(&app, &claimed) => told,
        () = out_of_time(&stop) => Some(Outcome::Released),
    };
    let Some(outcome) = ended else { return };
    metrics::counter!("bole_tasks_total", "kind" => kind.word, "outcome" => word(&outcome)).increment(1);
    if let Err(error) = tasks::finish(&app.db, &claimed, outcome).await {
        // The lease runs out, and another worker does it again.
        tracing::error!(%error, task = %claimed.task.id, "the end of a task could not be noted");
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Success(_) => "success",
        Outcome::Failure(_) => "failure",
        Outcome::Retry(..) => "retry",
        Outcome::Cancelled => "cancelled",
        Outcome::Released => "released",
    }
}

async fn attempt(app: &App, kind: Kind, claimed: &Arc<Claimed>) -> Outcome {
    let now = || app.db.clock().now();
    let actor = match sign_in::actor(&app.db, claimed.task.user_id, claimed.organization_id).await {
        Ok(actor) => actor,
        Err(error) => return failed(&error, claimed, Locale::default(), now()),
    };
    let locale = actor.locale;
    // A task that took its worker down with it each time would do so for ever.
    if claimed.task.attempts > claimed.task.max_attempts {
        return failed(&Error::Rule(Code::Internal), claimed, locale, now());
    }
    let context = TaskContext { actor, app: app.clone(), claimed: Arc::clone(claimed) };
    match (kind.run)(claimed.task.payload.clone(), &context).await {
        Ok(value) => Outcome::Success(value),
        Err(error) => failed(&error, claimed, locale, now()),
    }
}

/// Renews the lease as long as the task may go on. `None` when somebody else has it: nothing is to be noted then.
async fn beat(app: &App, claimed: &Claimed) -> Option<Outcome> {
    let mut told = app.events.subscribe(Topic::Task(claimed.task.id));
    loop {
        tokio::select! {
            () = tokio::time::sleep(BEAT) => {}
            Some(_) = told.next() => {}
        }
        match tasks::heartbeat(&app.db, claimed, LEASE).await {
            Ok(Lease::Held) => {}
            Ok(Lease::CancelRequested) => return Some(Outcome::Cancelled),
            Ok(Lease::Lost) => return None,
            // The lease outlasts several beats.
            Err(error) => tracing::warn!(%error, task = %claimed.task.id, "a lease could not be renewed"),
        }
    }
}

async fn out_of_time(stop: &CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(GRACE).await;
}

/// What follows from a failure. The problem is for the person who asked; the task's id stands for a request's.
fn failed(error: &Error, claimed: &Claimed, locale: Locale, now: DateTime<Utc>) -> Outcome {
    let task = &claimed.task;
    if matches!(error, Error::Internal(_)) {
        tracing::error!(%error, task = %task.id, kind = task.kind, attempt = task.attempts, "a task failed");
    }
    let problem = Problem::new(error, locale, &task.id.to_string());
    // A problem is a struct of strings and numbers, which JSON can always hold.
    let problem = serde_json::to_value(problem).unwrap_or_default();
    match wait(error, task.attempts) {
        Some(wait) => Outcome::Retry(problem, now + wait),
        None => Outcome::Failure(problem),
    }
}

/// How long to wait before the next attempt; `None` when another one would end the same way.
fn wait(error: &Error, attempts: i32) -> Option<TimeDelta> {
    let doubled = FIRST_WAIT.saturating_mul(1 << (attempts - 1).clamp(0, 16)).min(LONGEST_WAIT);
    let asked = match error {
        Error::Internal(_) => None,
        Error::Limited { retry_after } => Some(*retry_after),
        Error::Upstream(upstream) => {
            let passes = [Code::AiRateLimited, Code::AiTimeout, Code::AiUnavailable, Code::Unavailable];
            if !passes.contains(&upstream.code) {
                return None;
            }
            upstream.retry_after
        }
        Error::Rule(Code::Unavailable) => None,
        _ => return None,
    };
    let asked = asked.and_then(|asked| i64::try_from(asked.as_secs()).ok()).unwrap_or_default();
    Some(TimeDelta::seconds(doubled.max(asked)))
}

#[cfg(test)]
mod tests {
    use domain::error::Upstream;
    use domain::{Kind, Service};

    use super::*;

    fn upstream(code: Code, retry_after: Option<Duration>) -> Error {
        let (name, detail) = (String::new(), String::new());
        Error::Upstream(Upstream { service: Service::Ai, code, name, detail, retry_after })
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        assert_eq!(wait(&Error::NotFound(Kind::Document), 1), None);
        assert_eq!(wait(&upstream(Code::AiAuthenticationFailed, None), 1), None);
        assert_eq!(wait(&Error::internal("the disk is full"), 1), Some(TimeDelta::seconds(10)));
        assert_eq!(wait(&upstream(Code::AiTimeout, None), 3), Some(TimeDelta::seconds(40)));
        assert_eq!(wait(&upstream(Code::AiTimeout, None), i32::MAX), Some(TimeDelta::hours(1)));
    }

    #[test]
    fn whoever_asks_for_more_time_gets_it() {
        let asked = Some(Duration::from_secs(90));
        assert_eq!(wait(&upstream(Code::AiRateLimited, asked), 1), Some(TimeDelta::seconds(90)));
        assert_eq!(wait(&upstream(Code::AiRateLimited, asked), 5), Some(TimeDelta::seconds(160)));
    }
}
