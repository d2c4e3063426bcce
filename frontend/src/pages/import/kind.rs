//! What jobs and candidates have in common when they are imported, and what not.

use std::future::Future;

use api::jobs::{BulkRequest, BulkResponse};
use api::parse::{ParseResponse, ParseTextRequest};
use api::{ApiError, FilePart};
use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use domain::{Check, Permission};
use leptos::prelude::*;
use uuid::Uuid;

use super::desk::{Desk, Slot};
use crate::i18n::t;
use crate::pages::candidates::form::CandidateForm;
use crate::pages::jobs::form::JobForm;
use crate::transport::{client, client_watched};
use crate::ui::Form;
use crate::upload::Watch;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Candidates,
    Jobs,
}

impl Kind {
    /// The word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Jobs => "jobs",
        }
    }

    /// What it takes.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Candidates => Permission::CandidateImport,
            Self::Jobs => Permission::JobImport,
        }
    }
}

type Parsed<F> = Result<ParseResponse<F>, ApiError>;

/// A kind of record that documents can be turned into.
pub trait Importable: Check + Clone + Default + PartialEq + Send + Sync + 'static {
    /// Which.
    const KIND: Kind;

    /// What it is called in lists, and a second line.
    fn heading(&self) -> (String, String);

    /// What a field is called.
    fn label(field: &str) -> Option<fn() -> &'static str>;

    /// Where in the form a field of the evidence is edited.
    fn control(field: &str) -> &str {
        field
    }

    /// The form that a new record has too.
    fn form(form: Form<Self>, submit: Callback<()>) -> AnyView;

    /// Where its batch lies.
    fn slot(desk: Desk) -> Slot<Self>;

    /// The page of a record.
    fn address(id: Uuid) -> String;

    /// Parses files.
    fn parse_files(
        watch: Watch,
        files: Vec<FilePart>,
        engine: Option<String>,
    ) -> impl Future<Output = Parsed<Self>>;

    /// Parses a text.
    fn parse_text(request: ParseTextRequest) -> impl Future<Output = Parsed<Self>>;

    /// Saves what was confirmed.
    fn save(request: BulkRequest<Self>) -> impl Future<Output = Result<BulkResponse, ApiError>>;
}

impl Importable for CandidateFields {
    const KIND: Kind = Kind::Candidates;

    fn heading(&self) -> (String, String) {
        let parts = [self.current_position.as_deref(), self.current_company.as_deref()];
        (named(&self.name), joined(&parts))
    }

    fn label(field: &str) -> Option<fn() -> &'static str> {
        Some(match field {
            "name" => t::import::name,
            "emails" => t::import::emails,
            "phone" => t::import::phone,
            "current_company" => t::import::current_company,
            "current_position" => t::import::current_position,
            "experience_years" => t::import::experience_years,
            "education" => t::import::education,
            "education_level" => t::import::education_level,
            "salutation_title" => t::import::salutation_title,
            "level" => t::import::level,
            "expected_salary" => t::import::expected_salary,
            "skills" => t::import::skills,
            "summary" => t::import::summary,
            "external_id" => t::import::external_id,
            other => return common_label(other),
        })
    }

    fn form(form: Form<Self>, submit: Callback<()>) -> AnyView {
        view! { <CandidateForm form submit /> }.into_any()
    }

    fn slot(desk: Desk) -> Slot<Self> {
        desk.candidates
    }

    fn address(id: Uuid) -> String {
        format!("/candidates/{id}")
    }

    async fn parse_files(watch: Watch, files: Vec<FilePart>, engine: Option<String>) -> Parsed<Self> {
        client_watched(watch).parse_candidate_files(files, engine.as_deref()).await
    }

    async fn parse_text(request: ParseTextRequest) -> Parsed<Self> {
        client().parse_candidates(&request).await
    }

    async fn save(request: BulkRequest<Self>) -> Result<BulkResponse, ApiError> {
        client().save_candidates(&request).await
    }
}

impl Importable for JobFields {
    const KIND: Kind = Kind::Jobs;

    fn heading(&self) -> (String, String) {
        let locations = self.locations.join("、");
        (
            named(&self.title),
            joined(&[self.company_name.as_deref(), Some(&locations), self.salary_range.as_deref()]),
        )
    }

    fn label(field: &str) -> Option<fn() -> &'static str> {
        Some(match field {
            "title" => t::import::title,
            "company_name" => t::import::company_name,
            "department" => t::import::department,
            "salary_range" => t::import::salary_range,
            "level_set" => t::import::level,
            "must_keywords" => t::import::must_keywords,
            "job_description" => t::import::job_description,
            "job_requirement" => t::import::job_requirement,
            "min_experience_years" => t::import::min_experience_years,
            "education_required" => t::import::education_required,
            "notes" => t::import::notes,
            other => return common_label(other),
        })
    }

    /// A company that is named and one that is chosen share one control.
    fn control(field: &str) -> &str {
        if field == "company_name" { "company_id" } else { field }
    }

    fn form(form: Form<Self>, submit: Callback<()>) -> AnyView {
        let company = form.draft.with_untracked(|job| job.company_name.clone());
        view! { <JobForm form submit company /> }.into_any()
    }

    fn slot(desk: Desk) -> Slot<Self> {
        desk.jobs
    }

    fn address(id: Uuid) -> String {
        format!("/jobs/{id}")
    }

    async fn parse_files(watch: Watch, files: Vec<FilePart>, engine: Option<String>) -> Parsed<Self> {
        client_watched(watch).parse_job_files(files, engine.as_deref()).await
    }

    async fn parse_text(request: ParseTextRequest) -> Parsed<Self> {
        client().parse_jobs(&request).await
    }

    async fn save(request: BulkRequest<Self>) -> Result<BulkResponse, ApiError> {
        client().save_jobs(&request).await
    }
}

fn common_label(field: &str) -> Option<fn() -> &'static str> {
    match field {
        "locations" => Some(t::import::locations),
        "raw_skills" => Some(t::import::raw_skills),
        "keywords" => Some(t::import::keywords),
        _ => None,
    }
}

fn named(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { t::import::unnamed().to_owned() } else { name.to_owned() }
}

fn joined(parts: &[Option<&str>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().copied().filter(|part| !part.trim().is_empty()).collect();
    parts.join(" · ")
}
