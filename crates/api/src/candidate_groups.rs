//! Groups of candidates.

use chrono::{DateTime, Utc};
use domain::candidate_groups;
use domain::{Check, Code, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::candidate_groups::CandidateGroupFields;

use crate::candidates::Affected;
use crate::client::{Client, Method, Request, Result, Transport};
use crate::{ListQuery, MergePatch, Page};

/// A group of candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CandidateGroup {
    /// Its id.
    pub id: Uuid,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "上海 Java 重点人选"))]
    pub name: String,
    /// What the group is for.
    pub description: Option<String>,
    /// How many candidates are in it.
    pub members: u64,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<candidate_groups::CandidateGroup> for CandidateGroup {
    fn from(group: candidate_groups::CandidateGroup) -> Self {
        Self {
            id: group.id,
            name: group.fields.name,
            description: group.fields.description,
            members: group.members,
            version: group.version,
            created_at: group.created_at,
            updated_at: group.updated_at,
        }
    }
}

impl From<&CandidateGroup> for CandidateGroupFields {
    fn from(group: &CandidateGroup) -> Self {
        Self { name: group.name.clone(), description: group.description.clone() }
    }
}

/// What a list of groups can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateGroupQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `name`, `created_at`, `updated_at`; a minus turns the order round.
    pub sort: Option<String>,
    /// Words in name and description.
    pub q: Option<String>,
}

impl ListQuery for CandidateGroupQuery {
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

/// Candidates to put into a group, or to take out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// At most 5000.
    pub candidate_ids: Vec<Uuid>,
}

impl Check for Members {
    fn check(&self, faults: &mut Faults) {
        if self.candidate_ids.is_empty() {
            faults.add("candidate_ids", Code::Required);
        } else if self.candidate_ids.len() > 5000 {
            faults.add("candidate_ids", Code::TooMany).params.push("5000".to_owned());
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/candidate-groups`
    pub async fn list_candidate_groups(&self, query: &CandidateGroupQuery) -> Result<Page<CandidateGroup>> {
        self.get_with("/api/candidate-groups", query).await
    }

    /// `POST /api/candidate-groups`
    pub async fn create_candidate_group(&self, fields: &CandidateGroupFields) -> Result<CandidateGroup> {
        self.post("/api/candidate-groups", fields).await
    }

    /// `GET /api/candidate-groups/{id}`
    pub async fn get_candidate_group(&self, id: Uuid) -> Result<CandidateGroup> {
        self.get(format!("/api/candidate-groups/{id}")).await
    }

    /// `PATCH /api/candidate-groups/{id}`
    pub async fn update_candidate_group(
        &self,
        id: Uuid,
        patch: &MergePatch<CandidateGroupFields>,
        version: Option<i64>,
    ) -> Result<CandidateGroup> {
        self.patch(format!("/api/candidate-groups/{id}"), patch, version).await
    }

    /// `DELETE /api/candidate-groups/{id}`
    pub async fn delete_candidate_group(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/candidate-groups/{id}")).await
    }

    /// `POST /api/candidate-groups/{id}/members`
    pub async fn add_group_members(&self, id: Uuid, members: &Members) -> Result<Affected> {
        self.post(format!("/api/candidate-groups/{id}/members"), members).await
    }

    /// `DELETE /api/candidate-groups/{id}/members`
    pub async fn remove_group_members(&self, id: Uuid, members: &Members) -> Result<Affected> {
        let path = format!("/api/candidate-groups/{id}/members");
        self.call(Request::new(Method::Delete, path).json(members)).await
    }
}
