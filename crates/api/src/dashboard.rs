//! The dashboard: figures of the organization.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::client::{Client, Result, Transport};
use crate::logs::TimelineEntry;

/// The figures of the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dashboard {
    /// Living jobs that are pending or in progress.
    pub open_jobs: u64,
    /// Living candidates.
    pub candidates: u64,
    /// Candidates added in the last 30 days.
    pub candidates_added: u64,
    /// Candidates added in the 30 days before those.
    pub candidates_added_before: u64,
    /// Mails sent in the last 30 days.
    pub mails_sent: u64,
    /// Mails sent in the 30 days before those.
    pub mails_sent_before: u64,
    /// Jobs by state.
    pub jobs_by_status: Vec<Slice>,
    /// Mails of the last 30 days by state.
    pub mails_by_status: Vec<Slice>,
    /// One entry a day for the last 30 days, the oldest first.
    pub days: Vec<Day>,
    /// Calls to models in the last 30 days.
    pub ai_calls: u64,
    /// Tokens of these calls.
    pub ai_tokens: u64,
    /// The keywords that open jobs ask for most.
    pub top_keywords: Vec<Slice>,
    /// What happened last, the newest first, without what exactly was changed.
    pub recent: Vec<TimelineEntry>,
    /// Whether there is nothing yet, so that sample data can be loaded.
    pub is_empty: bool,
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slice {
    /// A state, or the code of a keyword.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// The figures of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Day {
    /// The day, in the organization's time zone.
    pub date: NaiveDate,
    /// Candidates added.
    pub candidates_added: u64,
    /// Mails sent.
    pub mails_sent: u64,
}

impl<T: Transport> Client<T> {
    /// `GET /api/dashboard`
    pub async fn get_dashboard(&self) -> Result<Dashboard> {
        self.get("/api/dashboard").await
    }
}
