//! Walking a whole list by id.

use api::Page;
use domain::{Code, Error, Result};
use uuid::Uuid;

/// Rows of an export at most.
const EXPORT_LIMIT: usize = 100_000;
/// Rows that an export reads at once.
const EXPORT_STEP: u64 = 1000;

/// Where a walk stands.
pub struct Walk {
    /// The last id seen; `None` at the beginning.
    pub after: Option<Uuid>,
    per_page: u32,
}

impl Walk {
    /// The walk that `cursor` asks for; `None` when the list is paged by number.
    pub fn of(cursor: Option<&str>, per_page: u32) -> Result<Option<Self>> {
        let after = match cursor {
            None => return Ok(None),
            Some("") => None,
            Some(text) => {
                let id = Uuid::try_parse(text);
                Some(id.map_err(|_not_an_id| Error::invalid("?cursor", Code::InvalidFormat))?)
            }
        };
        Ok(Some(Self { after, per_page }))
    }

    /// One more than a page, which tells whether there is another.
    pub fn limit(&self) -> u64 {
        u64::from(self.per_page) + 1
    }

    /// The page of these rows.
    pub fn page<R, V: From<R>>(&self, mut rows: Vec<R>, id: impl Fn(&R) -> Uuid) -> Page<V> {
        let size = self.per_page as usize;
        let more = rows.len() > size;
        rows.truncate(size);
        let next_cursor = rows.last().filter(|_| more).map(|row| id(row).to_string());
        Page {
            items: rows.into_iter().map(V::from).collect(),
            page: None,
            per_page: None,
            total: None,
            next_cursor,
        }
    }
}

/// All rows of a list, step by step, up to the limit of an export.
pub async fn all<R>(
    step: impl AsyncFn(Option<Uuid>, u64) -> Result<Vec<R>>,
    id: impl Fn(&R) -> Uuid,
) -> Result<Vec<R>> {
    let mut rows: Vec<R> = Vec::new();
    loop {
        let after = rows.last().map(&id);
        let next = step(after, EXPORT_STEP).await?;
        let is_last = (next.len() as u64) < EXPORT_STEP;
        rows.extend(next);
        if is_last || rows.len() >= EXPORT_LIMIT {
            return Ok(rows);
        }
    }
}
