//! Timelines: what became of a job, a candidate, a mail.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::jobs::NamedRef;
use domain::logs::{self, SubjectType, Verb};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::Page;
use crate::client::{Client, Result, Transport};
use crate::models::PageQuery;

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// Its id.
    pub id: Uuid,
    /// Who did it; absent for the program itself.
    pub user: Option<NamedRef>,
    /// What happened.
    pub verb: Verb,
    /// What kind of thing it happened to.
    pub subject_type: SubjectType,
    /// Which thing.
    pub subject_id: Uuid,
    /// The thing's name at the time.
    pub summary: String,
    /// Field → old value, new value.
    #[cfg_attr(feature = "openapi", schema(value_type = Object, example = json!({"status": ["pending", "in_progress"]})))]
    pub changes: BTreeMap<String, [Value; 2]>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl From<logs::ActionLog> for TimelineEntry {
    fn from(log: logs::ActionLog) -> Self {
        Self {
            id: log.id,
            user: log.user,
            verb: log.verb,
            subject_type: log.subject_type,
            subject_id: log.subject_id,
            summary: log.summary,
            changes: log.changes,
            created_at: log.created_at,
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/jobs/{id}/timeline`
    pub async fn list_job_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/jobs/{id}/timeline"), query).await
    }

    /// `GET /api/candidates/{id}/timeline`
    pub async fn list_candidate_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/candidates/{id}/timeline"), query).await
    }
}
