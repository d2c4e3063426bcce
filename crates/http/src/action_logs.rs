//! The action log: what became of jobs, candidates, mails, members, field by field.

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::logs::{ActionLogQuery, TimelineEntry};
use api::models::PageQuery;
use api::{ListQuery, Page};
use domain::logs::SubjectType;
use domain::{Coded, Permission};
use persistence::users::members;
use persistence::{action_logs, companies, email_logs, roles};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

/// Rows of an export at most.
const EXPORTED: u64 = 10_000;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_action_logs)
        .service(export_action_logs)
        .service(list_company_timeline)
        .service(list_email_timeline)
        .service(list_role_timeline)
        .service(list_user_timeline);
}

/// List what was done
///
/// Every change of a record with the fields that changed, the newest first.
#[utoipa::path(
    tag = "action_logs",
    security(("bearer" = ["system:log:read"])),
    params(ActionLogQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/action-logs")]
async fn list_action_logs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<ActionLogQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, query.filter());
    let page = state
        .app
        .db
        .read(&actor, Permission::LogRead, async |scope| action_logs::list(scope, &filter, &paging).await)
        .await?;
    Ok(paged(&request, &Page::<TimelineEntry>::numbered(page, &paging)))
}

/// Export what was done as CSV or XLSX
///
/// The newest 10,000 lines that match.
#[utoipa::path(
    tag = "action_logs",
    security(("bearer" = ["system:log:export"])),
    params(ActionLogQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/action-logs/export")]
async fn export_action_logs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<ActionLogQuery>,
) -> Outcome<HttpResponse> {
    let filter = query.filter();
    let rows = state
        .app
        .db
        .read(&actor, Permission::LogExport, async |scope| {
            action_logs::newest(scope, &filter, EXPORTED).await
        })
        .await?;
    let header = ["created_at", "user", "verb", "subject_type", "subject_id", "subject", "changes"];
    let lines = rows.into_iter().map(|log| {
        [
            log.created_at.to_rfc3339(),
            log.user.map(|user| user.name).unwrap_or_default(),
            log.verb.code().to_owned(),
            log.subject_type.code().to_owned(),
            log.subject_id.to_string(),
            log.summary,
            changes_in_words(&log.changes),
        ]
    });
    sheet(&request, "action-logs", header, lines).await
}

/// `city: "上海" → "杭州"; …`
fn changes_in_words(changes: &domain::logs::Changes) -> String {
    let one = |(field, [old, new]): (&String, &[serde_json::Value; 2])| format!("{field}: {old} → {new}");
    changes.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Tell what became of a company
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/companies/{id}/timeline")]
async fn list_company_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::CompanyRead, async |scope| {
            companies::find(scope, id).await?;
            action_logs::timeline(scope, (SubjectType::Company, id), &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<TimelineEntry>::numbered(page, &paging)))
}

/// Tell what became of a mail
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/email-logs/{id}/timeline")]
async fn list_email_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::EmailRead, async |scope| {
            email_logs::find(scope, id).await?;
            action_logs::timeline(scope, (SubjectType::EmailLog, id), &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<TimelineEntry>::numbered(page, &paging)))
}

/// Tell what became of a role
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/roles/{id}/timeline")]
async fn list_role_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::RoleRead, async |scope| {
            roles::find(scope, id).await?;
            action_logs::timeline(scope, (SubjectType::Role, id), &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<TimelineEntry>::numbered(page, &paging)))
}

/// Tell what became of a user
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/auth/users/{id}/timeline")]
async fn list_user_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::UserRead, async |scope| {
            members::find(scope, id).await?;
            action_logs::timeline(scope, (SubjectType::User, id), &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<TimelineEntry>::numbered(page, &paging)))
}
