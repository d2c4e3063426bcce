//! Matches: the candidates for a job, and the jobs for a candidate.

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::matches::{
    CandidateBrief, CandidateMatch, CandidateMatchQuery, JobBrief, JobMatch, JobMatchQuery, Match,
};
use api::{ListQuery, Page};
use app::matches::{CandidateNarrowing, Contactable, JobNarrowing, Matched};
use domain::jobs::Job;
use domain::{Locale, Paging};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::{Id, Query};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_job_matches).service(list_candidate_matches);
}

/// List the candidates for a job
///
/// The best first: by score, then base score, then id. Filters narrow before the ranking; archived candidates are left
/// out. `docs/matching.md` explains the score.
#[utoipa::path(
    tag = "matches",
    security(("bearer" = ["recruit:match:read"])),
    params(("id" = Uuid, Path), CandidateMatchQuery),
    responses((status = 200, body = Page<CandidateMatch>))
)]
#[get("/jobs/{id}/matches")]
async fn list_job_matches(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<CandidateMatchQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    query.check()?;
    let narrowing = CandidateNarrowing {
        location: query.location.0,
        min_years: query.min_years,
        max_years: query.max_years,
        group_id: query.group_id,
        not_contacted_days: query.not_contacted_days,
        min_score: query.min_score,
    };
    let page = app::matches::for_job(&state.app, &actor, id, narrowing, &paging).await?;
    Ok(paged(&request, &view(page, &paging, |matched| candidate_match(matched, actor.locale))))
}

/// List the open jobs for a candidate
///
/// The mirror of the list of candidates for a job: the same score for the same pair. Archived and closed jobs are left
/// out.
#[utoipa::path(
    tag = "matches",
    security(("bearer" = ["recruit:match:read"])),
    params(("id" = Uuid, Path), JobMatchQuery),
    responses((status = 200, body = Page<JobMatch>))
)]
#[get("/candidates/{id}/matches")]
async fn list_candidate_matches(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Id(id): Id,
    Query(query): Query<JobMatchQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    query.check()?;
    let narrowing =
        JobNarrowing { location: query.location.0, company_id: query.company_id, min_score: query.min_score };
    let page = app::matches::for_candidate(&state.app, &actor, id, narrowing, &paging).await?;
    Ok(paged(&request, &view(page, &paging, |matched| job_match(matched, actor.locale))))
}

fn candidate_match(matched: Matched<Contactable>, locale: Locale) -> CandidateMatch {
    let Contactable { candidate, can_be_mailed } = matched.subject;
    CandidateMatch {
        candidate: CandidateBrief::new(candidate, can_be_mailed),
        result: Match::new(&matched.result, matched.in_job, matched.in_candidate, locale),
    }
}

fn job_match(matched: Matched<Job>, locale: Locale) -> JobMatch {
    JobMatch {
        job: JobBrief::from(matched.subject),
        result: Match::new(&matched.result, matched.in_job, matched.in_candidate, locale),
    }
}

fn view<R, V>(page: domain::Page<R>, paging: &Paging, turn: impl FnMut(R) -> V) -> Page<V> {
    let page = page.map(turn);
    Page {
        items: page.items,
        page: Some(paging.page),
        per_page: Some(paging.per_page),
        total: Some(page.total),
        next_cursor: None,
    }
}
