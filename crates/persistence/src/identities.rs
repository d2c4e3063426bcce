//! The accounts elsewhere with which the actor signs in.

use domain::users::{Identity, NO_PASSWORD};
use domain::{Code, Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entities::oauth_identity::{Column, Entity, Model};
use crate::scope::Scope;

/// All of them, the oldest first.
pub async fn list(scope: &Scope) -> Result<Vec<Identity>> {
    let rows = scope.mine(Entity::find().order_by_asc(Column::CreatedAt)).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Whether the actor can also sign in with a password.
pub async fn has_password(scope: &Scope) -> Result<bool> {
    scope.me().await.map(|row| !row.password_hash.starts_with(NO_PASSWORD))
}

/// Takes one away. `last_sign_in` when nothing else would be left to sign in with.
pub async fn unlink(scope: &Scope, id: Uuid) -> Result<()> {
    scope.lock_me().await?;
    let rows = scope.mine(Entity::find()).await?;
    if !rows.iter().any(|row| row.id == id) {
        return Err(Error::NotFound(Kind::Identity));
    }
    if rows.len() == 1 && !has_password(scope).await? {
        return Err(Error::Rule(Code::LastSignIn));
    }
    scope.delete_mine(Entity::delete_many().filter(Column::Id.eq(id))).await.map(drop)
}

pub(crate) fn view(row: Model) -> Identity {
    Identity {
        id: row.id,
        provider: row.provider,
        name: row.name,
        email: row.email,
        created_at: row.created_at,
    }
}
