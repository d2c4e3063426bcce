//! Lists: pages, comma-separated filters, and what every list can be asked.

use std::fmt::Write as _;

use domain::{Code, Error, Paging, SortKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// From 1; absent when the list is walked by cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Rows a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_page: Option<u32>,
    /// Rows on all pages; absent when the list is walked by cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Where the next rows begin, when the list is walked by cursor; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A numbered page, each row turned into its view.
    pub fn numbered<R>(page: domain::Page<R>, paging: &Paging) -> Self
    where
        T: From<R>,
    {
        Self {
            items: page.items.into_iter().map(T::from).collect(),
            page: Some(paging.page),
            per_page: Some(paging.per_page),
            total: Some(page.total),
            next_cursor: None,
        }
    }
}

/// A list of words in a query: `a,b,c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommaList<T>(pub Vec<T>);

impl<T> Default for CommaList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> CommaList<T> {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for CommaList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        for (index, item) in self.0.iter().enumerate() {
            let value = serde_json::to_value(item).map_err(serde::ser::Error::custom)?;
            let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let separator = if index == 0 { "" } else { "," };
            write!(text, "{separator}{word}").map_err(serde::ser::Error::custom)?;
        }
        serializer.serialize_str(&text)
    }
}

impl<'de, T: for<'a> Deserialize<'a>> Deserialize<'de> for CommaList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| serde_json::from_value(word.into()).map_err(serde::de::Error::custom))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// What every paged list can be asked.
pub trait ListQuery {
    /// The page, from 1.
    fn page(&self) -> Option<u32>;
    /// Rows a page.
    fn per_page(&self) -> Option<u32>;
    /// `-created_at,name`.
    fn sort(&self) -> Option<&str>;

    /// The paging, or `out_of_range`.
    fn paging(&self) -> Result<Paging, Error> {
        let page = self.page().unwrap_or(1);
        let per_page = self.per_page().unwrap_or(domain::page::PER_PAGE_DEFAULT);
        let mut errors = Vec::new();
        if !(1..=1_000_000).contains(&page) {
            errors.push(domain::FieldError::new("?page", Code::OutOfRange).with(1).with(1_000_000));
        }
        if !(1..=domain::page::PER_PAGE_MAX).contains(&per_page) {
            let max = domain::page::PER_PAGE_MAX;
            errors.push(domain::FieldError::new("?per_page", Code::OutOfRange).with(1).with(max));
        }
        if errors.is_empty() {
            Ok(Paging { page, per_page, sort: SortKey::parse_list(self.sort().unwrap_or_default()) })
        } else {
            Err(Error::Invalid(errors))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_list_is_read_as_it_is_written() {
        use domain::jobs::JobStatus;
        let list = CommaList(vec![JobStatus::Pending, JobStatus::InProgress]);
        let text = serde_json::to_string(&list).expect("serializable");
        assert_eq!(text, "\"pending,in_progress\"");
        assert_eq!(serde_json::from_str::<CommaList<JobStatus>>(&text).expect("readable"), list);
        assert!(serde_json::from_str::<CommaList<JobStatus>>("\"lost\"").is_err());
    }
}
