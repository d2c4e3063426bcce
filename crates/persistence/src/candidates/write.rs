//! Every change to a candidate: with keywords, places and keys as rows, the timeline and the change feed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::candidates::{Candidate, CandidateFields};
use domain::jobs::RecordSource;
use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::{Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use super::{duplicates, row, view};
use crate::changes::ChangeKind;
use crate::columns::{Document, Word};
use crate::entities::candidate::{Column, Entity, Model};
use crate::entities::{
    action_log, candidate_group_member, candidate_key, candidate_keyword, candidate_location, email_log,
};
use crate::jobs::Removed;
use crate::scope::Scope;
use crate::{documents, email_logs};

/// A candidate to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewCandidate {
    /// The fields, checked, with their keywords.
    pub fields: CandidateFields,
    /// Where they came from.
    pub source: RecordSource,
    /// The document that they were read from.
    pub document_id: Option<Uuid>,
    /// When they were first known, if that was before now.
    pub added_at: Option<DateTime<Utc>>,
}

/// Adds a candidate, owned by the actor.
pub async fn insert(scope: &Scope, new: NewCandidate) -> Result<Candidate> {
    let ids = insert_many(scope, vec![new]).await?;
    match ids.as_slice() {
        [id] => super::find(scope, *id).await,
        _ => Err(Error::internal("one candidate was to be added")),
    }
}

/// Adds candidates, in a number of statements that does not grow with theirs.
pub async fn insert_many(scope: &Scope, new: Vec<NewCandidate>) -> Result<Vec<Uuid>> {
    let rows: Vec<Model> = new
        .into_iter()
        .map(|new| {
            let mut row = empty(scope, &new);
            row::assign(&mut row, new.fields);
            row
        })
        .collect();
    scope.insert_many(rows.clone()).await?;
    insert_parts(scope, &rows).await?;
    documents::keep(scope, rows.iter().filter_map(|row| row.document_id)).await?;
    for row in &rows {
        scope.note(Verb::Created, (SubjectType::Candidate, row.id), &row.name, Changes::new());
        scope.changed(ChangeKind::Candidate, row.id);
    }
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Changes a candidate.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: CandidateFields,
    expected: Option<i64>,
) -> Result<Candidate> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let old = row::fields(&row);
    row::assign(&mut row, fields);
    let changes = changes(&old, &row::fields(&row)).map_err(Error::internal)?;
    if changes.is_empty() {
        return view(scope, row).await;
    }
    delete_parts(scope, id).await?;
    insert_parts(scope, std::slice::from_ref(&row)).await?;
    store(scope, row, Verb::Updated, changes).await
}

/// Hands a candidate to another member of the organization.
pub async fn set_owner(scope: &Scope, id: Uuid, user_id: Uuid, expected: Option<i64>) -> Result<Candidate> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let names = crate::users::names(scope, [row.user_id, user_id]).await?;
    let name = |id| names.get(&id).map(|named| named.name.clone());
    let Some(to) = name(user_id) else {
        return Err(Error::invalid("/owner_id", domain::Code::UnknownReference));
    };
    let changes = Changes::from([("owner".to_owned(), [name(row.user_id).into(), to.into()])]);
    row.user_id = user_id;
    store(scope, row, Verb::Updated, changes).await
}

/// Takes a candidate out of lists and matches.
pub async fn archive(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Candidate> {
    let row = scope.take::<Entity>(id, expected).await?;
    set_archived(scope, vec![row], Verb::Archived).await?;
    super::find(scope, id).await
}

/// Takes candidates out of lists and matches.
pub async fn archive_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    set_archived(scope, rows, Verb::Archived).await
}

/// Brings archived candidates back.
pub async fn restore_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    set_archived(scope, rows, Verb::Restored).await
}

/// Deletes a candidate, or archives them when they have mail history.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Removed> {
    let row = scope.take::<Entity>(id, expected).await?;
    let archived = remove(scope, vec![row]).await?;
    Ok(if archived == 0 { Removed::Deleted } else { Removed::Archived })
}

/// Deletes candidates; those with mail history are archived.
pub async fn delete_many(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    let rows = scope.take_many::<Entity>(ids).await?;
    remove(scope, rows).await.map(|_archived| ())
}

/// Deletes what no mail refers to and archives the rest; tells how many that were.
async fn remove(scope: &Scope, rows: Vec<Model>) -> Result<usize> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mailed = email_logs::referred(scope, email_log::Column::CandidateId, &ids).await?;
    let (kept, gone): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| mailed.contains(&row.id));
    let archived = kept.len();
    set_archived(scope, kept, Verb::Archived).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.is_in(gone.iter().map(|row| row.id)))).await?;
    documents::release(scope, gone.iter().filter_map(|row| row.document_id)).await?;
    for row in gone {
        scope.note(Verb::Deleted, (SubjectType::Candidate, row.id), &row.name, Changes::new());
        scope.changed(ChangeKind::Candidate, row.id);
    }
    Ok(archived)
}

/// Removes a person's data for good. Counts stay: an archived row without a name, and mails without a text.
pub async fn erase(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    row::assign(&mut row, CandidateFields { do_not_contact: true, ..CandidateFields::default() });
    let document_id = row.document_id.take();
    row.archived_at = Some(scope.now());
    delete_parts(scope, id).await?;
    let of_candidate = candidate_group_member::Column::CandidateId.eq(id);
    scope.delete(candidate_group_member::Entity::delete_many().filter(of_candidate)).await?;
    let mut mails = email_log::Entity::update_many().filter(email_log::Column::CandidateId.eq(id));
    use email_log::Column as Mail;
    for column in [
        Mail::ToEmail,
        Mail::ToEmailKey,
        Mail::Subject,
        Mail::ContentHtml,
        Mail::ContentText,
        Mail::SearchText,
    ] {
        mails = mails.col_expr(column, Expr::value(""));
    }
    scope.update(mails).await?;
    let timeline = action_log::Entity::update_many()
        .col_expr(action_log::Column::Summary, Expr::value(""))
        .col_expr(action_log::Column::Changes, Expr::value(Document(Changes::new())))
        .filter(action_log::Column::SubjectType.eq(Word(SubjectType::Candidate)))
        .filter(action_log::Column::SubjectId.eq(id));
    scope.update(timeline).await?;
    store(scope, row, Verb::Erased, Changes::new()).await?;
    documents::release(scope, document_id).await
}

/// Archives or restores those of the rows that are not already.
async fn set_archived(scope: &Scope, mut rows: Vec<Model>, verb: Verb) -> Result<()> {
    let at = (verb == Verb::Archived).then(|| scope.now());
    rows.retain(|row| row.archived_at.is_some() != at.is_some());
    let change = Entity::update_many().col_expr(Column::ArchivedAt, Expr::value(at));
    change_all(scope, &rows, change).await?;
    for row in rows {
        scope.note(verb, (SubjectType::Candidate, row.id), &row.name, Changes::new());
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
        scope.changed(ChangeKind::Candidate, row.id);
    }
    Ok(())
}

async fn store(scope: &Scope, mut row: Model, verb: Verb, changes: Changes) -> Result<Candidate> {
    let before = row.version;
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    scope.note(verb, (SubjectType::Candidate, row.id), &row.name, changes);
    scope.changed(ChangeKind::Candidate, row.id);
    view(scope, row).await
}

async fn insert_parts(scope: &Scope, rows: &[Model]) -> Result<()> {
    let (mut keywords, mut locations, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let (organization_id, candidate_id) = (row.organization_id, row.id);
        for keyword in row.keywords.0.iter().cloned().collect::<BTreeSet<_>>() {
            keywords.push(candidate_keyword::Model { organization_id, candidate_id, keyword });
        }
        for location in row.locations.0.iter().cloned().collect::<BTreeSet<_>>() {
            locations.push(candidate_location::Model { organization_id, candidate_id, location });
        }
        for (kind, value) in duplicates::values(&row::keys(row)) {
            keys.push(candidate_key::Model { organization_id, candidate_id, kind: Word(kind), value });
        }
    }
    scope.insert_many(keywords).await?;
    scope.insert_many(locations).await?;
    scope.insert_many(keys).await
}

async fn delete_parts(scope: &Scope, id: Uuid) -> Result<()> {
    scope
        .delete(
            candidate_keyword::Entity::delete_many().filter(candidate_keyword::Column::CandidateId.eq(id)),
        )
        .await?;
    scope
        .delete(
            candidate_location::Entity::delete_many().filter(candidate_location::Column::CandidateId.eq(id)),
        )
        .await?;
    scope
        .delete(candidate_key::Entity::delete_many().filter(candidate_key::Column::CandidateId.eq(id)))
        .await?;
    Ok(())
}

fn empty(scope: &Scope, new: &NewCandidate) -> Model {
    Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        document_id: new.document_id,
        name: String::new(),
        emails: Document::default(),
        primary_email: None,
        phone: None,
        current_company: None,
        current_position: None,
        experience_years: None,
        education: None,
        education_level: None,
        salutation_title: None,
        level: None,
        time_zone: None,
        expected_salary: None,
        expected_salary_min: None,
        expected_salary_max: None,
        expected_salary_currency: None,
        expected_salary_period: None,
        expected_salary_months: None,
        locations: Document::default(),
        skills: None,
        raw_skills: Document::default(),
        keywords: Document::default(),
        external_id: None,
        summary: None,
        source: Word(new.source),
        consent_status: Word(new.fields.consent_status),
        do_not_contact: false,
        search_text: String::new(),
        archived_at: None,
        version: 1,
        created_at: new.added_at.unwrap_or(scope.now()),
        updated_at: new.added_at.unwrap_or(scope.now()),
    }
}
