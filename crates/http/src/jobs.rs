//! Jobs.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::candidates::Affected;
use api::jobs::{
    BulkAction, BulkItem, BulkJobAction, BulkRequest, BulkResponse, BulkResult, Job, JobFields, JobQuery,
    StatusChange,
};
use api::logs::TimelineEntry;
use api::models::PageQuery;
use api::{ListQuery, MergePatch, Page};
use app::saving::{Reviewed, Saved};
use domain::logs::SubjectType;
use domain::{Check, Permission};
use persistence::{Scope, jobs};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::action_logs::timeline;
use crate::answer::{created, paged, versioned};
use crate::cursor::{self, Walk};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_jobs)
        .service(export_jobs)
        .service(create_job)
        .service(save_jobs)
        .service(change_jobs)
        .service(get_job)
        .service(update_job)
        .service(delete_job)
        .service(change_job_status)
        .service(list_job_timeline);
}

/// List jobs
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:read"])),
    params(JobQuery),
    responses((status = 200, body = Page<Job>))
)]
#[get("/jobs")]
async fn list_jobs(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<JobQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, query.filter());
    let walk = Walk::of(query.cursor.as_deref(), paging.per_page)?;
    let page = state
        .app
        .db
        .read(&actor, Permission::JobRead, async |scope| match &walk {
            Some(walk) => {
                let rows = jobs::cursor(scope, &filter, walk.after, walk.limit()).await?;
                Ok(walk.page(rows, |job| job.id))
            }
            None => Ok(Page::<Job>::numbered(jobs::list(scope, &filter, &paging).await?, &paging)),
        })
        .await?;
    Ok(paged(&request, &page))
}

/// Export jobs
///
/// The filtered list as CSV, or as an Excel workbook when `Accept` asks for one.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:read"])),
    params(JobQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/jobs/export")]
async fn export_jobs(
    state: web::Data<State>,
    request: HttpRequest,
    actor: SignedIn,
    Query(query): Query<JobQuery>,
) -> Outcome<HttpResponse> {
    let filter = query.filter();
    let rows: Vec<Job> = state
        .app
        .db
        .read(&actor, Permission::JobRead, async |scope| {
            cursor::all(async |after, limit| jobs::cursor(scope, &filter, after, limit).await, |job| job.id)
                .await
        })
        .await?
        .into_iter()
        .map(Job::from)
        .collect();
    let header = ["id", "title", "company", "status", "locations", "salary_range", "keywords", "created_at"];
    let line = |job: &Job| {
        [
            job.id.to_string(),
            job.title.clone(),
            job.company.as_ref().map(|company| company.name.clone()).unwrap_or_default(),
            domain::Coded::code(job.status).to_owned(),
            job.locations.join("; "),
            job.salary_range.clone().unwrap_or_default(),
            job.keywords.join("; "),
            job.created_at.to_rfc3339(),
        ]
    };
    sheet(&request, "jobs", header, rows.iter().map(line)).await
}

/// Create a job
///
/// Salary numbers follow from `salary_range` unless they are given; keywords are found in the texts when absent.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:create"])),
    request_body = JobFields,
    responses((status = 201, body = Job), (status = 409, body = api::Problem))
)]
#[post("/jobs")]
async fn create_job(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<JobFields>,
) -> Outcome<HttpResponse> {
    let job = app::jobs::create(&state.app, &actor, fields).await?;
    let (location, version) = (format!("/api/jobs/{}", job.id), job.version);
    Ok(created(&Job::from(job), location, version))
}

/// Save reviewed jobs
///
/// All of them, or none: one invalid item and nothing is saved, with pointers to every fault.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:import"])),
    request_body = BulkRequest<JobFields>,
    responses((status = 200, body = BulkResponse), (status = 409, body = api::Problem))
)]
#[post("/jobs/bulk")]
async fn save_jobs(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<BulkRequest<JobFields>>,
) -> Outcome<web::Json<BulkResponse>> {
    let saved =
        app::jobs::save(&state.app, &actor, request.items.into_iter().map(reviewed).collect()).await?;
    Ok(web::Json(bulk_response(saved)))
}

/// Change several jobs at once
///
/// All of them, or none: one that may not move to the new status, and nothing is changed.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:update"])),
    request_body = BulkJobAction,
    responses(
        (status = 200, body = Affected),
        (status = 404, body = api::Problem),
        (status = 409, body = api::Problem)
    )
)]
#[post("/jobs/bulk-actions")]
async fn change_jobs(
    state: web::Data<State>,
    actor: SignedIn,
    Json(action): Json<BulkJobAction>,
) -> Outcome<web::Json<Affected>> {
    actor.require(Permission::JobUpdate)?;
    let permission = match &action {
        BulkJobAction::Delete { .. } => Permission::JobDelete,
        _ => Permission::JobUpdate,
    };
    state.app.db.scope(&actor, permission, async |scope| act(scope, &action).await).await?;
    Ok(web::Json(Affected { affected: action.job_ids().len() as u64 }))
}

async fn act(scope: &Scope, action: &BulkJobAction) -> domain::Result<()> {
    let ids = action.job_ids();
    match action {
        BulkJobAction::ChangeStatus { status, .. } => jobs::set_status_many(scope, ids, *status).await,
        BulkJobAction::Archive { .. } => jobs::archive_many(scope, ids).await,
        BulkJobAction::Restore { .. } => jobs::restore_many(scope, ids).await,
        BulkJobAction::Delete { .. } => jobs::delete_many(scope, ids).await,
    }
}

/// Get a job
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Job))
)]
#[get("/jobs/{id}")]
async fn get_job(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let job =
        state.app.db.read(&actor, Permission::JobRead, async |scope| jobs::find(scope, id).await).await?;
    let version = job.version;
    Ok(versioned(&Job::from(job), version))
}

/// Change a job
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<JobFields>,
    responses((status = 200, body = Job), (status = 412, body = api::Problem))
)]
#[patch("/jobs/{id}")]
async fn update_job(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<JobFields>>,
) -> Outcome<HttpResponse> {
    let change = |before: &JobFields| {
        let mut fields = patch.apply(before)?;
        if patch.touches("company_name") && !patch.touches("company_id") {
            fields.company_id = None;
        }
        fields.validate().map(|()| fields)
    };
    let job = app::jobs::update(&state.app, &actor, id, version, change).await?;
    let version = job.version;
    Ok(versioned(&Job::from(job), version))
}

/// Delete a job
///
/// A job that mails were sent about is archived instead.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 412, body = api::Problem))
)]
#[delete("/jobs/{id}")]
async fn delete_job(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::JobDelete, async |scope| jobs::delete(scope, id, version).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change a job's status
///
/// pending → in_progress → closed or success; back from in_progress to pending, and from closed to in_progress.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:update"])),
    params(("id" = Uuid, Path)),
    request_body = StatusChange,
    responses((status = 200, body = Job), (status = 409, body = api::Problem))
)]
#[post("/jobs/{id}/status")]
async fn change_job_status(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    RawJson(change): RawJson<StatusChange>,
) -> Outcome<HttpResponse> {
    let job = state
        .app
        .db
        .scope(&actor, Permission::JobUpdate, async |scope| {
            jobs::set_status(scope, id, change.status, None).await
        })
        .await?;
    let version = job.version;
    Ok(versioned(&Job::from(job), version))
}

/// List what became of a job
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = ["recruit:job:read"])),
    params(("id" = Uuid, Path), PageQuery),
    responses((status = 200, body = Page<TimelineEntry>))
)]
#[get("/jobs/{id}/timeline")]
async fn list_job_timeline(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Outcome<HttpResponse> {
    let find = async |scope: &Scope| jobs::find(scope, id).await;
    timeline(&state, &actor, &request, &query, Permission::JobRead, (SubjectType::Job, id), find).await
}

/// A reviewed record in the words of the use case.
pub fn reviewed<F>(item: BulkItem<F>) -> Reviewed<F> {
    match (item.action, item.merge_into) {
        (BulkAction::Merge, Some(into)) => Reviewed::Merge { fields: item.fields, into },
        (BulkAction::Create, _) => Reviewed::Create { fields: item.fields, document_id: item.document_id },
        (BulkAction::Skip, _) | (BulkAction::Merge, None) => Reviewed::Skip,
    }
}

/// What became of reviewed records, on the wire.
pub fn bulk_response(saved: Vec<Saved>) -> BulkResponse {
    let items = saved.into_iter().map(|saved| match saved {
        Saved::Created(id) => BulkResult { action: BulkAction::Create, id: Some(id) },
        Saved::Merged(id) => BulkResult { action: BulkAction::Merge, id: Some(id) },
        Saved::Skipped => BulkResult { action: BulkAction::Skip, id: None },
    });
    BulkResponse { items: items.collect() }
}
