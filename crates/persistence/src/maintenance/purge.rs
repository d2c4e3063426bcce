//! What is kept for a time only.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Result;
use domain::documents::KEPT_HOURS;
use domain::emails::EmailKind;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::columns::Word;
use crate::entities::{
    change, document, email_log, idempotency_key, invitation, known_device, one_time_token, refresh_token,
    sign_in_failure, sign_in_ticket, task,
};
use crate::{Db, error};

use super::{operation_logs, request_counts};

/// Rows that one call deletes of a kind at most, so that the purge never holds others up for long.
const BATCH: u64 = 1000;
/// Hours for which an answer is given again.
const IDEMPOTENCY_HOURS: i64 = 24;
/// Days for which the change feed reaches back; an index that is further behind is built anew.
const CHANGE_DAYS: i64 = 7;
/// Days after its end for which a session is remembered.
const SESSION_DAYS: i64 = 30;

/// Days for which a link in a mail is remembered after its end, so that it can be said why it does not work.
const LINK_DAYS: i64 = 30;
/// Days for which a device is remembered that nobody signs in from.
const DEVICE_DAYS: i64 = 365;

/// Days for which failed sign-ins are remembered.
const FAILURE_DAYS: i64 = 2;

/// What was purged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// The files of documents that no record was saved from: delete them from the storage.
    pub storage_keys: Vec<String>,
    /// Rows deleted.
    pub rows: u64,
}

/// Deletes what has been kept long enough; call it again while it deletes something. `log_days` is for what no
/// organization has a setting for.
pub async fn run(db: &Db, log_days: i64) -> Result<Purged> {
    let now = db.clock().now();
    let storage_keys = documents(db, now - TimeDelta::hours(KEPT_HOURS)).await?;
    let rows = storage_keys.len() as u64
        + delete::<idempotency_key::Entity>(
            db,
            Condition::all()
                .add(idempotency_key::Column::CreatedAt.lt(now - TimeDelta::hours(IDEMPOTENCY_HOURS))),
        )
        .await?
        + delete::<change::Entity>(
            db,
            Condition::all().add(change::Column::CreatedAt.lt(now - TimeDelta::days(CHANGE_DAYS))),
        )
        .await?
        + delete::<refresh_token::Entity>(
            db,
            Condition::all().add(refresh_token::Column::ExpiresAt.lt(now - TimeDelta::days(SESSION_DAYS))),
        )
        .await?
        + operation_logs::purge(db, log_days).await?
        + request_counts::purge(db).await?
        + delete::<sign_in_ticket::Entity>(
            db,
            Condition::all().add(sign_in_ticket::Column::ExpiresAt.lt(now)),
        )
        .await?
        + delete::<task::Entity>(
            db,
            Condition::all().add(task::Column::FinishedAt.lt(now - TimeDelta::days(log_days))),
        )
        .await?
        + of_sign_in(db, now).await?;
    Ok(Purged { storage_keys, rows })
}

/// Links, invitations and mails of the product that have ended, and devices and failures of long ago.
async fn of_sign_in(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    let ended = now - TimeDelta::days(LINK_DAYS);
    let tokens = Condition::all().add(one_time_token::Column::ExpiresAt.lt(ended));
    let invitations = Condition::all().add(invitation::Column::ExpiresAt.lt(ended));
    let devices = Condition::all().add(known_device::Column::SeenAt.lt(now - TimeDelta::days(DEVICE_DAYS)));
    let failures =
        Condition::all().add(sign_in_failure::Column::UpdatedAt.lt(now - TimeDelta::days(FAILURE_DAYS)));
    let mails = Condition::all()
        .add(email_log::Column::Kind.eq(Word(EmailKind::System)))
        .add(email_log::Column::FromAccountId.is_null())
        .add(email_log::Column::NextAttemptAt.is_null())
        .add(email_log::Column::CreatedAt.lt(ended));
    Ok(delete::<one_time_token::Entity>(db, tokens).await?
        + delete::<invitation::Entity>(db, invitations).await?
        + delete::<known_device::Entity>(db, devices).await?
        + delete::<sign_in_failure::Entity>(db, failures).await?
        + delete::<email_log::Entity>(db, mails).await?)
}

async fn delete<E: EntityTrait>(db: &Db, condition: Condition) -> Result<u64> {
    let tx = db.begin().await?;
    let deleted = E::delete_many().filter(condition).exec(&tx).await.map_err(error::db)?.rows_affected;
    tx.commit().await.map_err(error::db)?;
    Ok(deleted)
}

async fn documents(db: &Db, before: DateTime<Utc>) -> Result<Vec<String>> {
    let tx = db.begin().await?;
    let rows = document::Entity::find()
        .filter(document::Column::Kept.eq(false))
        .filter(document::Column::CreatedAt.lt(before))
        .limit(BATCH)
        .all(&tx)
        .await
        .map_err(error::db)?;
    let ids = rows.iter().map(|row| row.id);
    document::Entity::delete_many()
        .filter(document::Column::Id.is_in(ids))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    Ok(rows.into_iter().map(|row| row.storage_key).collect())
}
