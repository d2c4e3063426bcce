//! What administrators do to members. Nobody gives what they do not have, or rules over who may do more, and the
//! organization keeps an administrator.

use std::collections::BTreeSet;

use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::roles::{RoleEntry, check_gift};
use domain::text::email_key;
use domain::users::{Member, MemberFields, NewMember, check_rule};
use domain::{Code, Coded, Error, FieldError, Kind, Permission, Result, Role, Secret};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::members::find;
use crate::entities::{membership, role, team, user, user_role};
use crate::roles;
use crate::scope::Scope;
use crate::sign_in::{NewAccount, user_row, username_key};

/// Adds an account and makes it a member. The password is hashed already.
pub async fn insert(scope: &Scope, new: &NewMember, password_hash: Secret) -> Result<Member> {
    let account = NewAccount {
        username: new.username.clone(),
        email: new.email.clone(),
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        password_hash,
        locale: crate::organizations::settings(scope).await?.locale,
        identity: None,
    };
    check_team(scope, new.team_id).await?;
    let given = given_roles(scope, &[], &new.role_ids).await?;
    let row = user_row(&account, false, scope.now());
    let id = row.id;
    scope.insert_user(row).await?;
    scope
        .insert(membership::Model {
            id: Uuid::now_v7(),
            organization_id: scope.organization_id(),
            user_id: id,
            team_id: new.team_id,
            joined_at: scope.now(),
            is_active: true,
        })
        .await?;
    write_roles(scope, id, given.iter().map(|role| role.id)).await?;
    let changes = role_changes(&[], &given);
    scope.note(Verb::Created, (SubjectType::User, id), &new.username, changes);
    find(scope, id).await
}

/// Changes a member. What is the person's own is changed only for those who belong to no other organization.
pub async fn update(scope: &Scope, id: Uuid, fields: MemberFields) -> Result<Member> {
    let before = rule_over(scope, id).await?;
    let old = fields_of(&before);
    check_team(scope, fields.team_id).await?;
    if fields.differs_in_person(&old) {
        write_person(scope, id, &old, &fields).await?;
    }
    let admin = lock_admin_role(scope).await?;
    let mut query = membership::Entity::update_many()
        .col_expr(membership::Column::TeamId, Expr::value(fields.team_id))
        .filter(membership::Column::UserId.eq(id));
    if old.is_active != fields.is_active {
        query = query.col_expr(membership::Column::IsActive, Expr::value(fields.is_active));
    }
    scope.update(query).await?;
    if old.is_active && !fields.is_active {
        keep_an_admin(scope, &before, admin).await?;
        scope.end_sessions_of(id).await?;
    }
    let changes = changes(&old, &fields).map_err(Error::internal)?;
    if !changes.is_empty() {
        scope.note(Verb::Updated, (SubjectType::User, id), &fields.username, changes);
    }
    find(scope, id).await
}

/// Gives a member these roles and no others. It holds from their next request.
pub async fn set_roles(scope: &Scope, id: Uuid, role_ids: &[Uuid]) -> Result<Member> {
    let before = rule_over(scope, id).await?;
    let admin = lock_admin_role(scope).await?;
    let held: Vec<Uuid> = before.roles.iter().map(|role| role.id).collect();
    let given = given_roles(scope, &held, role_ids).await?;
    let mine = user_role::Entity::delete_many().filter(user_role::Column::UserId.eq(id));
    scope.delete(mine).await?;
    write_roles(scope, id, role_ids.iter().copied()).await?;
    keep_an_admin(scope, &before, admin).await?;
    let changes =
        role_changes(&before.roles.iter().map(|role| role.name.clone()).collect::<Vec<_>>(), &given);
    scope.note(Verb::Updated, (SubjectType::User, id), &before.user.username, changes);
    find(scope, id).await
}

/// Sets a member's password and ends all their sessions; `shared_account` when it is not this organization's to set.
pub async fn set_password(scope: &Scope, id: Uuid, hash: &Secret) -> Result<()> {
    let member = rule_over(scope, id).await?;
    let query = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash.expose()))
        .col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    scope.update_only_here(id, query).await?;
    scope.end_sessions_of(id).await?;
    scope.note(Verb::Updated, (SubjectType::User, id), &member.user.username, Changes::new());
    Ok(())
}

/// Ends a member's sessions in the organization; returns how many tokens that were.
pub async fn sign_out(scope: &Scope, id: Uuid) -> Result<u64> {
    rule_over(scope, id).await?;
    scope.end_sessions_of(id).await
}

/// Takes a member out of the organization. The account stays, and so does what they did.
pub async fn remove(scope: &Scope, id: Uuid) -> Result<()> {
    let before = rule_over(scope, id).await?;
    let admin = lock_admin_role(scope).await?;
    scope.delete(user_role::Entity::delete_many().filter(user_role::Column::UserId.eq(id))).await?;
    scope.delete(membership::Entity::delete_many().filter(membership::Column::UserId.eq(id))).await?;
    keep_an_admin(scope, &before, admin).await?;
    scope.end_sessions_of(id).await?;
    scope.note(Verb::Deleted, (SubjectType::User, id), &before.user.username, Changes::new());
    Ok(())
}

/// What of a member can be changed, as it is.
pub fn fields_of(member: &Member) -> MemberFields {
    MemberFields {
        username: member.user.username.clone(),
        email: member.user.email.clone(),
        first_name: member.user.first_name.clone(),
        last_name: member.user.last_name.clone(),
        team_id: member.team.as_ref().map(|team| team.id),
        is_active: member.is_active,
    }
}

/// The member, if the actor may rule over them.
async fn rule_over(scope: &Scope, id: Uuid) -> Result<Member> {
    let member = find(scope, id).await?;
    let role_ids: Vec<Uuid> = member.roles.iter().map(|role| role.id).collect();
    let roles = roles::find_many(scope, &role_ids).await?;
    let theirs: BTreeSet<Permission> = roles.into_iter().flat_map(|role| role.fields.permissions).collect();
    check_rule(scope.actor(), id, &theirs, member.user.is_superuser)?;
    Ok(member)
}

async fn write_person(scope: &Scope, id: Uuid, old: &MemberFields, new: &MemberFields) -> Result<()> {
    let text = |text: &str| Expr::value(text.trim().to_owned());
    let mut query = user::Entity::update_many()
        .col_expr(user::Column::Username, text(&new.username))
        .col_expr(user::Column::UsernameKey, Expr::value(username_key(&new.username)))
        .col_expr(user::Column::Email, text(&new.email))
        .col_expr(user::Column::EmailKey, Expr::value(email_key(&new.email)))
        .col_expr(user::Column::FirstName, text(&new.first_name))
        .col_expr(user::Column::LastName, text(&new.last_name))
        .col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    if email_key(&old.email) != email_key(&new.email) {
        let nothing = Expr::value(None::<chrono::DateTime<chrono::Utc>>);
        query = query.col_expr(user::Column::EmailVerifiedAt, nothing);
    }
    scope.update_only_here(id, query).await
}

async fn check_team(scope: &Scope, team_id: Option<Uuid>) -> Result<()> {
    let Some(team_id) = team_id else { return Ok(()) };
    match scope.exists(team::Entity::find_by_id(team_id)).await? {
        true => Ok(()),
        false => Err(Error::invalid("/team_id", Code::UnknownReference)),
    }
}

/// The roles with these ids; those that are not held yet must be the actor's to give.
async fn given_roles(scope: &Scope, held: &[Uuid], role_ids: &[Uuid]) -> Result<Vec<RoleEntry>> {
    let found = roles::find_many(scope, role_ids).await?;
    let unknown = |id: &Uuid| !found.iter().any(|role| role.id == *id);
    let faults: Vec<FieldError> = (0..)
        .zip(role_ids)
        .filter(|(_, id)| unknown(id))
        .map(|(index, _): (usize, _)| FieldError::new(format!("/role_ids/{index}"), Code::UnknownReference))
        .collect();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    for role in found.iter().filter(|role| !held.contains(&role.id)) {
        check_gift(scope.actor(), None, &role.fields)?;
    }
    Ok(found)
}

async fn write_roles(scope: &Scope, user_id: Uuid, role_ids: impl Iterator<Item = Uuid>) -> Result<()> {
    let organization_id = scope.organization_id();
    let row = |role_id| user_role::Model { organization_id, user_id, role_id };
    scope.insert_many(role_ids.map(row).collect()).await
}

fn role_changes(before: &[String], after: &[RoleEntry]) -> Changes {
    let after: Vec<&str> = after.iter().map(|role| role.fields.name.as_str()).collect();
    Changes::from([("roles".to_owned(), [json!(before), json!(after)])])
}

/// The admin role, held until the end of the unit of work, so that two admins cannot take it from each other at once.
async fn lock_admin_role(scope: &Scope) -> Result<Uuid> {
    let query = role::Entity::find()
        .filter(role::Column::Code.eq(Role::Admin.code()))
        .filter(role::Column::IsBuiltin.eq(true));
    scope.lock(query).await?.map(|row| row.id).ok_or(Error::NotFound(Kind::Role))
}

/// Fails with `last_admin` when the member was an administrator and nobody is any more who may work.
async fn keep_an_admin(scope: &Scope, before: &Member, admin: Uuid) -> Result<()> {
    if !before.roles.iter().any(|role| role.id == admin) {
        return Ok(());
    }
    let working = Condition::all().add(membership::Column::IsActive.eq(true));
    let accounts = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(user::Column::IsActive.eq(true))
        .to_owned();
    let left = user_role::Entity::find()
        .filter(user_role::Column::RoleId.eq(admin))
        .filter(
            user_role::Column::UserId
                .in_subquery(scope.within::<membership::Entity>(membership::Column::UserId, working)),
        )
        .filter(user_role::Column::UserId.in_subquery(accounts));
    if scope.exists(left).await? { Ok(()) } else { Err(Error::Rule(Code::LastAdmin)) }
}
