//! From a user and an organization to an actor.

use std::collections::BTreeSet;

use domain::{Actor, Code, Coded, DataScope, Error, Locale, Permission, Result, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::sessions;
use crate::entities::{membership, organization, role, role_permission, team, user, user_role};
use crate::roles::{built_in, data_scope_of};
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
/// `invalid_token` when the user is not a member (any more), `account_inactive` when the account is off or may not
/// work in this organization.
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
    let unknown = || Error::Unauthenticated(Code::InvalidToken);
    let member = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization_id))
        .filter(membership::Column::UserId.eq(user_id))
        .one(db.reader())
        .await
        .map_err(error::db)?
        .ok_or_else(unknown)?;
    let user = user::Entity::find_by_id(user_id)
        .filter(condition)
        .one(db.reader())
        .await
        .map_err(error::db)?
        .ok_or_else(unknown)?;
    if !(user.is_active && member.is_active) {
        return Err(Error::Rule(Code::AccountInactive));
    }
    let roles = roles(db, user_id, organization_id).await?;
    // Somebody without a role sees least.
    let data_scope = roles.iter().map(data_scope_of).max().unwrap_or(DataScope::Own);
    let teams = match (data_scope, member.team_id) {
        (DataScope::Team, Some(team_id)) => teams(db, organization_id, team_id).await?,
        _ => BTreeSet::new(),
    };
    Ok(Actor {
        organization_id,
        user_id,
        is_superuser: user.is_superuser,
        permissions: permissions(db, organization_id, &roles).await?,
        data_scope,
        teams,
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

/// What the roles allow: the built-in ones what the program says, the organization's own what is written.
async fn permissions(db: &Db, organization_id: Uuid, roles: &[role::Model]) -> Result<BTreeSet<Permission>> {
    let shipped = roles.iter().filter_map(built_in).flat_map(Role::permissions);
    let own: Vec<Uuid> = roles.iter().filter(|role| built_in(role).is_none()).map(|role| role.id).collect();
    if own.is_empty() {
        return Ok(shipped.collect());
    }
    let rows = role_permission::Entity::find()
        .filter(role_permission::Column::OrganizationId.eq(organization_id))
        .filter(role_permission::Column::RoleId.is_in(own))
        .all(db.reader())
        .await
        .map_err(error::db)?;
    // A permission that this version of the program does not know allows nothing.
    Ok(shipped.chain(rows.iter().filter_map(|row| Permission::from_code(&row.permission))).collect())
}

/// A team with those below it.
async fn teams(db: &Db, organization_id: Uuid, team_id: Uuid) -> Result<BTreeSet<Uuid>> {
    let all: Vec<(Uuid, Option<Uuid>)> = team::Entity::find()
        .select_only()
        .columns([team::Column::Id, team::Column::ParentId])
        .filter(team::Column::OrganizationId.eq(organization_id))
        .into_tuple()
        .all(db.reader())
        .await
        .map_err(error::db)?;
    Ok(domain::teams::with_those_below(&all, team_id))
}

/// The organizations in which a user may work, the one joined first at the head.
pub async fn memberships(db: &Db, user_id: Uuid) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user_id))
        .filter(membership::Column::IsActive.eq(true))
        .order_by_asc(membership::Column::JoinedAt)
        .order_by_asc(membership::Column::Id)
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
