//! Companies: the clients that jobs belong to.

use std::collections::{BTreeMap, HashMap};

use domain::companies::{Company, CompanyFields};
use domain::jobs::{JobStatus, NamedRef};
use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::page::{Page, Paging};
use domain::{Coded, Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::company::{Column, Entity, Model};
use crate::entities::job;
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::search;

/// What narrows a list of companies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyFilter {
    /// Words in name, industry, city and notes.
    pub q: Option<String>,
    /// This industry.
    pub industry: Option<String>,
    /// This city.
    pub city: Option<String>,
}

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("name", Column::Name),
    Sortable::nullable("industry", Column::Industry),
    Sortable::nullable("city", Column::City),
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("updated_at", Column::UpdatedAt),
];

/// One page of the companies that match.
pub async fn list(scope: &Scope, filter: &CompanyFilter, paging: &Paging) -> Result<Page<Company>> {
    let page = paging::page(scope, filtered(filter), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Companies that match, by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    filter: &CompanyFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Company>> {
    let rows = scope.all(paging::after(filtered(filter), Column::Id, after, limit)).await?;
    views(scope, rows).await
}

/// One company.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Company> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Company))?;
    view(scope, row).await
}

/// The id of the company with this name.
pub async fn find_by_name(scope: &Scope, name: &str) -> Result<Option<Uuid>> {
    let row = scope.one(Entity::find().filter(Column::Name.eq(name.trim()))).await?;
    Ok(row.map(|row| row.id))
}

/// Adds a company.
pub async fn insert(scope: &Scope, fields: CompanyFields) -> Result<Company> {
    let row = new_row(scope, fields);
    scope.insert(row.clone()).await?;
    scope.note(Verb::Created, (SubjectType::Company, row.id), &row.name, Changes::new());
    view(scope, row).await
}

/// Changes a company.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: CompanyFields,
    expected: Option<i64>,
) -> Result<Company> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let before = row.version;
    let old = fields_of(&row);
    assign(&mut row, fields);
    let changes = changes(&old, &fields_of(&row)).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        scope.note(Verb::Updated, (SubjectType::Company, id), &row.name, changes);
    }
    view(scope, row).await
}

/// Deletes a company; `in_use` while jobs belong to it.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = scope.take::<Entity>(id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::Company, id), &row.name, Changes::new());
    Ok(())
}

/// The companies with these names, in one query; those that are missing are made.
pub async fn find_or_insert(
    scope: &Scope,
    names: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, Uuid>> {
    let names: BTreeMap<String, ()> = names.into_iter().map(|name| (name.trim().to_owned(), ())).collect();
    let names: Vec<String> = names.into_keys().filter(|name| !name.is_empty()).collect();
    let mut found = HashMap::new();
    for names in names.chunks(paging::IDS_A_STATEMENT) {
        let rows = scope.all(Entity::find().filter(Column::Name.is_in(names))).await?;
        found.extend(rows.into_iter().map(|row| (row.name, row.id)));
    }
    let missing = names.into_iter().filter(|name| !found.contains_key(name));
    let rows: Vec<Model> =
        missing.map(|name| new_row(scope, CompanyFields { name, ..CompanyFields::default() })).collect();
    scope.insert_many(rows.clone()).await?;
    for row in rows {
        scope.note(Verb::Created, (SubjectType::Company, row.id), &row.name, Changes::new());
        found.insert(row.name, row.id);
    }
    Ok(found)
}

/// The names of the companies with these ids.
pub(crate) async fn names(
    scope: &Scope,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, NamedRef>> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query =
        Entity::find().select_only().columns([Column::Id, Column::Name]).filter(Column::Id.is_in(ids));
    let rows: Vec<Named> = scope.rows(query).await?;
    Ok(rows.into_iter().map(|row| (row.id, NamedRef { id: row.id, name: row.name })).collect())
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

fn filtered(filter: &CompanyFilter) -> Select<Entity> {
    let mut query = Entity::find();
    if let Some(q) = &filter.q {
        query = query.filter(search::matches(Column::SearchText, q));
    }
    if let Some(industry) = &filter.industry {
        query = query.filter(Column::Industry.eq(industry));
    }
    if let Some(city) = &filter.city {
        query = query.filter(Column::City.eq(city));
    }
    query
}

async fn view(scope: &Scope, row: Model) -> Result<Company> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Company))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Company>> {
    let open = open_jobs(scope, rows.iter().map(|row| row.id)).await?;
    let view = |row: Model| Company {
        id: row.id,
        open_jobs: open.get(&row.id).copied().unwrap_or_default(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        fields: fields_of(&row),
    };
    Ok(rows.into_iter().map(view).collect())
}

#[derive(FromQueryResult)]
struct OpenJobs {
    company_id: Uuid,
    open: i64,
}

async fn open_jobs(scope: &Scope, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, u64>> {
    let open = JobStatus::ALL.iter().filter(|status| status.is_open()).map(|status| Word(*status));
    let query = job::Entity::find()
        .select_only()
        .column(job::Column::CompanyId)
        .column_as(job::Column::Id.count(), "open")
        .filter(job::Column::CompanyId.is_in(ids))
        .filter(job::Column::Status.is_in(open))
        .filter(job::Column::ArchivedAt.is_null())
        .group_by(job::Column::CompanyId);
    let rows: Vec<OpenJobs> = scope.rows(query).await?;
    Ok(rows.into_iter().map(|row| (row.company_id, row.open.unsigned_abs())).collect())
}

fn new_row(scope: &Scope, fields: CompanyFields) -> Model {
    let mut row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        name: String::new(),
        website: None,
        industry: None,
        city: None,
        notes: None,
        search_text: String::new(),
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    assign(&mut row, fields);
    row
}

fn assign(row: &mut Model, fields: CompanyFields) {
    row.name = fields.name.trim().to_owned();
    row.website = fields.website;
    row.industry = fields.industry;
    row.city = fields.city;
    row.notes = fields.notes;
    row.search_text = search::text([
        Some(row.name.as_str()),
        row.industry.as_deref(),
        row.city.as_deref(),
        row.notes.as_deref(),
    ]);
}

fn fields_of(row: &Model) -> CompanyFields {
    CompanyFields {
        name: row.name.clone(),
        website: row.website.clone(),
        industry: row.industry.clone(),
        city: row.city.clone(),
        notes: row.notes.clone(),
    }
}
