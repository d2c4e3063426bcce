//! Matches: the candidates for a job and the jobs for a candidate, ranked in memory and explained from the database.

mod index;
mod indexes;
mod names;
mod people;
mod wanted;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use domain::candidates::{Candidate, CandidateFields, ConsentStatus};
use domain::jobs::{Job, JobFields};
use domain::matches::{self, CandidateFacts, JobFacts, Match, Places, Policy, Weights};
use domain::page::{Page, Paging};
use domain::text::email_key;
use domain::{Actor, Code, DataScope, Error, Permission, Result};
use persistence::{Scope, candidate_groups, candidates, email_logs, jobs, organizations, suppressions};
use tokio::sync::RwLock;
use uuid::Uuid;

use crate::keywords::OrganizationVocabulary;
use crate::{App, keywords};
use index::{CandidateFilter, Index, JobFilter, Ranking, Window};

pub use indexes::Indexes;

/// What narrows the candidates for a job before they are ranked. All conditions hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CandidateNarrowing {
    /// Any of these cities.
    pub location: Vec<String>,
    /// At least so many years of experience.
    pub min_years: Option<f64>,
    /// At most so many years of experience.
    pub max_years: Option<f64>,
    /// Members of this group.
    pub group_id: Option<Uuid>,
    /// Not mailed by anybody of the organization in so many days.
    pub not_contacted_days: Option<u32>,
    /// At least this score.
    pub min_score: Option<f64>,
}

/// What narrows the jobs for a candidate before they are ranked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobNarrowing {
    /// Any of these cities.
    pub location: Vec<String>,
    /// One company.
    pub company_id: Option<Uuid>,
    /// At least this score.
    pub min_score: Option<f64>,
}

/// A candidate for a job, or a job for a candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched<T> {
    /// Who or which.
    pub subject: T,
    /// How well they fit.
    pub result: Match,
    /// Where the matched keywords stand in the job.
    pub in_job: Places,
    /// Where the matched keywords stand in the candidate.
    pub in_candidate: Places,
}

/// A candidate whom one may or may not write to.
#[derive(Clone, Debug, PartialEq)]
pub struct Contactable {
    /// Who.
    pub candidate: Candidate,
    /// Whether a mail can be sent: there is an address and nothing speaks against it.
    pub can_be_mailed: bool,
}

/// The candidates for a job, the best first: those that the actor sees and that pass the filters.
pub async fn for_job(
    app: &App,
    actor: &Actor,
    id: Uuid,
    narrowing: CandidateNarrowing,
    paging: &Paging,
) -> Result<Page<Matched<Contactable>>> {
    let (job, weights, vocabulary, mut filter) = app
        .db
        .read(actor, Permission::MatchRead, async |scope| {
            let job = jobs::find(scope, id).await?;
            let filter = candidate_filter(scope, narrowing).await?;
            Ok((job, weights(scope).await?, keywords::vocabulary(app, scope).await?, filter))
        })
        .await?;
    filter.owners = owners(app, actor).await?;
    let facts = JobFacts::of(&job.fields);
    let today = today(app);
    let ranking = rank(app, actor, paging, move |index, window| {
        index.rank_candidates(&facts, Policy { weights: &weights, today }, &filter, window)
    })
    .await?;
    let ids: Vec<Uuid> = ranking.rows.iter().map(|(id, _)| *id).collect();
    let found =
        app.db.read(actor, Permission::MatchRead, async |scope| contactable(scope, &ids).await).await?;
    let items =
        off_the_async_threads(move || join_candidates(ranking.rows, found, &job, &vocabulary)).await?;
    Ok(Page { items, total: ranking.total })
}

/// The open jobs for a candidate, the best first.
pub async fn for_candidate(
    app: &App,
    actor: &Actor,
    id: Uuid,
    narrowing: JobNarrowing,
    paging: &Paging,
) -> Result<Page<Matched<Job>>> {
    let (candidate, weights, vocabulary) = app
        .db
        .read(actor, Permission::MatchRead, async |scope| {
            let candidate = candidates::find(scope, id).await?;
            Ok((candidate, weights(scope).await?, keywords::vocabulary(app, scope).await?))
        })
        .await?;
    let filter = JobFilter {
        cities: cities(&narrowing.location),
        company_id: narrowing.company_id,
        min_score: hundredths(narrowing.min_score),
    };
    let facts = CandidateFacts::of(&candidate);
    let today = today(app);
    let ranking = rank(app, actor, paging, move |index, window| {
        index.rank_jobs(&facts, Policy { weights: &weights, today }, &filter, window)
    })
    .await?;
    let ids: Vec<Uuid> = ranking.rows.iter().map(|(id, _)| *id).collect();
    let found =
        app.db.read(actor, Permission::MatchRead, async |scope| jobs::find_many(scope, &ids).await).await?;
    let items =
        off_the_async_threads(move || join_jobs(ranking.rows, found, &candidate, &vocabulary)).await?;
    Ok(Page { items, total: ranking.total })
}

/// The filter without the owners, who depend on the actor and not on what was asked.
async fn candidate_filter(scope: &Scope, narrowing: CandidateNarrowing) -> Result<CandidateFilter> {
    let among = match narrowing.group_id {
        Some(id) => Some(candidate_groups::member_ids(scope, id).await.map_err(no_such_group)?),
        None => None,
    };
    let without = match narrowing.not_contacted_days {
        Some(days) => {
            let since = scope.now() - TimeDelta::days(i64::from(days));
            email_logs::contacted_since(scope, since).await?
        }
        None => HashSet::new(),
    };
    Ok(CandidateFilter {
        owners: None,
        cities: cities(&narrowing.location),
        min_years: narrowing.min_years,
        max_years: narrowing.max_years,
        among,
        without,
        min_score: hundredths(narrowing.min_score),
    })
}

fn no_such_group(error: Error) -> Error {
    match error {
        Error::NotFound(_) => Error::invalid("?group_id", Code::UnknownReference),
        other => other,
    }
}

/// Whose candidates the actor sees; `None`: everybody's.
async fn owners(app: &App, actor: &Actor) -> Result<Option<HashSet<Uuid>>> {
    Ok(match actor.data_scope {
        DataScope::All => None,
        DataScope::Own => Some(HashSet::from([actor.user_id])),
        DataScope::Team => Some(persistence::maintenance::index::team_of(&app.db, actor).await?),
    })
}

async fn weights(scope: &Scope) -> Result<Weights> {
    Ok(organizations::settings(scope).await?.match_weights)
}

fn today(app: &App) -> NaiveDate {
    app.db.clock().now().date_naive()
}

fn cities(written: &[String]) -> Vec<String> {
    written.iter().map(|city| matches::city(city)).collect()
}

/// A score of nothing at all asks for nothing, not even that the job can be scored.
fn hundredths(score: Option<f64>) -> Option<u32> {
    score.filter(|score| *score > 0.0).map(|score| (score * 100.0 - 1e-6).ceil() as u32)
}

/// Ranks with the organization's index, brought up to date, off the async threads.
async fn rank(
    app: &App,
    actor: &Actor,
    paging: &Paging,
    work: impl FnOnce(&Index, Window) -> Ranking + Send + 'static,
) -> Result<Ranking> {
    let window = Window {
        offset: usize::try_from(paging.offset()).unwrap_or(usize::MAX),
        limit: paging.per_page as usize,
    };
    let index: Arc<RwLock<Index>> = app.indexes.current(&app.db, actor.organization_id).await?;
    let index = index.read_owned().await;
    off_the_async_threads(move || work(&index, window)).await
}

async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// The candidates with what speaks for and against writing to them.
async fn contactable(scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, Contactable>> {
    let found = candidates::find_many(scope, ids).await?;
    let addresses = found.iter().filter_map(|candidate| candidate.fields.emails.first());
    let suppressed = suppressions::among(scope, addresses.map(String::as_str)).await?;
    let with = |candidate: Candidate| {
        let can_be_mailed = can_be_mailed(&candidate.fields, &suppressed);
        (candidate.id, Contactable { candidate, can_be_mailed })
    };
    Ok(found.into_iter().map(with).collect())
}

fn can_be_mailed(fields: &CandidateFields, suppressed: &HashSet<String>) -> bool {
    let is_willing = !fields.do_not_contact && fields.consent_status != ConsentStatus::Withdrawn;
    is_willing && fields.emails.first().is_some_and(|email| !suppressed.contains(&email_key(email)))
}

/// Whoever has gone since the ranking is left out.
fn join_candidates(
    ranked: Vec<(Uuid, Match)>,
    mut found: HashMap<Uuid, Contactable>,
    job: &Job,
    vocabulary: &OrganizationVocabulary,
) -> Vec<Matched<Contactable>> {
    let all = JobPlaces::of(&job.fields, vocabulary);
    let join = |(id, result): (Uuid, Match)| {
        let subject = found.remove(&id)?;
        let codes = matched(&result);
        let in_candidate = matches::in_candidate(&subject.candidate.fields, &codes, vocabulary);
        Some(Matched { in_job: all.only(&codes), in_candidate, subject, result })
    };
    ranked.into_iter().filter_map(join).collect()
}

fn join_jobs(
    ranked: Vec<(Uuid, Match)>,
    found: Vec<Job>,
    candidate: &Candidate,
    vocabulary: &OrganizationVocabulary,
) -> Vec<Matched<Job>> {
    let mut found: HashMap<Uuid, Job> = found.into_iter().map(|job| (job.id, job)).collect();
    let join = |(id, result): (Uuid, Match)| {
        let subject = found.remove(&id)?;
        let codes = matched(&result);
        let in_job = matches::in_job(&subject.fields, &codes, vocabulary);
        let in_candidate = matches::in_candidate(&candidate.fields, &codes, vocabulary);
        Some(Matched { in_job, in_candidate, subject, result })
    };
    ranked.into_iter().filter_map(join).collect()
}

fn matched(result: &Match) -> HashSet<&str> {
    result.matched.iter().map(String::as_str).collect()
}

/// Where all keywords of one job stand, looked for once for a whole page.
struct JobPlaces(Places);

impl JobPlaces {
    fn of(fields: &JobFields, vocabulary: &OrganizationVocabulary) -> Self {
        let codes = fields.keywords.iter().flatten().map(String::as_str).collect();
        Self(matches::in_job(fields, &codes, vocabulary))
    }

    fn only(&self, codes: &HashSet<&str>) -> Places {
        let wanted = self.0.iter().filter(|(code, _)| codes.contains(code.as_str()));
        wanted.map(|(code, places)| (code.clone(), places.clone())).collect()
    }
}
