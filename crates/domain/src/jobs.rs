//! Jobs: what is looked for, and the states a search goes through.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Code, Coded, Error, Faults, Result};

/// Where a search stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Known, not worked on.
    #[default]
    Pending,
    /// Worked on.
    InProgress,
    /// Given up or filled by somebody else; may be reopened.
    Closed,
    /// Placed; final.
    Success,
}

impl Coded for JobStatus {
    const ALL: &'static [Self] = &[Self::Pending, Self::InProgress, Self::Closed, Self::Success];

    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in_progress",
            Self::Closed => "closed",
            Self::Success => "success",
        }
    }
}

impl JobStatus {
    /// The states that may follow this one.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::InProgress],
            Self::InProgress => &[Self::Pending, Self::Closed, Self::Success],
            Self::Closed => &[Self::InProgress],
            Self::Success => &[],
        }
    }

    /// The new state, or `invalid_transition`.
    pub fn advance(self, to: Self) -> Result<Self> {
        if self.next().contains(&to) { Ok(to) } else { Err(Error::Rule(Code::InvalidTransition)) }
    }

    /// Whether the search still goes on, so that the job takes part in matching.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }
}

/// The time that a salary is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum SalaryPeriod {
    Hour,
    Day,
    Month,
    Year,
}

impl Coded for SalaryPeriod {
    const ALL: &'static [Self] = &[Self::Hour, Self::Day, Self::Month, Self::Year];

    fn code(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The highest degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EducationLevel {
    /// None asked for, or none.
    None,
    /// 大专.
    College,
    /// 本科.
    Bachelor,
    /// 硕士, MBA.
    Master,
    /// 博士.
    Doctor,
}

impl Coded for EducationLevel {
    const ALL: &'static [Self] = &[Self::None, Self::College, Self::Bachelor, Self::Master, Self::Doctor];

    fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::College => "college",
            Self::Bachelor => "bachelor",
            Self::Master => "master",
            Self::Doctor => "doctor",
        }
    }
}

/// Where a record came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordSource {
    /// Typed in.
    #[default]
    Manual,
    /// Parsed from a document and reviewed.
    Parsed,
    /// Read from a file of rows.
    Imported,
}

impl Coded for RecordSource {
    const ALL: &'static [Self] = &[Self::Manual, Self::Parsed, Self::Imported];

    fn code(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Parsed => "parsed",
            Self::Imported => "imported",
        }
    }
}

/// The numbers of a salary, as written in [`JobFields::salary_range`] and the like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Salary {
    /// The lower bound, in units of the currency.
    pub min: Option<i64>,
    /// The upper bound.
    pub max: Option<i64>,
    /// ISO 4217, such as `CNY`.
    pub currency: Option<String>,
    /// The time that the bounds are paid for.
    pub period: Option<SalaryPeriod>,
    /// Months paid a year: 16薪 is 16.
    pub months: Option<i32>,
}

/// What a person can write into a job: the body of a create, and what parsing yields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct JobFields {
    /// Title, at most 200 characters.
    #[cfg_attr(feature = "openapi", schema(example = "高级 Java 开发工程师"))]
    pub title: String,
    /// A company of the organization; takes precedence over `company_name`.
    pub company_id: Option<Uuid>,
    /// A company by its name: found, or made.
    #[cfg_attr(feature = "openapi", schema(example = "天河智能"))]
    pub company_name: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// The salary as written, such as `20-40K·16薪`. The numbers follow from it unless they are given.
    #[cfg_attr(feature = "openapi", schema(example = "30-50K·16薪"))]
    pub salary_range: Option<String>,
    /// Lower bound in units of the currency for one period.
    pub salary_min: Option<i64>,
    /// Upper bound.
    pub salary_max: Option<i64>,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "CNY"))]
    pub salary_currency: Option<String>,
    /// The time that the bounds are paid for.
    pub salary_period: Option<SalaryPeriod>,
    /// Months paid a year.
    pub salary_months: Option<i32>,
    /// Levels, such as 高级, Senior, P7.
    pub level_set: Vec<String>,
    /// Cities, each in one spelling.
    #[cfg_attr(feature = "openapi", schema(example = json!(["上海", "杭州"])))]
    pub locations: Vec<String>,
    /// Skills as written.
    pub raw_skills: Vec<String>,
    /// Codes of the vocabulary. Absent: extracted from the texts.
    #[cfg_attr(feature = "openapi", schema(example = json!(["java", "spring-boot"])))]
    pub keywords: Option<Vec<String>>,
    /// Those of `keywords` without which nobody fits; the others are nice to have.
    pub must_keywords: Vec<String>,
    /// What the person will do.
    pub job_description: Option<String>,
    /// What the person must bring.
    pub job_requirement: Option<String>,
    /// Years of experience asked for, to one decimal.
    pub min_experience_years: Option<f64>,
    /// The lowest degree asked for.
    pub education_required: Option<EducationLevel>,
    /// Notes for colleagues.
    pub notes: Option<String>,
}

impl Check for JobFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("title", &self.title, 200);
        faults.optional("company_name", self.company_name.as_deref(), 200);
        faults.optional("department", self.department.as_deref(), 200);
        faults.optional("salary_range", self.salary_range.as_deref(), 100);
        check_salary(faults, "salary", &self.salary());
        faults.list("level_set", &self.level_set, 20, 50);
        faults.list("locations", &self.locations, 30, 100);
        faults.list("raw_skills", &self.raw_skills, 200, 200);
        faults.list("keywords", self.keywords.as_deref().unwrap_or_default(), 200, 100);
        faults.list("must_keywords", &self.must_keywords, 200, 100);
        faults.optional("job_description", self.job_description.as_deref(), 50_000);
        faults.optional("job_requirement", self.job_requirement.as_deref(), 50_000);
        faults.range("min_experience_years", self.min_experience_years, 0.0..=60.0);
        faults.optional("notes", self.notes.as_deref(), 20_000);
    }
}

impl JobFields {
    /// The numbers of the salary, together.
    pub fn salary(&self) -> Salary {
        Salary {
            min: self.salary_min,
            max: self.salary_max,
            currency: self.salary_currency.clone(),
            period: self.salary_period,
            months: self.salary_months,
        }
    }
}

/// Checks the five numbers of a salary whose field names begin with `prefix`.
pub(crate) fn check_salary(faults: &mut Faults, prefix: &str, salary: &Salary) {
    faults.range(&format!("{prefix}_min"), salary.min, 0..=1_000_000_000_000);
    faults.range(&format!("{prefix}_max"), salary.max, 0..=1_000_000_000_000);
    faults.range(&format!("{prefix}_months"), salary.months, 1..=36);
    if salary.min.zip(salary.max).is_some_and(|(min, max)| min > max) {
        faults.add(&format!("{prefix}_min"), Code::MinAboveMax);
    }
    let is_code = |code: &String| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    if salary.currency.as_ref().is_some_and(|code| !is_code(code)) {
        faults.add(&format!("{prefix}_currency"), Code::InvalidFormat);
    }
}

/// A thing with a name, as other things refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedRef {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A job as it is kept. In `fields`, keywords are always there and the company is by id.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Job {
    pub id: Uuid,
    pub fields: JobFields,
    pub company: Option<NamedRef>,
    pub status: JobStatus,
    pub source: RecordSource,
    /// The document it was read from.
    pub document: Option<NamedRef>,
    /// Grows by one with every change.
    pub version: i64,
    pub created_by: Option<NamedRef>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
}

/// What narrows a list of jobs. Lists are alternatives; all conditions hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobFilter {
    /// Words in title, company, department, description and requirements.
    pub q: Option<String>,
    /// Any of these states; empty: all.
    pub status: Vec<JobStatus>,
    /// One company.
    pub company_id: Option<Uuid>,
    /// Any of these cities.
    pub location: Vec<String>,
    /// All of these keywords.
    pub keyword: Vec<String>,
    /// Created by this user.
    pub created_by: Option<Uuid>,
    /// Created on this day or later.
    pub created_from: Option<NaiveDate>,
    /// Archived ones instead of living ones.
    pub archived: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_moves_only_along_its_arrows() {
        use JobStatus::{Closed, InProgress, Pending, Success};
        let allowed = [
            (Pending, InProgress),
            (InProgress, Pending),
            (InProgress, Closed),
            (InProgress, Success),
            (Closed, InProgress),
        ];
        for &from in JobStatus::ALL {
            for &to in JobStatus::ALL {
                assert_eq!(from.advance(to).is_ok(), allowed.contains(&(from, to)), "{from:?} → {to:?}");
            }
        }
    }

    #[test]
    fn a_salary_with_its_bounds_swapped_is_at_fault() {
        let fields =
            JobFields { title: "x".into(), salary_min: Some(2), salary_max: Some(1), ..JobFields::default() };
        let Err(Error::Invalid(errors)) = fields.validate() else { panic!("accepted") };
        assert_eq!(errors[0].pointer, "/salary_min");
        assert_eq!(errors[0].code, Code::MinAboveMax);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        assert!(serde_json::from_str::<JobFields>(r#"{"title":"x","salery":"1"}"#).is_err());
    }
}
