//! The only mapping from what went wrong to `application/problem+json`.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, ResponseError};
use api::Problem;
use domain::{Code, Error, Locale};

use crate::request::{RequestId, locale_of};

/// What a handler fails with. Its answer is written by [`describe`], which knows language and request id.
#[derive(Debug)]
pub struct Failure(pub Error);

/// The result of a handler.
pub type Outcome<T> = Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// Middleware: writes the problem of every failed request, and logs those that are ours, once.
pub async fn describe(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let locale = locale_of(request.headers());
    let response = next.call(request).await?.map_into_boxed_body();
    let error = match response.response().error().map(actix_web::Error::as_error::<Failure>) {
        Some(Some(failure)) => Problem::new(&failure.0, locale, &request_id(&response)),
        Some(None) => problem_of_status(response.status(), locale, &request_id(&response)),
        None => return Ok(response),
    };
    if error.status >= 500 && error.upstream.is_none() {
        let cause = response.response().error().map(ToString::to_string).unwrap_or_default();
        tracing::error!(request_id = error.request_id, code = error.code.as_str(), cause, "request failed");
    }
    Ok(response.into_response(response_of(&error)))
}

fn request_id(response: &ServiceResponse<BoxBody>) -> String {
    response.request().extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// For failures of actix itself, which carry only a status.
fn problem_of_status(status: StatusCode, locale: Locale, request_id: &str) -> Problem {
    let code = match status.as_u16() {
        400 => Code::Malformed,
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        406 => Code::NotAcceptable,
        408 => Code::RequestTimeout,
        413 => Code::PayloadTooLarge,
        415 => Code::UnsupportedMediaType,
        503 => Code::Unavailable,
        status if status < 500 => Code::Malformed,
        _ => Code::Internal,
    };
    Problem::new(&Error::Rule(code), locale, request_id)
}

fn response_of(problem: &Problem) -> HttpResponse<BoxBody> {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
    if let Some(wait) = problem.retry_after {
        response.insert_header((header::RETRY_AFTER, HeaderValue::from(wait)));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    // A problem is a struct of strings and numbers, which JSON can always hold.
    response.body(serde_json::to_string(problem).unwrap_or_default())
}
