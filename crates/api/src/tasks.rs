//! Background tasks: one's own.

use chrono::{DateTime, Utc};
use domain::tasks::{self, TaskState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::client::{Client, Method, Request, Result, Transport};

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// What it does.
    #[cfg_attr(feature = "openapi", schema(example = "parse_candidates"))]
    pub kind: String,
    /// Where it stands.
    pub state: TaskState,
    /// How much is done.
    pub current: i64,
    /// Of how much.
    pub total: i64,
    /// In words.
    pub message: Option<String>,
    /// What came out, once it succeeded.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub result: Option<Value>,
    /// Why it failed, as a problem document.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub error: Option<Value>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When a worker took it.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

impl From<tasks::Task> for Task {
    fn from(task: tasks::Task) -> Self {
        Self {
            id: task.id,
            kind: task.kind,
            state: task.state,
            current: task.current,
            total: task.total,
            message: task.message,
            result: task.result,
            error: task.error,
            attempts: task.attempts,
            created_at: task.created_at,
            started_at: task.started_at,
            finished_at: task.finished_at,
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/tasks/{id}`
    pub async fn get_task(&self, id: Uuid) -> Result<Task> {
        self.get(format!("/api/tasks/{id}")).await
    }

    /// `POST /api/tasks/{id}/cancel`
    pub async fn cancel_task(&self, id: Uuid) -> Result<Task> {
        self.call(Request::new(Method::Post, format!("/api/tasks/{id}/cancel"))).await
    }
}
