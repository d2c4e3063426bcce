//! Tokens for programs, before it is known whose they are.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Permission, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::api_token::{Column, Entity};
use crate::{Db, api_tokens, error};

/// Uses within this time of the last noted one are not noted.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A token that is good, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct TokenInUse {
    pub id: Uuid,
    pub user_id: Uuid,
    pub organization_id: Uuid,
    pub scopes: BTreeSet<Permission>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The token with this hash, unless it has run out.
pub async fn find_token(db: &Db, token_hash: &str) -> Result<Option<TokenInUse>> {
    let row = Entity::find().filter(Column::TokenHash.eq(token_hash)).one(db.reader()).await;
    let row = row.map_err(error::db)?;
    let now = db.clock().now();
    Ok(row.filter(|row| row.expires_at.is_none_or(|end| end > now)).map(|row| TokenInUse {
        id: row.id,
        user_id: row.user_id,
        organization_id: row.organization_id,
        scopes: api_tokens::scopes(&row.scopes),
        last_used_at: row.last_used_at,
    }))
}

/// Notes that a token was used; at most one write a minute.
pub async fn note_token_use(db: &Db, token: &TokenInUse) -> Result<()> {
    let now = db.clock().now();
    if token.last_used_at.is_some_and(|last| now - last < NOTED_EVERY) {
        return Ok(());
    }
    let tx = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(token.id))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}
