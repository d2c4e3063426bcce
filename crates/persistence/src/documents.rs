//! Documents that records are read from.

use std::collections::HashMap;

use domain::documents::Document;
use domain::jobs::NamedRef;
use domain::{Error, Kind, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entities::document::{Column, Entity, Model};
use crate::entities::{candidate, job};
use crate::paging;
use crate::scope::{OrgOwned, Scope};

/// A document to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewDocument {
    /// Given by the caller, because the storage key is made from it.
    pub id: Uuid,
    pub storage_key: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub text: String,
}

/// Keeps a document until the purge, or for good once a record was saved from it.
pub async fn insert(scope: &Scope, new: NewDocument) -> Result<Document> {
    let row = Model {
        id: new.id,
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        storage_key: new.storage_key,
        file_name: new.file_name.chars().take(255).collect(),
        media_type: new.media_type,
        size: new.size,
        sha256: new.sha256,
        text: new.text,
        kept: false,
        created_at: scope.now(),
    };
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// One document: of the actor's own, or one from which a record was saved that the actor sees.
pub async fn find(scope: &Scope, id: Uuid) -> Result<Document> {
    let actor = scope.actor();
    let candidates = scope.within::<candidate::Entity>(
        candidate::Column::DocumentId,
        candidate::Entity::visible_to(actor).add(candidate::Column::DocumentId.eq(id)),
    );
    let jobs = scope.within::<job::Entity>(
        job::Column::DocumentId,
        job::Entity::visible_to(actor).add(job::Column::DocumentId.eq(id)),
    );
    let seen = Condition::any()
        .add(Column::UserId.eq(actor.user_id))
        .add(Column::Id.in_subquery(candidates))
        .add(Column::Id.in_subquery(jobs));
    let row = scope.one(Entity::find_by_id(id).filter(seen)).await?;
    row.map(view).ok_or(Error::NotFound(Kind::Document))
}

/// The file names of documents; those that are gone are left out.
pub(crate) async fn names(
    scope: &Scope,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, NamedRef>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        file_name: String,
    }
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names = HashMap::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        let query = Entity::find()
            .select_only()
            .columns([Column::Id, Column::FileName])
            .filter(Column::Id.is_in(ids.iter().copied()));
        let rows: Vec<Row> = scope.rows(query).await?;
        names.extend(rows.into_iter().map(|row| (row.id, NamedRef { id: row.id, name: row.file_name })));
    }
    Ok(names)
}

/// Keeps documents for good, since records were saved from them.
pub(crate) async fn keep(scope: &Scope, ids: impl Iterator<Item = Uuid>) -> Result<()> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let query = Entity::update_many().col_expr(Column::Kept, Expr::value(true)).filter(Column::Id.is_in(ids));
    scope.update(query).await.map(|_| ())
}

/// Gives documents to the purge of which no record is left that was saved from them.
pub(crate) async fn release(scope: &Scope, ids: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(());
    }
    let of_candidates = Condition::all().add(candidate::Column::DocumentId.is_in(ids.iter().copied()));
    let candidates = scope.within::<candidate::Entity>(candidate::Column::DocumentId, of_candidates);
    let of_jobs = Condition::all().add(job::Column::DocumentId.is_in(ids.iter().copied()));
    let jobs = scope.within::<job::Entity>(job::Column::DocumentId, of_jobs);
    let query = Entity::update_many()
        .col_expr(Column::Kept, Expr::value(false))
        .filter(Column::Id.is_in(ids))
        .filter(Column::Id.not_in_subquery(candidates))
        .filter(Column::Id.not_in_subquery(jobs));
    scope.update(query).await.map(|_| ())
}

fn view(row: Model) -> Document {
    Document {
        id: row.id,
        storage_key: row.storage_key,
        file_name: row.file_name,
        media_type: row.media_type,
        size: row.size,
        sha256: row.sha256,
        text: row.text,
        created_at: row.created_at,
    }
}
