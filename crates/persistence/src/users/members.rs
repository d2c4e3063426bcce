//! The members of the organization: who they are, what roles they have, in which team they are.

use std::collections::{HashMap, HashSet};

use domain::jobs::NamedRef;
use domain::page::{Page, Paging};
use domain::users::{Member, RoleName};
use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::view;
use crate::entities::user::{Column, Entity, Model};
use crate::entities::{membership, role, team, user_role};
use crate::scope::Scope;
use crate::search;

/// What narrows a list of members. All conditions hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Words in user name, address and name.
    pub q: Option<String>,
    /// Has this role.
    pub role_id: Option<Uuid>,
    /// Is in this team.
    pub team_id: Option<Uuid>,
    /// May work here, or not.
    pub is_active: Option<bool>,
}

/// One page of the members who match.
pub async fn list(scope: &Scope, filter: &MemberFilter, paging: &Paging) -> Result<Page<Member>> {
    let query = filtered(scope, filter);
    let sorted = sort(query.clone(), paging)?.offset(paging.offset()).limit(u64::from(paging.per_page));
    let items = members(scope, scope.members(sorted).await?).await?;
    Ok(Page { items, total: scope.count_members(query).await? })
}

/// Members who match, by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    filter: &MemberFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Member>> {
    let mut query = filtered(scope, filter).order_by_asc(Column::Id).limit(limit);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    members(scope, scope.members(query).await?).await
}

/// One member.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Member> {
    let rows = scope.members(Entity::find_by_id(id)).await?;
    members(scope, rows).await?.pop().ok_or(Error::NotFound(Kind::User))
}

/// Which of these user names and addresses, folded, are taken by any account of the installation.
pub async fn taken(scope: &Scope, usernames: &[String], emails: &[String]) -> Result<HashSet<String>> {
    scope.taken(usernames, emails).await
}

fn filtered(scope: &Scope, filter: &MemberFilter) -> Select<Entity> {
    let mut all = Condition::all();
    for word in filter.q.iter().flat_map(|q| q.split_whitespace()).take(8) {
        all = all.add(named(word));
    }
    if let Some(role_id) = filter.role_id {
        let has = Condition::all().add(user_role::Column::RoleId.eq(role_id));
        all = all
            .add(Column::Id.in_subquery(scope.within::<user_role::Entity>(user_role::Column::UserId, has)));
    }
    let member = |condition| scope.within::<membership::Entity>(membership::Column::UserId, condition);
    if let Some(team_id) = filter.team_id {
        let is_in = Condition::all().add(membership::Column::TeamId.eq(team_id));
        all = all.add(Column::Id.in_subquery(member(is_in)));
    }
    if let Some(is_active) = filter.is_active {
        let works = Condition::all()
            .add(Column::IsActive.eq(true))
            .add(Column::Id.in_subquery(member(Condition::all().add(membership::Column::IsActive.eq(true)))));
        all = all.add(if is_active { works } else { works.not() });
    }
    Entity::find().filter(all)
}

/// The word is in one of the names; a Chinese name may be written as one, family name first.
fn named(word: &str) -> Condition {
    let columns = [Column::UsernameKey, Column::EmailKey, Column::FirstName, Column::LastName];
    let one = columns
        .into_iter()
        .fold(Condition::any(), |any, column| any.add(search::matches_folding(column, word)));
    let splits = word.char_indices().skip(1).take(3).map(|(at, _)| word.split_at(at));
    splits.fold(one, |any, (last, first)| {
        any.add(Condition::all().add(Column::LastName.eq(last)).add(Column::FirstName.starts_with(first)))
    })
}

fn sort(mut query: Select<Entity>, paging: &Paging) -> Result<Select<Entity>> {
    for key in &paging.sort {
        let order = if key.descending { Order::Desc } else { Order::Asc };
        query = match key.field.as_str() {
            "username" => query.order_by(Column::UsernameKey, order),
            "email" => query.order_by(Column::EmailKey, order),
            "name" => query.order_by(Column::LastName, order.clone()).order_by(Column::FirstName, order),
            "last_seen_at" => query.order_by_with_nulls(Column::LastSeenAt, order, NullOrdering::Last),
            "date_joined" => query.order_by(Column::DateJoined, order),
            _ => return Err(Error::invalid("?sort", Code::UnknownValue)),
        };
    }
    if paging.sort.is_empty() {
        query = query.order_by_asc(Column::UsernameKey);
    }
    Ok(query.order_by_asc(Column::Id))
}

async fn members(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Member>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut roles = roles(scope, &ids).await?;
    let mut memberships = memberships(scope, &ids).await?;
    let teams = teams(scope, memberships.values().filter_map(|row| row.team_id)).await?;
    let elsewhere = scope.members_elsewhere(&ids).await?;
    let member = |row: Model| {
        let membership = memberships.remove(&row.id)?;
        Some(Member {
            email_verified: row.email_verified_at.is_some(),
            is_active: row.is_active && membership.is_active,
            roles: roles.remove(&row.id).unwrap_or_default(),
            team: membership.team_id.and_then(|id| teams.get(&id).cloned()),
            joined_at: membership.joined_at,
            is_shared: elsewhere.contains(&row.id),
            user: view(row),
        })
    };
    Ok(rows.into_iter().filter_map(member).collect())
}

async fn memberships(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, membership::Model>> {
    let query = membership::Entity::find().filter(membership::Column::UserId.is_in(ids.iter().copied()));
    Ok(scope.all(query).await?.into_iter().map(|row| (row.user_id, row)).collect())
}

async fn teams(scope: &Scope, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, NamedRef>> {
    let rows = scope.all(team::Entity::find().filter(team::Column::Id.is_in(ids))).await?;
    Ok(rows.into_iter().map(|row| (row.id, NamedRef { id: row.id, name: row.name })).collect())
}

pub(crate) fn role_name(role: role::Model) -> RoleName {
    RoleName { id: role.id, code: role.code, name: role.name, is_builtin: role.is_builtin }
}

async fn roles(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<RoleName>>> {
    let held = user_role::Entity::find().filter(user_role::Column::UserId.is_in(ids.iter().copied()));
    let held = scope.all(held).await?;
    let wanted: HashSet<Uuid> = held.iter().map(|row| row.role_id).collect();
    let rows = scope.all(role::Entity::find().filter(role::Column::Id.is_in(wanted))).await?;
    let mut found: HashMap<Uuid, Vec<RoleName>> = HashMap::new();
    for role in rows {
        let holders = held.iter().filter(|row| row.role_id == role.id);
        for holder in holders {
            found.entry(holder.user_id).or_default().push(role_name(role.clone()));
        }
    }
    for roles in found.values_mut() {
        roles.sort_by(|a, b| a.code.cmp(&b.code));
    }
    Ok(found)
}
