//! Background work as people see it; what workers do with it is in `maintenance::tasks`.

use chrono::{DateTime, Utc};
use domain::page::{Page, Paging};
use domain::tasks::{Task, TaskState};
use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::task::{Column, Entity, Model};
use crate::entities::task_item;
use crate::paging::{self, Sortable};
use crate::scope::Scope;

/// Work to be done in the background.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewTask {
    pub kind: String,
    pub payload: Value,
    /// While a task with this key has not ended, there is no second one.
    pub unique_key: Option<String>,
    /// Higher goes first.
    pub priority: i32,
    pub max_attempts: i32,
    /// When to begin; `None`: now.
    pub run_at: Option<DateTime<Utc>>,
    pub total: i64,
}

/// What narrows a list of tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct TaskFilter {
    pub kind: Option<String>,
    pub state: Vec<TaskState>,
}

/// One item of bulk work.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct TaskItem {
    pub position: i32,
    pub label: String,
    pub state: TaskState,
    pub error: Option<Value>,
}

const SORTABLE: &[Sortable<Entity>] =
    &[Sortable::new("created_at", Column::CreatedAt), Sortable::nullable("finished_at", Column::FinishedAt)];

/// Queues a task in the caller's unit of work. With a unique key that is taken, the task that has it is returned.
pub async fn enqueue(scope: &Scope, new: NewTask) -> Result<Task> {
    if let Some(key) = &new.unique_key
        && let Some(row) = scope.one(Entity::find().filter(Column::UniqueKey.eq(key))).await?
    {
        return Ok(view(row));
    }
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        kind: new.kind,
        payload: new.payload,
        state: Word(TaskState::Pending),
        current: 0,
        total: new.total,
        message: None,
        result: None,
        error: None,
        priority: new.priority,
        attempts: 0,
        max_attempts: new.max_attempts.max(1),
        unique_key: new.unique_key,
        locked_by: None,
        run_at: new.run_at.unwrap_or(scope.now()),
        lease_expires_at: None,
        cancel_requested: false,
        created_at: scope.now(),
        started_at: None,
        finished_at: None,
        updated_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// One page of the actor's tasks.
pub async fn list(scope: &Scope, filter: &TaskFilter, paging: &Paging) -> Result<Page<Task>> {
    let mut all = Condition::all();
    if let Some(kind) = &filter.kind {
        all = all.add(Column::Kind.eq(kind));
    }
    if !filter.state.is_empty() {
        all = all.add(Column::State.is_in(filter.state.iter().map(|state| Word(*state))));
    }
    Ok(paging::page(scope, Entity::find().filter(all), paging, SORTABLE, Column::Id).await?.map(view))
}

/// One of the actor's tasks.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Task> {
    scope.one(Entity::find_by_id(id)).await?.map(view).ok_or(Error::NotFound(Kind::Task))
}

/// The items of one of the actor's tasks.
pub async fn items(scope: &Scope, id: Uuid) -> Result<Vec<TaskItem>> {
    find(scope, id).await?;
    let query = task_item::Entity::find()
        .filter(task_item::Column::TaskId.eq(id))
        .order_by_asc(task_item::Column::Position);
    let item = |row: task_item::Model| TaskItem {
        position: row.position,
        label: row.label,
        state: row.state.0,
        error: row.error,
    };
    Ok(scope.all(query).await?.into_iter().map(item).collect())
}

/// Stops a task: at once when it waits, else the worker that holds it is told. `not_cancellable` when it has ended.
pub async fn cancel(scope: &Scope, id: Uuid) -> Result<Task> {
    let row = scope.lock(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Task))?;
    if row.state.0.is_final() {
        return Err(Error::Rule(Code::NotCancellable));
    }
    let mut query = Entity::update_many()
        .col_expr(Column::CancelRequested, Expr::value(true))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Id.eq(id));
    if row.state.0 == TaskState::Pending {
        query = query
            .col_expr(Column::State, Expr::value(Word(TaskState::Cancelled)))
            .col_expr(Column::FinishedAt, Expr::value(scope.now()))
            .col_expr(Column::UniqueKey, Expr::value(None::<String>));
    }
    scope.update(query).await?;
    find(scope, id).await
}

/// Queues a task that failed or was cancelled once more; else `not_retryable`.
pub async fn retry(scope: &Scope, id: Uuid) -> Result<Task> {
    find(scope, id).await?;
    let ended = [TaskState::Failure, TaskState::Cancelled].map(Word);
    let query = Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(TaskState::Pending)))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::CancelRequested, Expr::value(false))
        .col_expr(Column::Error, Expr::value(None::<Value>))
        .col_expr(Column::FinishedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::RunAt, Expr::value(scope.now()))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(ended));
    match scope.update(query).await? {
        0 => Err(Error::Rule(Code::NotRetryable)),
        _ => find(scope, id).await,
    }
}

pub(crate) fn view(row: Model) -> Task {
    Task {
        id: row.id,
        user_id: row.user_id,
        kind: row.kind,
        payload: row.payload,
        state: row.state.0,
        current: row.current,
        total: row.total,
        message: row.message,
        result: row.result,
        error: row.error,
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        created_at: row.created_at,
        started_at: row.started_at,
        finished_at: row.finished_at,
    }
}
