//! Requests counted by the hour, of whatever organizations.

use chrono::{DateTime, TimeDelta, Utc};
use domain::statistics::CLASSES as CLASS_COUNT;
use domain::{Code, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use crate::entities::request_count::{CLASSES, Column, Entity, Model};
use crate::{Db, error};

/// Days for which the counts are kept.
const KEPT_DAYS: i64 = 800;

/// The requests of an organization to one route within an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RequestCount {
    pub organization_id: Uuid,
    /// Its beginning.
    pub hour: DateTime<Utc>,
    pub method: String,
    pub route: String,
    pub requests: i64,
    pub client_errors: i64,
    pub server_errors: i64,
    pub total_ms: i64,
    /// By class of latency.
    pub classes: [i64; CLASS_COUNT],
}

/// Adds to the counts. Several processes may do so at the same time.
pub async fn add(db: &Db, counts: Vec<RequestCount>) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let mut missing = Vec::new();
    let tx = db.begin().await?;
    for count in counts {
        if !raise(&tx, &count).await? {
            missing.push(count);
        }
    }
    tx.commit().await.map_err(error::db)?;
    for count in missing {
        insert(db, &count).await?;
    }
    Ok(())
}

/// Deletes what is older than any span that can be asked for.
pub(super) async fn purge(db: &Db) -> Result<u64> {
    let before = db.clock().now() - TimeDelta::days(KEPT_DAYS);
    let tx = db.begin().await?;
    let old = Entity::delete_many().filter(Column::Hour.lt(before));
    let deleted = old.exec(&tx).await.map_err(error::db)?.rows_affected;
    tx.commit().await.map_err(error::db)?;
    Ok(deleted)
}

/// Adds to the row, if there is one.
async fn raise(tx: &DatabaseTransaction, count: &RequestCount) -> Result<bool> {
    let sums = [
        (Column::Requests, count.requests),
        (Column::ClientErrors, count.client_errors),
        (Column::ServerErrors, count.server_errors),
        (Column::TotalMs, count.total_ms),
    ];
    let sums = sums.into_iter().chain(CLASSES.into_iter().zip(count.classes));
    let query =
        sums.filter(|(_, number)| *number != 0).fold(Entity::update_many(), |query, (column, number)| {
            query.col_expr(column, Expr::col(column).add(number))
        });
    let query = query
        .filter(Column::OrganizationId.eq(count.organization_id))
        .filter(Column::Hour.eq(count.hour))
        .filter(Column::Method.eq(&count.method))
        .filter(Column::Route.eq(&count.route));
    Ok(query.exec(tx).await.map_err(error::db)?.rows_affected > 0)
}

/// Makes the row, or adds to it when another process has just made it.
async fn insert(db: &Db, count: &RequestCount) -> Result<()> {
    let tx = db.begin().await?;
    let row = new_row(count).into_active_model().reset_all();
    match Entity::insert(row).exec_without_returning(&tx).await.map_err(error::db) {
        Ok(_) => tx.commit().await.map_err(error::db),
        // The organization is gone, and its figures with it.
        Err(Error::Rule(Code::UnknownReference)) => tx.rollback().await.map_err(error::db),
        Err(Error::Rule(Code::Conflict)) => {
            tx.rollback().await.map_err(error::db)?;
            let tx = db.begin().await?;
            raise(&tx, count).await?;
            tx.commit().await.map_err(error::db)
        }
        Err(other) => Err(other),
    }
}

fn new_row(count: &RequestCount) -> Model {
    let [ms_5, ms_10, ms_25, ms_50, ms_100, ms_250, ms_500, ms_1000, ms_2500, ms_5000, ms_more] =
        count.classes;
    Model {
        organization_id: count.organization_id,
        hour: count.hour,
        method: count.method.clone(),
        route: count.route.clone(),
        requests: count.requests,
        client_errors: count.client_errors,
        server_errors: count.server_errors,
        total_ms: count.total_ms,
        ms_5,
        ms_10,
        ms_25,
        ms_50,
        ms_100,
        ms_250,
        ms_500,
        ms_1000,
        ms_2500,
        ms_5000,
        ms_more,
    }
}
