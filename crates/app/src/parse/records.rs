//! What candidates and jobs have in common while they are parsed: an engine each, the form of a model's answer, and
//! how two of them are told to be the same.

use domain::candidates::{CandidateFields, PossibleDuplicate, SalutationTitle};
use domain::jobs::{EducationLevel, JobFields};
use domain::merging::{merge, merge_candidates};
use domain::parsing::{self, Context, LineRange, ParsedItem, Source, copy_lines};
use domain::text::{email_key, phone_key};
use domain::{Permission, Result, names};
use persistence::Scope;
use persistence::candidates::{self, CandidateKeys};
use persistence::jobs::{self, JobKeys};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::prompts::{self, Prompt};

/// A kind of record that documents are parsed into.
#[expect(async_fn_in_trait, reason = "implemented here only; nothing is asked of the futures")]
pub trait Record: Clone + Send + Sync + 'static {
    /// What parsing into this kind asks of its caller.
    const PERMISSION: Permission;

    /// One record as a model writes it.
    type Answer: DeserializeOwned;

    /// What models are told.
    fn prompt() -> &'static Prompt;

    /// The records of a document, by rules.
    fn offline(source: &Source, context: &Context) -> Vec<ParsedItem<Self>>;

    /// The lines that a model's record takes up.
    fn lines(answer: &Self::Answer) -> Option<LineRange>;

    /// The fields of a model's record, long texts copied from the lines.
    fn fields(answer: Self::Answer, text: &str, context: &Context) -> Self;

    /// Keeps of a model's record what the text says.
    fn verify(self, text: &str, context: &Context) -> ParsedItem<Self>;

    /// Whether there is enough to call it a record.
    fn is_something(item: &ParsedItem<Self>) -> bool;

    /// Whether two records from neighbouring parts of one document are the same.
    fn same(one: &Self, other: &Self) -> bool;

    /// Two halves of a record.
    fn join(one: &Self, other: &Self) -> Result<Self>;

    /// For each the records that are there and may be the same.
    async fn duplicates(scope: &Scope, records: &[&Self]) -> Result<Vec<Vec<PossibleDuplicate>>>;
}

/// A candidate as a model writes it.
#[derive(Debug, Deserialize)]
pub struct CandidateAnswer {
    #[serde(default)]
    lines: Option<LineRange>,
    name: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    emails: Vec<String>,
    phone: Option<String>,
    current_company: Option<String>,
    current_position: Option<String>,
    experience_years: Option<f64>,
    education: Option<String>,
    education_level: Option<EducationLevel>,
    salutation_title: Option<SalutationTitle>,
    level: Option<String>,
    expected_salary: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    locations: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    raw_skills: Vec<String>,
    external_id: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    skills: Vec<LineRange>,
    #[serde(default, deserialize_with = "or_empty")]
    summary: Vec<LineRange>,
}

impl Record for CandidateFields {
    const PERMISSION: Permission = Permission::CandidateImport;

    type Answer = CandidateAnswer;

    fn prompt() -> &'static Prompt {
        &prompts::PARSE_CANDIDATES
    }

    fn offline(source: &Source, context: &Context) -> Vec<ParsedItem<Self>> {
        parsing::parse_candidates(source, context)
    }

    fn lines(answer: &CandidateAnswer) -> Option<LineRange> {
        answer.lines
    }

    fn fields(answer: CandidateAnswer, text: &str, _context: &Context) -> Self {
        Self {
            name: answer.name.unwrap_or_default(),
            emails: answer.emails,
            phone: answer.phone,
            current_company: answer.current_company,
            current_position: answer.current_position,
            experience_years: answer.experience_years,
            education: answer.education,
            education_level: answer.education_level,
            salutation_title: answer.salutation_title,
            level: answer.level,
            expected_salary: answer.expected_salary,
            locations: answer.locations,
            skills: copied(text, &answer.skills),
            raw_skills: answer.raw_skills,
            external_id: answer.external_id,
            summary: copied(text, &answer.summary),
            ..Self::default()
        }
    }

    fn verify(self, text: &str, context: &Context) -> ParsedItem<Self> {
        parsing::verify_candidate(self, text, context)
    }

    fn is_something(item: &ParsedItem<Self>) -> bool {
        parsing::is_candidate(item)
    }

    fn same(one: &Self, other: &Self) -> bool {
        let emails = |fields: &Self| fields.emails.iter().map(|email| email_key(email)).collect::<Vec<_>>();
        let phone = |fields: &Self| fields.phone.as_deref().and_then(phone_key);
        let shared = emails(one).iter().any(|email| emails(other).contains(email))
            || phone(one).is_some_and(|number| Some(number) == phone(other));
        // Half a résumé may have lost its contacts.
        let half =
            other.emails.is_empty() && other.phone.is_none() || one.emails.is_empty() && one.phone.is_none();
        shared || half && (names::same(&one.name, &other.name) || other.name.is_empty())
    }

    fn join(one: &Self, other: &Self) -> Result<Self> {
        merge_candidates(one, other)
    }

    async fn duplicates(scope: &Scope, records: &[&Self]) -> Result<Vec<Vec<PossibleDuplicate>>> {
        let keys: Vec<CandidateKeys> = records
            .iter()
            .map(|fields| CandidateKeys {
                name: fields.name.clone(),
                current_company: fields.current_company.clone(),
                emails: fields.emails.clone(),
                phone: fields.phone.clone(),
                external_id: fields.external_id.clone(),
            })
            .collect();
        candidates::find_duplicates(scope, &keys).await
    }
}

/// A job as a model writes it.
#[derive(Debug, Deserialize)]
pub struct JobAnswer {
    #[serde(default)]
    lines: Option<LineRange>,
    title: Option<String>,
    company_name: Option<String>,
    department: Option<String>,
    salary_range: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    locations: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    level_set: Vec<String>,
    min_experience_years: Option<f64>,
    education_required: Option<EducationLevel>,
    #[serde(default, deserialize_with = "or_empty")]
    raw_skills: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    must_skills: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    job_description: Vec<LineRange>,
    #[serde(default, deserialize_with = "or_empty")]
    job_requirement: Vec<LineRange>,
}

impl Record for JobFields {
    const PERMISSION: Permission = Permission::JobImport;

    type Answer = JobAnswer;

    fn prompt() -> &'static Prompt {
        &prompts::PARSE_JOBS
    }

    fn offline(source: &Source, context: &Context) -> Vec<ParsedItem<Self>> {
        parsing::parse_jobs(source, context)
    }

    fn lines(answer: &JobAnswer) -> Option<LineRange> {
        answer.lines
    }

    fn fields(answer: JobAnswer, text: &str, context: &Context) -> Self {
        let code = |skill: &String| context.vocabulary.normalize(skill).map(|keyword| keyword.code.clone());
        Self {
            title: answer.title.unwrap_or_default(),
            company_name: answer.company_name,
            department: answer.department,
            salary_range: answer.salary_range,
            locations: answer.locations,
            level_set: answer.level_set,
            min_experience_years: answer.min_experience_years,
            education_required: answer.education_required,
            must_keywords: answer.must_skills.iter().filter_map(code).collect(),
            raw_skills: answer.raw_skills,
            job_description: copied(text, &answer.job_description),
            job_requirement: copied(text, &answer.job_requirement),
            ..Self::default()
        }
    }

    fn verify(self, text: &str, context: &Context) -> ParsedItem<Self> {
        parsing::verify_job(self, text, context)
    }

    fn is_something(item: &ParsedItem<Self>) -> bool {
        parsing::is_job(item)
    }

    fn same(one: &Self, other: &Self) -> bool {
        let key = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let company = |fields: &Self| fields.company_name.as_deref().map(key);
        let same_company = match (company(one), company(other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        key(&one.title) == key(&other.title) && same_company && one.locations == other.locations
    }

    fn join(one: &Self, other: &Self) -> Result<Self> {
        merge(one, other)
    }

    async fn duplicates(scope: &Scope, records: &[&Self]) -> Result<Vec<Vec<PossibleDuplicate>>> {
        let keys: Vec<JobKeys> = records
            .iter()
            .map(|fields| JobKeys { title: fields.title.clone(), company_name: fields.company_name.clone() })
            .collect();
        jobs::find_duplicates(scope, &keys).await
    }
}

fn copied(text: &str, lines: &[LineRange]) -> Option<String> {
    Some(copy_lines(text, lines)).filter(|copy| !copy.trim().is_empty())
}

/// Models write null for a list that has nothing.
fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}
