//! The action log: what became of jobs, candidates, mails, members, field by field.

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::logs::{ActionLogQuery, TimelineEntry};
use api::models::PageQuery;
use api::{ListQuery, Page};
use domain::logs::SubjectType;
use domain::{Coded, Permission, Result};
use persistence::users::members;
use persistence::{Scope, action_logs, companies, email_logs, roles};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::operation_logs::EXPORTED;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

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

/// A page of what became of one thing. `find` fails where the actor does not see the thing itself.
pub async fn timeline<T>(
    state: &State,
    actor: &SignedIn,
    request: &HttpRequest,
    query: &PageQuery,
    permission: Permission,
    subject: (SubjectType, Uuid),
    find: impl AsyncFnOnce(&Scope) -> Result<T>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(actor, permission, async |scope| {
            find(scope).await?;
            action_logs::timeline(scope, subject, &paging).await
        })
        .await?;
    Ok(paged(request, &Page::<TimelineEntry>::numbered(page, &paging)))
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
    let find = async |scope: &Scope| companies::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::CompanyRead, (SubjectType::Company, id), find)
        .await
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
    let find = async |scope: &Scope| email_logs::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::EmailRead, (SubjectType::EmailLog, id), find).await
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
    let find = async |scope: &Scope| roles::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::RoleRead, (SubjectType::Role, id), find).await
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
    let find = async |scope: &Scope| members::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::UserRead, (SubjectType::User, id), find).await
}
