//! Parsing: documents into records that a person reviews.

use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue, HeaderName,
};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::Problem;
use api::parse::{ParseResponse, ParseTextRequest};
use api::tasks::Task;
use app::parse::Deferred;
use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Id;
use crate::failure::Outcome;
use crate::request::id_of;
use crate::session::SignedIn;
use crate::state::State;
use crate::upload::{self, ParseFiles};

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(parse_jobs).service(parse_candidates).service(get_document_file);
}

/// Parse documents into jobs
///
/// One or more files as `multipart/form-data`, or a text as JSON. Nothing is saved but the documents, for 24 hours. A
/// document that gives nothing says why; it never spoils the others. An engine that is named here never falls back.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:import"])),
    params(("Prefer" = Option<String>, Header, description = "`respond-async` answers at once with a task.")),
    request_body(content((ParseTextRequest = "application/json"), (ParseFiles = "multipart/form-data"))),
    responses(
        (status = 200, body = ParseResponse<JobFields>),
        (status = 202, description = "A task whose result is what 200 would have given", body = Task),
        (status = 409, body = Problem)
    )
)]
#[post("/jobs/parse")]
async fn parse_jobs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    payload: web::Payload,
) -> Outcome<HttpResponse> {
    parse::<JobFields>(&state, &actor, &request, payload).await
}

/// Parse documents into candidates
///
/// One or more files as `multipart/form-data`, or a text as JSON. Nothing is saved but the documents, for 24 hours. A
/// document that gives nothing says why; it never spoils the others. An engine that is named here never falls back.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:import"])),
    params(("Prefer" = Option<String>, Header, description = "`respond-async` answers at once with a task.")),
    request_body(content((ParseTextRequest = "application/json"), (ParseFiles = "multipart/form-data"))),
    responses(
        (status = 200, body = ParseResponse<CandidateFields>),
        (status = 202, description = "A task whose result is what 200 would have given", body = Task),
        (status = 409, body = Problem)
    )
)]
#[post("/candidates/parse")]
async fn parse_candidates(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    payload: web::Payload,
) -> Outcome<HttpResponse> {
    parse::<CandidateFields>(&state, &actor, &request, payload).await
}

/// Get a document as it was uploaded
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>))
)]
#[get("/documents/{id}/file")]
async fn get_document_file(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let (document, bytes) = app::parse::file(&state.app, &actor, id).await?;
    let name = DispositionParam::FilenameExt(ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: document.file_name.into_bytes(),
    });
    // Never shown as a page of ours: it is a stranger's file.
    let disposition = ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![name] };
    Ok(HttpResponse::Ok()
        .insert_header(disposition)
        .insert_header((header::CONTENT_TYPE, "application/octet-stream"))
        .body(bytes))
}

/// Parses now, or as a task for whoever prefers not to wait.
async fn parse<R: Deferred + Serialize>(
    state: &State,
    actor: &SignedIn,
    request: &HttpRequest,
    payload: web::Payload,
) -> Outcome<HttpResponse> {
    actor.require(R::PERMISSION)?;
    let given = upload::take(state, actor, R::PERMISSION, request, payload).await?;
    if prefers_later(request) {
        let task = app::parse::later::<R>(&state.app, actor, &given.documents, given.engine).await?;
        return Ok(accepted(task));
    }
    let parsed = app::parse::parse::<R>(&state.app, actor, given.documents, given.engine.as_deref()).await?;
    Ok(HttpResponse::Ok().json(app::parse::answer(parsed, actor.locale, &id_of(request))))
}

/// `Prefer: respond-async` (RFC 7240).
fn prefers_later(request: &HttpRequest) -> bool {
    let given = request.headers().get_all(PREFER).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case("respond-async"))
}

fn accepted(task: domain::tasks::Task) -> HttpResponse {
    HttpResponse::Accepted()
        .insert_header((header::LOCATION, format!("/api/tasks/{}", task.id)))
        .insert_header((PREFERENCE_APPLIED, "respond-async"))
        .json(Task::from(task))
}
