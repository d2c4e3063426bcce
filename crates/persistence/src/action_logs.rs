//! The action log: what became of jobs, candidates, mails, members, field by field.

use domain::Result;
use domain::logs::{ActionLog, ActionLogFilter, Changes, SubjectType, Verb};
use domain::page::{Page, Paging};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::action_log::{Column, Entity, Model};
use crate::paging::{Sortable, page};
use crate::scope::Scope;
use crate::{search, users, visibility};

const SORTABLE: &[Sortable<Entity>] = &[Sortable::new("created_at", Column::CreatedAt)];

/// Notes a line for the timeline of `subject_id`; it is written with the unit of work.
pub fn record(scope: &Scope, verb: Verb, subject: (SubjectType, Uuid), summary: &str, changes: Changes) {
    scope.note(verb, subject, summary, changes);
}

/// The timeline of one thing, newest first unless asked otherwise.
pub async fn timeline(
    scope: &Scope,
    subject: (SubjectType, Uuid),
    paging: &Paging,
) -> Result<Page<ActionLog>> {
    let query = Entity::find()
        .filter(Column::SubjectType.eq(Word(subject.0)))
        .filter(Column::SubjectId.eq(subject.1));
    read(scope, query, paging).await
}

/// What those members did lately whose rows the actor sees.
pub async fn recent(scope: &Scope, paging: &Paging) -> Result<Page<ActionLog>> {
    // A mail is told of with its candidate and job.
    let query = filtered(scope, &ActionLogFilter::default());
    read(scope, query.filter(Column::SubjectType.ne(Word(SubjectType::EmailLog))), paging).await
}

/// What those members did whose rows the actor sees, newest first unless asked otherwise.
pub async fn list(scope: &Scope, filter: &ActionLogFilter, paging: &Paging) -> Result<Page<ActionLog>> {
    read(scope, filtered(scope, filter), paging).await
}

/// The newest of it, at most `limit`.
pub async fn newest(scope: &Scope, filter: &ActionLogFilter, limit: u64) -> Result<Vec<ActionLog>> {
    let query = filtered(scope, filter).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    let rows = scope.all(query.limit(limit)).await?;
    views(scope, rows).await
}

fn filtered(scope: &Scope, filter: &ActionLogFilter) -> Select<Entity> {
    let all = Condition::all()
        .add(visibility::by_owner(scope.actor(), Column::UserId))
        .add_option(filter.user_id.map(|id| Column::UserId.eq(id)))
        .add_option(filter.verb.map(|verb| Column::Verb.eq(Word(verb))))
        .add_option(filter.subject_type.map(|kind| Column::SubjectType.eq(Word(kind))))
        .add_option(filter.subject_id.map(|id| Column::SubjectId.eq(id)))
        .add_option(filter.from.map(|from| Column::CreatedAt.gte(from)))
        .add_option(filter.to.map(|to| Column::CreatedAt.lt(to)));
    let words = filter.q.as_ref().map(|q| search::matches_folding(Column::Summary, q));
    Entity::find().filter(all).filter(Condition::all().add_option(words))
}

async fn read(scope: &Scope, query: Select<Entity>, paging: &Paging) -> Result<Page<ActionLog>> {
    let page = page(scope, query, paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<ActionLog>> {
    let names = users::names(scope, rows.iter().filter_map(|row| row.user_id)).await?;
    Ok(rows.into_iter().map(|row| view(row, &names)).collect())
}

fn view(row: Model, names: &users::Names) -> ActionLog {
    ActionLog {
        id: row.id,
        user: row.user_id.and_then(|id| names.get(&id).cloned()),
        verb: row.verb.0,
        subject_type: row.subject_type.0,
        subject_id: row.subject_id,
        summary: row.summary,
        changes: row.changes.0,
        created_at: row.created_at,
    }
}
