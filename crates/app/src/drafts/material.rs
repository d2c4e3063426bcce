//! What a mail is written from: the records, and which placeholders have a value in them.

use domain::candidates::CandidateFields;
use domain::email_templates::Placeholder;
use domain::jobs::JobFields;
use domain::parsing::find_instructions;
use domain::{Code, Coded, Error, Locale, Permission, Result};
use persistence::{Scope, candidates, jobs, users};
use serde_json::{Value, json};

use super::Brief;

/// Characters of a long text that are given to a model at most.
const LONGEST: usize = 4000;

/// What a mail is written from.
#[derive(Clone, Debug, Default)]
pub(super) struct Material {
    pub(super) sender: String,
    pub(super) job: Option<JobFields>,
    pub(super) candidate: Option<CandidateFields>,
    pub(super) core_points: String,
    pub(super) locale: Locale,
}

impl Material {
    /// Loads the records of a brief; one that is not there is at fault by its field.
    pub(super) async fn load(scope: &Scope, brief: &Brief) -> Result<Self> {
        let missing = |pointer: &str, error| match error {
            Error::NotFound(_) => Error::invalid(pointer, Code::UnknownReference),
            other => other,
        };
        let job = match brief.job_id {
            Some(id) => {
                scope.actor().require(Permission::JobRead)?;
                let job = jobs::find(scope, id).await.map_err(|error| missing("/job_id", error))?;
                let company_name = job.company.map(|company| company.name);
                Some(JobFields { company_name, ..job.fields })
            }
            None => None,
        };
        let candidate = match brief.candidate_id {
            Some(id) => {
                scope.actor().require(Permission::CandidateRead)?;
                let found = candidates::find(scope, id).await;
                Some(found.map_err(|error| missing("/candidate_id", error))?.fields)
            }
            None => None,
        };
        Ok(Self {
            sender: users::me(scope).await?.display_name(),
            job,
            candidate,
            core_points: brief.core_points.clone(),
            locale: brief.locale,
        })
    }

    /// The placeholders that will have a value. Without a candidate the mail is for anybody, of whom nothing is known.
    pub(super) fn placeholders(&self) -> Vec<Placeholder> {
        use Placeholder as P;
        let candidate = self.candidate.as_ref();
        let job = self.job.as_ref();
        let given = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let known = [
            (P::CandidateName, candidate.is_some()),
            (P::CandidateSalutation, true),
            (P::CandidateCurrentCompany, given(candidate.and_then(|c| c.current_company.as_deref()))),
            (P::CandidateCurrentPosition, given(candidate.and_then(|c| c.current_position.as_deref()))),
            (P::JobTitle, job.is_some()),
            (P::JobCompanyName, given(job.and_then(|job| job.company_name.as_deref()))),
            (P::JobSalaryRange, given(job.and_then(|job| job.salary_range.as_deref()))),
            (P::JobLocations, job.is_some_and(|job| !job.locations.is_empty())),
            (P::UserName, true),
            (P::UserSignature, true),
        ];
        known.into_iter().filter(|(_, has_value)| *has_value).map(|(placeholder, _)| placeholder).collect()
    }

    /// Whether a placeholder will have a value.
    pub(super) fn has(&self, placeholder: Placeholder) -> bool {
        self.placeholders().contains(&placeholder)
    }

    /// What a model is told: neither the candidate's name nor how to reach them.
    pub(super) fn facts(&self) -> Value {
        let job = self.job.as_ref().map(|job| {
            json!({
                "title": job.title,
                "company": job.company_name,
                "department": job.department,
                "salary": job.salary_range,
                "locations": job.locations,
                "levels": job.level_set,
                "min_experience_years": job.min_experience_years,
                "skills": job.raw_skills,
                "description": job.job_description.as_deref().map(shown),
                "requirement": job.job_requirement.as_deref().map(shown),
            })
        });
        let candidate = self.candidate.as_ref().map(|candidate| {
            json!({
                "current_company": candidate.current_company,
                "current_position": candidate.current_position,
                "experience_years": candidate.experience_years,
                "education": candidate.education,
                "skills": candidate.raw_skills,
                "summary": candidate.summary.as_deref().map(shown),
            })
        });
        json!({
            "sender": {"name": self.sender},
            "job": job,
            "candidate": candidate,
            "placeholders": self.placeholders().iter().map(|placeholder| placeholder.code()).collect::<Vec<_>>(),
            "core_points": self.core_points,
        })
    }

    /// Names that may stand in the mail although a model is not told them.
    pub(super) fn names(&self) -> &str {
        self.candidate.as_ref().map_or("", |candidate| &candidate.name)
    }
}

/// A long text for a model: cut, and without what speaks to one.
fn shown(text: &str) -> String {
    let hidden = find_instructions(text);
    let seen = text.chars().enumerate().filter(|(at, _)| !hidden.iter().any(|range| range.contains(at)));
    seen.map(|(_, c)| c).take(LONGEST).collect()
}
