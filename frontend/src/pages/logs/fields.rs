//! The names of fields and their values, as people read them.

use domain::candidates::{ConsentStatus, SalutationTitle};
use domain::jobs::{EducationLevel, SalaryPeriod};
use domain::{Coded, DataScope, Permission};
use serde_json::Value;

use crate::format::number;
use crate::i18n::{locale, t};
use crate::pages::candidates::words::{consent_words, salutation_words};
use crate::pages::jobs::words::{education_words, period_words};
use crate::pages::keywords::keyword_name;
use crate::pages::roles::words::scope_words;

/// Texts longer than this are not shown in a list of changes.
const LONG: usize = 80;

/// The name of a field; the field's own word where there is none.
pub fn field_name(field: &str) -> String {
    let name = match field {
        "title" => t::jobs::title(),
        "company_id" | "company_name" => t::jobs::company(),
        "department" => t::jobs::department(),
        "status" => t::jobs::status(),
        "salary_range" => t::jobs::salary_range(),
        "salary_min" => t::jobs::salary_min(),
        "salary_max" => t::jobs::salary_max(),
        "salary_currency" | "expected_salary_currency" => t::jobs::salary_currency(),
        "salary_period" | "expected_salary_period" => t::jobs::salary_period(),
        "salary_months" | "expected_salary_months" => t::jobs::salary_months(),
        "level_set" => t::jobs::level_set(),
        "locations" => t::jobs::locations(),
        "raw_skills" => t::jobs::raw_skills(),
        "keywords" => t::jobs::keywords(),
        "must_keywords" => t::jobs::must_keywords(),
        "job_description" => t::jobs::job_description(),
        "job_requirement" => t::jobs::job_requirement(),
        "min_experience_years" => t::jobs::min_experience_years(),
        "education_required" => t::jobs::education_required(),
        "notes" => t::jobs::notes(),
        "name" => t::candidates::name(),
        "emails" => t::candidates::emails(),
        "phone" => t::candidates::phone(),
        "current_company" => t::candidates::current_company(),
        "current_position" => t::candidates::current_position(),
        "experience_years" => t::candidates::experience_years(),
        "education" => t::candidates::education(),
        "education_level" => t::candidates::education_level(),
        "salutation_title" => t::candidates::salutation_title(),
        "level" => t::candidates::level(),
        "time_zone" => t::candidates::time_zone(),
        "expected_salary" => t::candidates::expected_salary(),
        "expected_salary_min" => t::candidates::expected_salary_min(),
        "expected_salary_max" => t::candidates::expected_salary_max(),
        "skills" => t::candidates::skills(),
        "external_id" => t::candidates::external_id(),
        "summary" => t::candidates::summary(),
        "consent_status" => t::candidates::consent_status(),
        "do_not_contact" => t::candidates::do_not_contact(),
        "owner" => t::candidates::owner(),
        "website" => t::companies::website(),
        "industry" => t::companies::industry(),
        "city" => t::companies::city(),
        "subject" => t::mail::subject(),
        "settings" => t::operation_logs::settings(),
        "username" => t::users::username(),
        "email" => t::users::email(),
        "first_name" => t::users::first_name(),
        "last_name" => t::users::last_name(),
        "team_id" => t::users::team(),
        "roles" => t::users::roles(),
        "is_active" => t::users::status(),
        "code" => t::roles::code(),
        "description" => t::roles::description(),
        "data_scope" => t::roles::data_scope(),
        "permissions" => t::roles::permissions(),
        "parent_id" => t::teams::parent(),
        other => return other.replace('_', " "),
    };
    name.to_owned()
}

/// Whether a value says nothing to people (an id), or is a text or a list too long to be shown whole.
pub fn is_untold(field: &str, value: &Value) -> bool {
    if matches!(field, "team_id" | "parent_id") {
        return true;
    }
    match value {
        Value::String(text) => text.chars().count() > LONG,
        Value::Array(list) => list.len() > 12,
        _ => false,
    }
}

/// A value in words.
pub fn value_words(field: &str, value: &Value) -> String {
    match value {
        Value::Null => t::candidates::empty_value().to_owned(),
        Value::Bool(active) if field == "is_active" => {
            (if *active { t::users::active() } else { t::users::inactive() }).to_owned()
        }
        Value::Bool(yes) => (if *yes { t::logs::yes() } else { t::logs::no() }).to_owned(),
        Value::Number(count) => number(count.as_f64().unwrap_or_default()),
        Value::String(text) if text.is_empty() => t::candidates::empty_value().to_owned(),
        Value::String(text) => coded(field, text).map_or_else(|| text.clone(), str::to_owned),
        Value::Array(list) if list.is_empty() => t::candidates::empty_value().to_owned(),
        Value::Array(list) => {
            let is_code = matches!(field, "keywords" | "must_keywords");
            let word = |item: &Value| match item.as_str() {
                Some(code) if is_code => keyword_name(code),
                Some(code) if field == "permissions" => permission_words(code),
                Some(text) => text.to_owned(),
                None => item.to_string(),
            };
            list.iter().map(word).collect::<Vec<_>>().join(t::logs::list_separator())
        }
        Value::Object(_) => value.to_string(),
    }
}

fn coded(field: &str, code: &str) -> Option<&'static str> {
    match field {
        "education_level" | "education_required" => EducationLevel::from_code(code).map(education_words),
        "salary_period" | "expected_salary_period" => SalaryPeriod::from_code(code).map(period_words),
        "salutation_title" => SalutationTitle::from_code(code).map(salutation_words),
        "consent_status" => ConsentStatus::from_code(code).map(consent_words),
        "data_scope" => DataScope::from_code(code).map(scope_words),
        _ => None,
    }
}

fn permission_words(code: &str) -> String {
    Permission::from_code(code).map_or(code, |permission| permission.title(locale())).to_owned()
}
