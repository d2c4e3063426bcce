//! The mailbox of the product's own mails: the operator's to set.

use actix_web::{HttpResponse, delete, get, post, put, web};
use api::email_accounts::{TestReport, TestRequest};
use api::system_mails::{SystemMail, SystemMailboxChange};
use app::system_mails::mailbox;
use domain::Permission;
use persistence::system_mails;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::{Json, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_system_mail)
        .service(set_system_mail)
        .service(delete_system_mail)
        .service(test_system_mail);
}

/// Get where the product's own mails go
#[utoipa::path(
    tag = "system_mails",
    security(("bearer" = ["installation:settings:read"])),
    responses((status = 200, body = SystemMail))
)]
#[get("/admin/system-mail")]
async fn get_system_mail(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<SystemMail>> {
    let read = async |scope: &persistence::Scope| system_mails::mailbox(scope).await;
    let mailbox = state.app.db.read(&actor, Permission::InstallationRead, read).await?;
    Ok(web::Json(SystemMail { mailbox: mailbox.map(Into::into) }))
}

/// Set the mailbox of the product's own mails
///
/// Without a password the old one stays; an empty one forgets it. What waits is sent from it at once.
#[utoipa::path(
    tag = "system_mails",
    security(("bearer" = ["installation:settings:update"])),
    request_body = SystemMailboxChange,
    responses((status = 200, body = SystemMail))
)]
#[put("/admin/system-mail")]
async fn set_system_mail(
    state: web::Data<State>,
    actor: SignedIn,
    Json(change): Json<SystemMailboxChange>,
) -> Outcome<web::Json<SystemMail>> {
    let mailbox = state
        .app
        .db
        .scope(&actor, Permission::InstallationUpdate, async |scope| {
            mailbox::set(&state.app, scope, change.mailbox, change.password.as_ref()).await
        })
        .await?;
    Ok(web::Json(SystemMail { mailbox: Some(mailbox.into()) }))
}

/// Remove the mailbox of the product's own mails
///
/// They are written into the outbox from then on.
#[utoipa::path(
    tag = "system_mails",
    security(("bearer" = ["installation:settings:update"])),
    responses((status = 204), (status = 404, body = api::Problem))
)]
#[delete("/admin/system-mail")]
async fn delete_system_mail(state: web::Data<State>, actor: SignedIn) -> Outcome<HttpResponse> {
    let remove = async |scope: &persistence::Scope| system_mails::remove_mailbox(scope).await;
    state.app.db.scope(&actor, Permission::InstallationUpdate, remove).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Test the mailbox of the product's own mails step by step
///
/// As for a mailbox of one's own; with `send` the last step is a mail to oneself.
#[utoipa::path(
    tag = "system_mails",
    security(("bearer" = ["installation:settings:update"])),
    request_body = TestRequest,
    responses((status = 200, body = TestReport), (status = 404, body = api::Problem))
)]
#[post("/admin/system-mail/test")]
async fn test_system_mail(
    state: web::Data<State>,
    actor: SignedIn,
    RawJson(request): RawJson<TestRequest>,
) -> Outcome<web::Json<TestReport>> {
    let report = mailbox::test(&state.app, &actor, request.send).await?;
    Ok(web::Json(TestReport { ok: report.failure.is_none(), steps: report.steps }))
}
