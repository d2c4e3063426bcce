//! Who is here now, and the end of their sessions.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::users::{OnlineQuery, OnlineUser};
use api::{ListQuery, Page};
use domain::Permission;
use persistence::Scope;
use persistence::users::{administration, online};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_online_users).service(sign_out_user);
}

/// List who is online
///
/// Members who were here within the last five minutes, the latest first.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:session:read"])),
    params(OnlineQuery),
    responses((status = 200, body = Page<OnlineUser>))
)]
#[get("/auth/users/online")]
async fn list_online_users(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<OnlineQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let list = async |scope: &Scope| online::online(scope, &paging).await;
    let page = state.app.db.read(&actor, Permission::SessionRead, list).await?;
    Ok(paged(&request, &Page::<OnlineUser>::numbered(page, &paging)))
}

/// Sign a user out
///
/// Ends all their sessions in the organization.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:session:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204))
)]
#[post("/auth/users/{id}/sign-out")]
async fn sign_out_user(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let sign_out = async |scope: &Scope| administration::sign_out(scope, id).await;
    state.app.db.scope(&actor, Permission::SessionDelete, sign_out).await?;
    Ok(HttpResponse::NoContent().finish())
}
