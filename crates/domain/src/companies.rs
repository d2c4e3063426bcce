//! Companies: the clients that jobs belong to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Faults};

/// What a person can write into a company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CompanyFields {
    /// Name, unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "天河智能"))]
    pub name: String,
    /// Web address.
    #[cfg_attr(feature = "openapi", schema(example = "https://tianhe.example"))]
    pub website: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// City of the head office.
    pub city: Option<String>,
    /// Notes for colleagues.
    pub notes: Option<String>,
}

impl Check for CompanyFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 200);
        faults.url("website", self.website.as_deref());
        faults.optional("industry", self.industry.as_deref(), 100);
        faults.optional("city", self.city.as_deref(), 100);
        faults.optional("notes", self.notes.as_deref(), 20_000);
    }
}

/// A company as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Company {
    pub id: Uuid,
    pub fields: CompanyFields,
    /// Jobs of the company that are pending or in progress.
    pub open_jobs: u64,
    /// Grows by one with every change.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}
