//! What a unit of work leaves behind besides its rows: timeline entries and the change feed.
//!
//! Both are collected while the work runs and written just before the commit, in one statement each, so that
//! importing a thousand candidates costs two and the feed's lock is held only for a moment.

use domain::logs::{Changes, SubjectType, Verb};
use domain::{Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Scope;
use crate::changes::ChangeKind;
use crate::columns::{Document, Word};
use crate::entities::{action_log, change, organization};
use crate::error;

/// What has been noted so far.
#[derive(Default)]
pub(crate) struct Journal {
    actions: Vec<Action>,
    changed: Vec<(ChangeKind, Uuid)>,
}

struct Action {
    verb: Verb,
    subject_type: SubjectType,
    subject_id: Uuid,
    summary: String,
    changes: Changes,
}

impl Scope {
    /// Notes a line for the timeline of `subject_id`.
    pub(crate) fn note(&self, verb: Verb, subject: (SubjectType, Uuid), summary: &str, changes: Changes) {
        let (subject_type, subject_id) = subject;
        let summary = summary.chars().take(500).collect();
        self.with_journal(|journal| {
            journal.actions.push(Action { verb, subject_type, subject_id, summary, changes });
        });
    }

    /// Notes that the index in memory must look at `subject_id` again.
    pub(crate) fn changed(&self, kind: ChangeKind, subject_id: Uuid) {
        self.with_journal(|journal| {
            if !journal.changed.contains(&(kind, subject_id)) {
                journal.changed.push((kind, subject_id));
            }
        });
    }

    pub(super) async fn write_journal(&self) -> Result<()> {
        let journal = self.with_journal(std::mem::take);
        self.write_actions(journal.actions).await?;
        self.write_changes(journal.changed).await
    }

    async fn write_actions(&self, actions: Vec<Action>) -> Result<()> {
        let rows = actions.into_iter().map(|action| action_log::Model {
            id: Uuid::now_v7(),
            organization_id: self.organization_id(),
            user_id: Some(self.actor.user_id),
            verb: Word(action.verb),
            subject_type: Word(action.subject_type),
            subject_id: action.subject_id,
            summary: action.summary,
            changes: Document(action.changes),
            created_at: self.now,
        });
        self.insert_many(rows.collect()).await
    }

    /// Takes the next numbers from the organization's counter, whose row lock lasts until the commit: whoever
    /// has read up to a number will never see a lower one appear later.
    async fn write_changes(&self, changed: Vec<(ChangeKind, Uuid)>) -> Result<()> {
        let Ok(count) = i64::try_from(changed.len()) else { return Err(Error::internal("too many changes")) };
        if count == 0 {
            return Ok(());
        }
        let counter = organization::Column::ChangeSeq;
        let raise = organization::Entity::update_many()
            .col_expr(counter, Expr::col(counter).add(count))
            .filter(organization::Column::Id.eq(self.organization_id()));
        raise.exec(&self.writer()?).await.map_err(error::db)?;
        let read = organization::Entity::find_by_id(self.organization_id()).select_only().column(counter);
        let last: Option<i64> = read.into_tuple().one(&self.reader()).await.map_err(error::db)?;
        let first = last.ok_or_else(|| Error::internal("the organization is gone"))? - count + 1;
        let rows = changed.into_iter().zip(first..).map(|((kind, subject_id), seq)| change::Model {
            organization_id: self.organization_id(),
            seq,
            kind: Word(kind),
            subject_id,
            created_at: self.now,
        });
        self.insert_many(rows.collect()).await
    }

    fn with_journal<T>(&self, work: impl FnOnce(&mut Journal) -> T) -> T {
        // A panic elsewhere leaves the journal whole: entries are pushed one by one.
        work(&mut self.journal.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}
