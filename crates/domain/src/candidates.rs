//! Candidates: people who might be placed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jobs::{EducationLevel, NamedRef, RecordSource, Salary, SalaryPeriod, check_salary};
use crate::{Check, Coded, Faults};

/// How a person wants to be addressed. Only known when the person said so; never scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SalutationTitle {
    /// 先生.
    Mr,
    /// 女士.
    Ms,
}

impl Coded for SalutationTitle {
    const ALL: &'static [Self] = &[Self::Mr, Self::Ms];

    fn code(self) -> &'static str {
        match self {
            Self::Mr => "mr",
            Self::Ms => "ms",
        }
    }
}

/// Whether the person agreed to be kept and contacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    /// Not asked.
    #[default]
    Unknown,
    /// Agreed.
    Given,
    /// Took it back: no mail is sent.
    Withdrawn,
}

impl Coded for ConsentStatus {
    const ALL: &'static [Self] = &[Self::Unknown, Self::Given, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What a person can write into a candidate: the body of a create, and what parsing yields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateFields {
    /// Full name, at most 100 characters.
    #[cfg_attr(feature = "openapi", schema(example = "李思远"))]
    pub name: String,
    /// E-mail addresses, the preferred one first.
    #[cfg_attr(feature = "openapi", schema(example = json!(["siyuan.li@example.com"])))]
    pub emails: Vec<String>,
    /// Telephone number, E.164 where it is whole.
    #[cfg_attr(feature = "openapi", schema(example = "+8613800138000"))]
    pub phone: Option<String>,
    /// Present employer.
    pub current_company: Option<String>,
    /// Present position.
    pub current_position: Option<String>,
    /// Years of experience, to one decimal.
    pub experience_years: Option<f64>,
    /// Education as written.
    pub education: Option<String>,
    /// The highest degree.
    pub education_level: Option<EducationLevel>,
    /// Only when the person gave it.
    pub salutation_title: Option<SalutationTitle>,
    /// Level, such as 高级, Senior, P7.
    pub level: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// The salary expected, as written. The numbers follow from it unless they are given.
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
    /// Cities where the person is or wants to be.
    pub locations: Vec<String>,
    /// Skills in free text.
    pub skills: Option<String>,
    /// Skills as written, one by one.
    pub raw_skills: Vec<String>,
    /// Codes of the vocabulary. Absent: extracted from the texts.
    pub keywords: Option<Vec<String>>,
    /// The id in another system; unique in the organization.
    pub external_id: Option<String>,
    /// A summary of the person.
    pub summary: Option<String>,
    /// Whether the person agreed to be kept and contacted.
    pub consent_status: ConsentStatus,
    /// No mail is sent, whatever the consent.
    pub do_not_contact: bool,
}

impl Check for CandidateFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        faults.list("emails", &self.emails, 10, 254);
        for (index, email) in self.emails.iter().enumerate().filter(|(_, email)| !email.trim().is_empty()) {
            faults.email(&format!("emails/{index}"), email);
        }
        faults.phone("phone", self.phone.as_deref());
        faults.optional("current_company", self.current_company.as_deref(), 200);
        faults.optional("current_position", self.current_position.as_deref(), 200);
        faults.range("experience_years", self.experience_years, 0.0..=80.0);
        faults.optional("education", self.education.as_deref(), 2000);
        faults.optional("level", self.level.as_deref(), 50);
        faults.optional("time_zone", self.time_zone.as_deref(), 64);
        faults.optional("expected_salary", self.expected_salary.as_deref(), 100);
        check_salary(faults, "expected_salary", &self.salary());
        faults.list("locations", &self.locations, 30, 100);
        faults.optional("skills", self.skills.as_deref(), 20_000);
        faults.list("raw_skills", &self.raw_skills, 200, 200);
        faults.list("keywords", self.keywords.as_deref().unwrap_or_default(), 300, 100);
        faults.optional("external_id", self.external_id.as_deref(), 100);
        faults.optional("summary", self.summary.as_deref(), 50_000);
    }
}

impl CandidateFields {
    /// The numbers of the expected salary, together.
    pub fn salary(&self) -> Salary {
        Salary {
            min: self.expected_salary_min,
            max: self.expected_salary_max,
            currency: self.expected_salary_currency.clone(),
            period: self.expected_salary_period,
            months: self.expected_salary_months,
        }
    }
}

/// A candidate as it is kept. In `fields`, keywords are always there.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Candidate {
    pub id: Uuid,
    pub fields: CandidateFields,
    pub groups: Vec<NamedRef>,
    pub source: RecordSource,
    /// The document it was read from.
    pub document: Option<NamedRef>,
    pub owner: Option<NamedRef>,
    /// Grows by one with every change.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
}

/// What narrows a list of candidates. Lists are alternatives; all conditions hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CandidateFilter {
    /// Words in name, e-mail, phone, company, position, skills and summary.
    pub q: Option<String>,
    /// Members of this group.
    pub group_id: Option<Uuid>,
    /// Any of these cities.
    pub location: Vec<String>,
    /// All of these keywords.
    pub keyword: Vec<String>,
    /// At least so many years.
    pub min_years: Option<f64>,
    /// At most so many years.
    pub max_years: Option<f64>,
    /// Any of these degrees.
    pub education_level: Vec<EducationLevel>,
    /// Owned by this user.
    pub owner_id: Option<Uuid>,
    /// With or without an e-mail address.
    pub has_email: Option<bool>,
    /// Archived ones instead of living ones.
    pub archived: bool,
}

/// Why two candidates may be the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// The same id in another system.
    ExternalId,
    /// The same e-mail address.
    Email,
    /// The same telephone number.
    Phone,
    /// The same name and employer (for jobs: the same title and company).
    NameAndCompany,
}

/// A record that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PossibleDuplicate {
    /// The record that is already there.
    pub id: Uuid,
    /// Its name or title.
    pub name: String,
    /// What is the same.
    pub reason: DuplicateReason,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Error};

    #[test]
    fn each_faulty_address_is_named() {
        let fields = CandidateFields {
            name: "李思远".into(),
            emails: vec!["a@example.com".into(), "nonsense".into(), " ".into()],
            ..CandidateFields::default()
        };
        let Err(Error::Invalid(errors)) = fields.validate() else { panic!("accepted") };
        let found: Vec<_> = errors.iter().map(|e| (e.pointer.as_str(), e.code)).collect();
        assert_eq!(found, [("/emails/2", Code::Required), ("/emails/1", Code::InvalidEmail)]);
    }
}
