//! Putting the middleware, the operations and the page together, and listening.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::LazyLock;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::Method;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use domain::{Code, Error, Kind};
use metrics_exporter_prometheus::PrometheusHandle;
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::SwaggerUi;

use crate::failure::{self, Failure, Outcome};
use crate::state::State;
use crate::{headers, limits, metering, network, openapi, operation_logs, request, routes, session, system};

/// The largest body of a request that is not an upload, in bytes.
const BODY_LIMIT: usize = 2 * 1024 * 1024;
/// Seconds that a graceful stop waits for requests in flight.
const STOP_SECONDS: u64 = 30;

/// A server that listens.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Stops it.
    pub handle: ServerHandle,
    /// Runs until it is stopped.
    pub server: Server,
}

/// Listens on an address until stopped; `workers` threads answer.
pub fn serve(
    listener: TcpListener,
    state: web::Data<State>,
    metrics: PrometheusHandle,
    workers: usize,
) -> io::Result<Running> {
    let address = listener.local_addr()?;
    forget_idle_callers(state.clone());
    let server = HttpServer::new(move || {
        let (app, _) = App::new()
            // Before the scope, which would answer for everything below `/api`.
            .route("/api/openapi.json", web::get().to(openapi_document))
            .into_utoipa_app()
            .service(scope::scope("/api").configure(routes::api))
            .configure(routes::outside)
            .split_for_parts();
        app.app_data(state.clone())
            .app_data(web::Data::new(metrics.clone()))
            .app_data(web::PayloadConfig::new(BODY_LIMIT))
            .route("/metrics", web::get().to(system::metrics))
            .service(SwaggerUi::new("/swagger-ui/{_:.*}").url("/api/openapi.json", openapi::document()))
            .default_service(web::to(otherwise))
            // The last one sees a request first.
            .wrap(from_fn(failure::describe))
            .wrap(from_fn(operation_logs::record))
            .wrap(from_fn(limits::limit))
            .wrap(from_fn(session::recognize))
            .wrap(from_fn(network::admit))
            .wrap(from_fn(failure::describe))
            .wrap(headers::cors(&state.settings))
            .wrap(from_fn(headers::protect))
            .wrap(Compress::default())
            .wrap(from_fn(metering::meter))
            .wrap(from_fn(request::identify))
            .wrap(from_fn(request::trim_slash))
            .wrap(from_fn(network::locate))
    })
    .workers(workers)
    // Else an answer in two pieces waits 40 ms for the other side to confirm the first one.
    .tcp_nodelay(true)
    .shutdown_timeout(STOP_SECONDS)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(Running { address, handle: server.handle(), server })
}

/// Limits remember whoever called; those who stay away are forgotten. Ends with the server, whose state it does not
/// keep alive.
fn forget_idle_callers(state: web::Data<State>) {
    let state = std::sync::Arc::downgrade(&state.into_inner());
    tokio::spawn(async move {
        let mut every = tokio::time::interval(Duration::from_secs(60));
        loop {
            every.tick().await;
            let Some(state) = state.upgrade() else { return };
            state.limits.forget_idle();
        }
    });
}

async fn openapi_document() -> HttpResponse {
    static DOCUMENT: LazyLock<String> =
        LazyLock::new(|| openapi::document().to_pretty_json().unwrap_or_default());
    HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())
}

/// Whatever no operation answers: the page, or a problem that says what is wrong.
async fn otherwise(state: web::Data<State>, request: HttpRequest) -> Outcome<HttpResponse> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_known_path(request.path()) {
        return Err(Failure(Error::Rule(Code::MethodNotAllowed)));
    }
    if request.path().starts_with("/api") {
        return Err(Failure(Error::Rule(Code::NotFound)));
    }
    if is_read && let Some(response) = state.spa.answer(&request) {
        return Ok(response);
    }
    Err(Failure(Error::NotFound(Kind::Page)))
}

fn is_known_path(path: &str) -> bool {
    static PATHS: LazyLock<Vec<String>> =
        LazyLock::new(|| openapi::document().paths.paths.into_keys().collect());
    PATHS.iter().any(|pattern| {
        let mut segments = path.split('/');
        let fits = pattern
            .split('/')
            .all(|part| segments.next().is_some_and(|s| part.starts_with('{') || part == s));
        fits && segments.next().is_none()
    })
}
