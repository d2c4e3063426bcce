//! The ledger of mails, and the stream of what becomes of them.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::email_logs::{EmailCounts, EmailLog, EmailLogQuery};
use api::{ListQuery, Page};
use domain::emails::EmailLogFilter;
use domain::{Actor, Coded, Permission};
use integrations::events::Topic;
use persistence::{Db, email_logs};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::session::{Caller, SignedIn};
use crate::state::State;
use crate::streams::{self, Watch};

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_email_logs)
        .service(count_email_logs)
        .service(watch_email_logs)
        .service(get_email_log)
        .service(retry_email)
        .service(cancel_email);
}

/// List mails
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:read"])),
    params(EmailLogQuery),
    responses((status = 200, body = Page<EmailLog>))
)]
#[get("/email-logs")]
async fn list_email_logs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<EmailLogQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let filter = query.filter();
    let page = state
        .app
        .db
        .read(&actor, Permission::EmailRead, async |scope| email_logs::list(scope, &filter, &paging).await)
        .await?;
    Ok(paged(&request, &Page::<EmailLog>::numbered(page, &paging)))
}

/// Count mails by state
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:read"])),
    responses((status = 200, body = EmailCounts))
)]
#[get("/email-logs/counts")]
async fn count_email_logs(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<EmailCounts>> {
    Ok(web::Json(counts(&state.app.db, &actor).await?))
}

/// Watch what becomes of mails
///
/// A stream of server-sent events. Each `counts` event tells that something changed, and how many mails there are in
/// each state; a list that is shown can then be read again. The first one comes at once. The stream ends with the
/// access token; a client that reads too slowly gets fewer events, never a growing queue.
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:read"])),
    responses((status = 200, content_type = "text/event-stream", body = EmailCounts))
)]
#[get("/email-logs/events")]
async fn watch_email_logs(state: web::Data<State>, actor: SignedIn, caller: Caller) -> Outcome<HttpResponse> {
    actor.require(Permission::EmailRead)?;
    let subscription = state.app.events.subscribe(Topic::Emails(actor.organization_id));
    let watch = Watch::new(subscription, caller.time_left(state.now()));
    let (db, actor) = (state.app.db.clone(), actor.0);
    Ok(streams::answer(watch.states("counts", async move || counts(&db, &actor).await)))
}

/// Get a mail
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = EmailLog))
)]
#[get("/email-logs/{id}")]
async fn get_email_log(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<EmailLog>> {
    let log = state
        .app
        .db
        .read(&actor, Permission::EmailRead, async |scope| email_logs::find(scope, id).await)
        .await?;
    Ok(web::Json(log.into()))
}

/// Queue a failed or cancelled mail again
///
/// Under the same Message-ID. 409 when it was neither failed nor cancelled, or when its mailbox is gone.
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:send"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = EmailLog), (status = 409, body = api::Problem))
)]
#[post("/email-logs/{id}/retry")]
async fn retry_email(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<EmailLog>> {
    let log = state
        .app
        .db
        .scope(&actor, Permission::EmailSend, async |scope| email_logs::retry(scope, id).await)
        .await?;
    app::emails::announce_queued(&state.app, actor.organization_id);
    Ok(web::Json(log.into()))
}

/// Withdraw a mail that waits
///
/// 409 when it is being sent or has been sent.
#[utoipa::path(
    tag = "email_logs",
    security(("bearer" = ["mail:email:send"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = EmailLog), (status = 409, body = api::Problem))
)]
#[post("/email-logs/{id}/cancel")]
async fn cancel_email(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<EmailLog>> {
    let log = state
        .app
        .db
        .scope(&actor, Permission::EmailSend, async |scope| email_logs::cancel(scope, id).await)
        .await?;
    app::emails::announce(&state.app, actor.organization_id);
    Ok(web::Json(log.into()))
}

async fn counts(db: &Db, actor: &Actor) -> domain::Result<EmailCounts> {
    use domain::emails::EmailStatus::{Bounced, Cancelled, Failed, Queued, Sending, Sent};
    let filter = EmailLogFilter::default();
    let by_status = db
        .read(actor, Permission::EmailRead, async |scope| email_logs::count_by_status(scope, &filter).await)
        .await?;
    let of = |status: domain::emails::EmailStatus| by_status.get(status.code()).copied().unwrap_or_default();
    Ok(EmailCounts {
        queued: of(Queued),
        sending: of(Sending),
        sent: of(Sent),
        failed: of(Failed),
        cancelled: of(Cancelled),
        bounced: of(Bounced),
    })
}
