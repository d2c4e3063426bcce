//! Keywords: the standard vocabulary and the organization's own.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::keywords::{
    Keyword, KeywordFields, KeywordQuery, NormalizeRequest, NormalizeResponse, NormalizedWord,
};
use api::{ListQuery, MergePatch, Page};
use app::keywords::{KeywordFilter, is_standard};
use domain::keywords::Keyword as Entry;
use domain::{Check, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_keywords)
        .service(create_keyword)
        .service(normalize_keywords)
        .service(update_keyword)
        .service(delete_keyword);
}

/// List the vocabulary
///
/// The keywords that ship with the program, and the organization's own.
#[utoipa::path(
    tag = "keywords",
    security(("bearer" = ["recruit:keyword:read"])),
    params(KeywordQuery),
    responses((status = 200, body = Page<Keyword>))
)]
#[get("/keywords")]
async fn list_keywords(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<KeywordQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let filter = KeywordFilter { q: query.q, category: query.category, codes: query.code.0 };
    let page = app::keywords::list(&state.app, &actor, &filter, &paging).await?.map(view);
    Ok(paged(&request, &Page::<Keyword>::numbered(page, &paging)))
}

/// Add a keyword of the organization's own
#[utoipa::path(
    tag = "keywords",
    security(("bearer" = ["recruit:keyword:create"])),
    request_body = KeywordFields,
    responses((status = 201, body = Keyword), (status = 409, body = api::Problem))
)]
#[post("/keywords")]
async fn create_keyword(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<KeywordFields>,
) -> Outcome<HttpResponse> {
    let keyword = app::keywords::create(&state.app, &actor, entry(fields)).await?;
    let location = format!("/api/keywords/{}", keyword.code);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(view(keyword)))
}

/// Put words into the terms of the vocabulary
///
/// Each word becomes a code, or nothing when the vocabulary does not know it; a text gives the codes found in it.
#[utoipa::path(
    tag = "keywords",
    security(("bearer" = ["recruit:keyword:read"])),
    request_body = NormalizeRequest,
    responses((status = 200, body = NormalizeResponse))
)]
#[post("/keywords/normalize")]
async fn normalize_keywords(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<NormalizeRequest>,
) -> Outcome<web::Json<NormalizeResponse>> {
    let (codes, found) =
        app::keywords::normalize(&state.app, &actor, &request.words, request.text.as_deref()).await?;
    let words = request.words.into_iter().zip(codes).map(|(word, code)| NormalizedWord { word, code });
    Ok(web::Json(NormalizeResponse { words: words.collect(), found }))
}

/// Change a keyword of the organization's own
///
/// Its code stays, because jobs and candidates carry it. The standard ones cannot be changed.
#[utoipa::path(
    tag = "keywords",
    security(("bearer" = ["recruit:keyword:update"])),
    params(("code" = String, Path)),
    request_body = MergePatch<KeywordFields>,
    responses((status = 200, body = Keyword))
)]
#[patch("/keywords/{code}")]
async fn update_keyword(
    state: web::Data<State>,
    actor: SignedIn,
    code: web::Path<String>,
    RawJson(patch): RawJson<MergePatch<KeywordFields>>,
) -> Outcome<web::Json<Keyword>> {
    let change = |before| {
        let fields = patch.apply(&fields(before))?;
        fields.validate().map(|()| entry(fields))
    };
    let keyword = app::keywords::update(&state.app, &actor, &code, change).await?;
    Ok(web::Json(view(keyword)))
}

/// Delete a keyword of the organization's own
///
/// Jobs and candidates that carry its code keep it.
#[utoipa::path(
    tag = "keywords",
    security(("bearer" = ["recruit:keyword:delete"])),
    params(("code" = String, Path)),
    responses((status = 204))
)]
#[delete("/keywords/{code}")]
async fn delete_keyword(
    state: web::Data<State>,
    actor: SignedIn,
    code: web::Path<String>,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::KeywordDelete, async |scope| {
            persistence::keywords::delete(scope, &code).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn view(keyword: Entry) -> Keyword {
    Keyword {
        is_standard: is_standard(&keyword.code),
        code: keyword.code,
        name_zh: keyword.name_zh,
        name_en: keyword.name_en,
        category: keyword.category,
        aliases: keyword.aliases,
    }
}

fn entry(fields: KeywordFields) -> Entry {
    Entry {
        code: fields.code,
        name_zh: fields.name_zh,
        name_en: fields.name_en,
        category: fields.category,
        aliases: fields.aliases,
        ..Entry::default()
    }
}

fn fields(keyword: Entry) -> KeywordFields {
    KeywordFields {
        code: keyword.code,
        name_zh: keyword.name_zh,
        name_en: keyword.name_en,
        category: keyword.category,
        aliases: keyword.aliases,
    }
}
