//! Teams.

use chrono::{DateTime, Utc};
use domain::teams;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::teams::TeamFields;

use crate::MergePatch;
use crate::client::{Client, Result, Transport};

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "上海一部"))]
    pub name: String,
    /// The team above it.
    pub parent_id: Option<Uuid>,
    /// How many people are in it, without those in the teams below.
    pub members: u64,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<teams::Team> for Team {
    fn from(team: teams::Team) -> Self {
        let TeamFields { name, parent_id } = team.fields;
        Self {
            id: team.id,
            name,
            parent_id,
            members: team.members,
            version: team.version,
            created_at: team.created_at,
            updated_at: team.updated_at,
        }
    }
}

impl From<&Team> for TeamFields {
    fn from(team: &Team) -> Self {
        Self { name: team.name.clone(), parent_id: team.parent_id }
    }
}

/// All teams of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Teams {
    /// By name; `parent_id` makes the tree.
    pub items: Vec<Team>,
}

impl<T: Transport> Client<T> {
    /// `GET /api/teams`
    pub async fn list_teams(&self) -> Result<Teams> {
        self.get("/api/teams").await
    }

    /// `POST /api/teams`
    pub async fn create_team(&self, fields: &TeamFields) -> Result<Team> {
        self.post("/api/teams", fields).await
    }

    /// `GET /api/teams/{id}`
    pub async fn get_team(&self, id: Uuid) -> Result<Team> {
        self.get(format!("/api/teams/{id}")).await
    }

    /// `PATCH /api/teams/{id}`
    pub async fn update_team(
        &self,
        id: Uuid,
        patch: &MergePatch<TeamFields>,
        version: Option<i64>,
    ) -> Result<Team> {
        self.patch(format!("/api/teams/{id}"), patch, version).await
    }

    /// `DELETE /api/teams/{id}`
    pub async fn delete_team(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/teams/{id}")).await
    }
}
