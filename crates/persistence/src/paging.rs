//! One page of a query, in an order from a list's own short list of columns.

use domain::page::{Page, Paging};
use domain::{Code, Error, Result};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::scope::{OrgOwned, Scope};

/// Values of one `IN (…)` at most: the databases bound the number of values of a statement.
pub(crate) const IDS_A_STATEMENT: usize = 5000;

/// A column that a list can be sorted by.
pub(crate) struct Sortable<E: OrgOwned> {
    /// The field's name in the API.
    pub field: &'static str,
    pub column: E::Column,
    /// Rows without a value come last, in both directions.
    pub nullable: bool,
}

impl<E: OrgOwned> Sortable<E> {
    pub(crate) const fn new(field: &'static str, column: E::Column) -> Self {
        Self { field, column, nullable: false }
    }

    pub(crate) const fn nullable(field: &'static str, column: E::Column) -> Self {
        Self { field, column, nullable: true }
    }
}

/// The rows of one page and how many there are in all.
pub(crate) async fn page<E: OrgOwned>(
    scope: &Scope,
    query: Select<E>,
    paging: &Paging,
    sortable: &[Sortable<E>],
    id: E::Column,
) -> Result<Page<E::Model>>
where
    E::Model: Send + Sync,
{
    let sorted = sort(query.clone(), paging, sortable, id)?;
    let size = u64::from(paging.per_page);
    let items = scope.all(sorted.offset(paging.offset()).limit(size)).await?;
    let seen = items.len() as u64;
    // A page that is not full says the total by itself.
    let total = if (seen > 0 || paging.offset() == 0) && seen < size {
        paging.offset() + seen
    } else {
        scope.count(query).await?
    };
    Ok(Page { items, total })
}

/// Rows by id from after `after`, for walking everything.
pub(crate) fn after<E: OrgOwned>(
    query: Select<E>,
    id: E::Column,
    after: Option<Uuid>,
    limit: u64,
) -> Select<E> {
    let query = match after {
        Some(after) => query.filter(id.gt(after)),
        None => query,
    };
    query.order_by_asc(id).limit(limit)
}

fn sort<E: OrgOwned>(
    mut query: Select<E>,
    paging: &Paging,
    sortable: &[Sortable<E>],
    id: E::Column,
) -> Result<Select<E>> {
    let mut last = Order::Desc;
    for key in &paging.sort {
        let by = sortable
            .iter()
            .find(|sortable| sortable.field == key.field)
            .ok_or_else(|| Error::invalid("?sort", Code::UnknownValue))?;
        last = if key.descending { Order::Desc } else { Order::Asc };
        query = if by.nullable {
            query.order_by_with_nulls(by.column, last.clone(), NullOrdering::Last)
        } else {
            query.order_by(by.column, last.clone())
        };
    }
    Ok(query.order_by(id, last))
}
