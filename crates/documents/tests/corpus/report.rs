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
    /// Whether the document is of one person or job, as most are.
    pub single: bool,
}

/// By set, language, and whether the document has one record.
type Tallies = BTreeMap<(&'static str, String, bool), Tally>;

/// A column of the table: which comparisons it counts, and what stands above it.
struct Column {
    title: &'static str,
    set: &'static str,
    language: Option<&'static str>,
    single: bool,
}

const COLUMNS: [Column; 8] = [
    Column { title: "dev zh", set: "dev", language: Some("zh"), single: false },
    Column { title: "dev en", set: "dev", language: Some("en"), single: false },
    Column { title: "dev", set: "dev", language: None, single: false },
    Column { title: "dev single", set: "dev", language: None, single: true },
    Column { title: "held-out zh", set: "held-out", language: Some("zh"), single: false },
    Column { title: "held-out en", set: "held-out", language: Some("en"), single: false },
    Column { title: "held-out", set: "held-out", language: None, single: false },
    Column { title: "held-out single", set: "held-out", language: None, single: true },
];

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
        let tally = row.entry((place.set, place.language.to_owned(), place.single)).or_default();
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

    /// Field by column, in per cent, with the number of comparisons. `single` counts the documents of one record.
    pub fn table(&self) -> String {
        let mut text = format!("{:<30}", "field");
        for column in &COLUMNS {
            write!(text, "{:>17}", column.title).unwrap();
        }
        for ((kind, field), row) in &self.tallies {
            write!(text, "\n{:<30}", format!("{kind} {field}")).unwrap();
            for column in &COLUMNS {
                let tally = column.sum(row);
                write!(text, "{:>17}", format!("{:.1} ({})", tally.share() * 100.0, tally.all)).unwrap();
            }
        }
        text
    }

    /// The fields of a set, both languages together, that do not reach what is promised of them.
    pub fn below(&self, at_least: impl Fn(&str) -> f64) -> Vec<String> {
        let mut short = Vec::new();
        for ((kind, field), row) in &self.tallies {
            for column in COLUMNS.iter().filter(|column| column.language.is_none() && !column.single) {
                let share = column.sum(row).share();
                if share < at_least(field) {
                    short.push(format!("{}: {kind} {field} {:.1} %", column.set, share * 100.0));
                }
            }
        }
        short
    }
}

impl Column {
    fn sum(&self, row: &Tallies) -> Tally {
        let counted = |(set, language, single): &(&'static str, String, bool)| {
            *set == self.set
                && self.language.is_none_or(|wanted| language == wanted)
                && (*single || !self.single)
        };
        let tallies = row.iter().filter(|(key, _)| counted(key)).map(|(_, tally)| *tally);
        tallies.fold(Tally::default(), |sum, tally| Tally {
            right: sum.right + tally.right,
            all: sum.all + tally.all,
        })
    }
}
