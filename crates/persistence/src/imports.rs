//! Taking over another system's database: reading it, and remembering which of its rows became which of ours.

mod foreign;

use std::collections::HashMap;

use domain::{Coded, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::imported_row::{Column, Entity, Model};
use crate::paging::IDS_A_STATEMENT;
use crate::scope::Scope;
pub use foreign::{Foreign, Rows};

/// What a row of the other system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum RowKind {
    User,
    Company,
    Job,
    Candidate,
    CandidateGroup,
    GroupMember,
    EmailTemplate,
    EmailAccount,
    ApiKey,
}

impl Coded for RowKind {
    /// In the order in which they are taken over: nothing before what it refers to.
    const ALL: &'static [Self] = &[
        Self::User,
        Self::Company,
        Self::Job,
        Self::Candidate,
        Self::CandidateGroup,
        Self::GroupMember,
        Self::EmailTemplate,
        Self::EmailAccount,
        Self::ApiKey,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Company => "company",
            Self::Job => "job",
            Self::Candidate => "candidate",
            Self::CandidateGroup => "candidate_group",
            Self::GroupMember => "group_member",
            Self::EmailTemplate => "email_template",
            Self::EmailAccount => "email_account",
            Self::ApiKey => "api_key",
        }
    }
}

/// A row that was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its key in the other system.
    pub key: String,
    /// Its id here.
    pub id: Uuid,
    /// What it said when it was last taken over, hashed.
    pub digest: String,
}

/// Those of the rows with these keys that were taken over, by key.
pub async fn known(
    scope: &Scope,
    source: &str,
    kind: RowKind,
    keys: &[String],
) -> Result<HashMap<String, Imported>> {
    let mut known = HashMap::new();
    for keys in keys.chunks(IDS_A_STATEMENT) {
        let query = of(source, kind).filter(Column::SourceKey.is_in(keys));
        for row in scope.all(query).await? {
            let imported = Imported { key: row.source_key, id: row.row_id, digest: row.digest };
            known.insert(imported.key.clone(), imported);
        }
    }
    Ok(known)
}

/// Remembers rows that were taken over for the first time.
pub async fn remember(scope: &Scope, source: &str, kind: RowKind, rows: Vec<Imported>) -> Result<()> {
    let row = |imported: Imported| Model {
        organization_id: scope.organization_id(),
        source: source.to_owned(),
        kind: Word(kind),
        source_key: imported.key,
        row_id: imported.id,
        digest: imported.digest,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    scope.insert_many(rows.into_iter().map(row).collect()).await
}

/// Remembers what a row says that was taken over once more.
pub async fn remember_again(
    scope: &Scope,
    source: &str,
    kind: RowKind,
    key: &str,
    digest: &str,
) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::Digest, Expr::value(digest))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Source.eq(source))
        .filter(Column::Kind.eq(Word(kind)))
        .filter(Column::SourceKey.eq(key));
    scope.update(query).await.map(|_| ())
}

fn of(source: &str, kind: RowKind) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::Source.eq(source)).filter(Column::Kind.eq(Word(kind)))
}
