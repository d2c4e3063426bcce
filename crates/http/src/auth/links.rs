//! Links in mails: proving an address, a forgotten password, another address.

use actix_web::{HttpResponse, post, web};
use api::auth::links::{EmailChange, EmailProof, ForgottenPassword, PasswordReset, VerifiedEmail};
use app::auth::links;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Json;
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(send_verification)
        .service(verify_email)
        .service(forgot_password)
        .service(reset_password)
        .service(change_email);
}

/// Send a link that proves one's address
///
/// Nothing is sent once it is proved. At most five links an hour.
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 204)))]
#[post("/auth/send-verification")]
async fn send_verification(state: web::Data<State>, actor: InPerson) -> Outcome<HttpResponse> {
    links::send_verification(&state.app, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Prove an address by the link that was sent to it
///
/// Also gives an account the new address that it was to have. A link works once.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = EmailProof,
    responses(
        (status = 200, body = VerifiedEmail),
        (status = 404, body = api::Problem),
        (status = 409, body = api::Problem),
        (status = 410, body = api::Problem)
    )
)]
#[post("/auth/verify-email")]
async fn verify_email(
    state: web::Data<State>,
    Json(proof): Json<EmailProof>,
) -> Outcome<web::Json<VerifiedEmail>> {
    let email = links::verify_email(&state.app, &proof.token).await?;
    Ok(web::Json(VerifiedEmail { email }))
}

/// Ask for a link that sets a new password
///
/// The answer is the same, and takes the same time, whether or not somebody has the address.
#[utoipa::path(tag = "auth", security(()), request_body = ForgottenPassword, responses((status = 204)))]
#[post("/auth/password/reset")]
async fn forgot_password(
    state: web::Data<State>,
    Json(who): Json<ForgottenPassword>,
) -> Outcome<HttpResponse> {
    links::forgot_password(&state.app, &who.email).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Set a new password by a link
///
/// Ends all sessions and proves the address. A link works once.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = PasswordReset,
    responses((status = 204), (status = 404, body = api::Problem), (status = 410, body = api::Problem))
)]
#[post("/auth/password/reset/confirm")]
async fn reset_password(state: web::Data<State>, Json(reset): Json<PasswordReset>) -> Outcome<HttpResponse> {
    links::reset_password(&state.app, &reset.token, reset.new_password).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for another address
///
/// A link is sent to the new address; the account gets it when the link is used, and the old address is told.
#[utoipa::path(tag = "auth", security(("bearer" = [])), request_body = EmailChange, responses((status = 204)))]
#[post("/auth/email/change")]
async fn change_email(
    state: web::Data<State>,
    actor: InPerson,
    Json(change): Json<EmailChange>,
) -> Outcome<HttpResponse> {
    links::change_email(&state.app, &actor, &change.new_email, change.password).await?;
    Ok(HttpResponse::NoContent().finish())
}
