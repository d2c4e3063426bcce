//! How the queues of the installation are.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Result;
use domain::emails::EmailStatus;
use domain::tasks::TaskState;
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::columns::Word;
use crate::entities::{email_log, task};
use crate::{Db, error};

/// Failures are counted over that time.
const LATELY: TimeDelta = TimeDelta::hours(24);

/// How a queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// What is due and not begun.
    pub waiting: u64,
    /// What is in hand.
    pub running: u64,
    /// Since when the one that waits longest is due.
    pub oldest: Option<DateTime<Utc>>,
    /// What failed within the last 24 hours.
    pub failed: u64,
}

/// The name of the database program.
pub fn database_name(db: &Db) -> &'static str {
    match db.backend() {
        DbBackend::Postgres => "PostgreSQL",
        DbBackend::MySql => "MySQL/MariaDB",
        _ => "SQLite",
    }
}

/// The background tasks of all organizations.
pub async fn tasks(db: &Db) -> Result<Queue> {
    use task::{Column, Entity};
    let now = db.clock().now();
    let due = Condition::all().add(Column::State.eq(Word(TaskState::Pending))).add(Column::RunAt.lte(now));
    let running = [TaskState::Started, TaskState::Progress].map(Word);
    let failed = Condition::all()
        .add(Column::State.eq(Word(TaskState::Failure)))
        .add(Column::FinishedAt.gte(now - LATELY));
    Ok(Queue {
        waiting: count::<Entity>(db, due.clone()).await?,
        running: count::<Entity>(db, Condition::all().add(Column::State.is_in(running))).await?,
        oldest: earliest::<Entity>(db, Column::RunAt, due).await?,
        failed: count::<Entity>(db, failed).await?,
    })
}

/// The mails of all organizations.
pub async fn mails(db: &Db) -> Result<Queue> {
    use email_log::{Column, Entity};
    let now = db.clock().now();
    let due = Condition::all()
        .add(Column::Status.eq(Word(EmailStatus::Queued)))
        .add(Column::NextAttemptAt.lte(now));
    let sending = Condition::all().add(Column::Status.eq(Word(EmailStatus::Sending)));
    let failed = Condition::all()
        .add(Column::Status.eq(Word(EmailStatus::Failed)))
        .add(Column::UpdatedAt.gte(now - LATELY));
    Ok(Queue {
        waiting: count::<Entity>(db, due.clone()).await?,
        running: count::<Entity>(db, sending).await?,
        oldest: earliest::<Entity>(db, Column::NextAttemptAt, due).await?,
        failed: count::<Entity>(db, failed).await?,
    })
}

async fn count<E: EntityTrait>(db: &Db, of: Condition) -> Result<u64>
where
    E::Model: Send + Sync,
{
    E::find().filter(of).count(db.reader()).await.map_err(error::db)
}

async fn earliest<E: EntityTrait>(
    db: &Db,
    column: E::Column,
    of: Condition,
) -> Result<Option<DateTime<Utc>>> {
    let query = E::find().select_only().column(column).filter(of);
    let query = sea_orm::QueryOrder::order_by_asc(query, column).limit(1);
    query.into_tuple().one(db.reader()).await.map_err(error::db)
}
