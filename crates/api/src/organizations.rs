//! The organization in use.

use domain::organizations;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::organizations::{OrganizationFields, OrganizationSettings};

use crate::MergePatch;
use crate::client::{Client, Method, Request, Result, Transport};

/// The organization in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Its id.
    pub id: Uuid,
    /// A word for addresses, unique in the installation.
    pub slug: String,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "千里马猎头"))]
    pub name: String,
    /// Settings.
    pub settings: OrganizationSettings,
}

impl From<organizations::Organization> for Organization {
    fn from(organization: organizations::Organization) -> Self {
        Self {
            id: organization.id,
            slug: organization.slug,
            name: organization.fields.name,
            settings: organization.fields.settings,
        }
    }
}

impl From<&Organization> for OrganizationFields {
    fn from(organization: &Organization) -> Self {
        Self { name: organization.name.clone(), settings: organization.settings.clone() }
    }
}

/// What loading the sample data made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "each is the number of its name")]
pub struct SampleData {
    pub companies: u64,
    pub jobs: u64,
    pub candidates: u64,
    pub groups: u64,
    pub templates: u64,
}

impl<T: Transport> Client<T> {
    /// `GET /api/organization`
    pub async fn get_organization(&self) -> Result<Organization> {
        self.get("/api/organization").await
    }

    /// `PATCH /api/organization`
    pub async fn update_organization(&self, patch: &MergePatch<OrganizationFields>) -> Result<Organization> {
        self.patch("/api/organization", patch, None).await
    }

    /// `POST /api/organization/sample-data`
    pub async fn load_sample_data(&self) -> Result<SampleData> {
        self.call(Request::new(Method::Post, "/api/organization/sample-data")).await
    }
}
