//! Whether the system is well.

use serde::{Deserialize, Serialize};

use crate::client::{Client, Result, Transport};

/// The process answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// `ok`.
    #[cfg_attr(feature = "openapi", schema(example = "ok"))]
    pub status: String,
    /// The program's version.
    #[cfg_attr(feature = "openapi", schema(example = "0.1.0"))]
    pub version: String,
}

/// Whether work can be done, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Readiness {
    /// Whether every part is well.
    pub ready: bool,
    /// Each part.
    pub parts: Vec<Part>,
}

/// A part of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Part {
    /// `database`, `queue` or `storage`.
    #[cfg_attr(feature = "openapi", schema(example = "database"))]
    pub name: String,
    /// Whether it is well.
    pub ok: bool,
}

impl<T: Transport> Client<T> {
    /// `GET /api/health`
    pub async fn get_health(&self) -> Result<Health> {
        self.get("/api/health").await
    }

    /// `GET /api/ready`
    pub async fn get_readiness(&self) -> Result<Readiness> {
        self.get("/api/ready").await
    }
}
