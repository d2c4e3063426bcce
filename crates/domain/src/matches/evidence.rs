//! Where keywords stand in the texts of a job and of a candidate.

use std::collections::{BTreeMap, HashSet};

use crate::candidates::CandidateFields;
use crate::jobs::JobFields;
use crate::keywords::Vocabulary;

/// Places of one keyword in one record at most: a person wants to see that it is there, not how often.
const MAX_PLACES: usize = 3;
/// Characters around a keyword that are quoted with it, on each side.
const AROUND: usize = 24;

/// A place in a field of a record, at Unicode scalar offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The field; an item of a list by its index, as in `raw_skills/2`.
    pub field: String,
    /// Where the term begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The term with what stands around it in its line.
    pub quote: String,
}

/// Code → where it stands.
pub type Places = BTreeMap<String, Vec<Place>>;

/// Where those of `codes` stand in a job's texts.
pub fn in_job(fields: &JobFields, codes: &HashSet<&str>, vocabulary: &Vocabulary) -> Places {
    let mut finder = Finder { codes, vocabulary, places: Places::new() };
    finder.text("title", Some(&fields.title));
    finder.text("job_requirement", fields.job_requirement.as_deref());
    finder.list("raw_skills", &fields.raw_skills);
    finder.text("job_description", fields.job_description.as_deref());
    finder.list("level_set", &fields.level_set);
    finder.places
}

/// Where those of `codes` stand in a candidate's texts.
pub fn in_candidate(fields: &CandidateFields, codes: &HashSet<&str>, vocabulary: &Vocabulary) -> Places {
    let mut finder = Finder { codes, vocabulary, places: Places::new() };
    finder.text("current_position", fields.current_position.as_deref());
    finder.text("skills", fields.skills.as_deref());
    finder.list("raw_skills", &fields.raw_skills);
    finder.text("summary", fields.summary.as_deref());
    finder.text("education", fields.education.as_deref());
    finder.text("level", fields.level.as_deref());
    finder.places
}

struct Finder<'a> {
    codes: &'a HashSet<&'a str>,
    vocabulary: &'a Vocabulary,
    places: Places,
}

impl Finder<'_> {
    fn list(&mut self, field: &str, items: &[String]) {
        for (index, item) in items.iter().enumerate() {
            self.text(&format!("{field}/{index}"), Some(item));
        }
    }

    fn text(&mut self, field: &str, text: Option<&str>) {
        let Some(text) = text.filter(|text| !text.is_empty() && !self.codes.is_empty()) else { return };
        let found = self.vocabulary.extract(text);
        let mut wanted = found.into_iter().filter(|found| self.codes.contains(found.code)).peekable();
        if wanted.peek().is_none() {
            return;
        }
        let characters: Vec<char> = text.chars().collect();
        for found in wanted {
            let places = self.places.entry(found.code.to_owned()).or_default();
            if places.len() < MAX_PLACES {
                places.push(Place {
                    field: field.to_owned(),
                    start: found.start,
                    end: found.end,
                    quote: quote(&characters, found.start, found.end),
                });
            }
        }
    }
}

fn quote(text: &[char], start: usize, end: usize) -> String {
    let before = text[..start].iter().rev().take(AROUND).take_while(|c| **c != '\n').count();
    let after = text[end..].iter().take(AROUND).take_while(|c| **c != '\n').count();
    let (mut from, mut to) = (start - before, end + after);
    while from > 0 && from < start && is_inside_word(text, from) {
        from += 1;
    }
    while to > end && is_inside_word(text, to) {
        to -= 1;
    }
    let quote: String = text[from..to].iter().collect();
    quote.trim().to_owned()
}

/// Whether a cut here would leave a part of a Latin word; Chinese can be cut anywhere.
fn is_inside_word(text: &[char], at: usize) -> bool {
    let is_letter = |index: usize| text.get(index).is_some_and(|letter| letter.is_ascii_alphanumeric());
    at > 0 && is_letter(at - 1) && is_letter(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_where_the_term_stands() {
        let fields = JobFields {
            title: "Java 开发".into(),
            job_requirement: Some("1. 本科\n2. 精通 Java，熟悉 k8s".into()),
            raw_skills: vec!["MySQL".into(), "Java".into()],
            ..JobFields::default()
        };
        let codes = HashSet::from(["java", "kubernetes"]);
        let places = in_job(&fields, &codes, Vocabulary::standard());
        let fields_of =
            |code: &str| places[code].iter().map(|place| place.field.as_str()).collect::<Vec<_>>();
        assert_eq!(fields_of("java"), ["title", "job_requirement", "raw_skills/1"]);
        let place = &places["kubernetes"][0];
        let text: Vec<char> = fields.job_requirement.as_deref().unwrap_or_default().chars().collect();
        assert_eq!(text[place.start..place.end].iter().collect::<String>(), "k8s");
        assert_eq!(place.quote, "2. 精通 Java，熟悉 k8s");
        assert!(!places.contains_key("mysql"), "nobody asked for it");
    }

    #[test]
    fn a_quote_begins_and_ends_with_whole_words() {
        let text: Vec<char> =
            "4+ years in machine learning engineering with Python and distributed systems".chars().collect();
        let start = text.windows(6).position(|word| word.iter().collect::<String>() == "Python").unwrap_or(0);
        assert_eq!(quote(&text, start, start + 6), "engineering with Python and distributed systems");
        let chinese: Vec<char> =
            "八年互联网后端研发与架构设计经验，主导过多个大型项目，精通 Java 语言".chars().collect();
        assert!(quote(&chinese, 29, 33).ends_with("精通 Java 语言"));
    }

    #[test]
    fn a_word_said_over_and_over_is_shown_a_few_times() {
        let fields = CandidateFields { summary: Some("Java\n".repeat(100)), ..CandidateFields::default() };
        let places = in_candidate(&fields, &HashSet::from(["java"]), Vocabulary::standard());
        assert_eq!(places["java"].len(), MAX_PLACES);
    }
}
