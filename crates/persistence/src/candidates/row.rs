//! Between a candidate and its row.

use domain::candidates::{Candidate, CandidateFields};
use domain::jobs::NamedRef;

use super::CandidateKeys;
use crate::columns::{Document, Word};
use crate::entities::candidate::Model;
use crate::search;

/// Writes the fields into the row.
pub(super) fn assign(row: &mut Model, fields: CandidateFields) {
    row.name = fields.name.trim().to_owned();
    let emails = fields.emails.iter().map(|email| email.trim().to_owned());
    row.emails = Document(emails.filter(|email| !email.is_empty()).collect());
    row.primary_email = row.emails.0.first().cloned();
    row.phone = fields.phone.filter(|phone| !phone.is_empty());
    row.current_company = fields.current_company;
    row.current_position = fields.current_position;
    row.experience_years = fields.experience_years;
    row.education = fields.education;
    row.education_level = fields.education_level.map(Word);
    row.salutation_title = fields.salutation_title.map(Word);
    row.level = fields.level;
    row.time_zone = fields.time_zone;
    row.expected_salary = fields.expected_salary;
    row.expected_salary_min = fields.expected_salary_min;
    row.expected_salary_max = fields.expected_salary_max;
    row.expected_salary_currency = fields.expected_salary_currency;
    row.expected_salary_period = fields.expected_salary_period.map(Word);
    row.expected_salary_months = fields.expected_salary_months;
    row.locations = Document(fields.locations);
    row.skills = fields.skills;
    row.raw_skills = Document(fields.raw_skills);
    row.keywords = Document(fields.keywords.unwrap_or_default());
    row.external_id = fields.external_id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    row.summary = fields.summary;
    row.consent_status = Word(fields.consent_status);
    row.do_not_contact = fields.do_not_contact;
    row.search_text = search_text(row);
}

fn search_text(row: &Model) -> String {
    let texts = [&row.phone, &row.current_company, &row.current_position, &row.skills, &row.summary];
    let lists = row.emails.0.iter().chain(&row.raw_skills.0).map(|text| Some(text.as_str()));
    search::text(std::iter::once(Some(row.name.as_str())).chain(texts.map(Option::as_deref)).chain(lists))
}

/// The fields as the row has them.
pub(super) fn fields(row: &Model) -> CandidateFields {
    CandidateFields {
        name: row.name.clone(),
        emails: row.emails.0.clone(),
        phone: row.phone.clone(),
        current_company: row.current_company.clone(),
        current_position: row.current_position.clone(),
        experience_years: row.experience_years,
        education: row.education.clone(),
        education_level: row.education_level.map(|level| level.0),
        salutation_title: row.salutation_title.map(|title| title.0),
        level: row.level.clone(),
        time_zone: row.time_zone.clone(),
        expected_salary: row.expected_salary.clone(),
        expected_salary_min: row.expected_salary_min,
        expected_salary_max: row.expected_salary_max,
        expected_salary_currency: row.expected_salary_currency.clone(),
        expected_salary_period: row.expected_salary_period.map(|period| period.0),
        expected_salary_months: row.expected_salary_months,
        locations: row.locations.0.clone(),
        skills: row.skills.clone(),
        raw_skills: row.raw_skills.0.clone(),
        keywords: Some(row.keywords.0.clone()),
        external_id: row.external_id.clone(),
        summary: row.summary.clone(),
        consent_status: row.consent_status.0,
        do_not_contact: row.do_not_contact,
    }
}

/// By what the person is recognised.
pub(super) fn keys(row: &Model) -> CandidateKeys {
    CandidateKeys {
        name: row.name.clone(),
        current_company: row.current_company.clone(),
        emails: row.emails.0.clone(),
        phone: row.phone.clone(),
        external_id: row.external_id.clone(),
    }
}

/// The candidate as the rest of the product knows it.
pub(super) fn view(
    row: Model,
    groups: Vec<NamedRef>,
    owner: Option<NamedRef>,
    document: Option<NamedRef>,
) -> Candidate {
    Candidate {
        id: row.id,
        groups,
        source: row.source.0,
        document,
        owner,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
        fields: fields(&row),
    }
}
