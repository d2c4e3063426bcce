//! Between a job and its row.

use domain::jobs::{Job, JobFields, NamedRef};
use uuid::Uuid;

use crate::columns::{Document, Word};
use crate::entities::job::Model;
use crate::search;

/// What is compared to find that two jobs may be the same.
pub(super) fn duplicate_key(title: &str, company_name: Option<&str>) -> String {
    let part = |text: &str| search::fold(text).split_whitespace().collect::<String>();
    format!("{}|{}", part(title), part(company_name.unwrap_or_default()))
}

/// Writes the fields into the row. The company's name is for finding, its id is what is kept.
pub(super) fn assign(row: &mut Model, fields: JobFields, company: (Option<Uuid>, Option<&str>)) {
    let (company_id, company_name) = company;
    row.company_id = company_id;
    row.title = fields.title.trim().to_owned();
    row.department = fields.department;
    row.salary_range = fields.salary_range;
    row.salary_min = fields.salary_min;
    row.salary_max = fields.salary_max;
    row.salary_currency = fields.salary_currency;
    row.salary_period = fields.salary_period.map(Word);
    row.salary_months = fields.salary_months;
    row.level_set = Document(fields.level_set);
    row.locations = Document(fields.locations);
    row.raw_skills = Document(fields.raw_skills);
    row.keywords = Document(fields.keywords.unwrap_or_default());
    row.must_keywords = Document(fields.must_keywords);
    row.job_description = fields.job_description;
    row.job_requirement = fields.job_requirement;
    row.min_experience_years = fields.min_experience_years;
    row.education_required = fields.education_required.map(Word);
    row.notes = fields.notes;
    row.duplicate_key = duplicate_key(&row.title, company_name);
    row.search_text = search::text(
        [
            Some(row.title.as_str()),
            company_name,
            row.department.as_deref(),
            row.job_description.as_deref(),
            row.job_requirement.as_deref(),
        ]
        .into_iter()
        .chain(row.raw_skills.0.iter().map(|skill| Some(skill.as_str()))),
    );
}

/// The fields as the row has them; the company by its id.
pub(super) fn fields(row: &Model) -> JobFields {
    JobFields {
        title: row.title.clone(),
        company_id: row.company_id,
        company_name: None,
        department: row.department.clone(),
        salary_range: row.salary_range.clone(),
        salary_min: row.salary_min,
        salary_max: row.salary_max,
        salary_currency: row.salary_currency.clone(),
        salary_period: row.salary_period.map(|period| period.0),
        salary_months: row.salary_months,
        level_set: row.level_set.0.clone(),
        locations: row.locations.0.clone(),
        raw_skills: row.raw_skills.0.clone(),
        keywords: Some(row.keywords.0.clone()),
        must_keywords: row.must_keywords.0.clone(),
        job_description: row.job_description.clone(),
        job_requirement: row.job_requirement.clone(),
        min_experience_years: row.min_experience_years,
        education_required: row.education_required.map(|level| level.0),
        notes: row.notes.clone(),
    }
}

/// The job as the rest of the product knows it.
pub(super) fn view(
    row: Model,
    company: Option<NamedRef>,
    created_by: Option<NamedRef>,
    document: Option<NamedRef>,
) -> Job {
    Job {
        id: row.id,
        company,
        status: row.status.0,
        source: row.source.0,
        document,
        version: row.version,
        created_by,
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
        fields: fields(&row),
    }
}
