//! What follows by itself from what a person wrote: salary numbers, keywords, tidy lists.

use crate::candidates::CandidateFields;
use crate::jobs::{JobFields, Salary};
use crate::keywords::Vocabulary;
use crate::{Code, Error, FieldError, Result, salary};

/// Words in a line that make what it asks for welcome rather than needed.
const WELCOME: [&str; 9] =
    ["优先", "加分", "更佳", "preferred", "nice to have", "nice-to-have", "bonus", "a plus", "desirable"];

/// Fills in what follows from a job's texts. `before` is the job as it was, when this is a change of one.
///
/// Salary numbers follow from the salary as written when that is new and the numbers are not. Keywords are found in
/// the texts when they are absent. A keyword that the vocabulary does not know is a fault.
pub fn derive_job(fields: &mut JobFields, before: Option<&JobFields>, vocabulary: &Vocabulary) -> Result<()> {
    let old = before.map(|before| (before.salary_range.as_deref(), before.salary()));
    if let Some(derived) = derive_salary(fields.salary_range.as_deref(), &fields.salary(), old) {
        fields.salary_min = derived.min;
        fields.salary_max = derived.max;
        fields.salary_currency = derived.currency;
        fields.salary_period = derived.period;
        fields.salary_months = derived.months;
    }
    for list in
        [&mut fields.level_set, &mut fields.locations, &mut fields.raw_skills, &mut fields.must_keywords]
    {
        tidy(list);
    }
    let mut keywords = match fields.keywords.take() {
        Some(given) => given,
        None => {
            let found = vocabulary.codes_in(&job_text(fields));
            if fields.must_keywords.is_empty() {
                fields.must_keywords = needed(fields, vocabulary);
            }
            found
        }
    };
    let all_needed = fields.must_keywords.iter();
    keywords.extend(all_needed.cloned());
    tidy(&mut keywords);
    check_keywords(&keywords, vocabulary)?;
    fields.keywords = Some(keywords);
    Ok(())
}

/// Fills in what follows from a candidate's texts, as [`derive_job`] does for a job.
pub fn derive_candidate(
    fields: &mut CandidateFields,
    before: Option<&CandidateFields>,
    vocabulary: &Vocabulary,
) -> Result<()> {
    let old = before.map(|before| (before.expected_salary.as_deref(), before.salary()));
    if let Some(derived) = derive_salary(fields.expected_salary.as_deref(), &fields.salary(), old) {
        fields.expected_salary_min = derived.min;
        fields.expected_salary_max = derived.max;
        fields.expected_salary_currency = derived.currency;
        fields.expected_salary_period = derived.period;
        fields.expected_salary_months = derived.months;
    }
    for list in [&mut fields.emails, &mut fields.locations, &mut fields.raw_skills] {
        tidy(list);
    }
    fields.external_id = fields.external_id.take().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    let mut keywords = match fields.keywords.take() {
        Some(given) => given,
        None => vocabulary.codes_in(&candidate_text(fields)),
    };
    tidy(&mut keywords);
    check_keywords(&keywords, vocabulary)?;
    fields.keywords = Some(keywords);
    Ok(())
}

/// The texts of a job in which keywords are looked for.
pub fn job_text(fields: &JobFields) -> String {
    let texts =
        [Some(fields.title.as_str()), fields.job_description.as_deref(), fields.job_requirement.as_deref()];
    join(texts.into_iter().flatten().chain(words(&fields.raw_skills)).chain(words(&fields.level_set)))
}

/// The texts of a candidate in which keywords are looked for.
pub fn candidate_text(fields: &CandidateFields) -> String {
    let texts = [
        fields.current_position.as_deref(),
        fields.skills.as_deref(),
        fields.summary.as_deref(),
        fields.education.as_deref(),
        fields.level.as_deref(),
    ];
    join(texts.into_iter().flatten().chain(words(&fields.raw_skills)))
}

fn words(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}

fn join<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// Keywords of the title, and of the requirements in lines that do not call them welcome.
fn needed(fields: &JobFields, vocabulary: &Vocabulary) -> Vec<String> {
    let is_welcome = |line: &str| {
        let line = line.to_lowercase();
        WELCOME.iter().any(|word| line.contains(word))
    };
    let requirement = fields.job_requirement.as_deref().unwrap_or_default();
    let sentences = requirement.split(['\n', '。', '；', ';']).filter(|line| !is_welcome(line));
    let text = join(std::iter::once(fields.title.as_str()).chain(sentences));
    vocabulary.codes_in(&text)
}

/// The new numbers, or `None` when those at hand stay. `old` is what was written and its numbers before a change.
fn derive_salary(
    written: Option<&str>,
    given: &Salary,
    old: Option<(Option<&str>, Salary)>,
) -> Option<Salary> {
    let derive = || Some(written.and_then(salary::parse).unwrap_or_default());
    match old {
        None if *given == Salary::default() => derive(),
        Some((before, numbers)) if before != written && numbers == *given => derive(),
        _ => None,
    }
}

/// Trims, and drops what is empty or there already.
fn tidy(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    for item in list.iter_mut() {
        *item = item.trim().to_owned();
    }
    list.retain(|item| !item.is_empty() && seen.insert(item.to_lowercase()));
}

fn check_keywords(codes: &[String], vocabulary: &Vocabulary) -> Result<()> {
    let unknown = codes.iter().enumerate().filter(|(_, code)| vocabulary.get(code).is_none());
    let faults: Vec<_> = unknown
        .map(|(index, code)| FieldError::new(format!("/keywords/{index}"), Code::UnknownKeyword).with(code))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::SalaryPeriod;

    fn job() -> JobFields {
        JobFields {
            title: "Java 开发工程师".into(),
            salary_range: Some("20-40K·16薪".into()),
            job_requirement: Some("1. 精通 Java\n2. 熟悉 Kubernetes 者优先".into()),
            ..JobFields::default()
        }
    }

    #[test]
    fn a_new_job_gets_its_numbers_and_keywords() {
        let mut fields = job();
        derive_job(&mut fields, None, Vocabulary::standard()).unwrap();
        assert_eq!(
            (fields.salary_min, fields.salary_max, fields.salary_months),
            (Some(20_000), Some(40_000), Some(16))
        );
        assert_eq!(fields.salary_period, Some(SalaryPeriod::Month));
        let keywords = fields.keywords.unwrap();
        assert!(keywords.contains(&"java".to_owned()) && keywords.contains(&"kubernetes".to_owned()));
        assert!(fields.must_keywords.contains(&"java".to_owned()));
        assert!(!fields.must_keywords.contains(&"kubernetes".to_owned()));
    }

    #[test]
    fn given_numbers_and_keywords_stay() {
        let mut fields = JobFields { salary_min: Some(1), keywords: Some(vec![" java ".into()]), ..job() };
        derive_job(&mut fields, None, Vocabulary::standard()).unwrap();
        assert_eq!((fields.salary_min, fields.salary_max), (Some(1), None));
        assert_eq!(fields.keywords, Some(vec!["java".to_owned()]));
    }

    #[test]
    fn a_changed_text_changes_the_numbers_and_an_unchanged_one_does_not() {
        let mut before = job();
        derive_job(&mut before, None, Vocabulary::standard()).unwrap();
        let mut raised = JobFields { salary_range: Some("50-60K".into()), ..before.clone() };
        derive_job(&mut raised, Some(&before), Vocabulary::standard()).unwrap();
        assert_eq!(raised.salary_min, Some(50_000));
        let mut corrected = JobFields { salary_min: Some(25_000), ..before.clone() };
        derive_job(&mut corrected, Some(&before), Vocabulary::standard()).unwrap();
        assert_eq!(corrected.salary_min, Some(25_000));
        let mut open = JobFields { salary_range: Some("面议".into()), ..before.clone() };
        derive_job(&mut open, Some(&before), Vocabulary::standard()).unwrap();
        assert_eq!(open.salary_min, None);
    }

    #[test]
    fn an_unknown_keyword_is_named() {
        let mut fields = JobFields { keywords: Some(vec!["java".into(), "jvaa".into()]), ..job() };
        let Err(Error::Invalid(errors)) = derive_job(&mut fields, None, Vocabulary::standard()) else {
            panic!("accepted")
        };
        assert_eq!((errors[0].pointer.as_str(), errors[0].code), ("/keywords/1", Code::UnknownKeyword));
    }
}
