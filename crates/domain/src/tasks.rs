//! Background work: one row a task, from its start to its end.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::Coded;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Waits for a worker.
    Pending,
    /// A worker holds it.
    Started,
    /// It has told how far it is.
    Progress,
    /// Done; the result is there.
    Success,
    /// Given up; the error is there.
    Failure,
    /// Stopped by a person.
    Cancelled,
}

impl Coded for TaskState {
    const ALL: &'static [Self] =
        &[Self::Pending, Self::Started, Self::Progress, Self::Success, Self::Failure, Self::Cancelled];

    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Started => "started",
            Self::Progress => "progress",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Cancelled => "cancelled",
        }
    }
}

impl TaskState {
    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Failure | Self::Cancelled)
    }
}

/// A task as it is kept.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Task {
    pub id: Uuid,
    pub user_id: Uuid,
    pub kind: String,
    pub payload: Value,
    pub state: TaskState,
    /// How much is done, of `total`.
    pub current: i64,
    pub total: i64,
    pub message: Option<String>,
    pub result: Option<Value>,
    /// A problem document.
    pub error: Option<Value>,
    pub attempts: i32,
    pub max_attempts: i32,
    pub created_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
}
