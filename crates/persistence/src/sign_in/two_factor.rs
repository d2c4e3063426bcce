//! The second half of a sign-in: a ticket says that the password was right, and a second factor is still asked for.

use chrono::{DateTime, Utc};
use domain::users::User;
use domain::{Code, Error, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::entities::{recovery_code, sign_in_ticket, user};
use crate::{Db, error, users};

/// Whoever holds a ticket, and what a code is checked against.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct TicketHolder {
    pub ticket_id: Uuid,
    pub user: User,
    /// Sealed; absent when the second factor was turned off meanwhile.
    pub totp_secret: Option<Secret>,
}

/// A recovery code that was not used yet.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct RecoveryCode {
    pub id: Uuid,
    pub code_hash: String,
}

/// Keeps a ticket.
pub async fn insert_ticket(db: &Db, user_id: Uuid, hash: &str, expires_at: DateTime<Utc>) -> Result<()> {
    let row = sign_in_ticket::Model {
        id: Uuid::now_v7(),
        user_id,
        token_hash: hash.to_owned(),
        tries: 0,
        created_at: db.clock().now(),
        expires_at,
    };
    let tx = db.begin().await?;
    let insert = sign_in_ticket::Entity::insert(row.into_active_model().reset_all());
    insert.exec_without_returning(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// Counts a try with a ticket, before it is known whether the code is right; `ticket_expired` when there were
/// `max_tries`, when its time is over, or when there is none.
pub async fn try_ticket(db: &Db, hash: &str, max_tries: i32) -> Result<TicketHolder> {
    let tries = sign_in_ticket::Column::Tries;
    let tx = db.begin().await?;
    let counted = sign_in_ticket::Entity::update_many()
        .col_expr(tries, Expr::col(tries).add(1))
        .filter(sign_in_ticket::Column::TokenHash.eq(hash))
        .filter(sign_in_ticket::Column::ExpiresAt.gt(db.clock().now()))
        .filter(tries.lt(max_tries))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    if counted.rows_affected == 0 {
        return Err(Error::Unauthenticated(Code::TicketExpired));
    }
    let ticket = sign_in_ticket::Entity::find().filter(sign_in_ticket::Column::TokenHash.eq(hash));
    let ticket = ticket.one(&tx).await.map_err(error::db)?;
    let ticket = ticket.ok_or(Error::Unauthenticated(Code::TicketExpired))?;
    let user = user::Entity::find_by_id(ticket.user_id).one(&tx).await.map_err(error::db)?;
    let user = user.ok_or(Error::Unauthenticated(Code::TicketExpired))?;
    tx.commit().await.map_err(error::db)?;
    Ok(TicketHolder {
        ticket_id: ticket.id,
        totp_secret: user.totp_secret_encrypted.clone().map(Secret::new),
        user: users::view(user),
    })
}

/// Uses a ticket up; `ticket_expired` when somebody else did meanwhile.
pub async fn use_ticket(db: &Db, id: Uuid) -> Result<()> {
    let tx = db.begin().await?;
    let gone = sign_in_ticket::Entity::delete_by_id(id).exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    if gone.rows_affected == 0 { Err(Error::Unauthenticated(Code::TicketExpired)) } else { Ok(()) }
}

/// Takes a code's step; `false` when it or a later one was taken before.
pub async fn use_totp_step(db: &Db, user_id: Uuid, step: i64) -> Result<bool> {
    let last = user::Column::TotpLastStep;
    let tx = db.begin().await?;
    let taken = user::Entity::update_many()
        .col_expr(last, Expr::value(step))
        .filter(user::Column::Id.eq(user_id))
        .filter(Condition::any().add(last.is_null()).add(last.lt(step)))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    Ok(taken.rows_affected > 0)
}

/// The recovery codes that a user has left.
pub async fn recovery_codes(db: &Db, user_id: Uuid) -> Result<Vec<RecoveryCode>> {
    let rows = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .limit(100)
        .all(db.reader())
        .await
        .map_err(error::db)?;
    Ok(rows.into_iter().map(|row| RecoveryCode { id: row.id, code_hash: row.code_hash }).collect())
}

/// Uses a recovery code up; `false` when it was used before.
pub async fn use_recovery_code(db: &Db, id: Uuid) -> Result<bool> {
    let tx = db.begin().await?;
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(db.clock().now()))
        .filter(recovery_code::Column::Id.eq(id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    Ok(used.rows_affected > 0)
}
