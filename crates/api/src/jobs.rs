//! Jobs.

use chrono::{DateTime, NaiveDate, Utc};
use domain::candidates::PossibleDuplicate;
use domain::jobs::{self, EducationLevel, JobFilter, NamedRef, RecordSource, SalaryPeriod};
use domain::{Check, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::jobs::{JobFields, JobStatus};

use crate::candidates::Affected;
use crate::client::{Client, Result, Transport, with_query};
use crate::{CommaList, ListQuery, MergePatch, Page, SheetFormat};

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Title.
    #[cfg_attr(feature = "openapi", schema(example = "高级 Java 开发工程师"))]
    pub title: String,
    /// The client.
    pub company: Option<NamedRef>,
    /// Department.
    pub department: Option<String>,
    /// The salary as written.
    #[cfg_attr(feature = "openapi", schema(example = "30-50K·16薪"))]
    pub salary_range: Option<String>,
    /// Lower bound in units of the currency for one period.
    pub salary_min: Option<i64>,
    /// Upper bound.
    pub salary_max: Option<i64>,
    /// ISO 4217 code.
    pub salary_currency: Option<String>,
    /// The time that the bounds are paid for.
    pub salary_period: Option<SalaryPeriod>,
    /// Months paid a year.
    pub salary_months: Option<i32>,
    /// Levels.
    pub level_set: Vec<String>,
    /// Where the search stands.
    pub status: JobStatus,
    /// The states that may follow.
    pub next_statuses: Vec<JobStatus>,
    /// Cities.
    pub locations: Vec<String>,
    /// Skills as written.
    pub raw_skills: Vec<String>,
    /// Codes of the vocabulary.
    pub keywords: Vec<String>,
    /// Those of `keywords` without which nobody fits.
    pub must_keywords: Vec<String>,
    /// What the person will do.
    pub job_description: Option<String>,
    /// What the person must bring.
    pub job_requirement: Option<String>,
    /// Years of experience asked for.
    pub min_experience_years: Option<f64>,
    /// The lowest degree asked for.
    pub education_required: Option<EducationLevel>,
    /// Notes for colleagues.
    pub notes: Option<String>,
    /// Where the record came from.
    pub source: RecordSource,
    /// The document it was read from, by its file name.
    pub document: Option<NamedRef>,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// Who made it.
    pub created_by: Option<NamedRef>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was put away; absent while it lives.
    pub archived_at: Option<DateTime<Utc>>,
}

impl From<jobs::Job> for Job {
    fn from(job: jobs::Job) -> Self {
        let fields = job.fields;
        Self {
            id: job.id,
            title: fields.title,
            company: job.company,
            department: fields.department,
            salary_range: fields.salary_range,
            salary_min: fields.salary_min,
            salary_max: fields.salary_max,
            salary_currency: fields.salary_currency,
            salary_period: fields.salary_period,
            salary_months: fields.salary_months,
            level_set: fields.level_set,
            status: job.status,
            next_statuses: job.status.next().to_vec(),
            locations: fields.locations,
            raw_skills: fields.raw_skills,
            keywords: fields.keywords.unwrap_or_default(),
            must_keywords: fields.must_keywords,
            job_description: fields.job_description,
            job_requirement: fields.job_requirement,
            min_experience_years: fields.min_experience_years,
            education_required: fields.education_required,
            notes: fields.notes,
            source: job.source,
            document: job.document,
            version: job.version,
            created_by: job.created_by,
            created_at: job.created_at,
            updated_at: job.updated_at,
            archived_at: job.archived_at,
        }
    }
}

impl From<&Job> for JobFields {
    fn from(job: &Job) -> Self {
        Self {
            title: job.title.clone(),
            company_id: job.company.as_ref().map(|company| company.id),
            company_name: None,
            department: job.department.clone(),
            salary_range: job.salary_range.clone(),
            salary_min: job.salary_min,
            salary_max: job.salary_max,
            salary_currency: job.salary_currency.clone(),
            salary_period: job.salary_period,
            salary_months: job.salary_months,
            level_set: job.level_set.clone(),
            locations: job.locations.clone(),
            raw_skills: job.raw_skills.clone(),
            keywords: Some(job.keywords.clone()),
            must_keywords: job.must_keywords.clone(),
            job_description: job.job_description.clone(),
            job_requirement: job.job_requirement.clone(),
            min_experience_years: job.min_experience_years,
            education_required: job.education_required,
            notes: job.notes.clone(),
        }
    }
}

/// What a list of jobs can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct JobQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `title`, `status`, `salary_max`, `created_at`, `updated_at`; a minus turns the order round.
    #[cfg_attr(feature = "openapi", param(example = "-updated_at"))]
    pub sort: Option<String>,
    /// Walks everything by id instead of by page: empty at first, then `next_cursor`.
    pub cursor: Option<String>,
    /// Words in title, company, department, description and requirements.
    pub q: Option<String>,
    /// Any of these states, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<JobStatus>, style = Form, explode = false))]
    pub status: CommaList<JobStatus>,
    /// One company.
    pub company_id: Option<Uuid>,
    /// Any of these cities, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub location: CommaList<String>,
    /// All of these keywords, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub keyword: CommaList<String>,
    /// Created by this user.
    pub created_by: Option<Uuid>,
    /// Created on this day or later.
    pub created_from: Option<NaiveDate>,
    /// Archived ones instead of living ones.
    pub archived: Option<bool>,
}

impl ListQuery for JobQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        self.sort.as_deref()
    }
}

impl JobQuery {
    /// The conditions without the paging.
    pub fn filter(&self) -> JobFilter {
        JobFilter {
            q: self.q.clone(),
            status: self.status.0.clone(),
            company_id: self.company_id,
            location: self.location.0.clone(),
            keyword: self.keyword.0.clone(),
            created_by: self.created_by,
            created_from: self.created_from,
            archived: self.archived.unwrap_or_default(),
        }
    }
}

/// A change of a job's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    /// The new state.
    pub status: JobStatus,
}

/// What to do with several jobs at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkJobAction {
    /// Moves them to a state that must follow each one's own.
    ChangeStatus {
        /// At most 500.
        job_ids: Vec<Uuid>,
        /// The new state.
        status: JobStatus,
    },
    /// Takes them out of lists and matches.
    Archive {
        /// At most 500.
        job_ids: Vec<Uuid>,
    },
    /// Brings archived ones back.
    Restore {
        /// At most 500.
        job_ids: Vec<Uuid>,
    },
    /// Deletes them, as one by one.
    Delete {
        /// At most 500.
        job_ids: Vec<Uuid>,
    },
}

impl BulkJobAction {
    /// The jobs it is about.
    pub fn job_ids(&self) -> &[Uuid] {
        match self {
            Self::ChangeStatus { job_ids, .. }
            | Self::Archive { job_ids }
            | Self::Restore { job_ids }
            | Self::Delete { job_ids } => job_ids,
        }
    }
}

impl Check for BulkJobAction {
    fn check(&self, faults: &mut Faults) {
        let count = self.job_ids().len();
        if count == 0 {
            faults.add("job_ids", domain::Code::Required);
        } else if count > MAX_BULK_ITEMS {
            faults.add("job_ids", domain::Code::TooMany).params.push(MAX_BULK_ITEMS.to_string());
        }
    }
}

/// What to do with a reviewed record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Make a new record.
    #[default]
    Create,
    /// Do nothing.
    Skip,
    /// Fill what the record `merge_into` lacks, and add to its lists.
    Merge,
}

/// A reviewed record to save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkItem<F> {
    /// The fields as confirmed.
    pub fields: F,
    /// What to do.
    #[serde(default)]
    pub action: BulkAction,
    /// The record to merge into.
    #[serde(default)]
    pub merge_into: Option<Uuid>,
    /// The document it was parsed from, to be kept with the record.
    #[serde(default)]
    pub document_id: Option<Uuid>,
}

/// Records to save together: all of them, or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkRequest<F> {
    /// At most 500.
    pub items: Vec<BulkItem<F>>,
}

/// Items of a bulk request at most.
pub const MAX_BULK_ITEMS: usize = 500;

impl<F: Check> Check for BulkRequest<F> {
    fn check(&self, faults: &mut Faults) {
        if self.items.is_empty() {
            faults.add("items", domain::Code::Required);
        }
        if self.items.len() > MAX_BULK_ITEMS {
            faults.add("items", domain::Code::TooMany).params.push(MAX_BULK_ITEMS.to_string());
        }
        faults.each("items", &self.items);
    }
}

impl<F: Check> Check for BulkItem<F> {
    fn check(&self, faults: &mut Faults) {
        if self.action != BulkAction::Skip {
            faults.within("fields", |faults| self.fields.check(faults));
        }
        if self.action == BulkAction::Merge && self.merge_into.is_none() {
            faults.add("merge_into", domain::Code::Required);
        }
    }
}

/// What became of a record, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// What was done.
    pub action: BulkAction,
    /// The record made or merged into; absent when it was skipped.
    pub id: Option<Uuid>,
}

/// What became of all records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResponse {
    /// In the order of the request.
    pub items: Vec<BulkResult>,
}

/// Records that may be the same as another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicates {
    /// The surest reason first.
    pub items: Vec<PossibleDuplicate>,
}

impl<T: Transport> Client<T> {
    /// `GET /api/jobs`
    pub async fn list_jobs(&self, query: &JobQuery) -> Result<Page<Job>> {
        self.get_with("/api/jobs", query).await
    }

    /// `POST /api/jobs`
    pub async fn create_job(&self, fields: &JobFields) -> Result<Job> {
        self.post("/api/jobs", fields).await
    }

    /// `GET /api/jobs/{id}`
    pub async fn get_job(&self, id: Uuid) -> Result<Job> {
        self.get(format!("/api/jobs/{id}")).await
    }

    /// `PATCH /api/jobs/{id}`
    pub async fn update_job(
        &self,
        id: Uuid,
        patch: &MergePatch<JobFields>,
        version: Option<i64>,
    ) -> Result<Job> {
        self.patch(format!("/api/jobs/{id}"), patch, version).await
    }

    /// `DELETE /api/jobs/{id}`
    pub async fn delete_job(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/jobs/{id}")).await
    }

    /// `POST /api/jobs/{id}/status`
    pub async fn change_job_status(&self, id: Uuid, status: JobStatus) -> Result<Job> {
        self.post(format!("/api/jobs/{id}/status"), &StatusChange { status }).await
    }

    /// `GET /api/jobs/export`: the filtered list.
    pub async fn export_jobs(&self, query: &JobQuery, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/jobs/export", query), format).await
    }

    /// `POST /api/jobs/bulk-actions`
    pub async fn change_jobs(&self, action: &BulkJobAction) -> Result<Affected> {
        self.post("/api/jobs/bulk-actions", action).await
    }

    /// `POST /api/jobs/bulk`
    pub async fn save_jobs(&self, request: &BulkRequest<JobFields>) -> Result<BulkResponse> {
        self.post("/api/jobs/bulk", request).await
    }
}
