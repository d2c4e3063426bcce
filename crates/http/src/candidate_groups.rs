//! Groups of candidates.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::candidate_groups::{CandidateGroup, CandidateGroupFields, CandidateGroupQuery, Members};
use api::candidates::Affected;
use api::{ListQuery, MergePatch, Page};
use domain::{Check, Permission};
use persistence::candidate_groups;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, paged, versioned};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_candidate_groups)
        .service(create_candidate_group)
        .service(get_candidate_group)
        .service(update_candidate_group)
        .service(delete_candidate_group)
        .service(add_group_members)
        .service(remove_group_members);
}

/// List groups
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:read"])),
    params(CandidateGroupQuery),
    responses((status = 200, body = Page<CandidateGroup>))
)]
#[get("/candidate-groups")]
async fn list_candidate_groups(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<CandidateGroupQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let page = state
        .app
        .db
        .read(&actor, Permission::GroupRead, async |scope| {
            candidate_groups::list(scope, query.q.as_deref(), &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<CandidateGroup>::numbered(page, &paging)))
}

/// Create a group
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:create"])),
    request_body = CandidateGroupFields,
    responses((status = 201, body = CandidateGroup), (status = 409, body = api::Problem))
)]
#[post("/candidate-groups")]
async fn create_candidate_group(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<CandidateGroupFields>,
) -> Outcome<HttpResponse> {
    let group = state
        .app
        .db
        .scope(&actor, Permission::GroupCreate, async |scope| candidate_groups::insert(scope, fields).await)
        .await?;
    let (location, version) = (format!("/api/candidate-groups/{}", group.id), group.version);
    Ok(created(&CandidateGroup::from(group), location, version))
}

/// Get a group
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = CandidateGroup))
)]
#[get("/candidate-groups/{id}")]
async fn get_candidate_group(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let group = state
        .app
        .db
        .read(&actor, Permission::GroupRead, async |scope| candidate_groups::find(scope, id).await)
        .await?;
    let version = group.version;
    Ok(versioned(&CandidateGroup::from(group), version))
}

/// Change a group
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<CandidateGroupFields>,
    responses(
        (status = 200, body = CandidateGroup),
        (status = 409, body = api::Problem),
        (status = 412, body = api::Problem)
    )
)]
#[patch("/candidate-groups/{id}")]
async fn update_candidate_group(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<CandidateGroupFields>>,
) -> Outcome<HttpResponse> {
    let group = state
        .app
        .db
        .scope(&actor, Permission::GroupUpdate, async |scope| {
            let fields = patch.apply(&candidate_groups::find(scope, id).await?.fields)?;
            fields.validate()?;
            candidate_groups::update(scope, id, fields, version).await
        })
        .await?;
    let version = group.version;
    Ok(versioned(&CandidateGroup::from(group), version))
}

/// Delete a group
///
/// Its members stay.
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 412, body = api::Problem))
)]
#[delete("/candidate-groups/{id}")]
async fn delete_candidate_group(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::GroupDelete, async |scope| {
            candidate_groups::delete(scope, id, version).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put candidates into a group
///
/// Answers how many were not in it before. One unknown id and nothing is done.
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:update"])),
    params(("id" = Uuid, Path)),
    request_body = Members,
    responses((status = 200, body = Affected))
)]
#[post("/candidate-groups/{id}/members")]
async fn add_group_members(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    Json(members): Json<Members>,
) -> Outcome<web::Json<Affected>> {
    let affected = state
        .app
        .db
        .scope(&actor, Permission::GroupUpdate, async |scope| {
            candidate_groups::add_members(scope, id, &members.candidate_ids).await
        })
        .await?;
    Ok(web::Json(Affected { affected }))
}

/// Take candidates out of a group
#[utoipa::path(
    tag = "candidate_groups",
    security(("bearer" = ["recruit:group:update"])),
    params(("id" = Uuid, Path)),
    request_body = Members,
    responses((status = 200, body = Affected))
)]
#[delete("/candidate-groups/{id}/members")]
async fn remove_group_members(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    Json(members): Json<Members>,
) -> Outcome<web::Json<Affected>> {
    let affected = state
        .app
        .db
        .scope(&actor, Permission::GroupUpdate, async |scope| {
            candidate_groups::remove_members(scope, id, &members.candidate_ids).await
        })
        .await?;
    Ok(web::Json(Affected { affected }))
}
