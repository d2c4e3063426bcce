//! What belongs to a person: preferences, the export of everything, and the end of the account.

use actix_web::cookie::time;
use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, put, web};
use api::Problem;
use api::auth::own_data::{PREFERENCES_MAX, Preferences};
use api::auth::two_factor::PasswordProof;
use app::auth::own_data;
use domain::{Code, Error, FieldError};
use persistence::users;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{cookie, export};
use crate::extract::{Json, RawJson};
use crate::failure::{Failure, Outcome};
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_preferences)
        .service(replace_preferences)
        .service(export_own_data)
        .service(delete_account);
}

/// Get one's preferences
///
/// Whatever the page keeps for the person on all devices: theme, columns of lists.
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = Preferences)))]
#[get("/auth/preferences")]
async fn get_preferences(state: web::Data<State>, actor: InPerson) -> Outcome<web::Json<Preferences>> {
    let kept = state.app.db.read_own(&actor, async |scope| users::preferences(scope).await).await?;
    Ok(web::Json(Preferences::of(kept)))
}

/// Replace one's preferences
///
/// Any JSON object of at most 16 kB.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = Preferences,
    responses((status = 200, body = Preferences))
)]
#[put("/auth/preferences")]
async fn replace_preferences(
    state: web::Data<State>,
    actor: InPerson,
    RawJson(preferences): RawJson<Preferences>,
) -> Outcome<web::Json<Preferences>> {
    let value = serde_json::Value::Object(preferences.0.clone());
    if value.to_string().len() > PREFERENCES_MAX {
        let long = FieldError::new("", Code::TooLong).with(PREFERENCES_MAX);
        return Err(Failure(Error::Invalid(vec![long])));
    }
    state.app.db.own(&actor, async |scope| users::set_preferences(scope, &value).await).await?;
    Ok(web::Json(preferences))
}

/// Take one's data along
///
/// A ZIP of JSON files with everything that is kept about the person, and the picture. Passwords and keys are not in it.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>))
)]
#[post("/auth/export")]
async fn export_own_data(state: web::Data<State>, actor: InPerson) -> Outcome<HttpResponse> {
    let archive = own_data::pack(export::gather(&state, &actor).await?).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"bole-my-data.zip\""))
        .body(archive))
}

/// Delete one's account
///
/// Erases the person: name, address, picture, sessions, tokens, mailboxes, keys. What belongs to the organization stays,
/// without the name. The last administrator of an organization with other members cannot leave, nor the operator while
/// there are other users.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = PasswordProof,
    responses((status = 204), (status = 409, body = Problem))
)]
#[delete("/auth/account")]
async fn delete_account(
    state: web::Data<State>,
    actor: InPerson,
    Json(proof): Json<PasswordProof>,
) -> Outcome<HttpResponse> {
    own_data::erase(&state.app, &actor, proof.password).await?;
    Ok(HttpResponse::NoContent().cookie(cookie(&state, String::new(), time::Duration::ZERO)).finish())
}
