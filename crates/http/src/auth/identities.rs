//! The accounts elsewhere with which one signs in.

use actix_web::{HttpResponse, delete, get, post, web};
use api::auth::oauth::{Identities, Identity, IdentityRequest, OAuthDeparture};
use app::auth::oauth;
use persistence::identities;
use utoipa_actix_web::service_config::ServiceConfig;

use super::oauth::luggage;
use crate::extract::{Id, Json};
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_identities).service(create_identity).service(delete_identity);
}

/// List the accounts elsewhere with which one signs in
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = Identities)))]
#[get("/auth/identities")]
async fn list_identities(state: web::Data<State>, actor: InPerson) -> Outcome<web::Json<Identities>> {
    let (found, has_password) = state
        .app
        .db
        .read_own(&actor, async |scope| {
            Ok((identities::list(scope).await?, identities::has_password(scope).await?))
        })
        .await?;
    let items = found.into_iter().map(|identity| view(&state, identity)).collect();
    Ok(web::Json(Identities { items, has_password }))
}

/// Begin to link an account elsewhere
///
/// For browsers: the answer says which page of the provider to go to, and a cookie remembers for whom.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = IdentityRequest,
    responses((status = 200, body = OAuthDeparture), (status = 502, body = api::Problem))
)]
#[post("/auth/identities")]
async fn create_identity(
    state: web::Data<State>,
    actor: InPerson,
    Json(body): Json<IdentityRequest>,
) -> Outcome<HttpResponse> {
    oauth::check_provider(&state.app, &body.provider)?;
    let departure = oauth::depart_to_link(&state.app, &actor, &body.provider).await?;
    let mut response = HttpResponse::Ok();
    response.cookie(luggage(&state, departure.luggage));
    Ok(response.json(OAuthDeparture { authorize_url: departure.url }))
}

/// Unlink an account elsewhere
///
/// The last way to sign in cannot be taken away.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 409, body = api::Problem))
)]
#[delete("/auth/identities/{id}")]
async fn delete_identity(state: web::Data<State>, actor: InPerson, Id(id): Id) -> Outcome<HttpResponse> {
    state.app.db.own(&actor, async |scope| identities::unlink(scope, id).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) fn view(state: &State, identity: domain::users::Identity) -> Identity {
    Identity {
        title: oauth::title(&state.app, &identity.provider),
        id: identity.id,
        provider: identity.provider,
        name: identity.name,
        email: identity.email,
        created_at: identity.created_at,
    }
}
