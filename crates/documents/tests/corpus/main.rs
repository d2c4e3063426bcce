//! How right the offline engine is on `tests/corpus`, field by field.
//!
//! Prints a table and every miss of `dev`. The misses of `held-out` are printed only for `BOLE_CORPUS=held-out`:
//! whoever works on the engine's rules must not see them, or the figure says nothing about the next document.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test that reports what it measured")]

mod compare;
mod engine;
mod report;
mod truth;

use report::Report;
use truth::Truth;

/// Contact fields are worth nothing when wrong, and easier to get right.
const CONTACTS: [&str; 3] = ["name", "emails", "phone"];
const CONTACTS_AT_LEAST: f64 = 0.90;
const OTHERS_AT_LEAST: f64 = 0.80;

#[test]
fn the_offline_engine_reads_nine_contacts_in_ten_and_eight_other_fields_in_ten() {
    let mut report = Report::default();
    for set in ["dev", "held-out"] {
        for truth in Truth::load(set) {
            let found = engine::parse(&truth);
            compare::compare(&truth, &found, &mut report);
        }
    }
    let shown = std::env::var("BOLE_CORPUS").unwrap_or_else(|_| "dev".to_owned());
    println!("{}", report.misses(&shown));
    println!("{}", report.table());

    let short =
        report.below(|field| if CONTACTS.contains(&field) { CONTACTS_AT_LEAST } else { OTHERS_AT_LEAST });
    assert!(short.is_empty(), "below what is promised: {short:#?}");
}

#[test]
fn every_document_of_the_corpus_has_a_truth_and_every_truth_a_document() {
    for set in ["dev", "held-out"] {
        let (documents, truths) = truth::names(set);
        assert_eq!(documents, truths, "in {set}");
    }
}
