use std::collections::HashSet;

use chrono::TimeDelta;
use domain::tasks::TaskState;
use persistence::maintenance::tasks::{self as queue, Claimed, Lease, Outcome};
use persistence::tasks::{self, NewTask, TaskFilter, TaskItem};
use serde_json::json;

use crate::kit::{World, on_each, word};

const LEASE: TimeDelta = TimeDelta::seconds(30);

fn task(kind: &str) -> NewTask {
    NewTask {
        kind: kind.to_owned(),
        payload: json!({"file": "简历.pdf"}),
        unique_key: None,
        priority: 0,
        max_attempts: 3,
        run_at: None,
        total: 1,
    }
}

async fn claim(world: &World, worker: &str) -> Vec<Claimed> {
    queue::claim(&world.db, worker, &["parse_jobs", "parse_candidates"], 5, LEASE).await.expect("a claim")
}

#[tokio::test]
async fn parallel_workers_take_each_task_exactly_once() {
    on_each(async |world| {
        let mut queued = HashSet::new();
        for _ in 0..60 {
            queued.insert(world.work(async |scope| tasks::enqueue(scope, task("parse_jobs")).await).await.id);
        }
        let workers: Vec<_> = (0..6)
            .map(|number| {
                let db = world.db.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    loop {
                        let worker = format!("w{number}");
                        let claimed =
                            queue::claim(&db, &worker, &["parse_jobs"], 5, LEASE).await.expect("a claim");
                        if claimed.is_empty() {
                            return taken;
                        }
                        for one in claimed {
                            taken.push(one.task.id);
                            assert!(
                                queue::finish(&db, &one, Outcome::Success(json!(1))).await.expect("told")
                            );
                        }
                    }
                })
            })
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.expect("no panic"));
        }
        // A worker may find the queue empty while others still hold rows; what counts is that no row was taken twice.
        assert_eq!(taken.len(), taken.iter().collect::<HashSet<_>>().len());
        assert_eq!(taken.into_iter().collect::<HashSet<_>>(), queued);
    })
    .await;
}

#[tokio::test]
async fn a_task_tells_its_progress_and_its_result() {
    on_each(async |world| {
        let id = world
            .db
            .own(&world.us, async |scope| tasks::enqueue(scope, task("parse_jobs")).await)
            .await
            .expect("queued")
            .id;
        let claimed = claim(world, "one").await.remove(0);
        assert_eq!((claimed.task.id, claimed.task.attempts), (id, 1));
        assert_eq!(claimed.organization_id, world.us.organization_id);
        assert!(queue::progress(&world.db, &claimed, 3, 7, Some("第 3 份")).await.expect("told"));
        let item =
            TaskItem { position: 0, label: "简历.pdf".into(), state: TaskState::Success, error: None };
        queue::set_items(&world.db, &claimed, vec![item.clone()]).await.expect("items");
        let seen =
            world.db.read_own(&world.us, async |scope| tasks::find(scope, id).await).await.expect("the task");
        assert_eq!((seen.state, seen.current, seen.total), (TaskState::Progress, 3, 7));
        let items =
            world.db.read_own(&world.us, async |scope| tasks::items(scope, id).await).await.expect("items");
        assert_eq!(items, [item]);
        assert!(
            queue::finish(&world.db, &claimed, Outcome::Success(json!({"saved": 7}))).await.expect("told")
        );
        let seen = queue::find(&world.db, id).await.expect("a look").expect("the task");
        assert_eq!((seen.state, seen.result), (TaskState::Success, Some(json!({"saved": 7}))));
        let theirs = world.db.read_own(&world.them, async |scope| tasks::find(scope, id).await).await;
        assert_eq!(word(theirs), "not_found");
    })
    .await;
}

#[tokio::test]
async fn an_orphan_is_taken_over_and_its_former_worker_writes_nothing() {
    on_each(async |world| {
        world.work(async |scope| tasks::enqueue(scope, task("parse_jobs")).await).await;
        let first = claim(world, "one").await.remove(0);
        world.clock.advance(TimeDelta::seconds(20));
        assert_eq!(queue::heartbeat(&world.db, &first, LEASE).await.expect("alive"), Lease::Held);
        world.clock.advance(TimeDelta::seconds(20));
        assert!(claim(world, "two").await.is_empty(), "the lease was renewed");
        world.clock.advance(TimeDelta::seconds(11));
        let second = claim(world, "two").await.remove(0);
        assert_eq!(second.task.attempts, 2);
        assert_eq!(queue::heartbeat(&world.db, &first, LEASE).await.expect("told"), Lease::Lost);
        assert!(!queue::finish(&world.db, &first, Outcome::Success(json!(1))).await.expect("told"));
        assert!(queue::finish(&world.db, &second, Outcome::Success(json!(2))).await.expect("told"));
    })
    .await;
}

#[tokio::test]
async fn a_failure_waits_and_ends_when_no_attempt_is_left() {
    on_each(async |world| {
        let id = world.work(async |scope| tasks::enqueue(scope, task("parse_jobs")).await).await.id;
        for attempt in 1..=3 {
            let claimed = claim(world, "w").await.remove(0);
            assert_eq!(claimed.task.attempts, attempt);
            let later = world.clock.now() + TimeDelta::minutes(1);
            let problem = json!({"code": "ai_timeout"});
            assert!(queue::finish(&world.db, &claimed, Outcome::Retry(problem, later)).await.expect("told"));
            assert!(claim(world, "w").await.is_empty(), "not before its time");
            world.clock.advance(TimeDelta::minutes(1));
        }
        let ended = world.work(async |scope| tasks::find(scope, id).await).await;
        assert_eq!((ended.state, ended.error), (TaskState::Failure, Some(json!({"code": "ai_timeout"}))));
        let again = world.work(async |scope| tasks::retry(scope, id).await).await;
        assert_eq!((again.state, again.attempts), (TaskState::Pending, 0));
        let released = claim(world, "w").await.remove(0);
        assert!(queue::finish(&world.db, &released, Outcome::Released).await.expect("told"));
        assert_eq!(claim(world, "w").await[0].task.attempts, 1, "a release costs no attempt");
    })
    .await;
}

#[tokio::test]
async fn the_same_work_is_queued_once_until_it_has_ended() {
    on_each(async |world| {
        let unique = NewTask { unique_key: Some("import-7".into()), ..task("parse_jobs") };
        let enqueue = async || world.work(async |scope| tasks::enqueue(scope, unique.clone()).await).await.id;
        let first = enqueue().await;
        assert_eq!(enqueue().await, first);
        let claimed = claim(world, "w").await.remove(0);
        assert!(queue::finish(&world.db, &claimed, Outcome::Success(json!(null))).await.expect("told"));
        assert_ne!(enqueue().await, first);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_task_is_cancelled_at_once_and_a_running_one_is_told() {
    on_each(async |world| {
        let enqueue =
            async || world.work(async |scope| tasks::enqueue(scope, task("parse_jobs")).await).await.id;
        let cancel = async |id| world.try_work(async |scope| tasks::cancel(scope, id).await).await;
        let waiting = enqueue().await;
        assert_eq!(cancel(waiting).await.expect("cancelled").state, TaskState::Cancelled);
        assert_eq!(word(cancel(waiting).await), "not_cancellable");
        let running = enqueue().await;
        let claimed = claim(world, "w").await.remove(0);
        assert_eq!(cancel(running).await.expect("asked").state, TaskState::Started);
        assert_eq!(queue::heartbeat(&world.db, &claimed, LEASE).await.expect("told"), Lease::CancelRequested);
        assert!(queue::finish(&world.db, &claimed, Outcome::Cancelled).await.expect("told"));
        let filter = TaskFilter { state: vec![TaskState::Cancelled], ..TaskFilter::default() };
        let list = world.work(async |scope| tasks::list(scope, &filter, &Default::default()).await).await;
        assert_eq!(list.total, 2);
    })
    .await;
}

#[tokio::test]
async fn urgent_tasks_go_first_and_other_kinds_are_left_alone() {
    on_each(async |world| {
        let urgent = NewTask { priority: 5, ..task("parse_candidates") };
        world
            .work(async |scope| {
                tasks::enqueue(scope, task("export")).await?;
                tasks::enqueue(scope, task("parse_jobs")).await?;
                tasks::enqueue(scope, urgent.clone()).await
            })
            .await;
        let kinds: Vec<_> = claim(world, "w").await.into_iter().map(|claimed| claimed.task.kind).collect();
        assert_eq!(kinds, ["parse_candidates", "parse_jobs"]);
    })
    .await;
}
