//! AI models: what can be chosen, and the organization's configurations.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::models::{Model, ModelConfig, ModelConfigFields, Models, PageQuery, Provider, Verification};
use api::{ListQuery, MergePatch, Page, Problem};
use app::models::{Probe, configs, engines};
use domain::models::Catalogue;
use domain::{Check, Locale, Permission};
use persistence::llm_configs;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, paged, versioned};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::request::id_of;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_models)
        .service(list_model_configs)
        .service(create_model_config)
        .service(get_model_config)
        .service(update_model_config)
        .service(delete_model_config)
        .service(test_model_config);
}

/// List what can be chosen as an engine
///
/// `offline`, the organization's configurations, and the models of the catalogue; and who serves them.
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:read"])),
    responses((status = 200, body = Models))
)]
#[get("/ai/models")]
async fn list_models(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Models>> {
    let choices = engines::list(&state.app, &actor).await?;
    let models = choices.into_iter().map(|choice| Model {
        id: choice.id,
        label: choice.label,
        provider: choice.provider,
        model: choice.model,
        purposes: choice.purposes,
        context_tokens: choice.context_tokens,
        is_available: choice.is_available,
        is_default: choice.is_default,
    });
    let providers = Catalogue::standard().providers.iter().map(Provider::from).collect();
    Ok(web::Json(Models { models: models.collect(), providers }))
}

/// List model configurations
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:read"])),
    params(PageQuery),
    responses((status = 200, body = Page<ModelConfig>))
)]
#[get("/llm/configs")]
async fn list_model_configs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::ModelRead, async |scope| llm_configs::list(scope, &paging).await)
        .await?;
    Ok(paged(&request, &Page::<ModelConfig>::numbered(page, &paging)))
}

/// Create a model configuration
///
/// An address of a private network, and the providers on one's own machines, are for the operator only.
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:create"])),
    request_body = ModelConfigFields,
    responses((status = 201, body = ModelConfig), (status = 409, body = Problem))
)]
#[post("/llm/configs")]
async fn create_model_config(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<ModelConfigFields>,
) -> Outcome<HttpResponse> {
    let config = configs::create(&state.app, &actor, fields).await?;
    let (location, version) = (format!("/api/llm/configs/{}", config.id), config.version);
    Ok(created(&ModelConfig::from(config), location, version))
}

/// Get a model configuration
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ModelConfig))
)]
#[get("/llm/configs/{id}")]
async fn get_model_config(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let config = state
        .app
        .db
        .read(&actor, Permission::ModelRead, async |scope| llm_configs::find(scope, id).await)
        .await?;
    let version = config.version;
    Ok(versioned(&ModelConfig::from(config), version))
}

/// Change a model configuration
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<ModelConfigFields>,
    responses((status = 200, body = ModelConfig), (status = 409, body = Problem), (status = 412, body = Problem))
)]
#[patch("/llm/configs/{id}")]
async fn update_model_config(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<ModelConfigFields>>,
) -> Outcome<HttpResponse> {
    let change = |before: &ModelConfigFields| {
        let fields = patch.apply(before)?;
        fields.validate().map(|()| fields)
    };
    let config = configs::update(&state.app, &actor, id, version, change).await?;
    let version = config.version;
    Ok(versioned(&ModelConfig::from(config), version))
}

/// Delete a model configuration
///
/// 409 while another one falls back to it.
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem))
)]
#[delete("/llm/configs/{id}")]
async fn delete_model_config(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::ModelDelete, async |scope| llm_configs::delete(scope, id, version).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Try a model configuration
///
/// Asks the model by the shortest of calls and tells how long the answer took, or what went wrong.
#[utoipa::path(
    tag = "models",
    security(("bearer" = ["ai:model:update"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Verification), (status = 409, body = Problem))
)]
#[post("/llm/configs/{id}/test")]
async fn test_model_config(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
) -> Outcome<web::Json<Verification>> {
    let probe = configs::test(&state.app, &actor, id).await?;
    Ok(web::Json(verification(&probe, actor.locale, &request)))
}

/// What trying found, on the wire.
pub fn verification(probe: &Probe, locale: Locale, request: &HttpRequest) -> Verification {
    Verification {
        ok: probe.error.is_none(),
        latency_ms: u64::try_from(probe.latency.as_millis()).unwrap_or(u64::MAX),
        error: probe.error.as_ref().map(|error| Problem::new(error, locale, &id_of(request))),
    }
}
