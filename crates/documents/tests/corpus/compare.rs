//! When a found value counts as right.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::engine::Found;
use crate::report::{Place, Report};
use crate::truth::Truth;

/// Experience is counted from dates that people round, so a year more or less is right.
const YEARS_TOLERANCE: f64 = 1.0;

/// Compares what was found in a document with its truth.
pub fn compare(truth: &Truth, found: &[Found], report: &mut Report) {
    let single = truth.records.len() == 1;
    let place = Place { set: truth.set, language: &truth.language, file: &truth.file, single };
    let (expected, got) = (truth.records.len().to_string(), found.len().to_string());
    report.count(&place, &truth.kind, "records", expected == got, &expected, &got);
    for (index, record) in truth.records.iter().enumerate() {
        let file = format!("{}#{}", truth.file, index + 1);
        let place = Place { file: &file, ..place };
        let nothing = Found::default();
        let found = counterpart(record, index, truth.records.len(), found).unwrap_or(&nothing);
        for (field, expected) in record {
            compare_field(&place, &truth.kind, field, expected, found, report);
        }
    }
}

/// By order when the numbers agree, else by name or title: a lost record must not make all that follow wrong.
fn counterpart<'a>(
    record: &Map<String, Value>,
    index: usize,
    records: usize,
    found: &'a [Found],
) -> Option<&'a Found> {
    if found.len() == records {
        return found.get(index);
    }
    let key = if record.contains_key("title") { "title" } else { "name" };
    let expected = record.get(key)?;
    found.iter().find(|found| scalar_is_right(key, expected, found.fields.get(key)))
}

fn compare_field(
    place: &Place,
    kind: &str,
    field: &str,
    expected: &Value,
    found: &Found,
    report: &mut Report,
) {
    let mut count = |field: &str, right: bool, expected: &str, got: &str| {
        report.count(place, kind, field, right, expected, got);
    };
    match field {
        "skills" => {
            for skill in texts(expected) {
                count(field, found.has_skill(skill), skill, &found.skills_in_words());
            }
        }
        "absent_skills" => {
            for skill in texts(expected) {
                count(field, !found.has_keyword(skill), &format!("no {skill}"), skill);
            }
        }
        "emails" | "locations" => {
            let got = found.fields.get(field).unwrap_or(&Value::Null);
            count(
                field,
                set_of(field, expected) == set_of(field, got),
                &expected.to_string(),
                &got.to_string(),
            );
        }
        _ => {
            let got = found.fields.get(field);
            let shown = got.unwrap_or(&Value::Null).to_string();
            count(field, scalar_is_right(field, expected, got), &expected.to_string(), &shown);
        }
    }
}

/// `expected` lists what a person would accept; null among them means that finding nothing is right.
fn scalar_is_right(field: &str, expected: &Value, got: Option<&Value>) -> bool {
    let got = got.unwrap_or(&Value::Null);
    let tolerance = if field == "experience_years" { YEARS_TOLERANCE } else { 0.001 };
    expected.as_array().into_iter().flatten().any(|accepted| match (accepted, got) {
        (Value::Null, got) => got.is_null() || got.as_str().is_some_and(str::is_empty),
        (Value::Number(accepted), Value::Number(got)) => {
            (accepted.as_f64().unwrap() - got.as_f64().unwrap()).abs() <= tolerance
        }
        (Value::String(accepted), Value::String(got)) if field == "phone" => accepted == got,
        (Value::String(accepted), Value::String(got)) => folded(accepted) == folded(got),
        _ => false,
    })
}

fn set_of(field: &str, value: &Value) -> BTreeSet<String> {
    let one_spelling = |text: &str| match field {
        "locations" => domain::cities::normalize(text).unwrap_or(text).to_lowercase(),
        _ => text.to_lowercase(),
    };
    texts(value).map(one_spelling).collect()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Letters and digits only, in one width and lower case.
fn folded(text: &str) -> String {
    one_width(text).filter(|c| c.is_alphanumeric()).collect()
}

/// As [`folded`], but C, C++ and C# stay apart.
pub fn folded_skill(text: &str) -> String {
    one_width(text).filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn one_width(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_lowercase(),
        _ => c.to_lowercase(),
    })
}
