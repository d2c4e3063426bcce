//! Companies.

use chrono::{DateTime, Utc};
use domain::companies;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::companies::CompanyFields;

use crate::client::{Client, Result, Transport};
use crate::{ListQuery, MergePatch, Page};

/// A company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// Its id.
    pub id: Uuid,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "天河智能"))]
    pub name: String,
    /// Web address.
    pub website: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// City of the head office.
    pub city: Option<String>,
    /// Notes for colleagues.
    pub notes: Option<String>,
    /// Jobs that are pending or in progress.
    pub open_jobs: u64,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<companies::Company> for Company {
    fn from(company: companies::Company) -> Self {
        let CompanyFields { name, website, industry, city, notes } = company.fields;
        Self {
            id: company.id,
            name,
            website,
            industry,
            city,
            notes,
            open_jobs: company.open_jobs,
            version: company.version,
            created_at: company.created_at,
            updated_at: company.updated_at,
        }
    }
}

impl From<&Company> for CompanyFields {
    fn from(company: &Company) -> Self {
        Self {
            name: company.name.clone(),
            website: company.website.clone(),
            industry: company.industry.clone(),
            city: company.city.clone(),
            notes: company.notes.clone(),
        }
    }
}

/// What a list of companies can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct CompanyQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `name`, `city`, `industry`, `created_at`, `updated_at`; a minus turns the order round.
    #[cfg_attr(feature = "openapi", param(example = "name"))]
    pub sort: Option<String>,
    /// Words in name, industry, city and notes.
    pub q: Option<String>,
}

impl ListQuery for CompanyQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        self.sort.as_deref()
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/companies`
    pub async fn list_companies(&self, query: &CompanyQuery) -> Result<Page<Company>> {
        self.get_with("/api/companies", query).await
    }

    /// `POST /api/companies`
    pub async fn create_company(&self, fields: &CompanyFields) -> Result<Company> {
        self.post("/api/companies", fields).await
    }

    /// `GET /api/companies/{id}`
    pub async fn get_company(&self, id: Uuid) -> Result<Company> {
        self.get(format!("/api/companies/{id}")).await
    }

    /// `PATCH /api/companies/{id}`
    pub async fn update_company(
        &self,
        id: Uuid,
        patch: &MergePatch<CompanyFields>,
        version: Option<i64>,
    ) -> Result<Company> {
        self.patch(format!("/api/companies/{id}"), patch, version).await
    }

    /// `DELETE /api/companies/{id}`
    pub async fn delete_company(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/companies/{id}")).await
    }
}
