//! Users: one's own account, and fellow members.

pub mod administration;
pub mod members;
pub mod online;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::jobs::NamedRef;
use domain::users::{User, display_name};
use domain::{Error, Kind, Locale, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use crate::entities::{refresh_token, user};
use crate::scope::Scope;

/// Names by user id.
pub type Names = HashMap<Uuid, NamedRef>;

/// What people change in their own account; `None` keeps a field.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ProfileChange {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub locale: Option<Locale>,
    pub time_zone: Option<String>,
}

/// A device on which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Session {
    /// The family of refresh tokens.
    pub id: Uuid,
    pub user_agent: String,
    pub ip: String,
    pub started_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// The actor's own account.
pub async fn me(scope: &Scope) -> Result<User> {
    scope.me().await.map(view)
}

/// The hash of the actor's own password.
pub async fn password_hash(scope: &Scope) -> Result<Secret> {
    scope.me().await.map(|row| Secret::new(row.password_hash))
}

/// Changes the actor's own account.
pub async fn update_profile(scope: &Scope, change: &ProfileChange) -> Result<User> {
    let texts = [
        (user::Column::FirstName, change.first_name.as_deref()),
        (user::Column::LastName, change.last_name.as_deref()),
        (user::Column::Locale, change.locale.map(Locale::tag)),
        (user::Column::TimeZone, change.time_zone.as_deref()),
    ];
    let mut query = user::Entity::update_many().col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    for (column, text) in texts {
        if let Some(text) = text {
            query = query.col_expr(column, Expr::value(text.trim()));
        }
    }
    scope.update_me(query).await?;
    me(scope).await
}

/// Gives the actor a picture or takes it away; returns the key of the one before.
pub async fn set_avatar(scope: &Scope, key: Option<&str>) -> Result<Option<String>> {
    let old = scope.me().await?.avatar_key;
    let query = user::Entity::update_many()
        .col_expr(user::Column::AvatarKey, Expr::value(key))
        .col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    scope.update_me(query).await?;
    Ok(old)
}

/// The settings of the page that follow the actor from device to device.
pub async fn preferences(scope: &Scope) -> Result<Value> {
    scope.me().await.map(|row| row.preferences)
}

/// Replaces those settings.
pub async fn set_preferences(scope: &Scope, preferences: &Value) -> Result<()> {
    let query =
        user::Entity::update_many().col_expr(user::Column::Preferences, Expr::value(preferences.clone()));
    scope.update_me(query).await
}

/// Sets the actor's password and ends all sessions but `keep`.
pub async fn set_password(scope: &Scope, hash: &Secret, keep: Option<Uuid>) -> Result<()> {
    let query = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash.expose()))
        .col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    scope.update_me(query).await?;
    end_sessions(scope, keep).await.map(|_| ())
}

/// The devices on which the actor is signed in, the latest first.
pub async fn sessions(scope: &Scope) -> Result<Vec<Session>> {
    let query = refresh_token::Entity::find()
        .filter(refresh_token::Column::RotatedAt.is_null())
        .filter(refresh_token::Column::RevokedAt.is_null())
        .filter(refresh_token::Column::ExpiresAt.gt(scope.now()))
        .order_by_desc(refresh_token::Column::CreatedAt);
    let mut sessions: Vec<Session> = Vec::new();
    for row in scope.mine(query).await? {
        // Two tabs that refreshed at the same moment left one token too many.
        if sessions.iter().any(|session| session.id == row.family_id) {
            continue;
        }
        sessions.push(Session {
            id: row.family_id,
            user_agent: row.user_agent,
            ip: row.ip,
            started_at: row.started_at.unwrap_or(row.created_at),
            last_used_at: row.created_at,
            expires_at: row.expires_at,
        });
    }
    Ok(sessions)
}

/// Ends one of the actor's sessions.
pub async fn end_session(scope: &Scope, id: Uuid) -> Result<()> {
    let query = revocation(scope).filter(refresh_token::Column::FamilyId.eq(id));
    match scope.update_mine(query).await? {
        0 => Err(Error::NotFound(Kind::Session)),
        _ => Ok(()),
    }
}

/// Ends all of the actor's sessions but `keep`; returns how many tokens that were.
pub async fn end_sessions(scope: &Scope, keep: Option<Uuid>) -> Result<u64> {
    let mut query = revocation(scope);
    if let Some(keep) = keep {
        query = query.filter(refresh_token::Column::FamilyId.ne(keep));
    }
    scope.update_mine(query).await
}

fn revocation(scope: &Scope) -> sea_orm::UpdateMany<refresh_token::Entity> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(scope.now()))
        .filter(refresh_token::Column::RevokedAt.is_null())
}

/// The names of the members with these ids.
pub async fn names(scope: &Scope, ids: impl IntoIterator<Item = Uuid>) -> Result<Names> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Names::new());
    }
    let rows = scope.members(user::Entity::find().filter(user::Column::Id.is_in(ids))).await?;
    let name = |row: &user::Model| display_name(&row.first_name, &row.last_name, &row.username);
    Ok(rows.iter().map(|row| (row.id, NamedRef { id: row.id, name: name(row) })).collect())
}

pub(crate) fn view(row: user::Model) -> User {
    User {
        id: row.id,
        username: row.username,
        email: row.email,
        avatar_key: row.avatar_key,
        first_name: row.first_name,
        last_name: row.last_name,
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        time_zone: row.time_zone,
        is_superuser: row.is_superuser,
        is_active: row.is_active,
        email_verified_at: row.email_verified_at,
        date_joined: row.date_joined,
        last_seen_at: row.last_seen_at,
    }
}
