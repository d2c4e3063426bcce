//! Parsing: documents into records that a person reviews.

use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::Problem;
use api::parse::{Evidence, ParseResponse, ParseTextRequest, ParsedDocument, ParsedItem, Warning};
use app::parse::{Parsed, Record};
use domain::Locale;
use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use domain::parsing::ParseWarning;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Id;
use crate::failure::{Outcome, log_internal};
use crate::request::id_of;
use crate::session::SignedIn;
use crate::state::State;
use crate::upload::{self, ParseFiles};

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
    request_body(content((ParseTextRequest = "application/json"), (ParseFiles = "multipart/form-data"))),
    responses((status = 200, body = ParseResponse<JobFields>), (status = 409, body = Problem))
)]
#[post("/jobs/parse")]
async fn parse_jobs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    payload: web::Payload,
) -> Outcome<web::Json<ParseResponse<JobFields>>> {
    parse(&state, &actor, &request, payload).await
}

/// Parse documents into candidates
///
/// One or more files as `multipart/form-data`, or a text as JSON. Nothing is saved but the documents, for 24 hours. A
/// document that gives nothing says why; it never spoils the others. An engine that is named here never falls back.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:import"])),
    request_body(content((ParseTextRequest = "application/json"), (ParseFiles = "multipart/form-data"))),
    responses((status = 200, body = ParseResponse<CandidateFields>), (status = 409, body = Problem))
)]
#[post("/candidates/parse")]
async fn parse_candidates(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    payload: web::Payload,
) -> Outcome<web::Json<ParseResponse<CandidateFields>>> {
    parse(&state, &actor, &request, payload).await
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

async fn parse<R: Record>(
    state: &State,
    actor: &SignedIn,
    request: &HttpRequest,
    payload: web::Payload,
) -> Outcome<web::Json<ParseResponse<R>>> {
    actor.require(R::PERMISSION)?;
    let given = upload::take(state, actor, R::PERMISSION, request, payload).await?;
    let parsed = app::parse::parse::<R>(&state.app, actor, given.documents, given.engine.as_deref()).await?;
    let request_id = id_of(request);
    let documents = parsed.into_iter().map(|parsed| document(parsed, actor.locale, &request_id));
    Ok(web::Json(ParseResponse { documents: documents.collect() }))
}

fn document<R>(parsed: Parsed<R>, locale: Locale, request_id: &str) -> ParsedDocument<R> {
    let taken = parsed.document;
    let odd = taken.warnings.iter().map(|warning| {
        let (code, message) = app::parse::describe(warning, locale);
        Warning { code: code.to_owned(), message }
    });
    let warnings = odd.chain(parsed.warnings.iter().map(|warning| warning_of(warning, locale))).collect();
    let items = parsed.items.into_iter().map(|(item, duplicates)| ParsedItem {
        fields: item.fields,
        confidence: item.confidence,
        evidence: item
            .evidence
            .into_iter()
            .map(|(field, places)| (field, places.into_iter().map(evidence).collect()))
            .collect(),
        warnings: item.warnings.iter().map(|warning| warning_of(warning, locale)).collect(),
        duplicates,
    });
    ParsedDocument {
        document_id: taken.document_id,
        file_name: taken.file_name,
        media_type: taken.media_type,
        engine: parsed.engine,
        text: taken.text.as_ref().to_owned(),
        warnings,
        items: items.collect(),
        error: parsed.error.map(|error| {
            log_internal(&error, request_id);
            Problem::new(&error, locale, request_id)
        }),
    }
}

fn evidence(place: domain::parsing::Evidence) -> Evidence {
    Evidence { start: place.start, end: place.end, confidence: place.confidence }
}

/// A warning in the language of the request.
pub fn warning_of(warning: &ParseWarning, locale: Locale) -> Warning {
    Warning { code: warning.code().to_owned(), message: warning.message(locale) }
}
