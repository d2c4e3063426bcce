//! Groups of candidates: lists that a consultant keeps for a purpose.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Faults};

/// What a person can write into a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateGroupFields {
    /// Name, unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "上海 Java 重点人选"))]
    pub name: String,
    /// What the group is for.
    pub description: Option<String>,
}

impl Check for CandidateGroupFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        faults.optional("description", self.description.as_deref(), 2000);
    }
}

/// A group as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct CandidateGroup {
    pub id: Uuid,
    pub fields: CandidateGroupFields,
    /// How many living candidates are in it.
    pub members: u64,
    /// Grows by one with every change.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}
