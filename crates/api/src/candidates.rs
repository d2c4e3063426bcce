//! Candidates.

use chrono::{DateTime, Utc};
use domain::candidates::{self, CandidateFilter};
use domain::jobs::{EducationLevel, NamedRef, RecordSource, SalaryPeriod};
use domain::{Check, Code, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::candidates::{
    CandidateFields, ConsentStatus, DuplicateReason, PossibleDuplicate, SalutationTitle,
};

use crate::client::{Client, Result, Transport, with_query};
use crate::jobs::{BulkRequest, BulkResponse, Duplicates};
use crate::{CommaList, ListQuery, MergePatch, Page, SheetFormat};

/// A candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// The id.
    pub id: Uuid,
    /// Full name.
    #[cfg_attr(feature = "openapi", schema(example = "李思远"))]
    pub name: String,
    /// E-mail addresses, the preferred one first.
    pub emails: Vec<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Present employer.
    pub current_company: Option<String>,
    /// Present position.
    pub current_position: Option<String>,
    /// Years of experience.
    pub experience_years: Option<f64>,
    /// Education as written.
    pub education: Option<String>,
    /// The highest degree.
    pub education_level: Option<EducationLevel>,
    /// Only when the person gave it.
    pub salutation_title: Option<SalutationTitle>,
    /// Level.
    pub level: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// The salary expected, as written.
    pub expected_salary: Option<String>,
    /// Lower bound in units of the currency for one period.
    pub expected_salary_min: Option<i64>,
    /// Upper bound.
    pub expected_salary_max: Option<i64>,
    /// ISO 4217 code.
    pub expected_salary_currency: Option<String>,
    /// The time that the bounds are paid for.
    pub expected_salary_period: Option<SalaryPeriod>,
    /// Months paid a year.
    pub expected_salary_months: Option<i32>,
    /// Cities.
    pub locations: Vec<String>,
    /// Skills in free text.
    pub skills: Option<String>,
    /// Skills as written, one by one.
    pub raw_skills: Vec<String>,
    /// Codes of the vocabulary.
    pub keywords: Vec<String>,
    /// The id in another system.
    pub external_id: Option<String>,
    /// A summary of the person.
    pub summary: Option<String>,
    /// Where the record came from.
    pub source: RecordSource,
    /// The document it was read from, by its file name.
    pub document: Option<NamedRef>,
    /// Whether the person agreed to be kept and contacted.
    pub consent_status: ConsentStatus,
    /// No mail is sent.
    pub do_not_contact: bool,
    /// The groups the person is in.
    pub groups: Vec<NamedRef>,
    /// The consultant whose candidate this is.
    pub owner: Option<NamedRef>,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was put away; absent while it lives.
    pub archived_at: Option<DateTime<Utc>>,
}

impl From<candidates::Candidate> for Candidate {
    fn from(candidate: candidates::Candidate) -> Self {
        let fields = candidate.fields;
        Self {
            id: candidate.id,
            name: fields.name,
            emails: fields.emails,
            phone: fields.phone,
            current_company: fields.current_company,
            current_position: fields.current_position,
            experience_years: fields.experience_years,
            education: fields.education,
            education_level: fields.education_level,
            salutation_title: fields.salutation_title,
            level: fields.level,
            time_zone: fields.time_zone,
            expected_salary: fields.expected_salary,
            expected_salary_min: fields.expected_salary_min,
            expected_salary_max: fields.expected_salary_max,
            expected_salary_currency: fields.expected_salary_currency,
            expected_salary_period: fields.expected_salary_period,
            expected_salary_months: fields.expected_salary_months,
            locations: fields.locations,
            skills: fields.skills,
            raw_skills: fields.raw_skills,
            keywords: fields.keywords.unwrap_or_default(),
            external_id: fields.external_id,
            summary: fields.summary,
            source: candidate.source,
            document: candidate.document,
            consent_status: fields.consent_status,
            do_not_contact: fields.do_not_contact,
            groups: candidate.groups,
            owner: candidate.owner,
            version: candidate.version,
            created_at: candidate.created_at,
            updated_at: candidate.updated_at,
            archived_at: candidate.archived_at,
        }
    }
}

impl From<&Candidate> for CandidateFields {
    fn from(candidate: &Candidate) -> Self {
        let candidate = candidate.clone();
        Self {
            name: candidate.name,
            emails: candidate.emails,
            phone: candidate.phone,
            current_company: candidate.current_company,
            current_position: candidate.current_position,
            experience_years: candidate.experience_years,
            education: candidate.education,
            education_level: candidate.education_level,
            salutation_title: candidate.salutation_title,
            level: candidate.level,
            time_zone: candidate.time_zone,
            expected_salary: candidate.expected_salary,
            expected_salary_min: candidate.expected_salary_min,
            expected_salary_max: candidate.expected_salary_max,
            expected_salary_currency: candidate.expected_salary_currency,
            expected_salary_period: candidate.expected_salary_period,
            expected_salary_months: candidate.expected_salary_months,
            locations: candidate.locations,
            skills: candidate.skills,
            raw_skills: candidate.raw_skills,
            keywords: Some(candidate.keywords),
            external_id: candidate.external_id,
            summary: candidate.summary,
            consent_status: candidate.consent_status,
            do_not_contact: candidate.do_not_contact,
        }
    }
}

/// What a list of candidates can be asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `name`, `current_company`, `experience_years`, `created_at`, `updated_at`; a minus turns the order round.
    #[cfg_attr(feature = "openapi", param(example = "-updated_at"))]
    pub sort: Option<String>,
    /// Walks everything by id instead of by page: empty at first, then `next_cursor`.
    pub cursor: Option<String>,
    /// Words in name, e-mail, phone, company, position, skills and summary.
    pub q: Option<String>,
    /// Members of this group.
    pub group_id: Option<Uuid>,
    /// Any of these cities, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub location: CommaList<String>,
    /// All of these keywords, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<String>, style = Form, explode = false))]
    pub keyword: CommaList<String>,
    /// At least so many years of experience.
    pub min_years: Option<f64>,
    /// At most so many years of experience.
    pub max_years: Option<f64>,
    /// Any of these degrees, separated by commas.
    #[cfg_attr(feature = "openapi", param(value_type = Vec<EducationLevel>, style = Form, explode = false))]
    pub education_level: CommaList<EducationLevel>,
    /// Owned by this user.
    pub owner_id: Option<Uuid>,
    /// With or without an e-mail address.
    pub has_email: Option<bool>,
    /// Archived ones instead of living ones.
    pub archived: Option<bool>,
}

impl ListQuery for CandidateQuery {
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

impl CandidateQuery {
    /// The conditions without the paging.
    pub fn filter(&self) -> CandidateFilter {
        CandidateFilter {
            q: self.q.clone(),
            group_id: self.group_id,
            location: self.location.0.clone(),
            keyword: self.keyword.0.clone(),
            min_years: self.min_years,
            max_years: self.max_years,
            education_level: self.education_level.0.clone(),
            owner_id: self.owner_id,
            has_email: self.has_email,
            archived: self.archived.unwrap_or_default(),
        }
    }
}

/// How a candidate is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct DeleteQuery {
    /// Removes the personal data for good, also from mails; only anonymous counts stay.
    pub erase: Option<bool>,
}

/// A record into which another one is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// The candidate whose data is taken over and who is archived then.
    pub other_id: Uuid,
}

/// What to do with several candidates at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkCandidateAction {
    /// Puts them into a group.
    AddToGroup {
        /// At most 5000.
        candidate_ids: Vec<Uuid>,
        /// The group.
        group_id: Uuid,
    },
    /// Takes them out of a group.
    RemoveFromGroup {
        /// At most 5000.
        candidate_ids: Vec<Uuid>,
        /// The group.
        group_id: Uuid,
    },
    /// Takes them out of lists and matches.
    Archive {
        /// At most 5000.
        candidate_ids: Vec<Uuid>,
    },
    /// Brings archived ones back.
    Restore {
        /// At most 5000.
        candidate_ids: Vec<Uuid>,
    },
    /// Deletes them, as one by one.
    Delete {
        /// At most 5000.
        candidate_ids: Vec<Uuid>,
    },
}

impl BulkCandidateAction {
    /// The candidates it is about.
    pub fn candidate_ids(&self) -> &[Uuid] {
        match self {
            Self::AddToGroup { candidate_ids, .. }
            | Self::RemoveFromGroup { candidate_ids, .. }
            | Self::Archive { candidate_ids }
            | Self::Restore { candidate_ids }
            | Self::Delete { candidate_ids } => candidate_ids,
        }
    }
}

impl Check for BulkCandidateAction {
    fn check(&self, faults: &mut Faults) {
        let count = self.candidate_ids().len();
        if count == 0 {
            faults.add("candidate_ids", Code::Required);
        } else if count > 5000 {
            faults.add("candidate_ids", Code::TooMany).params.push("5000".to_owned());
        }
    }
}

/// How many were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Affected {
    /// The number of rows that are different now.
    pub affected: u64,
}

impl<T: Transport> Client<T> {
    /// `GET /api/candidates`
    pub async fn list_candidates(&self, query: &CandidateQuery) -> Result<Page<Candidate>> {
        self.get_with("/api/candidates", query).await
    }

    /// `GET /api/candidates/export`: the filtered list.
    pub async fn export_candidates(&self, query: &CandidateQuery, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/candidates/export", query), format).await
    }

    /// `POST /api/candidates`
    pub async fn create_candidate(&self, fields: &CandidateFields) -> Result<Candidate> {
        self.post("/api/candidates", fields).await
    }

    /// `GET /api/candidates/{id}`
    pub async fn get_candidate(&self, id: Uuid) -> Result<Candidate> {
        self.get(format!("/api/candidates/{id}")).await
    }

    /// `PATCH /api/candidates/{id}`
    pub async fn update_candidate(
        &self,
        id: Uuid,
        patch: &MergePatch<CandidateFields>,
        version: Option<i64>,
    ) -> Result<Candidate> {
        self.patch(format!("/api/candidates/{id}"), patch, version).await
    }

    /// `DELETE /api/candidates/{id}`
    pub async fn delete_candidate(&self, id: Uuid, query: DeleteQuery) -> Result<()> {
        self.delete(crate::client::with_query(&format!("/api/candidates/{id}"), &query)).await
    }

    /// `POST /api/candidates/{id}/merge`
    pub async fn merge_candidate(&self, id: Uuid, other_id: Uuid) -> Result<Candidate> {
        self.post(format!("/api/candidates/{id}/merge"), &MergeRequest { other_id }).await
    }

    /// `GET /api/candidates/{id}/duplicates`: other living candidates who may be the same person.
    pub async fn list_candidate_duplicates(&self, id: Uuid) -> Result<Duplicates> {
        self.get(format!("/api/candidates/{id}/duplicates")).await
    }

    /// `POST /api/candidates/bulk`
    pub async fn save_candidates(&self, request: &BulkRequest<CandidateFields>) -> Result<BulkResponse> {
        self.post("/api/candidates/bulk", request).await
    }

    /// `POST /api/candidates/bulk-actions`
    pub async fn change_candidates(&self, action: &BulkCandidateAction) -> Result<Affected> {
        self.post("/api/candidates/bulk-actions", action).await
    }
}
