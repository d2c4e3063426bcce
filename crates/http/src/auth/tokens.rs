//! Tokens for one's programs.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use api::auth::tokens::{ApiToken, CreatedApiToken, NewApiToken};
use api::models::PageQuery;
use api::{ListQuery, Page, Problem};
use app::auth::tokens::{self, WantedToken};
use persistence::api_tokens;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Json, Query};
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_api_tokens)
        .service(create_api_token)
        .service(get_api_token)
        .service(delete_api_token);
}

/// List one's API tokens
///
/// Those for the organization in use. The tokens themselves are never shown again.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<ApiToken>))
)]
#[get("/auth/tokens")]
async fn list_api_tokens(
    state: web::Data<State>,
    actor: InPerson,
    request: HttpRequest,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let list = async |scope: &persistence::Scope| api_tokens::list(scope, &paging).await;
    let page = state.app.db.read_own(&actor, list).await?;
    Ok(paged(&request, &Page::<ApiToken>::numbered(page, &paging)))
}

/// Make an API token
///
/// For programs, in the organization in use. The answer is the only place where the token can be seen.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = NewApiToken,
    responses((status = 201, body = CreatedApiToken), (status = 409, body = Problem))
)]
#[post("/auth/tokens")]
async fn create_api_token(
    state: web::Data<State>,
    actor: InPerson,
    Json(new): Json<NewApiToken>,
) -> Outcome<HttpResponse> {
    let wanted = WantedToken { name: new.name, scopes: new.scopes, expires_at: new.expires_at };
    let (info, token) = tokens::create(&state.app, &actor, wanted).await?;
    let location = format!("/api/auth/tokens/{}", info.id);
    let created = CreatedApiToken { info: info.into(), token: token.expose().to_owned() };
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(created))
}

/// Get an API token
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ApiToken))
)]
#[get("/auth/tokens/{id}")]
async fn get_api_token(state: web::Data<State>, actor: InPerson, Id(id): Id) -> Outcome<web::Json<ApiToken>> {
    let token = state.app.db.read_own(&actor, async |scope| api_tokens::find(scope, id).await).await?;
    Ok(web::Json(token.into()))
}

/// Revoke an API token
///
/// From the next request on it opens nothing.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204))
)]
#[delete("/auth/tokens/{id}")]
async fn delete_api_token(state: web::Data<State>, actor: InPerson, Id(id): Id) -> Outcome<HttpResponse> {
    state.app.db.own(&actor, async |scope| api_tokens::delete(scope, id).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
