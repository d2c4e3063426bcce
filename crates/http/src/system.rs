//! Whether the system is well, and its figures for Prometheus.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use api::system::{Health, Part, Readiness};
use metrics_exporter_prometheus::PrometheusHandle;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::request::ip_of;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_health).service(get_readiness);
}

/// Tell whether the process answers
#[utoipa::path(tag = "system", security(()), responses((status = 200, body = Health)))]
#[get("/health")]
async fn get_health() -> web::Json<Health> {
    web::Json(Health { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}

/// Tell whether work can be done
///
/// 503 while a part is not well; the answer names each.
#[utoipa::path(
    tag = "system",
    security(()),
    responses((status = 200, body = Readiness), (status = 503, body = Readiness))
)]
#[get("/ready")]
async fn get_readiness(state: web::Data<State>) -> HttpResponse {
    let database = state.app.db.ping().await.is_ok();
    let queue = database && persistence::maintenance::queue_depth(&state.app.db).await.is_ok();
    let storage = state.app.storage.check().await.is_ok();
    let parts = [("database", database), ("queue", queue), ("storage", storage)]
        .map(|(name, ok)| Part { name: name.to_owned(), ok })
        .to_vec();
    let ready = parts.iter().all(|part| part.ok);
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(Readiness { ready, parts })
}

/// `GET /metrics`: for Prometheus, with the configured token, or from the machine itself when there is none.
pub async fn metrics(
    state: web::Data<State>,
    handle: web::Data<PrometheusHandle>,
    request: HttpRequest,
) -> HttpResponse {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let allowed = match &state.settings.metrics_token {
        Some(token) => {
            given.and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|t| same(t, token.expose()))
        }
        None => ip_of(request.peer_addr()).is_loopback(),
    };
    if !allowed {
        return HttpResponse::Forbidden().finish();
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render())
}

/// Compares by hash, so that the time says nothing about where they differ.
fn same(given: &str, expected: &str) -> bool {
    let hash = |text: &str| ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    hash(given).as_ref() == hash(expected).as_ref()
}
