//! Across organizations: workers taking tasks and mails, the index in memory, logs in batches, and the purge.
//!
//! One of the two modules that work without a scope. Nothing here is reachable from a request but the counts,
//! unsubscribing by a signed link, and erasing one's own account.

pub mod erasure;
pub mod health;
pub mod imports;
pub mod index;
pub mod mails;
pub mod operation_logs;
pub mod purge;
pub mod recipients;
pub mod request_counts;
pub mod tasks;

use domain::tasks::TaskState;
use domain::{Actor, Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::{email_log, organization, task, user};
use crate::{Db, error, sign_in};

/// How much waits in the two queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct QueueDepth {
    pub tasks: u64,
    pub mails: u64,
}

/// How much waits in the two queues.
pub async fn queue_depth(db: &Db) -> Result<QueueDepth> {
    let tasks = task::Entity::find().filter(task::Column::State.eq(Word(TaskState::Pending)));
    let queued = Word(domain::emails::EmailStatus::Queued);
    let mails = email_log::Entity::find().filter(email_log::Column::Status.eq(queued));
    Ok(QueueDepth {
        tasks: tasks.count(db.reader()).await.map_err(error::db)?,
        mails: mails.count(db.reader()).await.map_err(error::db)?,
    })
}

/// The operator in their first organization, for the command line.
pub async fn operator(db: &Db) -> Result<Actor> {
    let query = user::Entity::find()
        .filter(user::Column::IsSuperuser.eq(true))
        .order_by_asc(user::Column::DateJoined);
    let row = query.one(db.reader()).await.map_err(error::db)?.ok_or(Error::NotFound(Kind::User))?;
    let memberships = sign_in::memberships(db, row.id).await?;
    let first = memberships.first().ok_or(Error::NotFound(Kind::Organization))?;
    sign_in::actor(db, row.id, first.organization_id).await
}

/// All organizations, the oldest first.
pub async fn organizations(db: &Db) -> Result<Vec<(Uuid, String)>> {
    let query = organization::Entity::find().order_by_asc(organization::Column::CreatedAt);
    let rows = query.all(db.reader()).await.map_err(error::db)?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
