//! The ledger of mails.

use chrono::{DateTime, NaiveDate, Utc};
use domain::emails::{self, EmailLogFilter};
use domain::jobs::NamedRef;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::emails::{EmailKind, EmailStatus, FailureKind, TriggerType};

use crate::client::{Client, Method, Request, Result, Transport};
use crate::{CommaList, ListQuery, Page};

/// A mail of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailLog {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub kind: EmailKind,
    /// Where it stands.
    pub status: EmailStatus,
    /// What made it.
    pub trigger_type: TriggerType,
    /// The mailbox.
    pub from_account: Option<NamedRef>,
    /// The recipient.
    pub candidate: Option<NamedRef>,
    /// The job it is about.
    pub job: Option<NamedRef>,
    /// One send to many.
    pub campaign_id: Option<Uuid>,
    /// The address.
    pub to_email: String,
    /// Subject.
    pub subject: String,
    /// The HTML part, sanitised.
    pub content_html: String,
    /// The text part.
    pub content_text: String,
    /// When it is to be sent.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// When the server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// The server's own words.
    pub failure_reason: Option<String>,
    /// Whether it may go later.
    pub failure_kind: Option<FailureKind>,
    /// How often it was tried.
    pub retry_count: i32,
    /// When it is tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// RFC 5322, the same over all tries.
    pub message_id: String,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<emails::EmailLog> for EmailLog {
    fn from(log: emails::EmailLog) -> Self {
        Self {
            id: log.id,
            kind: log.kind,
            status: log.status,
            trigger_type: log.trigger_type,
            from_account: log.from_account,
            candidate: log.candidate,
            job: log.job,
            campaign_id: log.campaign_id,
            to_email: log.to_email,
            subject: log.subject,
            content_html: log.content_html,
            content_text: log.content_text,
            scheduled_at: log.scheduled_at,
            sent_at: log.sent_at,
            failure_reason: log.failure_reason,
            failure_kind: log.failure_kind,
            retry_count: log.retry_count,
            next_attempt_at: log.next_attempt_at,
            message_id: log.message_id,
            created_at: log.created_at,
            updated_at: log.updated_at,
        }
    }
}

/// What a list of mails can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct EmailLogQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `created_at`, `sent_at`, `status`, `to_email`; a minus turns the order round.
    pub sort: Option<String>,
    /// Words in subject and address.
    pub q: Option<String>,
    /// Any of these states, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<EmailStatus>, style = Form, explode = false))]
    pub status: CommaList<EmailStatus>,
    /// To one candidate.
    pub candidate_id: Option<Uuid>,
    /// About one job.
    pub job_id: Option<Uuid>,
    /// Of one send.
    pub campaign_id: Option<Uuid>,
    /// From one mailbox.
    pub from_account_id: Option<Uuid>,
    /// Queued on this day or later.
    pub created_from: Option<NaiveDate>,
}

impl ListQuery for EmailLogQuery {
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

impl EmailLogQuery {
    /// The conditions without the paging.
    pub fn filter(&self) -> EmailLogFilter {
        EmailLogFilter {
            q: self.q.clone(),
            status: self.status.0.clone(),
            candidate_id: self.candidate_id,
            job_id: self.job_id,
            campaign_id: self.campaign_id,
            from_account_id: self.from_account_id,
            created_from: self.created_from,
        }
    }
}

/// How many mails there are in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
#[expect(missing_docs, reason = "each is the state of its name")]
pub struct EmailCounts {
    pub queued: u64,
    pub sending: u64,
    pub sent: u64,
    pub failed: u64,
    pub cancelled: u64,
    pub bounced: u64,
}

impl<T: Transport> Client<T> {
    /// `GET /api/email-logs`
    pub async fn list_email_logs(&self, query: &EmailLogQuery) -> Result<Page<EmailLog>> {
        self.get_with("/api/email-logs", query).await
    }

    /// `GET /api/email-logs/counts`
    pub async fn count_email_logs(&self) -> Result<EmailCounts> {
        self.get("/api/email-logs/counts").await
    }

    /// `GET /api/email-logs/{id}`
    pub async fn get_email_log(&self, id: Uuid) -> Result<EmailLog> {
        self.get(format!("/api/email-logs/{id}")).await
    }

    /// `POST /api/email-logs/{id}/retry`
    pub async fn retry_email(&self, id: Uuid) -> Result<EmailLog> {
        self.call(Request::new(Method::Post, format!("/api/email-logs/{id}/retry"))).await
    }

    /// `POST /api/email-logs/{id}/cancel`
    pub async fn cancel_email(&self, id: Uuid) -> Result<EmailLog> {
        self.call(Request::new(Method::Post, format!("/api/email-logs/{id}/cancel"))).await
    }
}
