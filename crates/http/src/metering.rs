//! One log line and one set of figures for every request.

use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use crate::request::RequestId;
use crate::session::Caller;

/// Middleware: counts and times every request, and logs those of the API.
pub async fn meter(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let started = Instant::now();
    let response = next.call(request).await?;
    let took = started.elapsed();
    let request = response.request();
    let method = request.method().to_string();
    // The pattern, not the path: ids would make a figure of each.
    let route = request.match_pattern().unwrap_or_else(|| "other".to_owned());
    let status = response.status().as_u16();
    let labels = [("method", method.clone()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("bole_http_requests_total", &labels).increment(1);
    metrics::histogram!("bole_http_request_seconds", "method" => method.clone(), "route" => route.clone())
        .record(took.as_secs_f64());
    if request.path().starts_with("/api/") {
        let extensions = request.extensions();
        let request_id = extensions.get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
        let user_id = extensions.get::<Caller>().map(|caller| tracing::field::display(caller.user_id));
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(request_id, method, path = request.path(), status, took_ms, user_id, "request");
    }
    Ok(response)
}
