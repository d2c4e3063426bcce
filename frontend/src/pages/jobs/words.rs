//! What states, degrees and salaries are called.

use api::jobs::{Job, JobStatus};
use domain::Coded;
use domain::jobs::{EducationLevel, RecordSource, Salary, SalaryPeriod};

use crate::format::{compact, money};
use crate::i18n::t;
use crate::ui::{Choice, Tone};

/// A state in a word.
pub fn status_words(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Pending => t::jobs::status_pending(),
        JobStatus::InProgress => t::jobs::status_in_progress(),
        JobStatus::Closed => t::jobs::status_closed(),
        JobStatus::Success => t::jobs::status_success(),
    }
}

/// The colour of a state.
pub const fn status_tone(status: JobStatus) -> Tone {
    match status {
        JobStatus::Pending => Tone::Warning,
        JobStatus::InProgress => Tone::Primary,
        JobStatus::Closed => Tone::Neutral,
        JobStatus::Success => Tone::Success,
    }
}

/// What moving from one state to another is called on a button.
pub fn move_words(from: JobStatus, to: JobStatus) -> &'static str {
    match (from, to) {
        (JobStatus::Closed, JobStatus::InProgress) => t::jobs::to_reopen(),
        (_, JobStatus::Pending) => t::jobs::to_pending(),
        (_, JobStatus::InProgress) => t::jobs::to_in_progress(),
        (_, JobStatus::Closed) => t::jobs::to_closed(),
        (_, JobStatus::Success) => t::jobs::to_success(),
    }
}

/// A degree.
pub fn education_words(level: EducationLevel) -> &'static str {
    match level {
        EducationLevel::None => t::jobs::education_none(),
        EducationLevel::College => t::jobs::education_college(),
        EducationLevel::Bachelor => t::jobs::education_bachelor(),
        EducationLevel::Master => t::jobs::education_master(),
        EducationLevel::Doctor => t::jobs::education_doctor(),
    }
}

/// The time that a salary is paid for.
pub fn period_words(period: SalaryPeriod) -> &'static str {
    match period {
        SalaryPeriod::Hour => t::jobs::per_hour(),
        SalaryPeriod::Day => t::jobs::per_day(),
        SalaryPeriod::Month => t::jobs::per_month(),
        SalaryPeriod::Year => t::jobs::per_year(),
    }
}

/// Where a record came from.
pub fn source_words(source: RecordSource) -> &'static str {
    match source {
        RecordSource::Manual => t::jobs::source_manual(),
        RecordSource::Parsed => t::jobs::source_parsed(),
        RecordSource::Imported => t::jobs::source_imported(),
    }
}

/// All values of a kind, to choose from.
pub fn choices<V: Coded + Send + Sync>(words: fn(V) -> &'static str) -> Vec<Choice> {
    V::ALL.iter().copied().map(|value| Choice::new(value.code(), move || words(value))).collect()
}

/// The numbers of a salary in words: ¥20,000 – ¥40,000 / month · 16 months a year.
pub fn salary_numbers(salary: &Salary) -> Option<String> {
    let currency = salary.currency.as_deref().unwrap_or("CNY");
    let amount = |value: i64| money(value as f64, currency);
    let range = match (salary.min, salary.max) {
        (Some(min), Some(max)) if min == max => amount(min),
        (Some(min), Some(max)) => format!("{} – {}", amount(min), amount(max)),
        (Some(min), None) => format!("{}+", amount(min)),
        (None, Some(max)) => format!("≤ {}", amount(max)),
        (None, None) => return None,
    };
    let per = salary.period.map(|period| format!(" / {}", period_words(period))).unwrap_or_default();
    let months = salary.months.map(|months| format!(" · {}", t::jobs::months_of(months))).unwrap_or_default();
    Some(range + &per + &months)
}

/// The salary in short: as written, or from its numbers.
pub fn salary_short(written: Option<&str>, salary: &Salary) -> String {
    if let Some(written) = written.filter(|written| !written.trim().is_empty()) {
        return written.to_owned();
    }
    let short = |value: i64| compact(value as f64);
    match (salary.min, salary.max) {
        (Some(min), Some(max)) => format!("{}–{}", short(min), short(max)),
        (Some(one), None) | (None, Some(one)) => short(one),
        (None, None) => String::new(),
    }
}

/// The numbers of a job's salary, together.
pub fn salary_of(job: &Job) -> Salary {
    Salary {
        min: job.salary_min,
        max: job.salary_max,
        currency: job.salary_currency.clone(),
        period: job.salary_period,
        months: job.salary_months,
    }
}
