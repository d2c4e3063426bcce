//! Timelines: what became of a job, a candidate, a mail.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::jobs::NamedRef;
use domain::logs::{self, ActionLogFilter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

pub use domain::logs::{SubjectType, Verb};

use crate::client::{Client, Result, Transport, with_query};
use crate::models::PageQuery;
use crate::{ListQuery, Page, SheetFormat};

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

/// What the action log can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ActionLogQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `created_at`; a minus turns the order round.
    pub sort: Option<String>,
    /// Words in the name of what it happened to.
    pub q: Option<String>,
    /// By one user.
    pub user_id: Option<Uuid>,
    /// What happened.
    pub verb: Option<Verb>,
    /// To what kind of thing.
    pub subject_type: Option<SubjectType>,
    /// To one thing.
    pub subject_id: Option<Uuid>,
    /// At this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub to: Option<DateTime<Utc>>,
}

impl ListQuery for ActionLogQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        self.sort.as_deref()
    }
}

impl ActionLogQuery {
    /// The conditions without the paging.
    pub fn filter(&self) -> ActionLogFilter {
        ActionLogFilter {
            q: self.q.clone(),
            user_id: self.user_id,
            verb: self.verb,
            subject_type: self.subject_type,
            subject_id: self.subject_id,
            from: self.from,
            to: self.to,
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/action-logs`
    pub async fn list_action_logs(&self, query: &ActionLogQuery) -> Result<Page<TimelineEntry>> {
        self.get_with("/api/action-logs", query).await
    }

    /// `GET /api/action-logs/export`
    pub async fn export_action_logs(&self, query: &ActionLogQuery, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/action-logs/export", query), format).await
    }

    /// `GET /api/companies/{id}/timeline`
    pub async fn list_company_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/companies/{id}/timeline"), query).await
    }

    /// `GET /api/roles/{id}/timeline`
    pub async fn list_role_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/roles/{id}/timeline"), query).await
    }

    /// `GET /api/auth/users/{id}/timeline`
    pub async fn list_user_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/auth/users/{id}/timeline"), query).await
    }

    /// `GET /api/email-logs/{id}/timeline`
    pub async fn list_email_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/email-logs/{id}/timeline"), query).await
    }

    /// `GET /api/jobs/{id}/timeline`
    pub async fn list_job_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/jobs/{id}/timeline"), query).await
    }

    /// `GET /api/candidates/{id}/timeline`
    pub async fn list_candidate_timeline(&self, id: Uuid, query: &PageQuery) -> Result<Page<TimelineEntry>> {
        self.get_with(&format!("/api/candidates/{id}/timeline"), query).await
    }
}
