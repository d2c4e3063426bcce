//! Candidates.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::candidates::{
    Affected, BulkCandidateAction, Candidate, CandidateFields, CandidateQuery, DeleteQuery, MergeRequest,
};
use api::jobs::{BulkRequest, BulkResponse, Duplicates};
use api::logs::TimelineEntry;
use api::models::PageQuery;
use api::{ListQuery, MergePatch, Page};
use domain::logs::SubjectType;
use domain::{Check, Permission};
use persistence::{Scope, candidate_groups, candidates};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::action_logs::timeline;
use crate::answer::{created, paged, versioned};
use crate::cursor::{self, Walk};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::jobs::{bulk_response, reviewed};
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_candidates)
        .service(export_candidates)
        .service(create_candidate)
        .service(save_candidates)
        .service(change_candidates)
        .service(get_candidate)
        .service(update_candidate)
        .service(delete_candidate)
        .service(merge_candidate)
        .service(list_candidate_duplicates)
        .service(list_candidate_timeline);
}

/// List candidates
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:read"])),
    params(CandidateQuery),
    responses((status = 200, body = Page<Candidate>))
)]
#[get("/candidates")]
async fn list_candidates(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<CandidateQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, query.filter());
    let walk = Walk::of(query.cursor.as_deref(), paging.per_page)?;
    let page = state
        .app
        .db
        .read(&actor, Permission::CandidateRead, async |scope| match &walk {
            Some(walk) => {
                let rows = candidates::cursor(scope, &filter, walk.after, walk.limit()).await?;
                Ok(walk.page(rows, |candidate| candidate.id))
            }
            None => {
                Ok(Page::<Candidate>::numbered(candidates::list(scope, &filter, &paging).await?, &paging))
            }
        })
        .await?;
    Ok(paged(&request, &page))
}

/// Export candidates
///
/// The filtered list as CSV, or as an Excel workbook when `Accept` asks for one.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:export"])),
    params(CandidateQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/candidates/export")]
async fn export_candidates(
    state: web::Data<State>,
    request: HttpRequest,
    actor: SignedIn,
    Query(query): Query<CandidateQuery>,
) -> Outcome<HttpResponse> {
    let filter = query.filter();
    let rows: Vec<Candidate> = state
        .app
        .db
        .read(&actor, Permission::CandidateExport, async |scope| {
            let step = async |after, limit| candidates::cursor(scope, &filter, after, limit).await;
            cursor::all(step, |candidate| candidate.id).await
        })
        .await?
        .into_iter()
        .map(Candidate::from)
        .collect();
    let header = [
        "id",
        "name",
        "emails",
        "phone",
        "current_company",
        "current_position",
        "experience_years",
        "education",
        "locations",
        "expected_salary",
        "keywords",
        "external_id",
        "created_at",
    ];
    sheet(&request, "candidates", header, rows.iter().map(line)).await
}

fn line(candidate: &Candidate) -> [String; 13] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        candidate.id.to_string(),
        candidate.name.clone(),
        candidate.emails.join("; "),
        text(&candidate.phone),
        text(&candidate.current_company),
        text(&candidate.current_position),
        candidate.experience_years.map(|years| years.to_string()).unwrap_or_default(),
        text(&candidate.education),
        candidate.locations.join("; "),
        text(&candidate.expected_salary),
        candidate.keywords.join("; "),
        text(&candidate.external_id),
        candidate.created_at.to_rfc3339(),
    ]
}

/// Create a candidate
///
/// Salary numbers follow from `expected_salary` unless they are given; keywords are found in the texts when absent.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:create"])),
    request_body = CandidateFields,
    responses((status = 201, body = Candidate), (status = 409, body = api::Problem))
)]
#[post("/candidates")]
async fn create_candidate(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<CandidateFields>,
) -> Outcome<HttpResponse> {
    let candidate = app::candidates::create(&state.app, &actor, fields).await?;
    let (location, version) = (format!("/api/candidates/{}", candidate.id), candidate.version);
    Ok(created(&Candidate::from(candidate), location, version))
}

/// Save reviewed candidates
///
/// All of them, or none: one invalid item and nothing is saved, with pointers to every fault.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:import"])),
    request_body = BulkRequest<CandidateFields>,
    responses((status = 200, body = BulkResponse), (status = 409, body = api::Problem))
)]
#[post("/candidates/bulk")]
async fn save_candidates(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<BulkRequest<CandidateFields>>,
) -> Outcome<web::Json<BulkResponse>> {
    let items = request.items.into_iter().map(reviewed).collect();
    let saved = app::candidates::save(&state.app, &actor, items).await?;
    Ok(web::Json(bulk_response(saved)))
}

/// Change several candidates at once
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:update"])),
    request_body = BulkCandidateAction,
    responses((status = 200, body = Affected), (status = 404, body = api::Problem))
)]
#[post("/candidates/bulk-actions")]
async fn change_candidates(
    state: web::Data<State>,
    actor: SignedIn,
    Json(action): Json<BulkCandidateAction>,
) -> Outcome<web::Json<Affected>> {
    actor.require(Permission::CandidateUpdate)?;
    let permission = match &action {
        BulkCandidateAction::AddToGroup { .. } | BulkCandidateAction::RemoveFromGroup { .. } => {
            Permission::GroupUpdate
        }
        BulkCandidateAction::Archive { .. } | BulkCandidateAction::Restore { .. } => {
            Permission::CandidateUpdate
        }
        BulkCandidateAction::Delete { .. } => Permission::CandidateDelete,
    };
    let affected = state.app.db.scope(&actor, permission, async |scope| act(scope, &action).await).await?;
    Ok(web::Json(Affected { affected }))
}

async fn act(scope: &Scope, action: &BulkCandidateAction) -> domain::Result<u64> {
    let ids = action.candidate_ids();
    match action {
        BulkCandidateAction::AddToGroup { group_id, .. } => {
            return candidate_groups::add_members(scope, *group_id, ids).await;
        }
        BulkCandidateAction::RemoveFromGroup { group_id, .. } => {
            return candidate_groups::remove_members(scope, *group_id, ids).await;
        }
        BulkCandidateAction::Archive { .. } => candidates::archive_many(scope, ids).await?,
        BulkCandidateAction::Restore { .. } => candidates::restore_many(scope, ids).await?,
        BulkCandidateAction::Delete { .. } => candidates::delete_many(scope, ids).await?,
    }
    Ok(ids.len() as u64)
}

/// Get a candidate
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Candidate))
)]
#[get("/candidates/{id}")]
async fn get_candidate(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let candidate = state
        .app
        .db
        .read(&actor, Permission::CandidateRead, async |scope| candidates::find(scope, id).await)
        .await?;
    let version = candidate.version;
    Ok(versioned(&Candidate::from(candidate), version))
}

/// Change a candidate
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<CandidateFields>,
    responses((status = 200, body = Candidate), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[patch("/candidates/{id}")]
async fn update_candidate(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<CandidateFields>>,
) -> Outcome<HttpResponse> {
    let change = |before: &CandidateFields| {
        let fields = patch.apply(before)?;
        fields.validate().map(|()| fields)
    };
    let candidate = app::candidates::update(&state.app, &actor, id, version, change).await?;
    let version = candidate.version;
    Ok(versioned(&Candidate::from(candidate), version))
}

/// Delete a candidate
///
/// A candidate who was mailed is archived instead. `erase=true` removes the personal data for good, also from mails.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:delete"])),
    params(("id" = Uuid, Path), DeleteQuery),
    responses((status = 204), (status = 412, body = api::Problem))
)]
#[delete("/candidates/{id}")]
async fn delete_candidate(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    Query(query): Query<DeleteQuery>,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::CandidateDelete, async |scope| {
            if query.erase.unwrap_or_default() {
                candidates::erase(scope, id, version).await
            } else {
                candidates::delete(scope, id, version).await.map(|_removed| ())
            }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Merge another record of the same person
///
/// What the candidate lacks is taken from the other record, lists grow, and the other record is archived.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergeRequest,
    responses((status = 200, body = Candidate))
)]
#[post("/candidates/{id}/merge")]
async fn merge_candidate(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    RawJson(request): RawJson<MergeRequest>,
) -> Outcome<HttpResponse> {
    let candidate = app::candidates::merge(&state.app, &actor, id, request.other_id).await?;
    let version = candidate.version;
    Ok(versioned(&Candidate::from(candidate), version))
}

/// List who may be the same person
///
/// Living candidates with the same id in another system, e-mail address, phone number, or name and employer.
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Duplicates))
)]
#[get("/candidates/{id}/duplicates")]
async fn list_candidate_duplicates(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
) -> Outcome<web::Json<Duplicates>> {
    let items = state
        .app
        .db
        .read(&actor, Permission::CandidateRead, async |scope| candidates::duplicates_of(scope, id).await)
        .await?;
    Ok(web::Json(Duplicates { items }))
}

/// List what became of a candidate
#[utoipa::path(
    tag = "candidates",
    security(("bearer" = ["recruit:candidate:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/candidates/{id}/timeline")]
async fn list_candidate_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let find = async |scope: &Scope| candidates::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::CandidateRead, (SubjectType::Candidate, id), find)
        .await
}
