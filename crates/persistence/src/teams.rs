//! Teams: a tree, along which the data scope `team` reaches.

use std::collections::HashMap;

use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::teams::{Team, TeamFields, would_be_a_cycle};
use domain::{Code, Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entities::team::{Column, Entity, Model};
use crate::entities::{membership, organization};
use crate::scope::Scope;

/// All teams by name.
pub async fn list(scope: &Scope) -> Result<Vec<Team>> {
    let rows = scope.all(Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Id)).await?;
    views(scope, rows).await
}

/// One team.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Team> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Team))?;
    view(scope, row).await
}

/// Adds a team.
pub async fn insert(scope: &Scope, fields: TeamFields) -> Result<Team> {
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        parent_id: fields.parent_id,
        name: fields.name.trim().to_owned(),
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    check_parent(scope, row.id, fields.parent_id).await?;
    scope.insert(row.clone()).await?;
    scope.note(Verb::Created, (SubjectType::Team, row.id), &row.name, Changes::new());
    view(scope, row).await
}

/// Changes a team or moves it in the tree.
pub async fn update(scope: &Scope, id: Uuid, fields: TeamFields, expected: Option<i64>) -> Result<Team> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let (before, old) = (row.version, fields_of(&row));
    if row.parent_id != fields.parent_id {
        check_parent(scope, id, fields.parent_id).await?;
    }
    row.name = fields.name.trim().to_owned();
    row.parent_id = fields.parent_id;
    let changes = changes(&old, &fields_of(&row)).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        scope.note(Verb::Updated, (SubjectType::Team, id), &row.name, changes);
    }
    view(scope, row).await
}

/// Deletes a team; `in_use` while somebody is in it or a team is below it.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = scope.take::<Entity>(id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::Team, id), &row.name, Changes::new());
    Ok(())
}

/// The team above must be there, and not below.
async fn check_parent(scope: &Scope, id: Uuid, parent_id: Option<Uuid>) -> Result<()> {
    let Some(parent_id) = parent_id else { return Ok(()) };
    // Moves come one after the other, or two of them could make a circle together.
    scope.lock(organization::Entity::find()).await?;
    let all = scope.all(Entity::find()).await?;
    let all: Vec<(Uuid, Option<Uuid>)> = all.into_iter().map(|row| (row.id, row.parent_id)).collect();
    if !all.iter().any(|(id, _)| *id == parent_id) {
        return Err(Error::invalid("/parent_id", Code::UnknownReference));
    }
    if would_be_a_cycle(&all, id, parent_id) {
        return Err(Error::invalid("/parent_id", Code::TeamCycle));
    }
    Ok(())
}

async fn view(scope: &Scope, row: Model) -> Result<Team> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Team))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Team>> {
    let members = members(scope, rows.iter().map(|row| row.id)).await?;
    let view = |row: Model| Team {
        id: row.id,
        members: members.get(&row.id).copied().unwrap_or_default(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        fields: fields_of(&row),
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn members(scope: &Scope, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        team_id: Uuid,
        members: i64,
    }
    let query = membership::Entity::find()
        .select_only()
        .column(membership::Column::TeamId)
        .column_as(membership::Column::UserId.count(), "members")
        .filter(membership::Column::TeamId.is_in(ids))
        .group_by(membership::Column::TeamId);
    let rows: Vec<Row> = scope.rows(query).await?;
    Ok(rows.into_iter().map(|row| (row.team_id, row.members.unsigned_abs())).collect())
}

fn fields_of(row: &Model) -> TeamFields {
    TeamFields { name: row.name.clone(), parent_id: row.parent_id }
}
