//! A person's tokens for programs. Only hashes are kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::api_tokens::{ApiToken, MAX_TOKENS};
use domain::page::{Page, Paging};
use domain::{Code, Coded, Error, FieldError, Kind, Permission, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::columns::Document;
use crate::entities::api_token::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;

/// A token to keep.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewApiToken {
    pub name: String,
    pub token_hash: String,
    pub prefix: String,
    pub scopes: BTreeSet<Permission>,
    pub expires_at: Option<DateTime<Utc>>,
}

const SORTABLE: &[Sortable<Entity>] = &[Sortable::new("created_at", Column::CreatedAt)];

/// One page of the actor's tokens.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<ApiToken>> {
    Ok(paging::page(scope, mine(scope), paging, SORTABLE, Column::Id).await?.map(view))
}

/// One of the actor's tokens.
pub async fn find(scope: &Scope, id: Uuid) -> Result<ApiToken> {
    let row = scope.one(mine(scope).filter(Column::Id.eq(id))).await?;
    row.map(view).ok_or(Error::NotFound(Kind::ApiToken))
}

/// Keeps a token of the actor's.
pub async fn insert(scope: &Scope, new: NewApiToken) -> Result<ApiToken> {
    if scope.count(mine(scope)).await? >= MAX_TOKENS as u64 {
        return Err(Error::Invalid(vec![FieldError::new("", Code::TooMany).with(MAX_TOKENS)]));
    }
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        name: new.name.trim().to_owned(),
        token_hash: new.token_hash,
        prefix: new.prefix,
        scopes: Document(new.scopes.iter().map(|scope| scope.code().to_owned()).collect()),
        last_used_at: None,
        expires_at: new.expires_at,
        created_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// Revokes one of the actor's tokens: it is gone with the next request.
pub async fn delete(scope: &Scope, id: Uuid) -> Result<()> {
    let query = Entity::delete_many().filter(Column::UserId.eq(scope.actor().user_id));
    match scope.delete(query.filter(Column::Id.eq(id))).await? {
        0 => Err(Error::NotFound(Kind::ApiToken)),
        _ => Ok(()),
    }
}

fn mine(scope: &Scope) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::UserId.eq(scope.actor().user_id))
}

/// A scope that this version of the program does not know allows nothing.
pub(crate) fn scopes(words: &Document<Vec<String>>) -> BTreeSet<Permission> {
    words.0.iter().filter_map(|word| Permission::from_code(word)).collect()
}

fn view(row: Model) -> ApiToken {
    ApiToken {
        id: row.id,
        scopes: scopes(&row.scopes),
        name: row.name,
        prefix: row.prefix,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        created_at: row.created_at,
    }
}
