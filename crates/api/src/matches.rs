//! Matches: who fits a job, which jobs fit a candidate, and why.

use std::collections::BTreeMap;

use domain::candidates::Candidate;
use domain::jobs::{Job, JobStatus, NamedRef};
use domain::matches::{self, Place, Places};
use domain::{Coded, FieldError, Locale};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Client, Result, Transport};
use crate::{Code, CommaList, ListQuery, Page};

/// How well a job and a candidate fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// 0 to 100, to the hundredth; null when the job has no keywords, so that nothing can be said.
    #[cfg_attr(feature = "openapi", schema(example = 82.5))]
    pub score: Option<f64>,
    /// `cannot_be_scored` when the score is null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The share of the job's keywords that the candidate has, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(example = 0.75))]
    pub base_score: f64,
    /// Codes that both have.
    pub matched: Vec<String>,
    /// Codes that only the job has.
    pub missing: Vec<String>,
    /// Codes that only the candidate has.
    pub extra: Vec<String>,
    /// How many requirements the score rests on.
    pub coverage: u32,
    /// The parts of the score; their contributions add up to it.
    pub components: Vec<MatchComponent>,
    /// Code of a matched keyword → where it stands. One that a person set by hand may stand nowhere.
    pub evidence: BTreeMap<String, MatchEvidence>,
    /// The version of the formula.
    #[cfg_attr(feature = "openapi", schema(example = "1"))]
    pub policy_version: String,
}

impl Match {
    /// The view of a match, explained in the language of the request.
    pub fn new(found: &matches::Match, in_job: Places, in_candidate: Places, locale: Locale) -> Self {
        let mut evidence: BTreeMap<String, MatchEvidence> = BTreeMap::new();
        for (code, places) in in_job {
            evidence.entry(code).or_default().job = places.into_iter().map(FieldSpan::from).collect();
        }
        for (code, places) in in_candidate {
            evidence.entry(code).or_default().candidate = places.into_iter().map(FieldSpan::from).collect();
        }
        Self {
            score: found.score.map(points),
            reason: found.score.is_none().then(|| "cannot_be_scored".to_owned()),
            base_score: found.base_score(),
            matched: found.matched.clone(),
            missing: found.missing.clone(),
            extra: found.extra.clone(),
            coverage: found.coverage,
            components: found.parts.iter().map(|part| MatchComponent::new(part, locale)).collect(),
            evidence,
            policy_version: matches::POLICY_VERSION.to_owned(),
        }
    }
}

/// Hundredths of a point, as points.
fn points(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchComponent {
    /// A stable word, such as `must_keywords`.
    #[cfg_attr(feature = "openapi", schema(example = "must_keywords"))]
    pub name: String,
    /// Its share of the best score there is, 0 to 1. The shares of a job that states few requirements do not add up to
    /// 1, because such a job gives nobody a full score.
    pub weight: f64,
    /// How well it is met, 0 to 1.
    pub value: f64,
    /// Points of the score.
    pub contribution: f64,
    /// In words, in the language of the request.
    pub explanation: String,
}

impl MatchComponent {
    fn new(part: &matches::Part, locale: Locale) -> Self {
        Self {
            name: part.component.code().to_owned(),
            weight: f64::from(part.full) / 10_000.0,
            value: part.value,
            contribution: points(part.points),
            explanation: matches::explain(part, locale),
        }
    }
}

/// Where a keyword stands in both records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchEvidence {
    /// Places in the job.
    pub job: Vec<FieldSpan>,
    /// Places in the candidate.
    pub candidate: Vec<FieldSpan>,
}

/// A place in a field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldSpan {
    /// The field; an item of a list by its index, as in `raw_skills/2`.
    #[cfg_attr(feature = "openapi", schema(example = "job_requirement"))]
    pub field: String,
    /// The first Unicode scalar value.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The words around it, with the keyword in them.
    pub quote: String,
}

impl From<Place> for FieldSpan {
    fn from(place: Place) -> Self {
        Self { field: place.field, start: place.start, end: place.end, quote: place.quote }
    }
}

/// A candidate in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CandidateBrief {
    /// The id.
    pub id: Uuid,
    /// Full name.
    pub name: String,
    /// Present employer.
    pub current_company: Option<String>,
    /// Present position.
    pub current_position: Option<String>,
    /// Years of experience.
    pub experience_years: Option<f64>,
    /// Cities.
    pub locations: Vec<String>,
    /// Whether a mail can be sent: there is an address and nothing speaks against it.
    pub can_be_mailed: bool,
}

impl CandidateBrief {
    /// A candidate in short.
    pub fn new(candidate: Candidate, can_be_mailed: bool) -> Self {
        Self {
            id: candidate.id,
            name: candidate.fields.name,
            current_company: candidate.fields.current_company,
            current_position: candidate.fields.current_position,
            experience_years: candidate.fields.experience_years,
            locations: candidate.fields.locations,
            can_be_mailed,
        }
    }
}

/// A job in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobBrief {
    /// The id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// The client.
    pub company: Option<NamedRef>,
    /// Cities.
    pub locations: Vec<String>,
    /// The salary as written.
    pub salary_range: Option<String>,
    /// Where the search stands.
    pub status: JobStatus,
}

impl From<Job> for JobBrief {
    fn from(job: Job) -> Self {
        Self {
            id: job.id,
            title: job.fields.title,
            company: job.company,
            locations: job.fields.locations,
            salary_range: job.fields.salary_range,
            status: job.status,
        }
    }
}

/// A candidate for a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CandidateMatch {
    /// Who.
    pub candidate: CandidateBrief,
    /// How well.
    #[serde(flatten)]
    pub result: Match,
}

/// A job for a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobMatch {
    /// Which.
    pub job: JobBrief,
    /// How well.
    #[serde(flatten)]
    pub result: Match,
}

/// What narrows the candidates for a job before they are ranked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateMatchQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// Any of these cities, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub location: CommaList<String>,
    /// At least so many years of experience.
    pub min_years: Option<f64>,
    /// At most so many years of experience.
    pub max_years: Option<f64>,
    /// Members of this group.
    pub group_id: Option<Uuid>,
    /// Not mailed in so many days.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 3650))]
    pub not_contacted_days: Option<u32>,
    /// At least this score.
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 100))]
    pub min_score: Option<f64>,
}

impl ListQuery for CandidateMatchQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        None
    }
}

/// What narrows the jobs for a candidate before they are ranked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct JobMatchQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// Any of these cities, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub location: CommaList<String>,
    /// One company.
    pub company_id: Option<Uuid>,
    /// At least this score.
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 100))]
    pub min_score: Option<f64>,
}

impl ListQuery for JobMatchQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        None
    }
}

impl CandidateMatchQuery {
    /// Fails with the numbers that are out of their range.
    pub fn check(&self) -> domain::Result<()> {
        let mut faults = Vec::new();
        in_range(&mut faults, "?min_years", self.min_years, 80.0);
        in_range(&mut faults, "?max_years", self.max_years, 80.0);
        in_range(&mut faults, "?not_contacted_days", self.not_contacted_days.map(f64::from), 3650.0);
        in_range(&mut faults, "?min_score", self.min_score, 100.0);
        if faults.is_empty() { Ok(()) } else { Err(domain::Error::Invalid(faults)) }
    }
}

impl JobMatchQuery {
    /// Fails when the score is out of its range.
    pub fn check(&self) -> domain::Result<()> {
        let mut faults = Vec::new();
        in_range(&mut faults, "?min_score", self.min_score, 100.0);
        if faults.is_empty() { Ok(()) } else { Err(domain::Error::Invalid(faults)) }
    }
}

/// Notes a number that is below nothing, above `max`, or none at all.
fn in_range(faults: &mut Vec<FieldError>, name: &str, value: Option<f64>, max: f64) {
    if value.is_some_and(|value| !(0.0..=max).contains(&value)) {
        faults.push(FieldError::new(name, Code::OutOfRange).with(0).with(max));
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/jobs/{id}/matches`
    pub async fn list_job_matches(
        &self,
        id: Uuid,
        query: &CandidateMatchQuery,
    ) -> Result<Page<CandidateMatch>> {
        self.get_with(&format!("/api/jobs/{id}/matches"), query).await
    }

    /// `GET /api/candidates/{id}/matches`
    pub async fn list_candidate_matches(&self, id: Uuid, query: &JobMatchQuery) -> Result<Page<JobMatch>> {
        self.get_with(&format!("/api/candidates/{id}/matches"), query).await
    }
}
