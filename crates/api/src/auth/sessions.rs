//! The devices on which one is signed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Client, Result, Transport};

/// A device on which one is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The session's id.
    pub id: Uuid,
    /// The device in words; empty when it says nothing of itself.
    #[cfg_attr(feature = "openapi", schema(example = "Chrome, macOS"))]
    pub device: String,
    /// Its name for itself.
    pub user_agent: String,
    /// The address from which it signed in.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.7"))]
    pub ip: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// When it signed in.
    pub started_at: DateTime<Utc>,
    /// When it was last used, to a quarter of an hour.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/sessions`
    pub async fn list_sessions(&self) -> Result<Vec<Session>> {
        self.get("/api/auth/sessions").await
    }

    /// `DELETE /api/auth/sessions/{id}`
    pub async fn delete_session(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/auth/sessions/{id}")).await
    }
}
