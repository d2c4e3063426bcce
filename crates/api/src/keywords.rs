//! The vocabulary: standard keywords and the organization's own.

use domain::{Check, Code, Faults};
use serde::{Deserialize, Serialize};

use crate::client::{Client, Result, Transport};
use crate::{ListQuery, MergePatch, Page};

/// A keyword.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Keyword {
    /// The stable word by which jobs and candidates refer to it.
    #[cfg_attr(feature = "openapi", schema(example = "kubernetes"))]
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Category.
    #[cfg_attr(feature = "openapi", schema(example = "technology"))]
    pub category: String,
    /// Other ways of writing it.
    #[cfg_attr(feature = "openapi", schema(example = json!(["k8s"])))]
    pub aliases: Vec<String>,
    /// Whether it ships with the program; the organization's own can be changed.
    pub is_standard: bool,
}

/// What a person can write into a keyword of the organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct KeywordFields {
    /// Lower-case letters, digits and hyphens; not a standard one. Cannot be changed later.
    #[cfg_attr(feature = "openapi", schema(example = "in-house-erp"))]
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Category.
    pub category: String,
    /// Other ways of writing it.
    pub aliases: Vec<String>,
}

impl Check for KeywordFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("code", &self.code, 60);
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !self.code.is_empty() && !self.code.chars().all(fits) {
            faults.add("code", Code::InvalidFormat);
        }
        faults.required("name_zh", &self.name_zh, 60);
        faults.required("name_en", &self.name_en, 60);
        faults.required("category", &self.category, 60);
        faults.list("aliases", &self.aliases, 50, 60);
    }
}

/// What a list of keywords can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct KeywordQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// Part of a code, name or alias; the best first.
    pub q: Option<String>,
    /// One category.
    pub category: Option<String>,
    /// Only these codes, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub code: crate::CommaList<String>,
}

impl ListQuery for KeywordQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        None
    }
}

/// Words to be put into the terms of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NormalizeRequest {
    /// Words as written, at most 200.
    #[cfg_attr(feature = "openapi", schema(example = json!(["k8s", "后端"])))]
    pub words: Vec<String>,
    /// A running text in which to find keywords.
    pub text: Option<String>,
}

impl Check for NormalizeRequest {
    fn check(&self, faults: &mut Faults) {
        faults.list("words", &self.words, 200, 200);
        faults.optional("text", self.text.as_deref(), 100_000);
    }
}

/// What the vocabulary makes of the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NormalizeResponse {
    /// One entry a word, in order.
    pub words: Vec<NormalizedWord>,
    /// Codes found in the text, in the order of their first place.
    pub found: Vec<String>,
}

/// What the vocabulary makes of a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NormalizedWord {
    /// As given.
    pub word: String,
    /// The code; absent for a word that the vocabulary does not know.
    pub code: Option<String>,
}

impl<T: Transport> Client<T> {
    /// `GET /api/keywords`
    pub async fn list_keywords(&self, query: &KeywordQuery) -> Result<Page<Keyword>> {
        self.get_with("/api/keywords", query).await
    }

    /// `POST /api/keywords`
    pub async fn create_keyword(&self, fields: &KeywordFields) -> Result<Keyword> {
        self.post("/api/keywords", fields).await
    }

    /// `PATCH /api/keywords/{code}`
    pub async fn update_keyword(&self, code: &str, patch: &MergePatch<KeywordFields>) -> Result<Keyword> {
        self.patch(format!("/api/keywords/{code}"), patch, None).await
    }

    /// `DELETE /api/keywords/{code}`
    pub async fn delete_keyword(&self, code: &str) -> Result<()> {
        self.delete(format!("/api/keywords/{code}")).await
    }

    /// `POST /api/keywords/normalize`
    pub async fn normalize_keywords(&self, request: &NormalizeRequest) -> Result<NormalizeResponse> {
        self.post("/api/keywords/normalize", request).await
    }
}
