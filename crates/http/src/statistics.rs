//! The figures of an organization over time.

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::statistics::{
    AiStatistics, AiUsage, Count, Course, RequestStatistics, RouteStatistics, SignInStatistics, Statistics,
    StatisticsExport, StatisticsQuery, StatisticsTable, StorageStatistics, TaskCount, UserStatistics,
};
use app::statistics as figures;
use domain::statistics::{Bucket, percentile};
use domain::{Coded, Permission};
use persistence::statistics::{AiFigures, RouteFigures};
use persistence::users::Names;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Query;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_statistics).service(export_statistics);
}

/// Get the statistics
///
/// Users, sign-ins, requests, mails, AI calls, tasks and storage, and their course over time. Requests are counted by
/// the hour; those of the last minute may be missing that another node answered.
#[utoipa::path(
    tag = "statistics",
    security(("bearer" = ["system:statistics:read"])),
    params(StatisticsQuery),
    responses((status = 200, body = Statistics))
)]
#[get("/admin/statistics")]
async fn get_statistics(
    state: web::Data<State>,
    actor: SignedIn,
    Query(query): Query<StatisticsQuery>,
) -> Outcome<web::Json<Statistics>> {
    let days = (query.from, query.to);
    Ok(web::Json(take(&state, &actor, Permission::StatisticsRead, days, query.bucket).await?))
}

/// Export a table of the statistics as CSV or XLSX
#[utoipa::path(
    tag = "statistics",
    security(("bearer" = ["system:statistics:export"])),
    params(StatisticsExport),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/admin/statistics/export")]
async fn export_statistics(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<StatisticsExport>,
) -> Outcome<HttpResponse> {
    let days = (query.from, query.to);
    let all = take(&state, &actor, Permission::StatisticsExport, days, query.bucket).await?;
    match query.table {
        StatisticsTable::Course => course_sheet(&request, &all.course).await,
        StatisticsTable::Routes => routes_sheet(&request, &all.requests.routes).await,
        StatisticsTable::Ai => ai_sheet(&request, &all.ai.usage).await,
    }
}

type Days = (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>);

async fn take(
    state: &State,
    actor: &SignedIn,
    permission: Permission,
    days: Days,
    bucket: Bucket,
) -> Outcome<Statistics> {
    actor.require(permission)?;
    state.request_meter.flush().await;
    Ok(view(figures::get(&state.app, actor, permission, days, bucket).await?, bucket))
}

fn view(all: figures::Statistics, bucket: Bucket) -> Statistics {
    let routes: Vec<RouteStatistics> = all.routes.into_iter().map(route).collect();
    let sum = |of: fn(&RouteStatistics) -> u64| routes.iter().map(of).sum();
    Statistics {
        from: all.span.from,
        to: all.span.to,
        bucket,
        users: UserStatistics {
            total: all.members.total,
            active: all.members.active,
            online: all.members.online,
            joined: all.members.joined.len() as u64,
        },
        sign_ins: SignInStatistics { succeeded: all.sign_ins.0, failed: all.sign_ins.1 },
        requests: RequestStatistics {
            count: sum(|route| route.count),
            errors: sum(|route| route.client_errors + route.server_errors),
            routes,
        },
        mails: all
            .mails
            .into_iter()
            .map(|(status, count)| Count { name: status.code().to_owned(), count })
            .collect(),
        ai: ai(all.ai, &all.names),
        tasks: all
            .tasks
            .into_iter()
            .map(|(kind, state, count)| TaskCount { kind, state: state.code().to_owned(), count })
            .collect(),
        storage: StorageStatistics { files: all.storage.0, bytes: all.storage.1 },
        course: all.course.into_iter().map(course).collect(),
    }
}

fn route(figures: RouteFigures) -> RouteStatistics {
    RouteStatistics {
        method: figures.method,
        route: figures.route,
        count: figures.requests,
        client_errors: figures.client_errors,
        server_errors: figures.server_errors,
        p50_ms: percentile(&figures.classes, 0.5),
        p95_ms: percentile(&figures.classes, 0.95),
    }
}

fn ai(figures: Vec<AiFigures>, names: &Names) -> AiStatistics {
    let usage: Vec<AiUsage> = figures
        .into_iter()
        .map(|figures| AiUsage {
            user_id: figures.user_id,
            user_name: names.get(&figures.user_id).map(|user| user.name.clone()),
            provider: figures.provider,
            model: figures.model,
            purpose: figures.purpose.code().to_owned(),
            calls: figures.calls,
            failures: figures.failures,
            prompt_tokens: figures.prompt_tokens,
            completion_tokens: figures.completion_tokens,
            cost: figures.cost,
        })
        .collect();
    let sum = |of: fn(&AiUsage) -> u64| usage.iter().map(of).sum();
    AiStatistics {
        calls: sum(|usage| usage.calls),
        failures: sum(|usage| usage.failures),
        prompt_tokens: sum(|usage| usage.prompt_tokens),
        completion_tokens: sum(|usage| usage.completion_tokens),
        cost: usage.iter().filter_map(|usage| usage.cost).reduce(|a, b| a + b),
        usage,
    }
}

fn course((start, figures): (chrono::NaiveDate, figures::Course)) -> Course {
    Course {
        start,
        joined: figures.joined,
        sign_ins: figures.sign_ins,
        failed_sign_ins: figures.failed_sign_ins,
        requests: figures.requests.requests,
        errors: figures.requests.errors,
        mails_sent: figures.mails_sent,
        mails_failed: figures.mails_failed,
        ai_calls: figures.ai_calls,
        ai_tokens: figures.ai_tokens,
    }
}

async fn course_sheet(request: &HttpRequest, course: &[Course]) -> Outcome<HttpResponse> {
    let header = [
        "start",
        "joined",
        "sign_ins",
        "failed_sign_ins",
        "requests",
        "errors",
        "mails_sent",
        "mails_failed",
        "ai_calls",
        "ai_tokens",
    ];
    let line = |at: &Course| {
        let numbers = [
            at.joined,
            at.sign_ins,
            at.failed_sign_ins,
            at.requests,
            at.errors,
            at.mails_sent,
            at.mails_failed,
            at.ai_calls,
            at.ai_tokens,
        ]
        .map(|number| number.to_string());
        let [a, b, c, d, e, f, g, h, i] = numbers;
        [at.start.to_string(), a, b, c, d, e, f, g, h, i]
    };
    sheet(request, "statistics", header, course.iter().map(line)).await
}

async fn routes_sheet(request: &HttpRequest, routes: &[RouteStatistics]) -> Outcome<HttpResponse> {
    let header = ["method", "route", "count", "client_errors", "server_errors", "p50_ms", "p95_ms"];
    let line = |route: &RouteStatistics| {
        [
            route.method.clone(),
            route.route.clone(),
            route.count.to_string(),
            route.client_errors.to_string(),
            route.server_errors.to_string(),
            decimal(route.p50_ms),
            decimal(route.p95_ms),
        ]
    };
    sheet(request, "statistics-routes", header, routes.iter().map(line)).await
}

async fn ai_sheet(request: &HttpRequest, usage: &[AiUsage]) -> Outcome<HttpResponse> {
    let header = [
        "user",
        "provider",
        "model",
        "purpose",
        "calls",
        "failures",
        "prompt_tokens",
        "completion_tokens",
        "cost",
    ];
    let line = |usage: &AiUsage| {
        [
            usage.user_name.clone().unwrap_or_else(|| usage.user_id.to_string()),
            usage.provider.clone(),
            usage.model.clone(),
            usage.purpose.clone(),
            usage.calls.to_string(),
            usage.failures.to_string(),
            usage.prompt_tokens.to_string(),
            usage.completion_tokens.to_string(),
            usage.cost.map(|cost| cost.to_string()).unwrap_or_default(),
        ]
    };
    sheet(request, "statistics-ai", header, usage.iter().map(line)).await
}

fn decimal(number: Option<f64>) -> String {
    number.map(|number| format!("{number:.1}")).unwrap_or_default()
}
