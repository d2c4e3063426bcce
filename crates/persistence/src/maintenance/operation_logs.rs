//! Writing the operation log, of whatever organizations and of none.
//!
//! Who it was is completed here rather than in the request, which neither waits for it nor takes longer for a name
//! that exists.

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::logs::OperationLog;
use domain::text::email_key;
use domain::{Result, Secret};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entities::operation_log::Column;
use crate::entities::{membership, operation_log, organization, user};
use crate::sign_in::username_key;
use crate::{Db, error, operation_logs};

/// Rows that one transaction deletes at most, so that the purge never holds others up for long.
const PURGED_AT_ONCE: u64 = 1000;

/// An operation to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is known of it.
    pub log: OperationLog,
    /// The name or address under which somebody tried to sign in. It is only used to find the account.
    pub tried: Option<Secret>,
}

/// Adds a batch to the operation log.
pub async fn insert(db: &Db, mut entries: Vec<Entry>) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    name_users(db, &mut entries).await?;
    find_tried(db, &mut entries).await?;
    let rows =
        entries.into_iter().map(|entry| operation_logs::new_row(entry.log).into_active_model().reset_all());
    let tx = db.begin().await?;
    operation_log::Entity::insert_many(rows).exec_without_returning(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// Deletes what its organization does not want to keep any longer, a batch of each; gives how many rows there were.
pub(super) async fn purge(db: &Db, days_without_organization: i64) -> Result<u64> {
    let organizations = organization::Entity::find().all(db.reader()).await.map_err(error::db)?;
    let of_none = Condition::all().add(Column::OrganizationId.is_null());
    let mut deleted = purge_older(db, of_none, days_without_organization).await?;
    for row in organizations {
        let own = Condition::all().add(Column::OrganizationId.eq(row.id));
        deleted += purge_older(db, own, i64::from(row.settings.0.log_retention_days)).await?;
    }
    Ok(deleted)
}

async fn purge_older(db: &Db, of: Condition, days: i64) -> Result<u64> {
    let before = db.clock().now() - TimeDelta::days(days);
    let old = operation_log::Entity::find().select_only().column(Column::Id).filter(of);
    let old = old.filter(Column::CreatedAt.lt(before)).limit(PURGED_AT_ONCE);
    let ids: Vec<Uuid> = old.into_tuple().all(db.reader()).await.map_err(error::db)?;
    if ids.is_empty() {
        return Ok(0);
    }
    let tx = db.begin().await?;
    let delete = operation_log::Entity::delete_many().filter(Column::Id.is_in(ids));
    let deleted = delete.exec(&tx).await.map_err(error::db)?.rows_affected;
    tx.commit().await.map_err(error::db)?;
    Ok(deleted)
}

#[derive(FromQueryResult)]
struct Account {
    id: Uuid,
    username: String,
    username_key: String,
    email_key: String,
}

async fn name_users(db: &Db, entries: &mut [Entry]) -> Result<()> {
    let unnamed = |entry: &Entry| entry.log.user_id.filter(|_| entry.log.username.is_none());
    let ids: Vec<Uuid> = entries.iter().filter_map(unnamed).collect();
    let names: HashMap<Uuid, String> = accounts(db, Condition::all().add(user::Column::Id.is_in(ids)))
        .await?
        .into_iter()
        .map(|account| (account.id, account.username))
        .collect();
    for entry in entries {
        if let Some(id) = unnamed(entry) {
            entry.log.username = names.get(&id).cloned();
        }
    }
    Ok(())
}

/// A failed sign-in belongs to the organization of the account that somebody tried.
async fn find_tried(db: &Db, entries: &mut [Entry]) -> Result<()> {
    let tried = |entry: &Entry| entry.tried.as_ref().map(|name| name.expose().trim().to_owned());
    let names: Vec<String> = entries.iter().filter_map(tried).collect();
    if names.is_empty() {
        return Ok(());
    }
    let by = Condition::any()
        .add(user::Column::UsernameKey.is_in(names.iter().map(|name| username_key(name))))
        .add(user::Column::EmailKey.is_in(names.iter().map(|name| email_key(name))));
    let accounts = accounts(db, by).await?;
    let organizations = first_organizations(db, accounts.iter().map(|account| account.id)).await?;
    for entry in entries.iter_mut().filter(|entry| entry.log.user_id.is_none()) {
        let Some(name) = tried(entry) else { continue };
        let is_meant = |account: &&Account| {
            account.username_key == username_key(&name) || account.email_key == email_key(&name)
        };
        if let Some(account) = accounts.iter().find(is_meant) {
            entry.log.user_id = Some(account.id);
            entry.log.username = Some(account.username.clone());
            entry.log.organization_id = organizations.get(&account.id).copied();
        }
    }
    Ok(())
}

async fn accounts(db: &Db, by: Condition) -> Result<Vec<Account>> {
    let query = user::Entity::find().select_only().filter(by).columns([
        user::Column::Id,
        user::Column::Username,
        user::Column::UsernameKey,
        user::Column::EmailKey,
    ]);
    query.into_model().all(db.reader()).await.map_err(error::db)
}

async fn first_organizations(db: &Db, users: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Uuid>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.is_in(users))
        .order_by_desc(membership::Column::JoinedAt)
        .all(db.reader())
        .await
        .map_err(error::db)?;
    // The one joined first is written last.
    Ok(rows.into_iter().map(|row| (row.user_id, row.organization_id)).collect())
}
