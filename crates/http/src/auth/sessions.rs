//! The devices on which one is signed in.

use actix_web::{HttpResponse, delete, get, web};
use api::auth::sessions::Session;
use domain::devices;
use persistence::users;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Id;
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_sessions).service(delete_session);
}

/// List the devices on which one is signed in
///
/// The one used last comes first.
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = Vec<Session>)))]
#[get("/auth/sessions")]
async fn list_sessions(state: web::Data<State>, actor: InPerson) -> Outcome<web::Json<Vec<Session>>> {
    let sessions = state.app.db.read_own(&actor, async |scope| users::sessions(scope).await).await?;
    Ok(web::Json(sessions.into_iter().map(|session| view(session, &actor)).collect()))
}

/// Sign a device out
///
/// Its access token stops with the next request.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204))
)]
#[delete("/auth/sessions/{id}")]
async fn delete_session(state: web::Data<State>, actor: InPerson, Id(id): Id) -> Outcome<HttpResponse> {
    state.app.db.own(&actor, async |scope| users::end_session(scope, id).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A session for its owner.
pub(super) fn view(session: users::Session, actor: &InPerson) -> Session {
    Session {
        device: devices::words(&session.user_agent),
        is_current: session.id == actor.session_id,
        id: session.id,
        user_agent: session.user_agent,
        ip: session.ip,
        started_at: session.started_at,
        last_used_at: session.last_used_at,
        expires_at: session.expires_at,
    }
}
