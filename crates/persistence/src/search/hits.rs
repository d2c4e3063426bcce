//! The first few rows of each kind that have the words, for a search over everything.
//!
//! Rows with the words in their name come first, then those changed last. Only what a line of the answer shows is
//! read, and nothing is counted.

use domain::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::{matches, matches_folding};
use crate::columns::Strings;
use crate::entities::{candidate, company, email_template, job};
use crate::scope::{OrgOwned, Scope};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: Uuid,
    /// Its name or title.
    pub title: String,
    /// What tells it from others.
    pub subtitle: String,
}

/// Living jobs.
pub async fn jobs(scope: &Scope, q: &str, limit: u64) -> Result<Vec<Hit>> {
    use job::Column;
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        title: String,
        company_id: Option<Uuid>,
        locations: Strings,
    }
    let query = job::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Title, Column::CompanyId, Column::Locations])
        .filter(matches(Column::SearchText, q))
        .filter(Column::ArchivedAt.is_null());
    let rows: Vec<Row> = scope.rows(best(query, (Column::Title, Column::UpdatedAt), q, limit)).await?;
    let companies = crate::companies::names(scope, rows.iter().filter_map(|row| row.company_id)).await?;
    let hit = |row: Row| {
        let company = row.company_id.and_then(|id| companies.get(&id)).map(|company| company.name.clone());
        let places = (!row.locations.0.is_empty()).then(|| row.locations.0.join(" / "));
        Hit { id: row.id, title: row.title, subtitle: line([company, places]) }
    };
    Ok(rows.into_iter().map(hit).collect())
}

/// Living candidates that the actor sees.
pub async fn candidates(scope: &Scope, q: &str, limit: u64) -> Result<Vec<Hit>> {
    use candidate::Column;
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        current_position: Option<String>,
        current_company: Option<String>,
    }
    let query = candidate::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::CurrentPosition, Column::CurrentCompany])
        .filter(matches(Column::SearchText, q))
        .filter(Column::ArchivedAt.is_null());
    let rows: Vec<Row> = scope.rows(best(query, (Column::Name, Column::UpdatedAt), q, limit)).await?;
    let hit = |row: Row| Hit {
        id: row.id,
        title: row.name,
        subtitle: line([row.current_position, row.current_company]),
    };
    Ok(rows.into_iter().map(hit).collect())
}

/// Companies.
pub async fn companies(scope: &Scope, q: &str, limit: u64) -> Result<Vec<Hit>> {
    use company::Column;
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        industry: Option<String>,
        city: Option<String>,
    }
    let query = company::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Industry, Column::City])
        .filter(matches(Column::SearchText, q));
    let rows: Vec<Row> = scope.rows(best(query, (Column::Name, Column::UpdatedAt), q, limit)).await?;
    let hit = |row: Row| Hit { id: row.id, title: row.name, subtitle: line([row.industry, row.city]) };
    Ok(rows.into_iter().map(hit).collect())
}

/// Mail templates: the actor's own and shared ones.
pub async fn templates(scope: &Scope, q: &str, limit: u64) -> Result<Vec<Hit>> {
    use email_template::Column;
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        subject: String,
    }
    let query = email_template::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Subject])
        .filter(matches(Column::SearchText, q));
    let rows: Vec<Row> = scope.rows(best(query, (Column::Name, Column::UpdatedAt), q, limit)).await?;
    let hit = |row: Row| Hit { id: row.id, title: row.name, subtitle: row.subject };
    Ok(rows.into_iter().map(hit).collect())
}

fn best<E: OrgOwned>(
    query: Select<E>,
    (name, changed): (E::Column, E::Column),
    q: &str,
    limit: u64,
) -> Select<E> {
    let place = Expr::case(matches_folding(name, q), 0).finally(1);
    query.order_by(Expr::Case(Box::new(place)), Order::Asc).order_by(changed, Order::Desc).limit(limit)
}

fn line(parts: [Option<String>; 2]) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}
