//! Sample data: an agency's first weeks, so that every page can be seen alive.
//!
//! Companies, jobs, candidates, groups and templates are written by hand in `sample/*.json`, in both languages.
//! The candidates were met over the last weeks, the oldest first.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::candidate_groups::CandidateGroupFields;
use domain::candidates::CandidateFields;
use domain::companies::CompanyFields;
use domain::deriving::{derive_candidate, derive_job};
use domain::email_templates::EmailTemplateFields;
use domain::jobs::{JobFields, JobStatus};
use domain::keywords::Vocabulary;
use domain::{Actor, Code, Error, Permission, Result};
use persistence::candidates::NewCandidate;
use persistence::jobs::NewJob;
use persistence::{Scope, candidate_groups, candidates, companies, dashboard, email_templates, jobs};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{App, keywords};

/// Days over which the candidates were met.
const DAYS: i64 = 45;

/// How much was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the number of its name")]
pub struct SampleData {
    pub companies: u64,
    pub jobs: u64,
    pub candidates: u64,
    pub groups: u64,
    pub templates: u64,
}

/// Fills an organization in which there is nothing yet; else `sample_data_not_empty`.
pub async fn load(app: &App, actor: &Actor) -> Result<SampleData> {
    app.db
        .scope(actor, Permission::OrganizationUpdate, async |scope| {
            if !dashboard::is_empty(scope).await? {
                return Err(Error::Rule(Code::SampleDataNotEmpty));
            }
            let vocabulary = keywords::vocabulary(app, scope).await?;
            Ok(SampleData {
                companies: add_companies(scope).await?,
                jobs: add_jobs(scope, &vocabulary).await?,
                templates: add_templates(scope).await?,
                groups: add_groups(scope).await?,
                candidates: add_candidates(scope, &vocabulary).await?,
            })
        })
        .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleJob {
    status: JobStatus,
    fields: JobFields,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleCandidate {
    groups: Vec<String>,
    fields: CandidateFields,
}

async fn add_companies(scope: &Scope) -> Result<u64> {
    let all: Vec<CompanyFields> = read(include_str!("../../sample/companies.json"))?;
    let count = all.len() as u64;
    for fields in all {
        companies::insert(scope, fields).await?;
    }
    Ok(count)
}

async fn add_jobs(scope: &Scope, vocabulary: &Vocabulary) -> Result<u64> {
    let all: Vec<SampleJob> = read(include_str!("../../sample/jobs.json"))?;
    let mut new = Vec::with_capacity(all.len());
    for SampleJob { status, mut fields } in all {
        derive_job(&mut fields, None, vocabulary)?;
        new.push(NewJob { fields, status, ..NewJob::default() });
    }
    Ok(jobs::insert_many(scope, new).await?.len() as u64)
}

async fn add_templates(scope: &Scope) -> Result<u64> {
    let all: Vec<EmailTemplateFields> = read(include_str!("../../sample/templates.json"))?;
    let count = all.len() as u64;
    for fields in all {
        email_templates::insert(scope, fields).await?;
    }
    Ok(count)
}

async fn add_groups(scope: &Scope) -> Result<u64> {
    let all: Vec<CandidateGroupFields> = read(include_str!("../../sample/candidate_groups.json"))?;
    let count = all.len() as u64;
    for fields in all {
        candidate_groups::insert(scope, fields).await?;
    }
    Ok(count)
}

async fn add_candidates(scope: &Scope, vocabulary: &Vocabulary) -> Result<u64> {
    let all: Vec<SampleCandidate> = read(include_str!("../../sample/candidates.json"))?;
    let count = all.len();
    let (mut new, mut groups) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (index, SampleCandidate { groups: names, mut fields }) in all.into_iter().enumerate() {
        derive_candidate(&mut fields, None, vocabulary)?;
        let added_at = Some(met_at(scope.now(), index, count));
        new.push(NewCandidate { fields, added_at, ..NewCandidate::default() });
        groups.push(names);
    }
    let ids = candidates::insert_many(scope, new).await?;
    let mut members: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (id, names) in ids.iter().zip(groups) {
        names.into_iter().for_each(|name| members.entry(name).or_default().push(*id));
    }
    for group in candidate_groups::cursor(scope, None, None, count as u64).await? {
        let ids = members.remove(&group.fields.name).unwrap_or_default();
        candidate_groups::add_members(scope, group.id, &ids).await?;
    }
    match members.into_keys().next() {
        Some(name) => Err(Error::internal(format!("the sample group {name} is not in its file"))),
        None => Ok(count as u64),
    }
}

/// When the candidate at `index` of `count` was met: spread evenly, the last one just now.
fn met_at(now: DateTime<Utc>, index: usize, count: usize) -> DateTime<Utc> {
    let back = (count - 1 - index) as i64;
    now - TimeDelta::minutes(back * DAYS * 24 * 60 / count as i64)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    serde_json::from_str(text).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::Check as _;

    use super::*;

    #[test]
    fn the_sample_data_holds_what_a_person_could_have_typed() {
        let jobs: Vec<SampleJob> = read(include_str!("../../sample/jobs.json")).unwrap();
        let candidates: Vec<SampleCandidate> = read(include_str!("../../sample/candidates.json")).unwrap();
        let companies: Vec<CompanyFields> = read(include_str!("../../sample/companies.json")).unwrap();
        let groups: Vec<CandidateGroupFields> =
            read(include_str!("../../sample/candidate_groups.json")).unwrap();
        let templates: Vec<EmailTemplateFields> = read(include_str!("../../sample/templates.json")).unwrap();
        assert_eq!((jobs.len(), candidates.len()), (20, 60));
        jobs.iter().for_each(|job| job.fields.validate().unwrap());
        candidates.iter().for_each(|candidate| candidate.fields.validate().unwrap());
        companies.iter().for_each(|company| company.validate().unwrap());
        groups.iter().for_each(|group| group.validate().unwrap());
        templates.iter().for_each(|template| template.validate().unwrap());
        let names: BTreeSet<_> = companies.iter().map(|company| company.name.as_str()).collect();
        for job in &jobs {
            let company = job.fields.company_name.as_deref();
            assert!(company.is_some_and(|name| names.contains(name)), "{company:?}");
        }
    }

    #[test]
    fn the_candidates_were_met_in_order_over_the_last_weeks() {
        let now: DateTime<Utc> = "2026-11-24T08:00:00Z".parse().unwrap();
        let all: Vec<_> = (0..60).map(|index| met_at(now, index, 60)).collect();
        assert!(all.is_sorted());
        assert_eq!(all[59], now);
        assert!(all[0] >= now - TimeDelta::days(DAYS));
    }
}
