//! The second factor of a sign-in.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::Problem;
use api::auth::SignedIn;
use api::auth::two_factor::{
    PasswordProof, RecoveryCodes, TwoFactorCode, TwoFactorLogin, TwoFactorSetup, TwoFactorState,
};
use app::auth::two_factor;
use domain::Secret;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{device, signed_in};
use crate::extract::Json;
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(login_two_factor)
        .service(get_two_factor)
        .service(set_up_two_factor)
        .service(confirm_two_factor)
        .service(disable_two_factor)
        .service(renew_recovery_codes);
}

/// Complete a sign-in by a second factor
///
/// With the ticket of the first half and a code of the authenticator or a recovery code. Each code is good for one
/// sign-in; a ticket for five tries within five minutes.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = TwoFactorLogin,
    responses((status = 200, body = SignedIn), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[post("/auth/login/2fa")]
async fn login_two_factor(
    state: web::Data<State>,
    request: HttpRequest,
    Json(body): Json<TwoFactorLogin>,
) -> Outcome<HttpResponse> {
    let session =
        two_factor::complete(&state.app, body.ticket.expose(), &body.code, &device(&request)).await?;
    signed_in(&state, &request, &session, HttpResponse::Ok()).await
}

/// Tell how one's second factor stands
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = TwoFactorState)))]
#[get("/auth/2fa")]
async fn get_two_factor(state: web::Data<State>, actor: InPerson) -> Outcome<web::Json<TwoFactorState>> {
    let found = two_factor::state(&state.app, &actor).await?;
    Ok(web::Json(TwoFactorState {
        enabled: found.is_enabled,
        recovery_codes_left: found.recovery_codes_left,
    }))
}

/// Begin to set up a second factor
///
/// Nothing changes until a code confirms that the authenticator has the secret.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    responses((status = 200, body = TwoFactorSetup), (status = 409, body = Problem))
)]
#[post("/auth/2fa/setup")]
async fn set_up_two_factor(state: web::Data<State>, actor: InPerson) -> Outcome<web::Json<TwoFactorSetup>> {
    let setup = two_factor::set_up(&state.app, &actor).await?;
    Ok(web::Json(TwoFactorSetup { secret: setup.secret, otpauth_url: setup.url, qr_code: setup.qr_code }))
}

/// Turn the second factor on
///
/// Answers with ten recovery codes, which are shown this once.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = TwoFactorCode,
    responses((status = 200, body = RecoveryCodes), (status = 409, body = Problem))
)]
#[post("/auth/2fa/confirm")]
async fn confirm_two_factor(
    state: web::Data<State>,
    actor: InPerson,
    Json(body): Json<TwoFactorCode>,
) -> Outcome<web::Json<RecoveryCodes>> {
    Ok(shown(two_factor::confirm(&state.app, &actor, &body.code).await?))
}

/// Turn the second factor off
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = PasswordProof,
    responses((status = 204))
)]
#[post("/auth/2fa/disable")]
async fn disable_two_factor(
    state: web::Data<State>,
    actor: InPerson,
    Json(proof): Json<PasswordProof>,
) -> Outcome<HttpResponse> {
    two_factor::disable(&state.app, &actor, proof.password).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Make new recovery codes
///
/// The old ones count no longer.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = PasswordProof,
    responses((status = 200, body = RecoveryCodes), (status = 409, body = Problem))
)]
#[post("/auth/2fa/recovery-codes")]
async fn renew_recovery_codes(
    state: web::Data<State>,
    actor: InPerson,
    Json(proof): Json<PasswordProof>,
) -> Outcome<web::Json<RecoveryCodes>> {
    Ok(shown(two_factor::renew_recovery_codes(&state.app, &actor, proof.password).await?))
}

fn shown(codes: Vec<Secret>) -> web::Json<RecoveryCodes> {
    let recovery_codes = codes.iter().map(|code| code.expose().to_owned()).collect();
    web::Json(RecoveryCodes { recovery_codes })
}
