//! From the bytes of a document to what the offline engine finds in it, as the product does it.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::keywords::Vocabulary;
use domain::parsing::{Context, ParsedItem, Source, SourceRow, parse_candidates, parse_jobs};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::compare::folded_skill;
use crate::truth::Truth;

/// One record as it was parsed: the fields as in a create, and the skills in every spelling of their keywords.
#[derive(Default)]
pub struct Found {
    pub fields: Map<String, Value>,
    spellings: HashSet<String>,
    names: HashSet<String>,
}

impl Found {
    fn new<F: Serialize>(item: &ParsedItem<F>) -> Self {
        let Value::Object(fields) = serde_json::to_value(&item.fields).unwrap() else {
            return Self::default();
        };
        let words = |field: &str| -> Vec<String> {
            let list = fields.get(field).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let raw: HashSet<String> = words("raw_skills").iter().map(|skill| folded_skill(skill)).collect();
        let (mut spellings, mut names) = (raw.clone(), raw);
        for code in words("keywords") {
            let keyword = Vocabulary::standard().get(&code).unwrap();
            names.extend([&keyword.name_zh, &keyword.name_en].map(|name| folded_skill(name)));
            spellings.extend(keyword.spellings().map(folded_skill));
        }
        Self { fields, spellings, names }
    }

    /// Whether a skill is among the raw skills or is a spelling of a keyword that was found.
    pub fn has_skill(&self, skill: &str) -> bool {
        self.spellings.contains(&folded_skill(skill))
    }

    /// Whether a skill was found under its own name; an alias that means something else does not count.
    pub fn has_keyword(&self, skill: &str) -> bool {
        self.names.contains(&folded_skill(skill))
    }

    pub fn skills_in_words(&self) -> String {
        let shown = |field: &str| self.fields.get(field).unwrap_or(&Value::Null).to_string();
        format!("{} {}", shown("raw_skills"), shown("keywords"))
    }
}

/// Extracts and parses one document on the day for which the truth was written.
pub fn parse(truth: &Truth) -> Vec<Found> {
    let extracted = documents::extract(&truth.bytes(), &truth.file).unwrap();
    let rows = extracted.sheets.iter().flat_map(|sheet| {
        let source = |row| row_of(&sheet.header, row);
        sheet.rows.iter().map(source)
    });
    let rows: Vec<SourceRow> = rows.collect();
    let source = Source { text: &extracted.text, rows: Some(&rows), file_name: Some(&truth.file) };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let context = Context { today, vocabulary: Vocabulary::standard() };
    match truth.kind.as_str() {
        "job" => parse_jobs(&source, &context).iter().map(Found::new).collect(),
        _ => parse_candidates(&source, &context).iter().map(Found::new).collect(),
    }
}

fn row_of<'a>(header: &'a [String], row: &'a documents::Row) -> SourceRow<'a> {
    SourceRow { header, cells: &row.cells, start: row.start, end: row.end }
}
