//! From a user and an organization to an actor.

use std::collections::BTreeSet;

use domain::{Actor, Code, Coded, Error, Locale, Permission, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::sessions;
use crate::entities::{membership, organization, role, role_permission, user, user_role};
use crate::{Db, error};

/// An organization that a person belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Membership {
    pub organization_id: Uuid,
    pub organization_name: String,
}

/// The actor for a user in an organization, with what the roles allow at this moment.
///
/// `invalid_token` when the user is not a member (any more), `account_inactive` when the account is off.
pub async fn actor(db: &Db, user_id: Uuid, organization_id: Uuid) -> Result<Actor> {
    actor_if(db, user_id, organization_id, Condition::all()).await
}

/// The same for who presents an access token: `session_revoked` once its session has ended, although the token
/// itself would be good for some minutes more.
pub async fn actor_in_session(
    db: &Db,
    user_id: Uuid,
    organization_id: Uuid,
    session_id: Uuid,
) -> Result<Actor> {
    let lives = user::Column::Id.in_subquery(sessions::holder(session_id, db.clock().now()));
    actor_if(db, user_id, organization_id, Condition::all().add(lives)).await.map_err(|error| match error {
        Error::Unauthenticated(_) => Error::Unauthenticated(Code::SessionRevoked),
        other => other,
    })
}

async fn actor_if(db: &Db, user_id: Uuid, organization_id: Uuid, condition: Condition) -> Result<Actor> {
    let member = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::OrganizationId.eq(organization_id))
        .filter(membership::Column::UserId.eq(user_id))
        .into_query();
    let user = user::Entity::find_by_id(user_id)
        .filter(user::Column::Id.in_subquery(member))
        .filter(condition)
        .one(db.reader())
        .await
        .map_err(error::db)?
        .ok_or(Error::Unauthenticated(Code::InvalidToken))?;
    if !user.is_active {
        return Err(Error::Rule(Code::AccountInactive));
    }
    let roles = roles(db, user_id, organization_id).await?;
    Ok(Actor {
        organization_id,
        user_id,
        is_superuser: user.is_superuser,
        permissions: permissions(db, organization_id, &roles).await?,
        // Somebody without a role sees least.
        data_scope: roles.iter().map(|role| role.data_scope.0).max().unwrap_or(domain::DataScope::Own),
        locale: Locale::from_tag(&user.locale).unwrap_or_default(),
    })
}

/// The codes of the roles that a user has in an organization.
pub async fn role_codes(db: &Db, user_id: Uuid, organization_id: Uuid) -> Result<Vec<String>> {
    Ok(roles(db, user_id, organization_id).await?.into_iter().map(|role| role.code).collect())
}

async fn roles(db: &Db, user_id: Uuid, organization_id: Uuid) -> Result<Vec<role::Model>> {
    let held = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::RoleId)
        .filter(user_role::Column::OrganizationId.eq(organization_id))
        .filter(user_role::Column::UserId.eq(user_id))
        .into_query();
    role::Entity::find()
        .filter(role::Column::OrganizationId.eq(organization_id))
        .filter(role::Column::Id.in_subquery(held))
        .all(db.reader())
        .await
        .map_err(error::db)
}

async fn permissions(db: &Db, organization_id: Uuid, roles: &[role::Model]) -> Result<BTreeSet<Permission>> {
    if roles.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = role_permission::Entity::find()
        .filter(role_permission::Column::OrganizationId.eq(organization_id))
        .filter(role_permission::Column::RoleId.is_in(roles.iter().map(|role| role.id)))
        .all(db.reader())
        .await
        .map_err(error::db)?;
    // A permission that this version of the program does not know allows nothing.
    Ok(rows.iter().filter_map(|row| Permission::from_code(&row.permission)).collect())
}

/// The organizations of a user, the one joined first at the head.
pub async fn memberships(db: &Db, user_id: Uuid) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user_id))
        .order_by_asc(membership::Column::JoinedAt)
        .all(db.reader())
        .await
        .map_err(error::db)?;
    let ids = rows.iter().map(|row| row.organization_id);
    let organizations = organization::Entity::find()
        .filter(organization::Column::Id.is_in(ids))
        .all(db.reader())
        .await
        .map_err(error::db)?;
    let name = |id: Uuid| organizations.iter().find(|row| row.id == id).map(|row| row.name.clone());
    let view = |row: membership::Model| {
        Some(Membership {
            organization_id: row.organization_id,
            organization_name: name(row.organization_id)?,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

/// Notes that the user was here; call it now and then, not with every request.
pub async fn touch(db: &Db, user_id: Uuid) -> Result<()> {
    let tx = db.begin().await?;
    user::Entity::update_many()
        .col_expr(user::Column::LastSeenAt, Expr::value(db.clock().now()))
        .filter(user::Column::Id.eq(user_id))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}
