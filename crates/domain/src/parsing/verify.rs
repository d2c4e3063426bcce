//! The answers of language models, held to the document: what is not in it is dropped, offsets are computed, numbers
//! are derived, keywords come from the vocabulary. A model that was talked into something cannot put it in a record.

mod search;

use crate::candidates::CandidateFields;
use crate::jobs::{JobFields, Salary};
use crate::{cities, names, phones, salary};

use super::degrees::{self, Among};
use super::layout::{Layout, Piece};
use super::record::Notes;
use super::{Context, ParseWarning, ParsedItem, candidates, find_instructions, jobs, keywords};
use search::Search;

/// Keeps of a model's candidate what the text says.
pub fn verify_candidate(
    answer: CandidateFields,
    text: &str,
    context: &Context,
) -> ParsedItem<CandidateFields> {
    let mut check = Verification::new(text, context);
    let mut fields = CandidateFields {
        name: check.text("name", Some(answer.name)).unwrap_or_default(),
        ..CandidateFields::default()
    };
    if fields.name.is_empty() {
        check.notes.warnings.push(ParseWarning::NameUncertain);
    }
    fields.emails = check.list("emails", answer.emails);
    fields.phone = check.phone(answer.phone);
    fields.current_company = check.text("current_company", answer.current_company);
    fields.current_position = check.text("current_position", answer.current_position);
    fields.experience_years = check.years("experience_years", answer.experience_years);
    fields.education = check.text("education", answer.education);
    fields.education_level = check.degree(answer.education_level, "education_level");
    fields.salutation_title = answer.salutation_title.filter(|title| check.states_salutation(*title));
    fields.level = check.text("level", answer.level);
    fields.expected_salary = check.text("expected_salary", answer.expected_salary);
    let numbers = check.numbers(fields.expected_salary.as_deref());
    fields.expected_salary_min = numbers.min;
    fields.expected_salary_max = numbers.max;
    fields.expected_salary_currency = numbers.currency;
    fields.expected_salary_period = numbers.period;
    fields.expected_salary_months = numbers.months;
    fields.locations = check.places(answer.locations);
    fields.skills = check.long_text("skills", answer.skills);
    fields.raw_skills = check.list("raw_skills", answer.raw_skills);
    fields.keywords = Some(check.keywords(answer.keywords.unwrap_or_default()));
    fields.external_id = check.text("external_id", answer.external_id);
    fields.summary = check.long_text("summary", answer.summary);
    if fields.emails.is_empty() {
        check.notes.warnings.push(ParseWarning::EmailMissing);
    }
    if fields.phone.is_none() {
        check.notes.warnings.push(ParseWarning::PhoneMissing);
    }
    candidates::finish(fields, check.notes)
}

/// Keeps of a model's job what the text says.
pub fn verify_job(answer: JobFields, text: &str, context: &Context) -> ParsedItem<JobFields> {
    let mut check = Verification::new(text, context);
    let mut fields = JobFields {
        title: check.text("title", Some(answer.title)).unwrap_or_default(),
        ..JobFields::default()
    };
    if fields.title.is_empty() {
        check.notes.warnings.push(ParseWarning::TitleMissing);
    }
    fields.company_name = check.text("company_name", answer.company_name);
    fields.department = check.text("department", answer.department);
    fields.salary_range = check.text("salary_range", answer.salary_range);
    let numbers = check.numbers(fields.salary_range.as_deref());
    fields.salary_min = numbers.min;
    fields.salary_max = numbers.max;
    fields.salary_currency = numbers.currency;
    fields.salary_period = numbers.period;
    fields.salary_months = numbers.months;
    fields.level_set = check.list("level_set", answer.level_set);
    fields.locations = check.places(answer.locations);
    fields.raw_skills = check.list("raw_skills", answer.raw_skills);
    let codes = check.keywords(answer.keywords.unwrap_or_default());
    fields.must_keywords = answer.must_keywords.into_iter().filter(|code| codes.contains(code)).collect();
    fields.keywords = Some(codes);
    fields.job_description = check.long_text("job_description", answer.job_description);
    fields.job_requirement = check.long_text("job_requirement", answer.job_requirement);
    fields.min_experience_years = check.years("min_experience_years", answer.min_experience_years);
    fields.education_required = check.degree(answer.education_required, "education_required");
    fields.notes = check.long_text("notes", answer.notes);
    if fields.company_name.is_none() {
        check.notes.warnings.push(ParseWarning::CompanyMissing);
    }
    jobs::finish(fields, check.notes)
}

/// How sure a value is that a model chose and the text confirms.
const CONFIRMED: f32 = 0.95;

struct Verification<'a> {
    layout: Layout,
    search: Search,
    context: &'a Context<'a>,
    notes: Notes,
}

impl<'a> Verification<'a> {
    fn new(text: &str, context: &'a Context<'a>) -> Self {
        let hidden = find_instructions(text);
        let layout = Layout::new(text, 0, &hidden);
        let mut notes = Notes::default();
        if !hidden.is_empty() {
            notes.warnings.push(ParseWarning::InstructionsInDocument);
        }
        Self { search: Search::new(&layout), layout, context, notes }
    }

    fn saw(&mut self, field: &str, piece: Piece) {
        self.notes.saw(&self.layout, field, piece, CONFIRMED);
    }

    fn dropped(&mut self, field: &str, value: &str) {
        const SHOWN: usize = 80;
        let value = value.chars().take(SHOWN).collect();
        self.notes.warnings.push(ParseWarning::NotInDocument { field: field.to_owned(), value });
    }

    /// A short value: it stands in the text, width, case and spaces aside.
    fn text(&mut self, field: &str, value: Option<String>) -> Option<String> {
        let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())?;
        let found =
            self.search.find(&value).or_else(|| if field == "name" { self.name(&value) } else { None });
        match found {
            Some(piece) => {
                self.saw(field, piece);
                Some(value)
            }
            None => {
                self.dropped(field, &value);
                None
            }
        }
    }

    /// A name whose words stand in the text in another order, or in two scripts.
    fn name(&self, name: &str) -> Option<Piece> {
        let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() > 1).collect();
        let first = self.search.find(words.first()?)?;
        let all = names::likelihood(name) > 0.0 && words.iter().all(|word| self.search.find(word).is_some());
        all.then_some(first)
    }

    fn list(&mut self, field: &str, values: Vec<String>) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for value in values.into_iter().take(300) {
            if let Some(value) = self.text(field, Some(value)).filter(|value| !kept.contains(value)) {
                kept.push(value);
            }
        }
        kept
    }

    /// A text of several lines: every line must be one of the document's, so copies pass and paraphrases do not.
    fn long_text(&mut self, field: &str, value: Option<String>) -> Option<String> {
        let value = value.filter(|value| !value.trim().is_empty())?;
        let mut kept = Vec::new();
        for line in value.lines().filter(|line| !line.trim().is_empty()) {
            if let Some(piece) = self.search.find(line) {
                self.saw(field, piece);
                kept.push(line.trim_end());
            } else {
                self.dropped(field, line);
            }
        }
        Some(kept.join("\n")).filter(|text| !text.is_empty())
    }

    fn phone(&mut self, value: Option<String>) -> Option<String> {
        let value = value.filter(|value| !value.trim().is_empty())?;
        let wanted = phones::normalize(&value);
        let places = phones::find(self.layout.folded(self.layout.whole()), true);
        let digits =
            |number: &str| number.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect::<String>();
        let same = |found: &&phones::Found| {
            wanted.as_ref().is_some_and(|wanted| {
                *wanted == found.number
                    || digits(wanted).ends_with(&digits(&found.number)) && digits(&found.number).len() >= 7
            })
        };
        match places.iter().find(same) {
            Some(found) => {
                self.saw("phone", Piece { start: found.start, end: found.end });
                wanted
            }
            None => {
                self.dropped("phone", &value);
                None
            }
        }
    }

    /// Years are said in the text, or follow from the spans of time in it.
    fn years(&mut self, field: &str, value: Option<f64>) -> Option<f64> {
        let years = value.filter(|years| (0.0..=80.0).contains(years))?;
        let text = self.layout.folded(self.layout.whole());
        let stated =
            crate::experience::stated_in(text).into_iter().find(|stated| (stated.min - years).abs() < 0.05);
        let spans = crate::experience::spans_in(text);
        let at = match (stated, spans.first()) {
            (Some(stated), _) => Some(Piece { start: stated.start, end: stated.end }),
            (None, Some((start, end, _))) => {
                let all: Vec<_> = spans.iter().map(|(_, _, span)| *span).collect();
                let most = crate::experience::total(&all, self.context.today);
                (field == "experience_years" && years <= most + 1.0)
                    .then_some(Piece { start: *start, end: *end })
            }
            (None, None) => None,
        };
        match at {
            Some(piece) => {
                self.saw(field, piece);
                Some((years * 10.0).round() / 10.0)
            }
            None if years == 0.0 => None,
            None => {
                self.dropped(field, &years.to_string());
                None
            }
        }
    }

    fn degree(
        &mut self,
        level: Option<crate::jobs::EducationLevel>,
        field: &str,
    ) -> Option<crate::jobs::EducationLevel> {
        let level = level?;
        let degrees = degrees::find(&self.layout, self.layout.whole(), Among::Education);
        match degrees.iter().find(|degree| degree.level == level) {
            Some(degree) => {
                self.saw(field, degree.at);
                Some(level)
            }
            None if level == crate::jobs::EducationLevel::None => None,
            None => {
                self.dropped(field, crate::Coded::code(level));
                None
            }
        }
    }

    /// 男, Male, Mr. in the text itself.
    fn states_salutation(&self, title: crate::candidates::SalutationTitle) -> bool {
        let words: &[&str] = match title {
            crate::candidates::SalutationTitle::Mr => &["男", "先生", "male", "mr"],
            crate::candidates::SalutationTitle::Ms => &["女", "小姐", "female", "ms", "mrs", "miss"],
        };
        let text = self.layout.folded(self.layout.whole());
        (0..text.len()).any(|at| {
            let begins = !at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphabetic());
            begins && crate::characters::word_at(text, at, words).is_some()
        })
    }

    /// The numbers follow from the text as written, whatever the model says they are.
    fn numbers(&mut self, written: Option<&str>) -> Salary {
        let Some(written) = written else { return Salary::default() };
        let numbers = salary::parse(written);
        if numbers.is_none() && !salary::is_open(written) {
            self.notes.warnings.push(ParseWarning::SalaryUnreadable { text: written.to_owned() });
        }
        numbers.unwrap_or_default()
    }

    /// A city may be written in another language than in the text.
    fn places(&mut self, values: Vec<String>) -> Vec<String> {
        let text = self.layout.spaced(self.layout.whole());
        let named = cities::find(&text);
        let mut kept: Vec<String> = Vec::new();
        for value in values.into_iter().take(30) {
            let city = cities::normalize(&value);
            let found = city.and_then(|city| named.iter().find(|place| place.name == city));
            let place = match found {
                Some(place) => {
                    self.saw("locations", Piece { start: place.start, end: place.end });
                    Some(place.name.to_owned())
                }
                None => self.text("locations", Some(value)),
            };
            kept.extend(place.filter(|place| !kept.contains(place)));
        }
        kept
    }

    /// Only keywords that the vocabulary finds in the text itself.
    fn keywords(&mut self, codes: Vec<String>) -> Vec<String> {
        let whole = self.layout.whole();
        let there = keywords::noted(&self.layout, whole, self.context, &mut self.notes);
        let made_up: Vec<String> = codes.iter().filter(|code| !there.contains(code)).cloned().collect();
        for code in made_up {
            self.dropped("keywords", &code);
        }
        there
    }
}
