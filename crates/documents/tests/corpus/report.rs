//! Counts of right and wrong, by set, language and field.

use std::collections::BTreeMap;
use std::fmt::Write;

/// How often a field was right.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn share(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.right as f64 / self.all as f64 }
    }
}

struct Miss {
    set: &'static str,
    file: String,
    field: String,
    expected: String,
    found: String,
}

/// Where a field was looked at.
pub struct Place<'a> {
    pub set: &'static str,
    pub language: &'a str,
    /// The file, and the record in it.
    pub file: &'a str,
}

/// By set and language.
type Tallies = BTreeMap<(&'static str, String), Tally>;

#[derive(Default)]
pub struct Report {
    /// By kind and field.
    tallies: BTreeMap<(String, String), Tallies>,
    misses: Vec<Miss>,
}

impl Report {
    /// Counts one comparison.
    pub fn count(
        &mut self,
        place: &Place,
        kind: &str,
        field: &str,
        right: bool,
        expected: &str,
        found: &str,
    ) {
        let row = self.tallies.entry((kind.to_owned(), field.to_owned())).or_default();
        let tally = row.entry((place.set, place.language.to_owned())).or_default();
        tally.all += 1;
        tally.right += usize::from(right);
        if !right {
            self.misses.push(Miss {
                set: place.set,
                file: place.file.to_owned(),
                field: field.to_owned(),
                expected: expected.to_owned(),
                found: found.to_owned(),
            });
        }
    }

    /// Every miss of one set, a line each.
    pub fn misses(&self, set: &str) -> String {
        let mut text = format!("misses in {set}: file · field · expected · found\n");
        for miss in self.misses.iter().filter(|miss| miss.set == set) {
            let Miss { file, field, expected, found, .. } = miss;
            writeln!(text, "  {file} · {field} · {expected} · {found}").unwrap();
        }
        text
    }

    /// Field by set and language, in per cent, with the number of comparisons.
    pub fn table(&self) -> String {
        let columns = [
            ("dev", "zh"),
            ("dev", "en"),
            ("dev", ""),
            ("held-out", "zh"),
            ("held-out", "en"),
            ("held-out", ""),
        ];
        let mut text = format!("{:<36}", "field");
        for (set, language) in columns {
            write!(text, "{:>15}", format!("{set} {language}")).unwrap();
        }
        for ((kind, field), row) in &self.tallies {
            write!(text, "\n{:<36}", format!("{kind} {field}")).unwrap();
            for (set, language) in columns {
                let tally = sum(row, set, language);
                write!(text, "{:>15}", format!("{:.1} ({})", tally.share() * 100.0, tally.all)).unwrap();
            }
        }
        text
    }

    /// The fields of a set, both languages together, that do not reach what is promised of them.
    pub fn below(&self, at_least: impl Fn(&str) -> f64) -> Vec<String> {
        let mut short = Vec::new();
        for ((kind, field), row) in &self.tallies {
            for set in ["dev", "held-out"] {
                let share = sum(row, set, "").share();
                if share < at_least(field) {
                    short.push(format!("{set}: {kind} {field} {:.1} %", share * 100.0));
                }
            }
        }
        short
    }
}

fn sum(row: &BTreeMap<(&'static str, String), Tally>, set: &str, language: &str) -> Tally {
    let wanted = |key: &(&'static str, String)| key.0 == set && (language.is_empty() || key.1 == language);
    let tallies = row.iter().filter(|(key, _)| wanted(key)).map(|(_, tally)| *tally);
    tallies.fold(Tally::default(), |sum, tally| Tally {
        right: sum.right + tally.right,
        all: sum.all + tally.all,
    })
}
