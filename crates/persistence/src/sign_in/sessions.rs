//! Sessions: families of refresh tokens, each good for one use.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Code, Error, Result};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::entities::refresh_token::{Column, Entity, Model};
use crate::{Db, error};

/// A session that begins.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewSession {
    pub user_id: Uuid,
    /// The organization in use.
    pub organization_id: Uuid,
    pub user_agent: String,
    pub ip: String,
}

/// Whose session it is, after a token was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct SessionTokens {
    pub user_id: Uuid,
    pub organization_id: Uuid,
    /// The session.
    pub family_id: Uuid,
}

/// Moves somebody's session to another organization.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Whose session it must be.
    pub user_id: Uuid,
    /// Where to; that the user belongs there is known.
    pub organization_id: Uuid,
}

/// The organization of somebody's last session.
pub async fn last_organization(db: &Db, user_id: Uuid) -> Result<Option<Uuid>> {
    let query = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(1);
    let row = query.one(db.reader()).await.map_err(error::db)?;
    Ok(row.map(|row| row.organization_id))
}

/// Begins a session with its first refresh token.
pub async fn start(
    db: &Db,
    new: &NewSession,
    token_hash: &str,
    expires_at: DateTime<Utc>,
) -> Result<SessionTokens> {
    let family_id = Uuid::now_v7();
    let tx = db.begin().await?;
    let now = db.clock().now();
    insert(&tx, new, family_id, token_hash, Times { started_at: now, now, expires_at }).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(SessionTokens { user_id: new.user_id, organization_id: new.organization_id, family_id })
}

/// Exchanges a refresh token for the next one.
///
/// A token that was exchanged before means that somebody else has it: the whole session ends with
/// `session_revoked`. Two tabs that refresh at the same moment are no theft, so within `leeway` of its exchange
/// a token is taken once more.
pub async fn rotate(
    db: &Db,
    token_hash: &str,
    next_hash: &str,
    expires_at: DateTime<Utc>,
    leeway: TimeDelta,
    to: Option<Move>,
) -> Result<SessionTokens> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let query = Entity::find().filter(Column::TokenHash.eq(token_hash)).lock_exclusive();
    let row = query.one(&tx).await.map_err(error::db)?.ok_or(Error::Unauthenticated(Code::InvalidToken))?;
    if to.is_some_and(|to| to.user_id != row.user_id) {
        return Err(Error::Unauthenticated(Code::InvalidToken));
    }
    if row.revoked_at.is_some() {
        return Err(Error::Unauthenticated(Code::SessionRevoked));
    }
    if row.expires_at <= now {
        return Err(Error::Unauthenticated(Code::InvalidToken));
    }
    match row.rotated_at {
        Some(rotated_at) if now - rotated_at > leeway => {
            revoke(&tx, row.family_id, now).await?;
            tx.commit().await.map_err(error::db)?;
            return Err(Error::Unauthenticated(Code::SessionRevoked));
        }
        Some(_) => {}
        None => {
            let used = Entity::update_many()
                .col_expr(Column::RotatedAt, Expr::value(now))
                .filter(Column::Id.eq(row.id));
            used.exec(&tx).await.map_err(error::db)?;
        }
    }
    let organization_id = to.map_or(row.organization_id, |to| to.organization_id);
    let new = NewSession { user_id: row.user_id, organization_id, user_agent: row.user_agent, ip: row.ip };
    let times = Times { started_at: row.started_at.unwrap_or(row.created_at), now, expires_at };
    insert(&tx, &new, row.family_id, next_hash, times).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(SessionTokens { user_id: row.user_id, organization_id, family_id: row.family_id })
}

/// Ends the session that a refresh token belongs to. A token that is not known ends nothing.
pub async fn end(db: &Db, token_hash: &str) -> Result<()> {
    let tx = db.begin().await?;
    let row = Entity::find().filter(Column::TokenHash.eq(token_hash)).one(&tx).await.map_err(error::db)?;
    if let Some(row) = row {
        revoke(&tx, row.family_id, db.clock().now()).await?;
    }
    tx.commit().await.map_err(error::db)
}

/// Whose session this is, as long as it lives: the token that is next to be exchanged is there and good.
pub(super) fn holder(session_id: Uuid, now: DateTime<Utc>) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::UserId)
        .filter(Column::FamilyId.eq(session_id))
        .filter(Column::RotatedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .into_query()
}

async fn revoke(tx: &impl ConnectionTrait, family_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::FamilyId.eq(family_id))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await
        .map_err(error::db)?;
    Ok(())
}

struct Times {
    started_at: DateTime<Utc>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

async fn insert(
    tx: &impl ConnectionTrait,
    new: &NewSession,
    family_id: Uuid,
    token_hash: &str,
    times: Times,
) -> Result<()> {
    let row = Model {
        id: Uuid::now_v7(),
        user_id: new.user_id,
        organization_id: new.organization_id,
        family_id,
        token_hash: token_hash.to_owned(),
        user_agent: new.user_agent.chars().take(500).collect(),
        ip: new.ip.chars().take(45).collect(),
        created_at: times.now,
        started_at: Some(times.started_at),
        expires_at: times.expires_at,
        rotated_at: None,
        revoked_at: None,
    };
    Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await
        .map_err(error::db)?;
    Ok(())
}
