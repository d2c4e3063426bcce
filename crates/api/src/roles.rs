//! Roles.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::roles::RoleEntry;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::roles::RoleFields;
pub use domain::{DataScope, Permission};

use crate::MergePatch;
use crate::client::{Client, Result, Transport};

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Role {
    /// Its id.
    pub id: Uuid,
    /// Its word; unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "consultant"))]
    pub code: String,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "顾问"))]
    pub name: String,
    /// Who it is for.
    pub description: Option<String>,
    /// Which candidates, mails and logs it sees: `all`, `team` or `own`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "team"))]
    pub data_scope: DataScope,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["recruit:job:read"])))]
    pub permissions: BTreeSet<Permission>,
    /// One of those that every organization has; it is not changed.
    pub is_builtin: bool,
    /// How many members have it.
    pub members: u64,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<RoleEntry> for Role {
    fn from(role: RoleEntry) -> Self {
        let RoleFields { code, name, description, data_scope, permissions } = role.fields;
        Self {
            id: role.id,
            code,
            name,
            description,
            data_scope,
            permissions,
            is_builtin: role.is_builtin,
            members: role.members,
            version: role.version,
            created_at: role.created_at,
            updated_at: role.updated_at,
        }
    }
}

impl From<&Role> for RoleFields {
    fn from(role: &Role) -> Self {
        Self {
            code: role.code.clone(),
            name: role.name.clone(),
            description: role.description.clone(),
            data_scope: role.data_scope,
            permissions: role.permissions.clone(),
        }
    }
}

/// All roles of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roles {
    /// The built-in ones first.
    pub items: Vec<Role>,
}

impl<T: Transport> Client<T> {
    /// `GET /api/roles`
    pub async fn list_roles(&self) -> Result<Roles> {
        self.get("/api/roles").await
    }

    /// `POST /api/roles`
    pub async fn create_role(&self, fields: &RoleFields) -> Result<Role> {
        self.post("/api/roles", fields).await
    }

    /// `GET /api/roles/{id}`
    pub async fn get_role(&self, id: Uuid) -> Result<Role> {
        self.get(format!("/api/roles/{id}")).await
    }

    /// `PATCH /api/roles/{id}`
    pub async fn update_role(
        &self,
        id: Uuid,
        patch: &MergePatch<RoleFields>,
        version: Option<i64>,
    ) -> Result<Role> {
        self.patch(format!("/api/roles/{id}"), patch, version).await
    }

    /// `DELETE /api/roles/{id}`
    pub async fn delete_role(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/roles/{id}")).await
    }
}
