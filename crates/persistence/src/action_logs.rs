//! The timeline: what became of a job, a candidate, a mail, field by field.

use domain::Result;
use domain::logs::{ActionLog, Changes, SubjectType, Verb};
use domain::page::{Page, Paging};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::action_log::{Column, Entity, Model};
use crate::paging::{Sortable, page};
use crate::scope::Scope;
use crate::{users, visibility};

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
        .filter(Column::SubjectType.eq(crate::columns::Word(subject.0)))
        .filter(Column::SubjectId.eq(subject.1));
    read(scope, query, paging).await
}

/// What those members did lately whose rows the actor sees.
pub async fn recent(scope: &Scope, paging: &Paging) -> Result<Page<ActionLog>> {
    let seen = visibility::by_owner(scope.actor(), Column::UserId);
    read(scope, Entity::find().filter(seen), paging).await
}

async fn read(scope: &Scope, query: sea_orm::Select<Entity>, paging: &Paging) -> Result<Page<ActionLog>> {
    let page = page(scope, query, paging, SORTABLE, Column::Id).await?;
    let names = users::names(scope, page.items.iter().filter_map(|row| row.user_id)).await?;
    Ok(page.map(|row| view(row, &names)))
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
