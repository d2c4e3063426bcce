//! Groups of candidates, and who is in them.

use std::collections::{BTreeSet, HashMap};

use domain::candidate_groups::{CandidateGroup, CandidateGroupFields};
use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::entities::candidate_group::{Column, Entity, Model};
use crate::entities::{candidate, candidate_group_member};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::{candidates, search};

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("name", Column::Name),
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("updated_at", Column::UpdatedAt),
];

/// One page of the groups whose name has the words of `q`.
pub async fn list(scope: &Scope, q: Option<&str>, paging: &Paging) -> Result<Page<CandidateGroup>> {
    let page = paging::page(scope, filtered(q), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Groups by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    q: Option<&str>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<CandidateGroup>> {
    let rows = scope.all(paging::after(filtered(q), Column::Id, after, limit)).await?;
    views(scope, rows).await
}

/// One group.
pub async fn find(scope: &Scope, id: Uuid) -> Result<CandidateGroup> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::CandidateGroup))?;
    view(scope, row).await
}

/// The id of the group with this name.
pub async fn find_by_name(scope: &Scope, name: &str) -> Result<Option<Uuid>> {
    let row = scope.one(Entity::find().filter(Column::Name.eq(name.trim()))).await?;
    Ok(row.map(|row| row.id))
}

/// Adds a group.
pub async fn insert(scope: &Scope, fields: CandidateGroupFields) -> Result<CandidateGroup> {
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        name: fields.name.trim().to_owned(),
        description: fields.description,
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    scope.note(Verb::Created, (SubjectType::CandidateGroup, row.id), &row.name, Changes::new());
    view(scope, row).await
}

/// Changes a group.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: CandidateGroupFields,
    expected: Option<i64>,
) -> Result<CandidateGroup> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let before = row.version;
    let old = fields_of(&row);
    row.name = fields.name.trim().to_owned();
    row.description = fields.description;
    let changes = changes(&old, &fields_of(&row)).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        scope.note(Verb::Updated, (SubjectType::CandidateGroup, id), &row.name, changes);
    }
    view(scope, row).await
}

/// Deletes a group; its members stay.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = scope.take::<Entity>(id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::CandidateGroup, id), &row.name, Changes::new());
    Ok(())
}

/// Puts candidates into a group; returns how many were not in it before. One unknown id and nothing is done.
pub async fn add_members(scope: &Scope, id: Uuid, candidate_ids: &[Uuid]) -> Result<u64> {
    use candidate_group_member::{Column as Member, Entity as Members, Model as Row};
    let group = scope.lock(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::CandidateGroup))?;
    let mut wanted: BTreeSet<Uuid> = candidate_ids.iter().copied().collect();
    if candidates::seen_among(scope, &wanted).await?.len() < wanted.len() {
        return Err(Error::NotFound(Kind::Candidate));
    }
    for member in scope.all(Members::find().filter(Member::GroupId.eq(id))).await? {
        wanted.remove(&member.candidate_id);
    }
    let row = |candidate_id: &Uuid| Row {
        organization_id: scope.organization_id(),
        group_id: id,
        candidate_id: *candidate_id,
        created_at: scope.now(),
    };
    scope.insert_many(wanted.iter().map(row).collect()).await?;
    for candidate_id in &wanted {
        note_move(scope, Verb::AddedToGroup, *candidate_id, &group.name);
    }
    Ok(wanted.len() as u64)
}

/// Takes candidates out of a group; returns how many were in it.
pub async fn remove_members(scope: &Scope, id: Uuid, candidate_ids: &[Uuid]) -> Result<u64> {
    use candidate_group_member::{Column as Member, Entity as Members};
    let group = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::CandidateGroup))?;
    let those = Condition::all()
        .add(Member::GroupId.eq(id))
        .add(Member::CandidateId.is_in(candidate_ids.iter().copied()));
    let present = scope.all(Members::find().filter(those.clone())).await?;
    scope.delete(Members::delete_many().filter(those)).await?;
    for member in &present {
        note_move(scope, Verb::RemovedFromGroup, member.candidate_id, &group.name);
    }
    Ok(present.len() as u64)
}

/// The living members of a group that the actor sees.
pub async fn member_ids(scope: &Scope, id: Uuid) -> Result<Vec<Uuid>> {
    find(scope, id).await?;
    let filter = domain::candidates::CandidateFilter { group_id: Some(id), ..Default::default() };
    candidates::ids(scope, &filter).await
}

fn note_move(scope: &Scope, verb: Verb, candidate_id: Uuid, group: &str) {
    scope.note(verb, (SubjectType::Candidate, candidate_id), group, Changes::new());
}

fn filtered(q: Option<&str>) -> Select<Entity> {
    match q {
        Some(q) => Entity::find().filter(search::matches_folding(Column::Name, q)),
        None => Entity::find(),
    }
}

async fn view(scope: &Scope, row: Model) -> Result<CandidateGroup> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::CandidateGroup))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<CandidateGroup>> {
    let members = members(scope, rows.iter().map(|row| row.id)).await?;
    let view = |row: Model| CandidateGroup {
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
    use candidate_group_member::{Column as Member, Entity as Members};
    #[derive(FromQueryResult)]
    struct Row {
        group_id: Uuid,
        members: i64,
    }
    let living = Condition::all().add(candidate::Column::ArchivedAt.is_null());
    let query = Members::find()
        .select_only()
        .column(Member::GroupId)
        .column_as(Member::CandidateId.count(), "members")
        .filter(Member::GroupId.is_in(ids))
        .filter(
            Member::CandidateId.in_subquery(scope.within::<candidate::Entity>(candidate::Column::Id, living)),
        )
        .group_by(Member::GroupId);
    let rows: Vec<Row> = scope.rows(query).await?;
    Ok(rows.into_iter().map(|row| (row.group_id, row.members.unsigned_abs())).collect())
}

fn fields_of(row: &Model) -> CandidateGroupFields {
    CandidateGroupFields { name: row.name.clone(), description: row.description.clone() }
}
