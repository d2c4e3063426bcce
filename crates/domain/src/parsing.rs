//! The offline engine: documents to candidates and jobs by rules and the standard vocabulary, and the check that
//! keeps the answers of language models to what the document says.
//!
//! Every field comes with the places it was read from and an honest confidence. What is not in the document is not
//! in the record. See docs/parsing.md.

pub mod answers;
mod candidates;
mod degrees;
mod header;
mod history;
mod instructions;
mod jobs;
mod keywords;
mod labels;
mod layout;
mod line_ranges;
#[cfg(test)]
mod properties;
mod record;
mod rows;
mod sections;
mod skills;
mod split;
mod tables;
mod titles;
mod verify;
mod warnings;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use candidates::is_somebody as is_candidate;
pub use degrees::degree_of;
pub use instructions::find_instructions;
pub use jobs::is_something as is_job;
pub use line_ranges::{LineRange, copy_lines, number_lines};
pub use verify::{verify_candidate, verify_job};
pub use warnings::ParseWarning;

use crate::candidates::CandidateFields;
use crate::jobs::JobFields;
use crate::keywords::Vocabulary;
use labels::Kind;

/// A place in a text, in Unicode scalar values; the end is exclusive.
pub type Range = std::ops::Range<usize>;

/// Where in the text a field was read, and how sure the engine is of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The first character, counted in Unicode scalar values of the document's text.
    pub start: usize,
    /// Past the last character.
    pub end: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// One record of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParsedItem<F> {
    /// As for a create.
    pub fields: F,
    /// Of the whole record, 0 to 1: how far the fields that matter were found, and how surely.
    pub confidence: f32,
    /// Field name as in the API → the places it was read from.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// What the person who reviews should look at.
    pub warnings: Vec<ParseWarning>,
}

/// A document as it was extracted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its rows, when it is a spreadsheet: each becomes one record.
    pub rows: Option<&'a [SourceRow<'a>]>,
    /// The name of the file, a hint at the person's name.
    pub file_name: Option<&'a str>,
}

/// A row of a spreadsheet.
#[derive(Clone, Copy, Debug)]
pub struct SourceRow<'a> {
    /// The titles of the columns.
    pub header: &'a [String],
    /// The values, in the order of the titles.
    pub cells: &'a [String],
    /// Where the row stands in the text of the document, in Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// What parsing depends on besides the document.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day until which a present job counts.
    pub today: NaiveDate,
    /// The keywords that are known.
    pub vocabulary: &'a Vocabulary,
}

/// Every person of a document: one of a résumé, several of a list or a spreadsheet, none of a text without a person.
pub fn parse_candidates(source: &Source, context: &Context) -> Vec<ParsedItem<CandidateFields>> {
    if let Some(rows) = source.rows.filter(|rows| !rows.is_empty()) {
        return rows::candidates(source, rows, context);
    }
    let hidden = find_instructions(source.text);
    if let Some(table) = tables::find(source.text, Kind::Candidate, &hidden) {
        return rows::candidates(source, &table.rows(), context);
    }
    let records = split::candidates(source.text, &hidden);
    let file_name = source.file_name.filter(|_| records.len() == 1);
    let items = records.iter().map(|record| candidates::parse(record, file_name, context));
    let mut items: Vec<_> = items.filter(candidates::is_somebody).collect();
    warn_of_instructions(&mut items, &hidden);
    items
}

/// Every job of a document: one of a job description, several of a list or a spreadsheet.
pub fn parse_jobs(source: &Source, context: &Context) -> Vec<ParsedItem<JobFields>> {
    if let Some(rows) = source.rows.filter(|rows| !rows.is_empty()) {
        return rows::jobs(source, rows, context);
    }
    let hidden = find_instructions(source.text);
    if let Some(table) = tables::find(source.text, Kind::Job, &hidden) {
        return rows::jobs(source, &table.rows(), context);
    }
    let records = split::jobs(source.text, &hidden);
    let items = records.iter().map(|record| jobs::parse(record, context));
    let mut items: Vec<_> = items.filter(jobs::is_something).collect();
    jobs::share_company(&mut items);
    warn_of_instructions(&mut items, &hidden);
    items
}

fn warn_of_instructions<F>(items: &mut [ParsedItem<F>], hidden: &[Range]) {
    if !hidden.is_empty() {
        for item in items {
            item.warnings.push(ParseWarning::InstructionsInDocument);
        }
    }
}
