//! Workers and tasks: taking with a lease, keeping it alive, and ending, each guarded against a worker that lost it.
//!
//! A task that is held belongs to `(worker, attempt)`. Whoever writes with another pair writes nothing: a worker
//! that was thought dead cannot overwrite what its successor did.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Result;
use domain::tasks::{Task, TaskState};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, UpdateMany,
};
use serde_json::Value;
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::task::{Column, Entity, Model};
use crate::entities::task_item;
use crate::tasks::{TaskItem, view};
use crate::{Db, error};

/// A task that a worker holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// The task; its attempts count this one.
    pub task: Task,
    /// Whose organization it belongs to.
    pub organization_id: Uuid,
    /// Who holds it.
    pub worker: String,
}

/// What a worker learns when it renews its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// Go on.
    Held,
    /// A person wants the task stopped.
    CancelRequested,
    /// Somebody else has the task, or it has ended: stop, and write nothing.
    Lost,
}

/// How a task ends, or goes on later.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Done, with a result.
    Success(Value),
    /// Given up, with a problem document.
    Failure(Value),
    /// Failed, to be tried again at this time; when no attempt is left this is a failure.
    Retry(Value, DateTime<Utc>),
    /// Stopped as a person wished.
    Cancelled,
    /// Handed back untouched, because the worker stops; the attempt does not count.
    Released,
}

/// Takes due tasks of these kinds, those with the highest priority first, and such whose worker's lease ran out.
pub async fn claim(
    db: &Db,
    worker: &str,
    kinds: &[&str],
    limit: u64,
    lease: TimeDelta,
) -> Result<Vec<Claimed>> {
    let now = db.clock().now();
    let due = Condition::all().add(due(now)).add(Column::Kind.is_in(kinds.iter().copied()));
    // Looking first costs a reader little; beginning a transaction costs SQLite its one writer.
    if Entity::find().filter(due.clone()).one(db.reader()).await.map_err(error::db)?.is_none() {
        return Ok(Vec::new());
    }
    let tx = db.begin().await?;
    let rows = Entity::find()
        .filter(due)
        .order_by_desc(Column::Priority)
        .order_by_asc(Column::RunAt)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&tx)
        .await
        .map_err(error::db)?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(TaskState::Started)))
        .col_expr(Column::LockedBy, Expr::value(worker))
        .col_expr(Column::LeaseExpiresAt, Expr::value(now + lease))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::StartedAt, Expr::value(now))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    let claimed = |row: Model| {
        let row = Model {
            attempts: row.attempts + 1,
            state: Word(TaskState::Started),
            started_at: Some(now),
            ..row
        };
        Claimed { organization_id: row.organization_id, worker: worker.to_owned(), task: view(row) }
    };
    Ok(rows.into_iter().map(claimed).collect())
}

/// Renews the lease of a task.
pub async fn heartbeat(db: &Db, claimed: &Claimed, lease: TimeDelta) -> Result<Lease> {
    let query = Entity::update_many().col_expr(Column::LeaseExpiresAt, Expr::value(db.clock().now() + lease));
    if !write(db, claimed, query).await? {
        return Ok(Lease::Lost);
    }
    let row = Entity::find_by_id(claimed.task.id).one(db.reader()).await.map_err(error::db)?;
    Ok(if row.is_some_and(|row| row.cancel_requested) { Lease::CancelRequested } else { Lease::Held })
}

/// Tells how far a task is; `false` when it is no longer this worker's.
pub async fn progress(
    db: &Db,
    claimed: &Claimed,
    current: i64,
    total: i64,
    message: Option<&str>,
) -> Result<bool> {
    let query = Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(TaskState::Progress)))
        .col_expr(Column::Current, Expr::value(current))
        .col_expr(Column::Total, Expr::value(total))
        .col_expr(Column::Message, Expr::value(message));
    write(db, claimed, query).await
}

/// Replaces the items of a task.
pub async fn set_items(db: &Db, claimed: &Claimed, items: Vec<TaskItem>) -> Result<()> {
    let tx = db.begin().await?;
    let of_task = task_item::Column::TaskId.eq(claimed.task.id);
    task_item::Entity::delete_many().filter(of_task).exec(&tx).await.map_err(error::db)?;
    let updated_at = db.clock().now();
    let row = |item: TaskItem| task_item::Model {
        id: Uuid::now_v7(),
        organization_id: claimed.organization_id,
        task_id: claimed.task.id,
        position: item.position,
        label: item.label.chars().take(300).collect(),
        state: Word(item.state),
        error: item.error,
        updated_at,
    };
    if !items.is_empty() {
        let rows = items.into_iter().map(|item| row(item).into_active_model().reset_all());
        task_item::Entity::insert_many(rows).exec_without_returning(&tx).await.map_err(error::db)?;
    }
    tx.commit().await.map_err(error::db)
}

/// Ends a task, or puts it back; `false` when it is no longer this worker's.
pub async fn finish(db: &Db, claimed: &Claimed, outcome: Outcome) -> Result<bool> {
    let query = match outcome {
        Outcome::Success(result) => end(db, TaskState::Success).col_expr(Column::Result, Expr::value(result)),
        Outcome::Failure(problem) => {
            end(db, TaskState::Failure).col_expr(Column::Error, Expr::value(problem))
        }
        Outcome::Cancelled => end(db, TaskState::Cancelled),
        Outcome::Retry(problem, _) if claimed.task.attempts >= claimed.task.max_attempts => {
            end(db, TaskState::Failure).col_expr(Column::Error, Expr::value(problem))
        }
        Outcome::Retry(problem, at) => put_back(at).col_expr(Column::Error, Expr::value(problem)),
        Outcome::Released => {
            put_back(db.clock().now()).col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        }
    };
    write(db, claimed, query).await
}

/// One task of whatever organization, for streams that follow it.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<Task>> {
    Ok(Entity::find_by_id(id).one(db.reader()).await.map_err(error::db)?.map(view))
}

fn due(now: DateTime<Utc>) -> Condition {
    let waiting = Column::State.eq(Word(TaskState::Pending)).and(Column::RunAt.lte(now));
    let held = [TaskState::Started, TaskState::Progress].map(Word);
    let orphaned = Column::State.is_in(held).and(Column::LeaseExpiresAt.lt(now));
    Condition::any().add(waiting).add(orphaned)
}

fn end(db: &Db, state: TaskState) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(state)))
        .col_expr(Column::FinishedAt, Expr::value(db.clock().now()))
        .col_expr(Column::UniqueKey, Expr::value(None::<String>))
        .col_expr(Column::LockedBy, Expr::value(None::<String>))
        .col_expr(Column::LeaseExpiresAt, Expr::value(None::<DateTime<Utc>>))
}

fn put_back(run_at: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(TaskState::Pending)))
        .col_expr(Column::RunAt, Expr::value(run_at))
        .col_expr(Column::LockedBy, Expr::value(None::<String>))
        .col_expr(Column::LeaseExpiresAt, Expr::value(None::<DateTime<Utc>>))
}

async fn write(db: &Db, claimed: &Claimed, query: UpdateMany<Entity>) -> Result<bool> {
    let tx = db.begin().await?;
    let query = query
        .col_expr(Column::UpdatedAt, Expr::value(db.clock().now()))
        .filter(Column::Id.eq(claimed.task.id))
        .filter(Column::LockedBy.eq(&claimed.worker))
        .filter(Column::Attempts.eq(claimed.task.attempts));
    let done = query.exec(&tx).await.map_err(error::db)?.rows_affected;
    tx.commit().await.map_err(error::db)?;
    Ok(done == 1)
}
