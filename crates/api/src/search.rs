//! Finding anything by a few words.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Client, Result, Transport};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct SearchQuery {
    /// The words; at most 200 characters.
    #[cfg_attr(feature = "openapi", param(example = "后端"))]
    pub q: String,
}

/// What was found: at most ten of each kind that the caller may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// Jobs.
    pub jobs: Vec<SearchHit>,
    /// Candidates.
    pub candidates: Vec<SearchHit>,
    /// Companies.
    pub companies: Vec<SearchHit>,
    /// Mail templates.
    pub templates: Vec<SearchHit>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchHit {
    /// Its id.
    pub id: Uuid,
    /// Its name or title.
    pub title: String,
    /// A line that tells it from others.
    pub subtitle: String,
}

impl<T: Transport> Client<T> {
    /// `GET /api/search`
    pub async fn search(&self, q: &str) -> Result<SearchResults> {
        self.get_with("/api/search", &SearchQuery { q: q.to_owned() }).await
    }
}
