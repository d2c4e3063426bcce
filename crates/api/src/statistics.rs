//! The figures of an organization over time, for administrators.

use chrono::NaiveDate;
use domain::Coded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::statistics::Bucket;

use crate::SheetFormat;
use crate::client::{Client, Result, Transport, with_query};

/// The figures of a span.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What the course is cut into.
    pub bucket: Bucket,
    /// The members now.
    pub users: UserStatistics,
    /// Sign-ins within the span.
    pub sign_ins: SignInStatistics,
    /// Requests within the span.
    pub requests: RequestStatistics,
    /// Mails queued within the span, by what has become of them.
    pub mails: Vec<Count>,
    /// AI calls within the span.
    pub ai: AiStatistics,
    /// Background tasks asked for within the span, by kind and state.
    pub tasks: Vec<TaskCount>,
    /// The files now.
    pub storage: StorageStatistics,
    /// One entry a bucket, the oldest first.
    pub course: Vec<Course>,
}

/// The members now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserStatistics {
    /// All members.
    pub total: u64,
    /// Those who may sign in.
    pub active: u64,
    /// Those seen within the last five minutes.
    pub online: u64,
    /// Those who joined within the span.
    pub joined: u64,
}

/// Sign-ins within the span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct SignInStatistics {
    pub succeeded: u64,
    pub failed: u64,
}

/// Requests within the span, of signed-in members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestStatistics {
    /// All of them.
    pub count: u64,
    /// Those answered with 400 or above.
    pub errors: u64,
    /// By route, those asked most first.
    pub routes: Vec<RouteStatistics>,
}

/// Requests to one route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RouteStatistics {
    /// Method.
    #[cfg_attr(feature = "openapi", schema(example = "GET"))]
    pub method: String,
    /// Pattern of the path.
    #[cfg_attr(feature = "openapi", schema(example = "/api/jobs/{id}"))]
    pub route: String,
    /// All of them.
    pub count: u64,
    /// Answered with 400 to 499.
    pub client_errors: u64,
    /// Answered with 500 or above.
    pub server_errors: u64,
    /// Half of them took no longer, in milliseconds.
    pub p50_ms: Option<f64>,
    /// 95 of 100 took no longer, in milliseconds.
    pub p95_ms: Option<f64>,
}

/// A word and how many there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct Count {
    pub name: String,
    pub count: u64,
}

/// AI calls within the span.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AiStatistics {
    /// All calls.
    pub calls: u64,
    /// Those without an answer that could be used.
    pub failures: u64,
    /// Tokens of questions.
    pub prompt_tokens: u64,
    /// Tokens of answers.
    pub completion_tokens: u64,
    /// What it cost, as far as providers say so.
    pub cost: Option<f64>,
    /// By user, model and purpose, the most calls first.
    pub usage: Vec<AiUsage>,
}

/// What somebody asked of a model for a purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AiUsage {
    /// Who.
    pub user_id: Uuid,
    /// Their name, while they are a member.
    pub user_name: Option<String>,
    /// The provider.
    pub provider: String,
    /// The model.
    pub model: String,
    /// What for.
    pub purpose: String,
    /// Calls.
    pub calls: u64,
    /// Those without an answer that could be used.
    pub failures: u64,
    /// Tokens of questions.
    pub prompt_tokens: u64,
    /// Tokens of answers.
    pub completion_tokens: u64,
    /// What it cost, as far as the provider says so.
    pub cost: Option<f64>,
}

/// Background tasks of a kind in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct TaskCount {
    pub kind: String,
    pub state: String,
    pub count: u64,
}

/// The files now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct StorageStatistics {
    pub files: u64,
    pub bytes: u64,
}

/// The figures of one bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Course {
    /// Its first day.
    pub start: NaiveDate,
    /// Members who joined.
    pub joined: u64,
    /// Sign-ins that succeeded.
    pub sign_ins: u64,
    /// Sign-ins that failed.
    pub failed_sign_ins: u64,
    /// Requests.
    pub requests: u64,
    /// Requests answered with 400 or above.
    pub errors: u64,
    /// Mails queued that have been sent.
    pub mails_sent: u64,
    /// Mails queued that failed or bounced.
    pub mails_failed: u64,
    /// AI calls.
    pub ai_calls: u64,
    /// Tokens of AI calls, questions and answers.
    pub ai_tokens: u64,
}

/// What the statistics can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct StatisticsQuery {
    /// The first day, in the organization's time zone; absent: 30 days up to the last.
    pub from: Option<NaiveDate>,
    /// The last day; absent: today. At most 400 days.
    pub to: Option<NaiveDate>,
    /// `day`, `week` (from Monday) or `month`.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub bucket: Bucket,
}

/// What an export of statistics can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct StatisticsExport {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// `day`, `week` or `month`.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub bucket: Bucket,
    /// Which of its tables.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub table: StatisticsTable,
}

/// A table of the statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatisticsTable {
    /// A line a bucket.
    #[default]
    Course,
    /// A line a route.
    Routes,
    /// A line a user, model and purpose.
    Ai,
}

impl Coded for StatisticsTable {
    const ALL: &'static [Self] = &[Self::Course, Self::Routes, Self::Ai];

    fn code(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Routes => "routes",
            Self::Ai => "ai",
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/admin/statistics`
    pub async fn get_statistics(&self, query: &StatisticsQuery) -> Result<Statistics> {
        self.get_with("/api/admin/statistics", query).await
    }

    /// `GET /api/admin/statistics/export`
    pub async fn export_statistics(&self, query: &StatisticsExport, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/admin/statistics/export", query), format).await
    }
}
