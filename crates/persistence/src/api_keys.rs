//! Keys of model providers: one's own and the organization's. The keys themselves are kept sealed.

use domain::models::ApiKey;
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entities::api_key::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;

/// A key to keep.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewApiKey {
    /// Given by the caller, because the key is sealed for this row.
    pub id: Uuid,
    /// The organization's rather than the actor's.
    pub shared: bool,
    pub provider: String,
    pub name: String,
    /// Sealed.
    pub sealed_key: Secret,
    pub key_hint: String,
    pub base_url: Option<String>,
}

/// What changes in a key; `None` keeps a field.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ApiKeyChange {
    pub name: Option<String>,
    /// Another key, sealed, with its hint.
    pub sealed_key: Option<(Secret, String)>,
    pub base_url: Option<Option<String>>,
    pub is_active: Option<bool>,
}

/// A key with what it takes to use it, still sealed.
#[derive(Clone, Debug)]
pub struct SealedKey {
    /// The key as it may be seen.
    pub key: ApiKey,
    /// Sealed.
    pub sealed_key: Secret,
}

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("name", Column::Name),
    Sortable::new("provider", Column::Provider),
    Sortable::new("created_at", Column::CreatedAt),
];

/// One page of the actor's keys and, outside of one's own things, the organization's.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<ApiKey>> {
    Ok(paging::page(scope, Entity::find(), paging, SORTABLE, Column::Id).await?.map(view))
}

/// One key.
pub async fn find(scope: &Scope, id: Uuid) -> Result<ApiKey> {
    sealed(scope, id).await.map(|sealed| sealed.key)
}

/// One key with its sealed value.
pub async fn sealed(scope: &Scope, id: Uuid) -> Result<SealedKey> {
    scope.one(Entity::find_by_id(id)).await?.map(sealed_view).ok_or(Error::NotFound(Kind::ApiKey))
}

/// The keys that could be used, in the order of preference: the actor's before the organization's, the latest first.
pub async fn usable(scope: &Scope) -> Result<Vec<SealedKey>> {
    let query = Entity::find().filter(Column::IsActive.eq(true)).order_by_desc(Column::CreatedAt);
    let mut rows = scope.all(query).await?;
    rows.sort_by_key(|row| row.user_id.is_none());
    Ok(rows.into_iter().map(sealed_view).collect())
}

/// Adds a key.
pub async fn insert(scope: &Scope, new: NewApiKey) -> Result<ApiKey> {
    let user_id = (!new.shared).then_some(scope.actor().user_id);
    let row = Model {
        id: new.id,
        organization_id: scope.organization_id(),
        user_id,
        owner_key: user_id.unwrap_or(scope.organization_id()),
        provider: new.provider,
        name: new.name.trim().to_owned(),
        key_encrypted: new.sealed_key.expose().to_owned(),
        key_hint: new.key_hint,
        base_url: new.base_url,
        is_active: true,
        last_verified_at: None,
        last_error: None,
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// Changes a key.
pub async fn update(scope: &Scope, id: Uuid, change: ApiKeyChange) -> Result<ApiKey> {
    let mut row = scope.take::<Entity>(id, None).await?;
    let before = row.version;
    if let Some(name) = change.name {
        row.name = name.trim().to_owned();
    }
    if let Some((sealed, hint)) = change.sealed_key {
        row.key_encrypted = sealed.expose().to_owned();
        row.key_hint = hint;
        (row.last_verified_at, row.last_error) = (None, None);
    }
    if let Some(base_url) = change.base_url {
        row.base_url = base_url;
    }
    row.is_active = change.is_active.unwrap_or(row.is_active);
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    Ok(view(row))
}

/// Notes how a check of the key went; `None` is well. The time of the last good check stays over a bad one.
pub async fn set_verified(scope: &Scope, id: Uuid, error: Option<&str>) -> Result<()> {
    let mut query =
        Entity::update_many().col_expr(Column::LastError, Expr::value(error)).filter(Column::Id.eq(id));
    if error.is_none() {
        query = query.col_expr(Column::LastVerifiedAt, Expr::value(scope.now()));
    }
    scope.update(query).await.map(|_| ())
}

/// Deletes a key; `in_use` while a model configuration names it.
pub async fn delete(scope: &Scope, id: Uuid) -> Result<()> {
    match scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await? {
        0 => Err(Error::NotFound(Kind::ApiKey)),
        _ => Ok(()),
    }
}

fn sealed_view(row: Model) -> SealedKey {
    let sealed_key = Secret::new(row.key_encrypted.clone());
    SealedKey { key: view(row), sealed_key }
}

fn view(row: Model) -> ApiKey {
    ApiKey {
        id: row.id,
        user_id: row.user_id,
        provider: row.provider,
        name: row.name,
        key_hint: row.key_hint,
        base_url: row.base_url,
        is_active: row.is_active,
        last_verified_at: row.last_verified_at,
        last_error: row.last_error,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
