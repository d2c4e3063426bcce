//! Keys of model providers. A key never leaves the server again.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::models::{ApiKey, ApiKeyChange, NewApiKey, PageQuery, Verification};
use api::{ListQuery, Page, Problem};
use app::models::keys::{self, GivenKey, KeyChange};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Json, Query};
use crate::failure::Outcome;
use crate::models::verification;
use crate::session::{InPerson, SignedIn};
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_api_keys)
        .service(create_api_key)
        .service(update_api_key)
        .service(delete_api_key)
        .service(verify_api_key);
}

/// List one's own keys and the organization's
#[utoipa::path(
    tag = "models",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<ApiKey>))
)]
#[get("/api-keys")]
async fn list_api_keys(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = keys::list(&state.app, &actor, &paging).await?;
    Ok(paged(&request, &Page::<ApiKey>::numbered(page, &paging)))
}

/// Add a key
///
/// One's own, or with `is_shared` the organization's, which needs `ai:model:update`.
#[utoipa::path(
    tag = "models",
    security(("bearer" = [])),
    request_body = NewApiKey,
    responses((status = 201, body = ApiKey), (status = 409, body = Problem))
)]
#[post("/api-keys")]
async fn create_api_key(
    state: web::Data<State>,
    actor: InPerson,
    Json(new): Json<NewApiKey>,
) -> Outcome<HttpResponse> {
    let given = GivenKey {
        provider: new.provider,
        name: new.name,
        key: new.key,
        base_url: new.base_url,
        is_shared: new.is_shared,
    };
    let key = keys::create(&state.app, &actor, given).await?;
    let location = format!("/api/api-keys/{}", key.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(ApiKey::from(key)))
}

/// Change a key
///
/// The organization's keys need `ai:model:update`.
#[utoipa::path(
    tag = "models",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    request_body = ApiKeyChange,
    responses((status = 200, body = ApiKey), (status = 409, body = Problem))
)]
#[patch("/api-keys/{id}")]
async fn update_api_key(
    state: web::Data<State>,
    actor: InPerson,
    Id(id): Id,
    Json(change): Json<ApiKeyChange>,
) -> Outcome<web::Json<ApiKey>> {
    let change = KeyChange { name: change.name, key: change.key, is_active: change.is_active };
    let key = keys::update(&state.app, &actor, id, change).await?;
    Ok(web::Json(key.into()))
}

/// Delete a key
///
/// 409 while a configuration names it.
#[utoipa::path(
    tag = "models",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = Problem))
)]
#[delete("/api-keys/{id}")]
async fn delete_api_key(state: web::Data<State>, actor: InPerson, Id(id): Id) -> Outcome<HttpResponse> {
    keys::delete(&state.app, &actor, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask the provider whether it accepts a key
#[utoipa::path(
    tag = "models",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Verification), (status = 409, body = Problem))
)]
#[post("/api-keys/{id}/verify")]
async fn verify_api_key(
    state: web::Data<State>,
    actor: InPerson,
    request: HttpRequest,
    Id(id): Id,
) -> Outcome<web::Json<Verification>> {
    let probe = keys::verify(&state.app, &actor, id).await?;
    Ok(web::Json(verification(&probe, actor.locale, &request)))
}
