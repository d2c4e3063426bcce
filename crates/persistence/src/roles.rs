//! Roles, and what they allow.

use std::collections::{BTreeSet, HashMap};

use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::roles::{RoleEntry, RoleFields, check_gift};
use domain::{Code, Coded, DataScope, Error, Kind, Permission, Result, Role};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::role::{Column, Entity, Model};
use crate::entities::{role_permission, user_role};
use crate::scope::Scope;

/// All roles, the built-in ones first, then by name.
pub async fn list(scope: &Scope) -> Result<Vec<RoleEntry>> {
    let query = Entity::find().order_by_desc(Column::IsBuiltin).order_by_asc(Column::Name);
    let rows = scope.all(query.order_by_asc(Column::Id)).await?;
    let mut roles = views(scope, rows).await?;
    let rank = |role: &RoleEntry| Role::ALL.iter().position(|known| known.code() == role.fields.code);
    roles.sort_by_key(|role| if role.is_builtin { rank(role).unwrap_or_default() } else { Role::ALL.len() });
    Ok(roles)
}

/// One role.
pub async fn find(scope: &Scope, id: Uuid) -> Result<RoleEntry> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Role))?;
    view(scope, row).await
}

/// Those of `ids` that there are.
pub async fn find_many(scope: &Scope, ids: &[Uuid]) -> Result<Vec<RoleEntry>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = scope.all(Entity::find().filter(Column::Id.is_in(ids.iter().copied()))).await?;
    views(scope, rows).await
}

/// Adds a role of the organization's own; nobody gives it what they do not have.
pub async fn insert(scope: &Scope, fields: RoleFields) -> Result<RoleEntry> {
    check_gift(scope.actor(), None, &fields)?;
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        code: fields.code.clone(),
        name: fields.name.trim().to_owned(),
        description: fields.description.clone(),
        data_scope: Word(fields.data_scope),
        is_builtin: false,
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    write_permissions(scope, row.id, &fields.permissions).await?;
    scope.note(Verb::Created, (SubjectType::Role, row.id), &row.name, Changes::new());
    view(scope, row).await
}

/// Changes a role of the organization's own.
pub async fn update(scope: &Scope, id: Uuid, fields: RoleFields, expected: Option<i64>) -> Result<RoleEntry> {
    let mut row = own(scope, id, expected).await?;
    let before = row.version;
    let old = view(scope, row.clone()).await?.fields;
    check_gift(scope.actor(), Some(&old), &fields)?;
    row.code = fields.code.clone();
    row.name = fields.name.trim().to_owned();
    row.description = fields.description.clone();
    row.data_scope = Word(fields.data_scope);
    let changes = changes(&old, &fields).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        write_permissions(scope, id, &fields.permissions).await?;
        scope.note(Verb::Updated, (SubjectType::Role, id), &row.name, changes);
    }
    view(scope, row).await
}

/// Deletes a role of the organization's own; `in_use` while somebody has it.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = own(scope, id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::Role, id), &row.name, Changes::new());
    Ok(())
}

/// The built-in role that a row stands for.
pub(crate) fn built_in(row: &Model) -> Option<Role> {
    Role::from_code(&row.code).filter(|_| row.is_builtin)
}

/// Which rows a role sees: of a built-in one what the program says.
pub(crate) fn data_scope_of(row: &Model) -> DataScope {
    built_in(row).map_or(row.data_scope.0, Role::data_scope)
}

async fn own(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Model> {
    let row = scope.take::<Entity>(id, expected).await?;
    if row.is_builtin { Err(Error::Rule(Code::BuiltInRole)) } else { Ok(row) }
}

async fn write_permissions(scope: &Scope, role_id: Uuid, permissions: &BTreeSet<Permission>) -> Result<()> {
    use role_permission::{Column as Written, Entity as Permissions, Model as Row};
    scope.delete(Permissions::delete_many().filter(Written::RoleId.eq(role_id))).await?;
    let row = |permission: &Permission| Row {
        organization_id: scope.organization_id(),
        role_id,
        permission: permission.code().to_owned(),
    };
    scope.insert_many(permissions.iter().map(row).collect()).await
}

async fn view(scope: &Scope, row: Model) -> Result<RoleEntry> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Role))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<RoleEntry>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let members = members(scope, &ids).await?;
    let mut written = written(scope, &ids).await?;
    let view = |row: Model| RoleEntry {
        id: row.id,
        is_builtin: row.is_builtin,
        members: members.get(&row.id).copied().unwrap_or_default(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        fields: RoleFields {
            permissions: match built_in(&row) {
                Some(role) => role.permissions(),
                None => written.remove(&row.id).unwrap_or_default(),
            },
            data_scope: data_scope_of(&row),
            code: row.code,
            name: row.name,
            description: row.description,
        },
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn written(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, BTreeSet<Permission>>> {
    use role_permission::{Column as Written, Entity as Permissions};
    let mut found: HashMap<Uuid, BTreeSet<Permission>> = HashMap::new();
    for row in scope.all(Permissions::find().filter(Written::RoleId.is_in(ids.iter().copied()))).await? {
        // A permission that this version of the program does not know allows nothing.
        if let Some(permission) = Permission::from_code(&row.permission) {
            found.entry(row.role_id).or_default().insert(permission);
        }
    }
    Ok(found)
}

async fn members(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        role_id: Uuid,
        members: i64,
    }
    let query = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::RoleId)
        .column_as(user_role::Column::UserId.count(), "members")
        .filter(user_role::Column::RoleId.is_in(ids.iter().copied()))
        .group_by(user_role::Column::RoleId);
    let rows: Vec<Row> = scope.rows(query).await?;
    Ok(rows.into_iter().map(|row| (row.role_id, row.members.unsigned_abs())).collect())
}
