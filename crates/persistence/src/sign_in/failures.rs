//! Failed sign-ins, by the name that was tried and by the network that tried it.

use chrono::{DateTime, Utc};
use domain::sign_in::Patience;
use domain::{Code, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};

use crate::entities::sign_in_failure::{Column, Entity, Model};
use crate::{Db, error};

/// Counts an attempt before it is known how it ends, so that attempts side by side are no way around the lock.
///
/// Gives the time until which every attempt of one of the subjects is refused; then nothing is counted.
pub async fn begin_attempt(db: &Db, subjects: &[(String, Patience)]) -> Result<Option<DateTime<Utc>>> {
    loop {
        match try_attempt(db, subjects).await {
            // Two first attempts at the same moment: the other one has made the row.
            Err(Error::Rule(Code::Conflict)) => {}
            done => return done,
        }
    }
}

async fn try_attempt(db: &Db, subjects: &[(String, Patience)]) -> Result<Option<DateTime<Utc>>> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let mut counted = Vec::with_capacity(subjects.len());
    for (subject, patience) in subjects {
        let query = Entity::find_by_id(subject.clone()).lock_exclusive();
        let row = query.one(&tx).await.map_err(error::db)?;
        let locked_until = row.as_ref().and_then(|row| row.locked_until).filter(|until| *until > now);
        if locked_until.is_some() {
            tx.rollback().await.map_err(error::db)?;
            return Ok(locked_until);
        }
        counted.push((subject, patience, row));
    }
    for (subject, patience, row) in counted {
        count(&tx, subject, *patience, row, now).await?;
    }
    tx.commit().await.map_err(error::db)?;
    Ok(None)
}

async fn count(
    tx: &DatabaseTransaction,
    subject: &str,
    patience: Patience,
    row: Option<Model>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = row.as_ref().filter(|row| !patience.is_forgotten(row.updated_at, now));
    let failures = before.map_or(0, |row| row.failures).saturating_add(1);
    let locked_until = patience.lock_until(failures, now);
    if row.is_none() {
        let row = Model { subject: subject.to_owned(), failures, locked_until, updated_at: now };
        let row = row.into_active_model().reset_all();
        return Entity::insert(row).exec_without_returning(tx).await.map_err(error::db).map(|_| ());
    }
    let query = Entity::update_many()
        .col_expr(Column::Failures, Expr::value(failures))
        .col_expr(Column::LockedUntil, Expr::value(locked_until))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Subject.eq(subject));
    query.exec(tx).await.map_err(error::db).map(|_| ())
}

/// Forgets the failures of these subjects.
pub async fn forget_failures(db: &Db, subjects: &[String]) -> Result<()> {
    let tx = db.begin().await?;
    let query = Entity::delete_many().filter(Column::Subject.is_in(subjects));
    query.exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// Takes back one attempt that was none after all.
pub async fn take_back(db: &Db, subject: &str) -> Result<()> {
    let tx = db.begin().await?;
    let query = Entity::update_many()
        .col_expr(Column::Failures, Expr::cust("failures - 1"))
        .col_expr(Column::LockedUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::Subject.eq(subject))
        .filter(Column::Failures.gt(0));
    query.exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}
