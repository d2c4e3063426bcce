//! Values for the preview of a template where no candidate or job is chosen.

use domain::Locale;
use domain::email_templates::{Placeholder, Values};

/// The name of the candidate of the example.
pub(crate) const fn candidate_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Zh => "李思远",
        Locale::En => "Jane Miller",
    }
}

/// Fills in an example wherever there is no value.
pub(crate) fn complete(values: &mut Values, locale: Locale, of_candidate: bool, of_job: bool) {
    let candidate = match locale {
        Locale::Zh => [candidate_name(locale), "李思远 您好", "天河智能", "高级后端工程师"],
        Locale::En => [candidate_name(locale), "Jane", "Northwind", "Senior Backend Engineer"],
    };
    let job = match locale {
        Locale::Zh => ["技术总监", "千里科技", "60-90K·16薪", "上海、杭州"],
        Locale::En => ["Head of Engineering", "Contoso", "120-150K USD a year", "London, Berlin"],
    };
    let slots = [
        Placeholder::CandidateName,
        Placeholder::CandidateSalutation,
        Placeholder::CandidateCurrentCompany,
        Placeholder::CandidateCurrentPosition,
    ];
    if of_candidate {
        fill(values, slots, candidate);
    }
    let slots = [
        Placeholder::JobTitle,
        Placeholder::JobCompanyName,
        Placeholder::JobSalaryRange,
        Placeholder::JobLocations,
    ];
    if of_job {
        fill(values, slots, job);
    }
}

fn fill(values: &mut Values, slots: [Placeholder; 4], texts: [&str; 4]) {
    for (slot, text) in slots.into_iter().zip(texts) {
        values.insert(slot, text.to_owned());
    }
}
