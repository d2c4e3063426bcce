//! The operation log: recording it, and reading it.

mod names;
mod recording;

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::operation_logs::{OperationLog, OperationLogDetail, OperationLogQuery};
use api::{ListQuery, Page};
use domain::{Locale, Permission};
use persistence::operation_logs;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::request::locale_of;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

pub use recording::{OperationLogger, keep_parameters, keep_tried, record};

/// Lines of an exported log at most.
pub const EXPORTED: u64 = 10_000;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_operation_logs).service(export_operation_logs).service(get_operation_log);
}

/// List operations
///
/// Every change that was asked of the API, and every sign-in, the newest first.
#[utoipa::path(
    tag = "operation_logs",
    security(("bearer" = ["system:log:read"])),
    params(OperationLogQuery),
    responses((status = 200, body = Page<OperationLog>))
)]
#[get("/operation-logs")]
async fn list_operation_logs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<OperationLogQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, query.filter());
    let page = state
        .app
        .db
        .read(&actor, Permission::LogRead, async |scope| operation_logs::list(scope, &filter, &paging).await)
        .await?;
    Ok(paged(&request, &Page::<OperationLog>::numbered(page, &paging)))
}

/// Export operations as CSV or XLSX
///
/// The newest 10,000 that match. Titles and names are in the language of `Accept-Language`.
#[utoipa::path(
    tag = "operation_logs",
    security(("bearer" = ["system:log:export"])),
    params(OperationLogQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/operation-logs/export")]
async fn export_operation_logs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<OperationLogQuery>,
) -> Outcome<HttpResponse> {
    let filter = query.filter();
    let rows = state
        .app
        .db
        .read(&actor, Permission::LogExport, async |scope| {
            operation_logs::newest(scope, &filter, EXPORTED).await
        })
        .await?;
    let locale = locale_of(request.headers());
    let lines = rows.into_iter().map(OperationLogDetail::from).map(|row| line(&row, locale));
    sheet(&request, "operation-logs", header(locale), lines).await
}

fn header(locale: Locale) -> [&'static str; 13] {
    match locale {
        Locale::En => [
            "Time",
            "User",
            "Module",
            "Action",
            "Result",
            "Status",
            "Duration (ms)",
            "Method",
            "Path",
            "IP",
            "Client",
            "Parameters",
            "Request id",
        ],
        Locale::Zh => [
            "时间",
            "用户",
            "模块",
            "操作",
            "结果",
            "状态码",
            "耗时（毫秒）",
            "方法",
            "路径",
            "IP",
            "客户端",
            "参数",
            "请求编号",
        ],
    }
}

fn line(row: &OperationLogDetail, locale: Locale) -> [String; 13] {
    let log = &row.log;
    let result = match (log.success, locale) {
        (true, Locale::En) => "succeeded",
        (true, Locale::Zh) => "成功",
        (false, Locale::En) => "failed",
        (false, Locale::Zh) => "失败",
    };
    [
        log.created_at.to_rfc3339(),
        log.username.clone().unwrap_or_default(),
        log.module.name(locale).to_owned(),
        log.action.name(locale).to_owned(),
        result.to_owned(),
        log.status.to_string(),
        log.duration_ms.to_string(),
        log.method.clone(),
        log.path.clone(),
        log.ip.clone(),
        log.user_agent.clone(),
        row.request_params.clone(),
        log.request_id.clone(),
    ]
}

/// Get an operation with its parameters and its answer
///
/// Both are masked: no secrets, no personal data. Of the answer there are the first 500 characters.
#[utoipa::path(
    tag = "operation_logs",
    security(("bearer" = ["system:log:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = OperationLogDetail))
)]
#[get("/operation-logs/{id}")]
async fn get_operation_log(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
) -> Outcome<web::Json<OperationLogDetail>> {
    let log = state
        .app
        .db
        .read(&actor, Permission::LogRead, async |scope| operation_logs::find(scope, id).await)
        .await?;
    Ok(web::Json(log.into()))
}
