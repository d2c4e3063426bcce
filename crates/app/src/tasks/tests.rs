//! Tasks on a real database: done, tried again, cancelled, taken over.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::error::Upstream;
use domain::tasks::TaskState;
use domain::{Actor, Code, Error, Result, Service};
use persistence::maintenance::tasks as queue;
use persistence::{Clock, Options, sign_in};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::kinds::Kind;
use super::{Task, TaskContext, cancel, enqueue, wake, worker};
use crate::App;
use crate::kit::{account, an_app};

static KINDS: &[Kind] =
    &[Kind::of::<Adding>(), Kind::of::<Flaky>(), Kind::of::<Endless>(), Kind::of::<Hopeless>()];

#[derive(Serialize, Deserialize)]
struct Adding {
    numbers: Vec<i64>,
}

impl Task for Adding {
    const KIND: &'static str = "adding";
    const ATTEMPTS: i32 = 1;
    type Output = i64;

    fn unique_key(&self) -> Option<String> {
        Some("adding".to_owned())
    }

    async fn run(&self, context: &TaskContext) -> Result<i64> {
        let total = self.numbers.len() as i64;
        for done in 0..total {
            context.progress(done + 1, total, Some("adding")).await?;
        }
        Ok(self.numbers.iter().sum())
    }
}

/// Fails at first, for a reason that passes.
#[derive(Serialize, Deserialize)]
struct Flaky;

static FLAKY_RUNS: AtomicU32 = AtomicU32::new(0);

impl Task for Flaky {
    const KIND: &'static str = "flaky";
    const ATTEMPTS: i32 = 3;
    type Output = String;

    async fn run(&self, _: &TaskContext) -> Result<String> {
        if FLAKY_RUNS.fetch_add(1, Ordering::SeqCst) == 0 {
            let (service, code) = (Service::Ai, Code::AiTimeout);
            let (name, detail, retry_after) = ("model".to_owned(), String::new(), None);
            return Err(Error::Upstream(Upstream { service, code, name, detail, retry_after }));
        }
        Ok("done".to_owned())
    }
}

#[derive(Serialize, Deserialize)]
struct Endless;

impl Task for Endless {
    const KIND: &'static str = "endless";
    const ATTEMPTS: i32 = 1;
    type Output = ();

    async fn run(&self, _: &TaskContext) -> Result<()> {
        std::future::pending().await
    }
}

#[derive(Serialize, Deserialize)]
struct Hopeless;

impl Task for Hopeless {
    const KIND: &'static str = "hopeless";
    const ATTEMPTS: i32 = 3;
    type Output = ();

    async fn run(&self, _: &TaskContext) -> Result<()> {
        Err(Error::Rule(Code::DocumentNoRecords))
    }
}

/// An app with somebody in it, whose worker runs.
struct World {
    app: App,
    actor: Actor,
    clock: Clock,
    stop: CancellationToken,
    worker: tokio::task::JoinHandle<()>,
    _folder: TempDir,
}

impl World {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-24T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let app = an_app(&folder, Options { clock: clock.clone(), ..Options::default() }).await;
        let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
        let actor = sign_in::actor(&app.db, founded.user.id, founded.organization.id).await.unwrap();
        let stop = CancellationToken::new();
        let running = worker::run_kinds(app.clone(), "w".to_owned(), 2, stop.clone(), KINDS);
        Self { worker: tokio::spawn(running), app, actor, clock, stop, _folder: folder }
    }

    async fn ask<T: Task>(&self, task: &T) -> Uuid {
        let queued = self.app.db.own(&self.actor, async |scope| enqueue(scope, task).await).await.unwrap();
        wake(&self.app).unwrap();
        queued.id
    }

    async fn find(&self, id: Uuid) -> domain::tasks::Task {
        queue::find(&self.app.db, id).await.unwrap().unwrap()
    }

    /// Waits until the task is as it should be; the test's own time-out ends it when it never is.
    async fn until(&self, id: Uuid, is: impl Fn(&domain::tasks::Task) -> bool) -> domain::tasks::Task {
        loop {
            let task = self.find(id).await;
            if is(&task) {
                return task;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    async fn end(self) {
        self.stop.cancel();
        self.worker.await.unwrap();
        self.app.db.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_task_is_done_and_its_result_is_kept() {
    let world = World::start().await;
    let id = world.ask(&Adding { numbers: vec![1, 2, 3] }).await;
    let task = world.until(id, |task| task.state.is_final()).await;
    assert_eq!((task.state, task.result), (TaskState::Success, Some(6.into())));
    assert_eq!((task.current, task.total, task.message.as_deref()), (3, 3, Some("adding")));
    let again = world.ask(&Adding { numbers: vec![4] }).await;
    assert_ne!(again, id, "the key is free again once the first one has ended");
    world.until(again, |task| task.state.is_final()).await;
    world.end().await;
}

#[tokio::test]
async fn a_failure_that_may_pass_is_tried_again_later() {
    let world = World::start().await;
    let id = world.ask(&Flaky).await;
    let waiting = world.until(id, |task| task.attempts == 1 && task.error.is_some()).await;
    assert_eq!(waiting.state, TaskState::Pending);
    assert_eq!(waiting.error.unwrap()["code"], "ai_timeout");
    world.clock.advance(TimeDelta::seconds(11));
    wake(&world.app).unwrap();
    let task = world.until(id, |task| task.state.is_final()).await;
    assert_eq!((task.state, task.attempts), (TaskState::Success, 2));
    world.end().await;
}

#[tokio::test]
async fn a_failure_that_will_not_pass_ends_the_task_with_its_problem() {
    let world = World::start().await;
    let id = world.ask(&Hopeless).await;
    let task = world.until(id, |task| task.state.is_final()).await;
    assert_eq!((task.state, task.attempts), (TaskState::Failure, 1));
    let problem = task.error.unwrap();
    assert_eq!(problem["code"], "document_no_records");
    assert_eq!(problem["title"], Code::DocumentNoRecords.text(world.actor.locale));
    world.end().await;
}

#[tokio::test]
async fn a_person_can_cancel_what_runs() {
    let world = World::start().await;
    let id = world.ask(&Endless).await;
    world.until(id, |task| task.state == TaskState::Started).await;
    cancel(&world.app, &world.actor, id).await.unwrap();
    world.until(id, |task| task.state == TaskState::Cancelled).await;
    let late = cancel(&world.app, &world.actor, id).await;
    assert_eq!(late.unwrap_err().code(), Code::NotCancellable);
    world.end().await;
}

#[tokio::test]
async fn what_a_dead_worker_held_is_taken_over_and_not_for_ever() {
    let world = World::start().await;
    let first = world.ask(&Endless).await;
    let second = world.ask(&Endless).await;
    for id in [first, second] {
        world.until(id, |task| task.state == TaskState::Started).await;
    }
    // Both places of the worker are taken, so that nobody but the one that dies takes this one.
    let id = world.ask(&Adding { numbers: vec![7] }).await;
    let dead = queue::claim(&world.app.db, "dead", &[Adding::KIND], 1, TimeDelta::seconds(60)).await.unwrap();
    assert_eq!(dead.len(), 1);
    world.clock.advance(TimeDelta::seconds(61));
    for endless in [first, second] {
        cancel(&world.app, &world.actor, endless).await.unwrap();
    }
    let task = world.until(id, |task| task.state.is_final()).await;
    assert_eq!((task.state, task.attempts), (TaskState::Failure, 2), "it was to be tried only once");
    assert_eq!(task.error.unwrap()["code"], "internal");
    assert!(!queue::finish(&world.app.db, &dead[0], queue::Outcome::Cancelled).await.unwrap());
    world.end().await;
}
