//! Mailboxes: one's own.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::email_accounts::{
    EmailAccount, EmailAccountChange, EmailAccountFields, EmailAccountQuery, NewEmailAccount, Preset,
    TestReport, TestRequest,
};
use api::{ListQuery, Page};
use domain::Check;
use domain::email_accounts::PRESETS;
use persistence::email_accounts;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, paged, versioned};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::{InPerson, SignedIn};
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_email_accounts)
        .service(list_email_presets)
        .service(create_email_account)
        .service(get_email_account)
        .service(update_email_account)
        .service(delete_email_account)
        .service(test_email_account);
}

/// List one's mailboxes
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    params(EmailAccountQuery),
    responses((status = 200, body = Page<EmailAccount>))
)]
#[get("/email-accounts")]
async fn list_email_accounts(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<EmailAccountQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page =
        state.app.db.read_own(&actor, async |scope| email_accounts::list(scope, &paging).await).await?;
    Ok(paged(&request, &Page::<EmailAccount>::numbered(page, &paging)))
}

/// List the settings of well-known mail providers
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    responses((status = 200, body = Vec<Preset>))
)]
#[get("/email-accounts/presets")]
async fn list_email_presets(_actor: SignedIn) -> web::Json<Vec<Preset>> {
    web::Json(PRESETS.iter().map(Preset::from).collect())
}

/// Add a mailbox
///
/// The password is sealed before it is stored, and never sent again.
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    request_body = NewEmailAccount,
    responses((status = 201, body = EmailAccount))
)]
#[post("/email-accounts")]
async fn create_email_account(
    state: web::Data<State>,
    actor: InPerson,
    Json(new): Json<NewEmailAccount>,
) -> Outcome<HttpResponse> {
    let account = state
        .app
        .db
        .own(&actor, async |scope| {
            app::email_accounts::create(&state.app, scope, new.account, new.password.as_ref()).await
        })
        .await?;
    let (location, version) = (format!("/api/email-accounts/{}", account.id), account.version);
    Ok(created(&EmailAccount::from(account), location, version))
}

/// Get one of one's mailboxes
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = EmailAccount))
)]
#[get("/email-accounts/{id}")]
async fn get_email_account(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let account = state.app.db.read_own(&actor, async |scope| email_accounts::find(scope, id).await).await?;
    let version = account.version;
    Ok(versioned(&EmailAccount::from(account), version))
}

/// Change one of one's mailboxes
///
/// Without a password the old one stays; an empty one forgets it.
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    request_body = EmailAccountChange,
    responses((status = 200, body = EmailAccount), (status = 412, body = api::Problem))
)]
#[patch("/email-accounts/{id}")]
async fn update_email_account(
    state: web::Data<State>,
    actor: InPerson,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(change): RawJson<EmailAccountChange>,
) -> Outcome<HttpResponse> {
    change.validate()?;
    let account = state
        .app
        .db
        .own(&actor, async |scope| {
            let fields = patched(&change, email_accounts::find(scope, id).await?.fields)?;
            let password = change.password.as_ref();
            app::email_accounts::update(&state.app, scope, id, fields, password, version).await
        })
        .await?;
    let version = account.version;
    Ok(versioned(&EmailAccount::from(account), version))
}

/// The settings as they will be; what is wrong with them lies below `account`.
fn patched(change: &EmailAccountChange, old: EmailAccountFields) -> domain::Result<EmailAccountFields> {
    let Some(patch) = &change.account else { return Ok(old) };
    let checked = patch.apply(&old).and_then(|fields| fields.validate().map(|()| fields));
    checked.map_err(|error| match error {
        domain::Error::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.pointer.insert_str(0, "/account");
            }
            domain::Error::Invalid(faults)
        }
        other => other,
    })
}

/// Delete one of one's mailboxes
///
/// What it had still to send is cancelled; mails that were sent stay in the ledger.
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 412, body = api::Problem))
)]
#[delete("/email-accounts/{id}")]
async fn delete_email_account(
    state: web::Data<State>,
    actor: InPerson,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state.app.db.own(&actor, async |scope| email_accounts::delete(scope, id, version).await).await?;
    app::emails::announce(&state.app, actor.organization_id);
    Ok(HttpResponse::NoContent().finish())
}

/// Test one of one's mailboxes step by step
///
/// The address resolves, the port answers, the connection is encrypted, the password is taken, and with `send` a mail
/// to oneself is. The test stops at the first step that fails and gives the server's own words.
#[utoipa::path(
    tag = "email_accounts",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    request_body = TestRequest,
    responses((status = 200, body = TestReport))
)]
#[post("/email-accounts/{id}/test")]
async fn test_email_account(
    state: web::Data<State>,
    actor: InPerson,
    Id(id): Id,
    RawJson(request): RawJson<TestRequest>,
) -> Outcome<web::Json<TestReport>> {
    let report = app::email_accounts::test(&state.app, &actor, id, request.send).await?;
    Ok(web::Json(TestReport { ok: report.failure.is_none(), steps: report.steps }))
}
