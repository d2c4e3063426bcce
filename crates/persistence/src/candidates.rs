//! Candidates: lists, duplicates, and every change to one.

mod duplicates;
mod row;
mod write;

use std::collections::{BTreeSet, HashMap};

use domain::candidates::{Candidate, CandidateFilter};
use domain::jobs::NamedRef;
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::candidate::{Column, Entity, Model};
use crate::entities::{candidate_group, candidate_group_member, candidate_keyword, candidate_location};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::{documents, search, users};
pub use duplicates::{CandidateKeys, KeyKind, duplicates_of, find_duplicates};
pub use write::{
    NewCandidate, archive, archive_many, delete, delete_many, erase, insert, insert_many, restore_many,
    set_owner, update,
};

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("name", Column::Name),
    Sortable::nullable("current_company", Column::CurrentCompany),
    Sortable::nullable("current_position", Column::CurrentPosition),
    Sortable::nullable("experience_years", Column::ExperienceYears),
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("updated_at", Column::UpdatedAt),
];

/// One page of the candidates that match.
pub async fn list(scope: &Scope, filter: &CandidateFilter, paging: &Paging) -> Result<Page<Candidate>> {
    let page = paging::page(scope, filtered(scope, filter), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Candidates that match, by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    filter: &CandidateFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Candidate>> {
    let rows = scope.all(paging::after(filtered(scope, filter), Column::Id, after, limit)).await?;
    views(scope, rows).await
}

/// The ids of all candidates that match, by id: for narrowing a match before it is ranked.
pub async fn ids(scope: &Scope, filter: &CandidateFilter) -> Result<Vec<Uuid>> {
    let query = filtered(scope, filter).select_only().column(Column::Id).order_by_asc(Column::Id);
    Ok(scope.rows::<_, IdRow>(query).await?.into_iter().map(|row| row.id).collect())
}

/// One candidate, archived or not.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Candidate> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Candidate))?;
    view(scope, row).await
}

/// The candidates with these ids, in no order; ids that are not there are left out.
pub async fn find_many(scope: &Scope, ids: &[Uuid]) -> Result<Vec<Candidate>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        rows.extend(scope.all(Entity::find().filter(Column::Id.is_in(ids.iter().copied()))).await?);
    }
    views(scope, rows).await
}

/// Those of `ids` that exist and that the actor sees.
pub(crate) async fn seen_among(scope: &Scope, ids: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        let query =
            Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids.iter().copied()));
        seen.extend(scope.rows::<_, IdRow>(query).await?.into_iter().map(|row| row.id));
    }
    Ok(seen)
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

fn filtered(scope: &Scope, filter: &CandidateFilter) -> Select<Entity> {
    let archived =
        if filter.archived { Column::ArchivedAt.is_not_null() } else { Column::ArchivedAt.is_null() };
    let mut all = Condition::all().add(archived);
    if let Some(q) = &filter.q {
        all = all.add(search::matches(Column::SearchText, q));
    }
    if let Some(id) = filter.group_id {
        use candidate_group_member::{Column as Member, Entity as Members};
        let one = Condition::all().add(Member::GroupId.eq(id));
        all = all.add(Column::Id.in_subquery(scope.within::<Members>(Member::CandidateId, one)));
    }
    if !filter.location.is_empty() {
        use candidate_location::{Column as Place, Entity as Places};
        let any = Condition::all().add(Place::Location.is_in(&filter.location));
        all = all.add(Column::Id.in_subquery(scope.within::<Places>(Place::CandidateId, any)));
    }
    for keyword in &filter.keyword {
        use candidate_keyword::{Column as Keyword, Entity as Keywords};
        let one = Condition::all().add(Keyword::Keyword.eq(keyword));
        all = all.add(Column::Id.in_subquery(scope.within::<Keywords>(Keyword::CandidateId, one)));
    }
    if let Some(years) = filter.min_years {
        all = all.add(Column::ExperienceYears.gte(years));
    }
    if let Some(years) = filter.max_years {
        all = all.add(Column::ExperienceYears.lte(years));
    }
    if !filter.education_level.is_empty() {
        all = all.add(Column::EducationLevel.is_in(filter.education_level.iter().map(|level| Word(*level))));
    }
    if let Some(id) = filter.owner_id {
        all = all.add(Column::UserId.eq(id));
    }
    match filter.has_email {
        Some(true) => all = all.add(Column::PrimaryEmail.is_not_null()),
        Some(false) => all = all.add(Column::PrimaryEmail.is_null()),
        None => {}
    }
    Entity::find().filter(all)
}

async fn view(scope: &Scope, row: Model) -> Result<Candidate> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Candidate))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Candidate>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut groups = groups(scope, &ids).await?;
    let owners = users::names(scope, rows.iter().map(|row| row.user_id)).await?;
    let documents = documents::names(scope, rows.iter().filter_map(|row| row.document_id)).await?;
    let view = |row: Model| {
        let groups = groups.remove(&row.id).unwrap_or_default();
        let owner = owners.get(&row.user_id).cloned();
        let document = row.document_id.and_then(|id| documents.get(&id).cloned());
        row::view(row, groups, owner, document)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The groups of each of the candidates, by name.
async fn groups(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<NamedRef>>> {
    use candidate_group_member::{Column as Member, Entity as Members};
    let mut members = Vec::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        let query = Members::find().filter(Member::CandidateId.is_in(ids.iter().copied()));
        members.extend(scope.all(query).await?);
    }
    let mut by_candidate: HashMap<Uuid, Vec<NamedRef>> = HashMap::new();
    if members.is_empty() {
        return Ok(by_candidate);
    }
    let query = candidate_group::Entity::find().order_by_asc(candidate_group::Column::Name);
    for group in scope.all(query).await? {
        for member in members.iter().filter(|member| member.group_id == group.id) {
            let named = NamedRef { id: group.id, name: group.name.clone() };
            by_candidate.entry(member.candidate_id).or_default().push(named);
        }
    }
    Ok(by_candidate)
}
