//! What consents and salutations are called, and a candidate in a line.

use api::candidates::{Candidate, ConsentStatus, SalutationTitle};
use domain::jobs::Salary;

use crate::format::number;
use crate::i18n::t;
use crate::ui::Tone;

/// A consent in a word.
pub fn consent_words(consent: ConsentStatus) -> &'static str {
    match consent {
        ConsentStatus::Unknown => t::candidates::consent_unknown(),
        ConsentStatus::Given => t::candidates::consent_given(),
        ConsentStatus::Withdrawn => t::candidates::consent_withdrawn(),
    }
}

/// The colour of a consent.
pub const fn consent_tone(consent: ConsentStatus) -> Tone {
    match consent {
        ConsentStatus::Unknown => Tone::Neutral,
        ConsentStatus::Given => Tone::Success,
        ConsentStatus::Withdrawn => Tone::Error,
    }
}

/// A salutation.
pub fn salutation_words(title: SalutationTitle) -> &'static str {
    match title {
        SalutationTitle::Mr => t::candidates::salutation_mr(),
        SalutationTitle::Ms => t::candidates::salutation_ms(),
    }
}

/// Position and employer: 高级 Java 工程师 · 字节跳动.
pub fn current_job(position: Option<&str>, company: Option<&str>) -> String {
    let parts: Vec<&str> =
        [position, company].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Years of experience in words.
pub fn years_words(years: Option<f64>) -> Option<String> {
    years.map(|years| t::candidates::years_of(number(years)))
}

/// The numbers of a candidate's expected salary, together.
pub fn salary_of(candidate: &Candidate) -> Salary {
    Salary {
        min: candidate.expected_salary_min,
        max: candidate.expected_salary_max,
        currency: candidate.expected_salary_currency.clone(),
        period: candidate.expected_salary_period,
        months: candidate.expected_salary_months,
    }
}

/// Whether a mail can be sent to somebody: there is an address, and nothing speaks against it.
pub fn can_be_mailed(candidate: &Candidate) -> bool {
    !candidate.emails.is_empty()
        && !candidate.do_not_contact
        && candidate.consent_status != ConsentStatus::Withdrawn
        && candidate.archived_at.is_none()
}
