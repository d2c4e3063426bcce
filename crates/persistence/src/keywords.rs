//! An organization's own keywords; the standard vocabulary lives in the program, and records refer to both by code.

use chrono::{DateTime, Utc};
use domain::keywords::Keyword;
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::columns::Document;
use crate::entities::keyword::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;

const SORTABLE: &[Sortable<Entity>] =
    &[Sortable::new("code", Column::Code), Sortable::new("category", Column::Category)];

/// One page of the organization's own keywords.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<Keyword>> {
    Ok(paging::page(scope, Entity::find(), paging, SORTABLE, Column::Id).await?.map(view))
}

/// All of the organization's own keywords by code, to build its vocabulary.
pub async fn all(scope: &Scope) -> Result<Vec<Keyword>> {
    let rows = scope.all(Entity::find().order_by_asc(Column::Code)).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// A text that changes whenever the organization's own keywords do.
pub async fn stamp(scope: &Scope) -> Result<String> {
    #[derive(FromQueryResult)]
    struct Row {
        updated_at: DateTime<Utc>,
        version: i64,
    }
    let columns = [Column::UpdatedAt, Column::Version];
    let query = Entity::find().select_only().columns(columns).order_by_desc(Column::UpdatedAt);
    let rows: Vec<Row> = scope.rows(query).await?;
    let latest = rows.first().map(|row| row.updated_at.timestamp_micros()).unwrap_or_default();
    let versions: i64 = rows.iter().map(|row| row.version).sum();
    Ok(format!("{}-{versions}-{latest}", rows.len()))
}

/// One of the organization's own keywords.
pub async fn find(scope: &Scope, code: &str) -> Result<Keyword> {
    scope.one(by_code(code)).await?.map(view).ok_or(Error::NotFound(Kind::Keyword))
}

/// Adds a keyword. That its code is none of the standard ones is for the caller to check.
pub async fn insert(scope: &Scope, keyword: Keyword) -> Result<Keyword> {
    let mut row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        code: keyword.code.trim().to_owned(),
        name_zh: String::new(),
        name_en: String::new(),
        category: String::new(),
        aliases: Document::default(),
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    assign(&mut row, keyword);
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// Changes a keyword; its code stays, because records carry it.
pub async fn update(scope: &Scope, code: &str, keyword: Keyword) -> Result<Keyword> {
    let mut row = scope.lock(by_code(code)).await?.ok_or(Error::NotFound(Kind::Keyword))?;
    let before = row.version;
    assign(&mut row, keyword);
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    Ok(view(row))
}

/// Deletes a keyword; records that carry its code keep it.
pub async fn delete(scope: &Scope, code: &str) -> Result<()> {
    match scope.delete(Entity::delete_many().filter(Column::Code.eq(code))).await? {
        0 => Err(Error::NotFound(Kind::Keyword)),
        _ => Ok(()),
    }
}

fn by_code(code: &str) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::Code.eq(code))
}

fn assign(row: &mut Model, keyword: Keyword) {
    row.name_zh = keyword.name_zh.trim().to_owned();
    row.name_en = keyword.name_en.trim().to_owned();
    row.category = keyword.category;
    row.aliases = Document(keyword.aliases);
}

fn view(row: Model) -> Keyword {
    Keyword {
        code: row.code,
        name_zh: row.name_zh,
        name_en: row.name_en,
        category: row.category,
        aliases: row.aliases.0,
        ..Keyword::default()
    }
}
