//! What an import did, or would do.

use std::collections::BTreeMap;
use std::fmt;

use domain::{Coded, Error, Result};
use persistence::imports::RowKind;
use serde::Serialize;

/// So many skipped rows of a table are named in the text; the JSON form has all.
const NAMED: usize = 20;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Where the rows went.
    pub organization: String,
    /// By kind of row, in the order in which they were taken over.
    pub tables: Vec<Table>,
}

/// What became of the rows of one kind. `read` is the sum of the other numbers and of those skipped.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// The kind.
    pub kind: &'static str,
    /// The table in the Django database; `None`: it has none.
    pub table: Option<String>,
    /// Fields for which the table has no column.
    pub missing: Vec<&'static str>,
    /// Rows read.
    pub read: u64,
    /// Rows that are new here.
    pub created: u64,
    /// Rows that changed there since the last import, and were changed here.
    pub updated: u64,
    /// Rows that are as they were at the last import.
    pub unchanged: u64,
    /// Rows for which there was one here already: of the same name or address.
    pub matched: u64,
    /// Rows that were not taken over.
    pub skipped: Vec<Skipped>,
    /// What was taken over otherwise than it stood, with the number of rows.
    pub notes: BTreeMap<String, u64>,
}

/// A row that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Its key in the Django database.
    pub key: String,
    /// Why.
    pub reason: String,
}

impl Report {
    /// As JSON.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(Error::internal)
    }
}

impl Table {
    pub(super) fn new(kind: RowKind) -> Self {
        Self { kind: kind.code(), ..Self::default() }
    }

    pub(super) fn skip(&mut self, key: &str, reason: impl ToString) {
        self.skipped.push(Skipped { key: key.to_owned(), reason: reason.to_string() });
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        *self.notes.entry(text.into()).or_default() += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.dry_run { "Would import" } else { "Imported" };
        writeln!(formatter, "{verb} into {}", self.organization)?;
        self.tables.iter().try_for_each(|table| write!(formatter, "{table}"))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(name) = &self.table else { return writeln!(formatter, "\n{}: no table", self.kind) };
        writeln!(formatter, "\n{} ({name}): {} read", self.kind, self.read)?;
        let numbers = [
            ("created", self.created),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("already here", self.matched),
            ("skipped", self.skipped.len() as u64),
        ];
        for (word, number) in numbers.into_iter().filter(|(_, number)| *number > 0) {
            writeln!(formatter, "  {number} {word}")?;
        }
        if !self.missing.is_empty() {
            writeln!(formatter, "  no column for {}", self.missing.join(", "))?;
        }
        for (text, number) in &self.notes {
            writeln!(formatter, "  {number} × {text}")?;
        }
        for Skipped { key, reason } in self.skipped.iter().take(NAMED) {
            writeln!(formatter, "  skipped {key}: {reason}")?;
        }
        match self.skipped.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => writeln!(formatter, "  and {more} more; --json names them all"),
        }
    }
}
