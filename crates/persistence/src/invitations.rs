//! Invitations into the organization; accepting them is in `sign_in`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::invitations::{Invitation, InvitationFields};
use domain::page::{Page, Paging};
use domain::text::email_key;
use domain::users::RoleName;
use domain::{Code, Coded, Error, Kind, Locale, Permission, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::invitation::{Column, Entity, Model};
use crate::entities::{role, role_permission, user};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::{roles, users};

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("email", Column::EmailKey),
    Sortable::new("expires_at", Column::ExpiresAt),
];

/// A token for an invitation, and until when it is good.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct InvitationToken {
    pub hash: String,
    pub expires_at: DateTime<Utc>,
}

/// The invitations that were sent.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<Invitation>> {
    let page = paging::page(scope, Entity::find(), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Invites somebody: `already_invited`, or `already_member`. Nobody gives a role that may do more than they may.
pub async fn insert(scope: &Scope, fields: &InvitationFields, token: InvitationToken) -> Result<Invitation> {
    let key = email_key(&fields.email);
    let role = role_by_code(scope, &fields.role).await?;
    if !scope.members(user::Entity::find().filter(user::Column::EmailKey.eq(&key))).await?.is_empty() {
        return Err(Error::Rule(Code::AlreadyMember));
    }
    // One that has ended makes room for another one.
    let ended =
        Condition::any().add(Column::AcceptedAt.is_not_null()).add(Column::ExpiresAt.lte(scope.now()));
    scope.delete(Entity::delete_many().filter(Column::EmailKey.eq(&key)).filter(ended)).await?;
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        email: fields.email.trim().to_owned(),
        email_key: key,
        role_id: role.id,
        invited_by: Some(scope.actor().user_id),
        locale: fields.locale.unwrap_or(scope.actor().locale).tag().to_owned(),
        token_hash: token.hash,
        created_at: scope.now(),
        sent_at: scope.now(),
        expires_at: token.expires_at,
        accepted_at: None,
    };
    scope.insert(row.clone()).await?;
    view(scope, row).await
}

/// When an invitation was last sent.
pub async fn sent_at(scope: &Scope, id: Uuid) -> Result<DateTime<Utc>> {
    let row = scope.one(Entity::find_by_id(id)).await?;
    row.map(|row| row.sent_at).ok_or(Error::NotFound(Kind::Invitation))
}

/// Gives an invitation another token; the one before is worth nothing from then on.
pub async fn renew(scope: &Scope, id: Uuid, token: InvitationToken) -> Result<Invitation> {
    let missing = Error::NotFound(Kind::Invitation);
    let row = scope.lock(Entity::find_by_id(id)).await?.ok_or(missing)?;
    if row.accepted_at.is_some() {
        return Err(Error::Rule(Code::AlreadyMember));
    }
    let query = Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(token.hash.as_str()))
        .col_expr(Column::SentAt, Expr::value(scope.now()))
        .col_expr(Column::ExpiresAt, Expr::value(token.expires_at))
        .filter(Column::Id.eq(id));
    scope.update(query).await?;
    let (token_hash, expires_at) = (token.hash, token.expires_at);
    view(scope, Model { token_hash, sent_at: scope.now(), expires_at, ..row }).await
}

/// Withdraws an invitation.
pub async fn delete(scope: &Scope, id: Uuid) -> Result<()> {
    match scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await? {
        0 => Err(Error::NotFound(Kind::Invitation)),
        _ => Ok(()),
    }
}

async fn role_by_code(scope: &Scope, code: &str) -> Result<role::Model> {
    let unknown = Error::invalid("/role", Code::UnknownReference);
    let row = scope.one(role::Entity::find().filter(role::Column::Code.eq(code))).await?.ok_or(unknown)?;
    let actor = scope.actor();
    let beyond = permissions(scope, &row).await?.into_iter().find(|permission| !actor.may(*permission));
    match beyond {
        Some(permission) => Err(Error::Forbidden(permission)),
        None => Ok(row),
    }
}

/// What a role allows. Those of built-in roles come from the program.
async fn permissions(scope: &Scope, row: &role::Model) -> Result<Vec<Permission>> {
    if let Some(role) = roles::built_in(row) {
        return Ok(role.permissions().into_iter().collect());
    }
    let query = role_permission::Entity::find().filter(role_permission::Column::RoleId.eq(row.id));
    let rows = scope.all(query).await?;
    Ok(rows.iter().filter_map(|row| Permission::from_code(&row.permission)).collect())
}

async fn view(scope: &Scope, row: Model) -> Result<Invitation> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Invitation))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Invitation>> {
    let people = users::names(scope, rows.iter().filter_map(|row| row.invited_by)).await?;
    let roles = scope.all(role::Entity::find()).await?;
    let roles: HashMap<Uuid, RoleName> =
        roles.into_iter().map(|role| (role.id, users::members::role_name(role))).collect();
    let view = |row: Model| Invitation {
        id: row.id,
        role: roles.get(&row.role_id).cloned().unwrap_or_default(),
        invited_by: row.invited_by.and_then(|id| people.get(&id).cloned()),
        email: row.email,
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        created_at: row.created_at,
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        accepted_at: row.accepted_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
