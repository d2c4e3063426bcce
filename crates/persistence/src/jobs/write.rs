//! Every change to a job: with its keywords and places as rows, its timeline and the change feed.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::jobs::{Job, JobFields, JobStatus, RecordSource};
use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::{Code, Coded, Error, FieldError, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use super::{Importance, row, view};
use crate::changes::ChangeKind;
use crate::columns::{Document, Word};
use crate::entities::job::{Column, Entity, Model};
use crate::entities::{email_log, job_keyword, job_location};
use crate::scope::Scope;
use crate::{companies, documents, email_logs};

/// A job to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewJob {
    /// The fields, checked, with their keywords.
    pub fields: JobFields,
    /// Where it stands at first.
    pub status: JobStatus,
    /// Where it came from.
    pub source: RecordSource,
    /// The document that it was read from.
    pub document_id: Option<Uuid>,
    /// When it was first known, if that was before now.
    pub added_at: Option<DateTime<Utc>>,
}

/// What became of a row that was to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Deleted,
    /// It has mail history and was archived instead.
    Archived,
}

/// Adds a job.
pub async fn insert(scope: &Scope, new: NewJob) -> Result<Job> {
    let ids = insert_rows(scope, vec![new], |_| String::new()).await?;
    match ids.as_slice() {
        [id] => super::find(scope, *id).await,
        _ => Err(Error::internal("one job was to be added")),
    }
}

/// Adds jobs, in a number of statements that does not grow with theirs. Companies given by name are found or made.
/// A fault points to `/items/<index>/fields/…`.
pub async fn insert_many(scope: &Scope, new: Vec<NewJob>) -> Result<Vec<Uuid>> {
    insert_rows(scope, new, |index| format!("/items/{index}/fields")).await
}

async fn insert_rows(scope: &Scope, new: Vec<NewJob>, base: impl Fn(usize) -> String) -> Result<Vec<Uuid>> {
    let companies = Companies::of(scope, new.iter().map(|new| &new.fields)).await?;
    let mut rows = Vec::with_capacity(new.len());
    for (index, new) in new.into_iter().enumerate() {
        let company = companies.of_job(&new.fields).map_err(|fault| below(fault, &base(index)))?;
        let mut row = empty(scope, &new);
        row::assign(&mut row, new.fields, (company.0, company.1.as_deref()));
        rows.push(row);
    }
    let ids = rows.iter().map(|row| row.id).collect();
    scope.insert_many(rows.clone()).await?;
    insert_parts(scope, &rows).await?;
    documents::keep(scope, rows.iter().filter_map(|row| row.document_id)).await?;
    for row in &rows {
        scope.note(Verb::Created, (SubjectType::Job, row.id), &row.title, Changes::new());
        scope.changed(ChangeKind::Job, row.id);
    }
    Ok(ids)
}

/// Changes a job.
pub async fn update(scope: &Scope, id: Uuid, fields: JobFields, expected: Option<i64>) -> Result<Job> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let old = row::fields(&row);
    let companies = Companies::of(scope, std::iter::once(&fields)).await?;
    let company = companies.of_job(&fields).map_err(|fault| Error::Invalid(vec![fault]))?;
    row::assign(&mut row, fields, (company.0, company.1.as_deref()));
    let changes = changes(&old, &row::fields(&row)).map_err(Error::internal)?;
    if changes.is_empty() {
        return view(scope, row).await;
    }
    if ["keywords", "must_keywords", "locations"].iter().any(|field| changes.contains_key(*field)) {
        delete_parts(scope, id).await?;
        insert_parts(scope, std::slice::from_ref(&row)).await?;
    }
    store(scope, row, Verb::Updated, changes).await
}

/// Moves a job to another status along the arrows of [`JobStatus`].
pub async fn set_status(scope: &Scope, id: Uuid, to: JobStatus, expected: Option<i64>) -> Result<Job> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let from = row.status.0;
    row.status = Word(from.advance(to)?);
    let changes = Changes::from([("status".to_owned(), [from.code().into(), to.code().into()])]);
    store(scope, row, Verb::StatusChanged, changes).await
}

/// Moves jobs to another status; fails when one of them may not go there.
pub async fn set_status_many(scope: &Scope, ids: &[Uuid], to: JobStatus) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    for row in &rows {
        row.status.0.advance(to)?;
    }
    change_all(scope, &rows, Entity::update_many().col_expr(Column::Status, Expr::value(Word(to)))).await?;
    for row in rows {
        let changes = Changes::from([("status".to_owned(), [row.status.0.code().into(), to.code().into()])]);
        scope.note(Verb::StatusChanged, (SubjectType::Job, row.id), &row.title, changes);
    }
    Ok(())
}

/// Takes a job out of lists and matches.
pub async fn archive(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Job> {
    let row = scope.take::<Entity>(id, expected).await?;
    set_archived(scope, vec![row], Verb::Archived).await?;
    super::find(scope, id).await
}

/// Takes jobs out of lists and matches.
pub async fn archive_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    set_archived(scope, rows, Verb::Archived).await
}

/// Brings archived jobs back.
pub async fn restore_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    set_archived(scope, rows, Verb::Restored).await
}

/// Deletes a job, or archives it when there is mail about it.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Removed> {
    let row = scope.take::<Entity>(id, expected).await?;
    let archived = remove(scope, vec![row]).await?;
    Ok(if archived == 0 { Removed::Deleted } else { Removed::Archived })
}

/// Deletes jobs; those with mail about them are archived.
pub async fn delete_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    remove(scope, rows).await.map(|_archived| ())
}

/// Deletes what no mail refers to and archives the rest; tells how many that were.
async fn remove(scope: &Scope, rows: Vec<Model>) -> Result<usize> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mailed = email_logs::referred(scope, email_log::Column::JobId, &ids).await?;
    let (kept, gone): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| mailed.contains(&row.id));
    let archived = kept.len();
    set_archived(scope, kept, Verb::Archived).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.is_in(gone.iter().map(|row| row.id)))).await?;
    documents::release(scope, gone.iter().filter_map(|row| row.document_id)).await?;
    for row in gone {
        scope.note(Verb::Deleted, (SubjectType::Job, row.id), &row.title, Changes::new());
        scope.changed(ChangeKind::Job, row.id);
    }
    Ok(archived)
}

/// Archives or restores those of the rows that are not already.
async fn set_archived(scope: &Scope, mut rows: Vec<Model>, verb: Verb) -> Result<()> {
    let at = (verb == Verb::Archived).then(|| scope.now());
    rows.retain(|row| row.archived_at.is_some() != at.is_some());
    let change = Entity::update_many().col_expr(Column::ArchivedAt, Expr::value(at));
    change_all(scope, &rows, change).await?;
    for row in rows {
        scope.note(verb, (SubjectType::Job, row.id), &row.title, Changes::new());
    }
    Ok(())
}

/// Makes the same change to all rows, each of which then has its next version.
async fn change_all(scope: &Scope, rows: &[Model], change: UpdateMany<Entity>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let query = change
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)));
    scope.update(query).await?;
    for row in rows {
        scope.changed(ChangeKind::Job, row.id);
    }
    Ok(())
}

async fn store(scope: &Scope, mut row: Model, verb: Verb, changes: Changes) -> Result<Job> {
    let before = row.version;
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    scope.note(verb, (SubjectType::Job, row.id), &row.title, changes);
    scope.changed(ChangeKind::Job, row.id);
    view(scope, row).await
}

/// The companies that some jobs name, looked up together.
struct Companies {
    ids: HashMap<String, Uuid>,
    names: HashMap<Uuid, String>,
}

impl Companies {
    async fn of(scope: &Scope, jobs: impl Iterator<Item = &JobFields> + Clone) -> Result<Self> {
        let by_name = jobs.clone().filter(|fields| fields.company_id.is_none());
        let ids = companies::find_or_insert(scope, by_name.filter_map(|fields| fields.company_name.clone()))
            .await?;
        let named = companies::names(scope, jobs.filter_map(|fields| fields.company_id)).await?;
        Ok(Self { ids, names: named.into_iter().map(|(id, named)| (id, named.name)).collect() })
    }

    fn of_job(&self, fields: &JobFields) -> Result<(Option<Uuid>, Option<String>), FieldError> {
        if let Some(id) = fields.company_id {
            return match self.names.get(&id) {
                Some(name) => Ok((Some(id), Some(name.clone()))),
                None => Err(FieldError::new("/company_id", Code::UnknownReference)),
            };
        }
        let name = fields.company_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        Ok((name.and_then(|name| self.ids.get(name).copied()), name.map(str::to_owned)))
    }
}

fn below(fault: FieldError, base: &str) -> Error {
    Error::Invalid(vec![FieldError { pointer: format!("{base}{}", fault.pointer), ..fault }])
}

async fn insert_parts(scope: &Scope, rows: &[Model]) -> Result<()> {
    let (mut keywords, mut locations) = (Vec::new(), Vec::new());
    for row in rows {
        let must: BTreeSet<&String> = row.must_keywords.0.iter().collect();
        for keyword in row.keywords.0.iter().chain(&row.must_keywords.0).collect::<BTreeSet<_>>() {
            keywords.push(job_keyword::Model {
                organization_id: row.organization_id,
                job_id: row.id,
                keyword: keyword.clone(),
                importance: Word(if must.contains(keyword) { Importance::Must } else { Importance::Nice }),
            });
        }
        for location in row.locations.0.iter().collect::<BTreeSet<_>>() {
            let location = location.clone();
            locations.push(job_location::Model {
                organization_id: row.organization_id,
                job_id: row.id,
                location,
            });
        }
    }
    scope.insert_many(keywords).await?;
    scope.insert_many(locations).await
}

async fn delete_parts(scope: &Scope, id: Uuid) -> Result<()> {
    scope.delete(job_keyword::Entity::delete_many().filter(job_keyword::Column::JobId.eq(id))).await?;
    scope.delete(job_location::Entity::delete_many().filter(job_location::Column::JobId.eq(id))).await?;
    Ok(())
}

fn empty(scope: &Scope, new: &NewJob) -> Model {
    Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        company_id: None,
        document_id: new.document_id,
        title: String::new(),
        department: None,
        salary_range: None,
        salary_min: None,
        salary_max: None,
        salary_currency: None,
        salary_period: None,
        salary_months: None,
        level_set: Document::default(),
        status: Word(new.status),
        locations: Document::default(),
        raw_skills: Document::default(),
        keywords: Document::default(),
        must_keywords: Document::default(),
        job_description: None,
        job_requirement: None,
        min_experience_years: None,
        education_required: None,
        notes: None,
        source: Word(new.source),
        duplicate_key: String::new(),
        search_text: String::new(),
        archived_at: None,
        version: 1,
        created_at: new.added_at.unwrap_or(scope.now()),
        updated_at: new.added_at.unwrap_or(scope.now()),
    }
}
