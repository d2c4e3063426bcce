//! The operation log: who asked what of the API.

use chrono::{DateTime, Utc};
use domain::logs::{self, OperationLogFilter};
use domain::operations::{Module, Operation};
use domain::{Coded, Locale};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Client, Result, Transport, with_query};
use crate::{ListQuery, Page, SheetFormat};

/// A code and what it is called in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Named {
    /// For filters.
    #[cfg_attr(feature = "openapi", schema(example = "create_job"))]
    pub code: String,
    /// Chinese name.
    #[cfg_attr(feature = "openapi", schema(example = "新增职位"))]
    pub name_zh: String,
    /// English name.
    #[cfg_attr(feature = "openapi", schema(example = "Add a job"))]
    pub name_en: String,
}

impl Named {
    /// The name in a language.
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Zh => &self.name_zh,
        }
    }

    /// What has no name of its own any more goes by its code.
    fn of(code: String, name: impl Fn(Locale) -> Option<&'static str>) -> Self {
        let [name_zh, name_en] =
            [Locale::Zh, Locale::En].map(|locale| name(locale).unwrap_or(&code).to_owned());
        Self { code, name_zh, name_en }
    }
}

/// One line of the operation log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationLog {
    /// Its id.
    pub id: Uuid,
    /// Who it was; absent when nobody was signed in.
    pub user_id: Option<Uuid>,
    /// The user's name; of a failed sign-in, the first letter of the name that was tried.
    pub username: Option<String>,
    /// The part of the product.
    pub module: Named,
    /// What was asked: the id of the operation in this document.
    pub action: Named,
    /// Method.
    #[cfg_attr(feature = "openapi", schema(example = "POST"))]
    pub method: String,
    /// Path.
    #[cfg_attr(feature = "openapi", schema(example = "/api/jobs"))]
    pub path: String,
    /// The path's pattern.
    pub route: String,
    /// From where.
    pub ip: String,
    /// The name that browser or program gives itself.
    pub user_agent: String,
    /// Status of the answer.
    #[cfg_attr(feature = "openapi", schema(example = 201))]
    pub status: u16,
    /// Whether it succeeded.
    pub success: bool,
    /// How long it took.
    pub duration_ms: i64,
    /// The id under which it is in the program's own log.
    pub request_id: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A line of the operation log with what was asked and answered, both masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationLogDetail {
    /// The line.
    #[serde(flatten)]
    pub log: OperationLog,
    /// Query and body as JSON, cut at 2000 characters.
    pub request_params: String,
    /// The first 500 characters of the answer.
    pub response_head: String,
}

impl From<logs::OperationLog> for OperationLog {
    fn from(log: logs::OperationLog) -> Self {
        let module = Module::from_code(&log.module);
        let operation = Operation::find(&log.action);
        Self {
            id: log.id,
            user_id: log.user_id,
            username: log.username,
            module: Named::of(log.module, |locale| module.map(|module| module.title(locale))),
            action: Named::of(log.action, |locale| operation.map(|operation| operation.title(locale))),
            method: log.method,
            path: log.path,
            route: log.route,
            ip: log.ip,
            user_agent: log.user_agent,
            status: log.status,
            success: log.status < 400,
            duration_ms: log.duration_ms,
            request_id: log.request_id,
            created_at: log.created_at,
        }
    }
}

impl From<logs::OperationLog> for OperationLogDetail {
    fn from(mut log: logs::OperationLog) -> Self {
        let request_params = std::mem::take(&mut log.request_params);
        let response_head = std::mem::take(&mut log.response_head);
        Self { log: log.into(), request_params, response_head }
    }
}

/// What the operation log can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct OperationLogQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `created_at`, `duration_ms`, `status`; a minus turns the order round.
    pub sort: Option<String>,
    /// Words in the user's name, the path or the request id.
    pub q: Option<String>,
    /// By one user.
    pub user_id: Option<Uuid>,
    /// The code of a module.
    pub module: Option<String>,
    /// The id of an operation.
    pub action: Option<String>,
    /// `POST`, `PUT`, `PATCH`, `DELETE`.
    pub method: Option<String>,
    /// From one address.
    pub ip: Option<String>,
    /// With one status.
    #[cfg_attr(feature = "openapi", param(minimum = 100, maximum = 599))]
    pub status: Option<u16>,
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// At this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub to: Option<DateTime<Utc>>,
}

impl ListQuery for OperationLogQuery {
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

impl OperationLogQuery {
    /// The conditions without the paging.
    pub fn filter(&self) -> OperationLogFilter {
        OperationLogFilter {
            q: self.q.clone(),
            user_id: self.user_id,
            module: self.module.clone(),
            action: self.action.clone(),
            method: self.method.clone(),
            ip: self.ip.clone(),
            status: self.status,
            success: self.success,
            from: self.from,
            to: self.to,
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/operation-logs`
    pub async fn list_operation_logs(&self, query: &OperationLogQuery) -> Result<Page<OperationLog>> {
        self.get_with("/api/operation-logs", query).await
    }

    /// `GET /api/auth/activity`
    pub async fn list_activity(&self, query: &OperationLogQuery) -> Result<Page<OperationLog>> {
        self.get_with("/api/auth/activity", query).await
    }

    /// `GET /api/operation-logs/{id}`
    pub async fn get_operation_log(&self, id: Uuid) -> Result<OperationLogDetail> {
        self.get(format!("/api/operation-logs/{id}")).await
    }

    /// `GET /api/operation-logs/export`
    pub async fn export_operation_logs(
        &self,
        query: &OperationLogQuery,
        format: SheetFormat,
    ) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/operation-logs/export", query), format).await
    }
}
