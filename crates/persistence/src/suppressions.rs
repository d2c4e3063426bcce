//! Addresses that get no mail.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::page::{Page, Paging};
use domain::text::email_key;
use domain::{Coded, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::suppression::{Column, Entity, Model};
use crate::paging::{Sortable, page};
use crate::scope::Scope;

/// Why an address gets no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SuppressionReason {
    Unsubscribed,
    Bounced,
    Complaint,
    Manual,
}

impl Coded for SuppressionReason {
    const ALL: &'static [Self] = &[Self::Unsubscribed, Self::Bounced, Self::Complaint, Self::Manual];

    fn code(self) -> &'static str {
        match self {
            Self::Unsubscribed => "unsubscribed",
            Self::Bounced => "bounced",
            Self::Complaint => "complaint",
            Self::Manual => "manual",
        }
    }
}

/// An address that gets no mail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Suppression {
    pub id: Uuid,
    pub email: String,
    pub reason: SuppressionReason,
    pub created_at: DateTime<Utc>,
}

const SORTABLE: &[Sortable<Entity>] =
    &[Sortable::new("created_at", Column::CreatedAt), Sortable::new("email", Column::EmailKey)];

/// All suppressed addresses.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<Suppression>> {
    let rows = page(scope, Entity::find(), paging, SORTABLE, Column::Id).await?;
    Ok(rows.map(|row| Suppression {
        id: row.id,
        email: row.email,
        reason: row.reason.0,
        created_at: row.created_at,
    }))
}

/// Those of the addresses that are suppressed, in the form of [`email_key`].
pub async fn among(scope: &Scope, emails: impl IntoIterator<Item = &str>) -> Result<HashSet<String>> {
    let keys: HashSet<_> = emails.into_iter().map(email_key).collect();
    let mut found = HashSet::new();
    let keys: Vec<_> = keys.into_iter().collect();
    for keys in keys.chunks(crate::paging::IDS_A_STATEMENT) {
        let query = Entity::find().filter(Column::EmailKey.is_in(keys));
        found.extend(scope.all(query).await?.into_iter().map(|row| row.email_key));
    }
    Ok(found)
}

/// Suppresses an address; once more changes nothing.
pub async fn insert(scope: &Scope, email: &str, reason: SuppressionReason) -> Result<()> {
    let key = email_key(email);
    if scope.exists(Entity::find().filter(Column::EmailKey.eq(&key)).limit(1)).await? {
        return Ok(());
    }
    let row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        email: email.trim().to_owned(),
        email_key: key,
        reason: Word(reason),
        created_at: scope.now(),
    };
    scope.insert(row).await
}

/// Lets an address get mail again.
pub async fn delete(scope: &Scope, id: Uuid) -> Result<()> {
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await.map(|_| ())
}
