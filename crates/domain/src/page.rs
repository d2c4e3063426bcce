//! Pages of lists, and how they are asked for.

/// The page size when none is asked for.
pub const PER_PAGE_DEFAULT: u32 = 20;
/// The largest page.
pub const PER_PAGE_MAX: u32 = 100;

/// Which part of a list, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: u32,
    /// 1 to [`PER_PAGE_MAX`].
    pub per_page: u32,
    /// The first key decides, the next break ties; the id comes last by itself.
    pub sort: Vec<SortKey>,
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, per_page: PER_PAGE_DEFAULT, sort: Vec::new() }
    }
}

impl Paging {
    /// How many rows lie before the page.
    pub fn offset(&self) -> u64 {
        u64::from(self.page.saturating_sub(1)) * u64::from(self.per_page)
    }
}

/// One key of an order. Which fields a list can be sorted by is its own affair; others are `unknown_value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The field's name in the API.
    pub field: String,
    /// Highest first.
    pub descending: bool,
}

impl SortKey {
    /// Reads `-created_at,name`: a minus turns the order round.
    pub fn parse_list(text: &str) -> Vec<Self> {
        text.split(',')
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .map(|key| match key.strip_prefix('-') {
                Some(field) => Self { field: field.to_owned(), descending: true },
                None => Self { field: key.to_owned(), descending: false },
            })
            .collect()
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows there are on all pages.
    pub total: u64,
}

impl<T> Page<T> {
    /// The page with each row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), total: self.total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_turns_the_order_round() {
        let keys = SortKey::parse_list("-created_at, name,,");
        assert_eq!(keys.len(), 2);
        assert!(keys[0].descending && keys[0].field == "created_at");
        assert!(!keys[1].descending && keys[1].field == "name");
    }
}
