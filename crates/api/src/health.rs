//! How the installation is, for its operator.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Client, Result, Transport};

/// How the installation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SystemHealth {
    /// The program's version.
    #[cfg_attr(feature = "openapi", schema(example = "0.1.0"))]
    pub version: String,
    /// When this process was started.
    pub started_at: DateTime<Utc>,
    /// For how long it has run.
    pub uptime_seconds: u64,
    /// The database.
    pub database: DatabaseHealth,
    /// Background tasks of all organizations.
    pub tasks: QueueHealth,
    /// Mails of all organizations.
    pub mails: QueueHealth,
    /// Whether files can be written and read.
    pub storage_ok: bool,
    /// The operation log of this process.
    pub operation_log: LogHealth,
    /// The machine.
    pub machine: MachineHealth,
}

/// How the database is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatabaseHealth {
    /// Whether it answers.
    pub ok: bool,
    /// `SQLite`, `PostgreSQL`, `MySQL/MariaDB`.
    #[cfg_attr(feature = "openapi", schema(example = "SQLite"))]
    pub kind: String,
    /// How long it took to answer.
    pub latency_ms: Option<f64>,
    /// Migrations still to be run.
    pub pending_migrations: u64,
}

/// How a queue is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueHealth {
    /// What is due and not begun.
    pub waiting: u64,
    /// What is in hand.
    pub running: u64,
    /// For how long the one that waits longest has been due.
    pub oldest_seconds: Option<u64>,
    /// What failed within the last 24 hours.
    pub failed: u64,
}

/// How the operation log is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogHealth {
    /// Lines that wait to be written.
    pub waiting: u64,
    /// Lines lost since the start, because the database was too slow or away.
    pub lost: u64,
}

/// What the operating system says. What it does not tell is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MachineHealth {
    /// What the process holds in memory, in bytes.
    pub process_memory: Option<u64>,
    /// The machine's memory.
    pub memory: Option<Space>,
    /// The disk of the data folder.
    pub disk: Option<Space>,
    /// Processes that wanted a core, on average over the last minute.
    pub load: Option<f64>,
    /// Cores.
    pub cores: u64,
}

/// So many bytes, and how many of them are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct Space {
    pub total: u64,
    pub free: u64,
}

impl<T: Transport> Client<T> {
    /// `GET /api/admin/health`
    pub async fn get_system_health(&self) -> Result<SystemHealth> {
        self.get("/api/admin/health").await
    }
}
