//! The change feed: which jobs and candidates to look at again, in the order of commits.

use domain::{Coded, Error, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Db;
use crate::entities::{change, organization};
use crate::error;

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ChangeKind {
    Candidate,
    Job,
}

impl Coded for ChangeKind {
    const ALL: &'static [Self] = &[Self::Candidate, Self::Job];

    fn code(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Job => "job",
        }
    }
}

/// One entry of the feed. It says that the row is new, changed or gone; the row itself says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Change {
    pub seq: i64,
    pub kind: ChangeKind,
    pub subject_id: Uuid,
}

/// What a follower gets that has read up to some number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feed {
    /// The next entries, oldest first; none: the follower is up to date.
    Changes(Vec<Change>),
    /// Entries after that number were purged: build the index anew.
    Behind,
}

/// The number of the organization's last change. It costs one look-up by primary key.
///
/// Without a scope, because the index in memory is the whole organization's; what an actor sees of it is
/// decided when it is asked.
pub async fn latest(db: &Db, organization_id: Uuid) -> Result<i64> {
    let query = organization::Entity::find_by_id(organization_id)
        .select_only()
        .column(organization::Column::ChangeSeq);
    let seq: Option<i64> = query.into_tuple().one(db.reader()).await.map_err(error::db)?;
    seq.ok_or(Error::NotFound(domain::Kind::Organization))
}

/// The changes after number `after`, at most `limit`.
pub async fn since(db: &Db, organization_id: Uuid, after: i64, limit: u64) -> Result<Feed> {
    let rows = change::Entity::find()
        .filter(change::Column::OrganizationId.eq(organization_id))
        .filter(change::Column::Seq.gt(after))
        .order_by_asc(change::Column::Seq)
        .limit(limit)
        .all(db.reader())
        .await
        .map_err(error::db)?;
    let complete = match rows.first() {
        Some(first) => first.seq == after + 1,
        None => latest(db, organization_id).await? == after,
    };
    if !complete {
        return Ok(Feed::Behind);
    }
    let change = |row: change::Model| Change { seq: row.seq, kind: row.kind.0, subject_id: row.subject_id };
    Ok(Feed::Changes(rows.into_iter().map(change).collect()))
}
