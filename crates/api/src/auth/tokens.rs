//! Tokens for one's programs.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{Check, Code, Faults, Permission};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Page;
use crate::client::{Client, Result, Transport};
use crate::models::PageQuery;

/// A token, without itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// The token's id.
    pub id: Uuid,
    /// What it is for.
    #[cfg_attr(feature = "openapi", schema(example = "Nightly import"))]
    pub name: String,
    /// Its first characters.
    #[cfg_attr(feature = "openapi", schema(example = "bole_7hQ2xW"))]
    pub prefix: String,
    /// What it allows, as far as its owner may do it at that moment.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["recruit:job:read"])))]
    pub scopes: BTreeSet<Permission>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ends; absent: never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A token that was just made: the only time that it can be seen.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiToken {
    /// What is kept of it.
    #[serde(flatten)]
    pub info: ApiToken,
    /// The token, for `Authorization: Bearer`.
    #[cfg_attr(feature = "openapi", schema(example = "bole_7hQ2xW…"))]
    pub token: String,
}

impl std::fmt::Debug for CreatedApiToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CreatedApiToken").field("info", &self.info).finish_non_exhaustive()
    }
}

/// A token to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiToken {
    /// What it is for; unique among one's own.
    #[cfg_attr(feature = "openapi", schema(example = "Nightly import"))]
    pub name: String,
    /// What it allows: permissions that one has oneself.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["recruit:job:read"])))]
    pub scopes: Vec<Permission>,
    /// When it ends; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl Check for NewApiToken {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        if self.scopes.is_empty() {
            faults.add("scopes", Code::Required);
        }
    }
}

impl From<domain::api_tokens::ApiToken> for ApiToken {
    fn from(token: domain::api_tokens::ApiToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            prefix: token.prefix,
            scopes: token.scopes,
            last_used_at: token.last_used_at,
            expires_at: token.expires_at,
            created_at: token.created_at,
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/tokens`
    pub async fn list_api_tokens(&self, query: &PageQuery) -> Result<Page<ApiToken>> {
        self.get_with("/api/auth/tokens", query).await
    }

    /// `GET /api/auth/tokens/{id}`
    pub async fn get_api_token(&self, id: Uuid) -> Result<ApiToken> {
        self.get(format!("/api/auth/tokens/{id}")).await
    }

    /// `POST /api/auth/tokens`
    pub async fn create_api_token(&self, token: &NewApiToken) -> Result<CreatedApiToken> {
        self.post("/api/auth/tokens", token).await
    }

    /// `DELETE /api/auth/tokens/{id}`
    pub async fn delete_api_token(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/auth/tokens/{id}")).await
    }
}
