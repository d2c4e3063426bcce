//! Jobs: lists, and every change to one.

mod row;
mod write;

use std::collections::HashMap;

use domain::candidates::{DuplicateReason, PossibleDuplicate};
use domain::jobs::{Job, JobFilter};
use domain::page::{Page, Paging};
use domain::{Coded, Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::job::{Column, Entity, Model};
use crate::entities::{job_keyword, job_location};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::{companies, documents, search, users};
pub use write::{
    NewJob, Removed, archive, archive_many, delete, delete_many, insert, insert_many, restore_many,
    set_status, set_status_many, update,
};

/// How much a job insists on a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Importance {
    /// Nobody fits without it.
    Must,
    /// Welcome.
    Nice,
}

impl Coded for Importance {
    const ALL: &'static [Self] = &[Self::Must, Self::Nice];

    fn code(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Nice => "nice",
        }
    }
}

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("title", Column::Title),
    Sortable::new("status", Column::Status),
    Sortable::nullable("salary_min", Column::SalaryMin),
    Sortable::nullable("salary_max", Column::SalaryMax),
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("updated_at", Column::UpdatedAt),
];

/// One page of the jobs that match.
pub async fn list(scope: &Scope, filter: &JobFilter, paging: &Paging) -> Result<Page<Job>> {
    let page = paging::page(scope, filtered(scope, filter), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Jobs that match, by id from after `after`.
pub async fn cursor(scope: &Scope, filter: &JobFilter, after: Option<Uuid>, limit: u64) -> Result<Vec<Job>> {
    let rows = scope.all(paging::after(filtered(scope, filter), Column::Id, after, limit)).await?;
    views(scope, rows).await
}

/// One job, archived or not.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Job> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Job))?;
    view(scope, row).await
}

/// The jobs with these ids, in no order; ids that are not there are left out.
pub async fn find_many(scope: &Scope, ids: &[Uuid]) -> Result<Vec<Job>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        rows.extend(scope.all(Entity::find().filter(Column::Id.is_in(ids.iter().copied()))).await?);
    }
    views(scope, rows).await
}

/// What tells that two jobs may be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct JobKeys {
    pub title: String,
    pub company_name: Option<String>,
}

/// For each of `keys` the living jobs that may be the same, in one query.
pub async fn find_duplicates(scope: &Scope, keys: &[JobKeys]) -> Result<Vec<Vec<PossibleDuplicate>>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        title: String,
        duplicate_key: String,
    }
    let wanted: Vec<String> =
        keys.iter().map(|key| row::duplicate_key(&key.title, key.company_name.as_deref())).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Title, Column::DuplicateKey])
        .filter(Column::DuplicateKey.is_in(wanted.iter().cloned()))
        .filter(Column::ArchivedAt.is_null());
    let mut found: HashMap<String, Vec<PossibleDuplicate>> = HashMap::new();
    for row in scope.rows::<_, Row>(query).await? {
        let reason = DuplicateReason::NameAndCompany;
        found.entry(row.duplicate_key).or_default().push(PossibleDuplicate {
            id: row.id,
            name: row.title,
            reason,
        });
    }
    Ok(wanted.iter().map(|key| found.get(key).cloned().unwrap_or_default()).collect())
}

fn filtered(scope: &Scope, filter: &JobFilter) -> Select<Entity> {
    let archived =
        if filter.archived { Column::ArchivedAt.is_not_null() } else { Column::ArchivedAt.is_null() };
    let mut all = Condition::all().add(archived);
    if let Some(q) = &filter.q {
        all = all.add(search::matches(Column::SearchText, q));
    }
    if !filter.status.is_empty() {
        all = all.add(Column::Status.is_in(filter.status.iter().map(|status| Word(*status))));
    }
    if let Some(id) = filter.company_id {
        all = all.add(Column::CompanyId.eq(id));
    }
    if !filter.location.is_empty() {
        let any = Condition::all().add(job_location::Column::Location.is_in(&filter.location));
        all = all.add(
            Column::Id.in_subquery(scope.within::<job_location::Entity>(job_location::Column::JobId, any)),
        );
    }
    for keyword in &filter.keyword {
        let one = Condition::all().add(job_keyword::Column::Keyword.eq(keyword));
        all = all.add(
            Column::Id.in_subquery(scope.within::<job_keyword::Entity>(job_keyword::Column::JobId, one)),
        );
    }
    if let Some(id) = filter.created_by {
        all = all.add(Column::UserId.eq(id));
    }
    if let Some(day) = filter.created_from {
        all = all.add(Column::CreatedAt.gte(day.and_time(chrono::NaiveTime::MIN).and_utc()));
    }
    Entity::find().filter(all)
}

async fn view(scope: &Scope, row: Model) -> Result<Job> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Job))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<Job>> {
    let companies = companies::names(scope, rows.iter().filter_map(|row| row.company_id)).await?;
    let users = users::names(scope, rows.iter().map(|row| row.user_id)).await?;
    let documents = documents::names(scope, rows.iter().filter_map(|row| row.document_id)).await?;
    let view = |row: Model| {
        let company = row.company_id.and_then(|id| companies.get(&id).cloned());
        let created_by = users.get(&row.user_id).cloned();
        let document = row.document_id.and_then(|id| documents.get(&id).cloned());
        row::view(row, company, created_by, document)
    };
    Ok(rows.into_iter().map(view).collect())
}
