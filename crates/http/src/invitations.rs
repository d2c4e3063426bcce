//! Invitations into an organization.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use api::invitations::{Acceptance, Invitation, InvitationFields, InvitationQuery, Invited};
use api::{ListQuery, Page};
use domain::Permission;
use domain::jobs::NamedRef;
use persistence::invitations;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Json, Query};
use crate::failure::Outcome;
use crate::session::{InPerson, SignedIn};
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_invitations)
        .service(create_invitation)
        .service(accept_invitation)
        .service(get_invited)
        .service(resend_invitation)
        .service(delete_invitation);
}

/// List invitations
#[utoipa::path(
    tag = "invitations",
    security(("bearer" = ["system:invitation:read"])),
    params(InvitationQuery),
    responses((status = 200, body = Page<Invitation>))
)]
#[get("/invitations")]
async fn list_invitations(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<InvitationQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let list = async |scope: &persistence::Scope| invitations::list(scope, &paging).await;
    let page = state.app.db.read(&actor, Permission::InvitationRead, list).await?;
    Ok(paged(&request, &Page::<Invitation>::numbered(page, &paging)))
}

/// Invite somebody
///
/// A mail with a link is sent, which works for seven days. Nobody gives a role that may do more than they may.
#[utoipa::path(
    tag = "invitations",
    security(("bearer" = ["system:invitation:create"])),
    request_body = InvitationFields,
    responses((status = 201, body = Invitation), (status = 409, body = api::Problem))
)]
#[post("/invitations")]
async fn create_invitation(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<InvitationFields>,
) -> Outcome<HttpResponse> {
    let invitation = app::invitations::create(&state.app, &actor, &fields).await?;
    Ok(HttpResponse::Created().json(Invitation::from(invitation)))
}

/// Send an invitation again
///
/// With another link; the one before does not work any more.
#[utoipa::path(
    tag = "invitations",
    security(("bearer" = ["system:invitation:create"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Invitation), (status = 409, body = api::Problem))
)]
#[post("/invitations/{id}/resend")]
async fn resend_invitation(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
) -> Outcome<web::Json<Invitation>> {
    let invitation = app::invitations::resend(&state.app, &actor, id).await?;
    Ok(web::Json(invitation.into()))
}

/// Withdraw an invitation
#[utoipa::path(
    tag = "invitations",
    security(("bearer" = ["system:invitation:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204))
)]
#[delete("/invitations/{id}")]
async fn delete_invitation(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let delete = async |scope: &persistence::Scope| invitations::delete(scope, id).await;
    state.app.db.scope(&actor, Permission::InvitationDelete, delete).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Look at an invitation by the link of its mail
#[utoipa::path(
    tag = "invitations",
    security(()),
    params(("token" = String, Path, description = "From the link in the mail")),
    responses((status = 200, body = Invited), (status = 404, body = api::Problem), (status = 410, body = api::Problem))
)]
#[get("/invitations/by-token/{token}")]
async fn get_invited(state: web::Data<State>, request: HttpRequest) -> Outcome<web::Json<Invited>> {
    let token = request.match_info().get("token").unwrap_or_default();
    Ok(web::Json(app::invitations::find(&state.app, token).await?.into()))
}

/// Accept an invitation
///
/// For those who have an account; others register with the token.
#[utoipa::path(
    tag = "invitations",
    security(("bearer" = [])),
    request_body = Acceptance,
    responses(
        (status = 200, body = NamedRef),
        (status = 404, body = api::Problem),
        (status = 409, body = api::Problem),
        (status = 410, body = api::Problem)
    )
)]
#[post("/invitations/accept")]
async fn accept_invitation(
    state: web::Data<State>,
    actor: InPerson,
    Json(acceptance): Json<Acceptance>,
) -> Outcome<web::Json<NamedRef>> {
    Ok(web::Json(app::invitations::accept(&state.app, &actor, &acceptance.token).await?))
}
