//! A record while it is read: fields are noted together with the place they came from.

use std::collections::BTreeMap;

use super::layout::{Layout, Piece};
use super::{Evidence, ParseWarning, Range};

/// One record of a text: its own text, where that begins in the document, and what must not be read.
#[derive(Clone, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
    pub(crate) hidden: Vec<Range>,
    /// What stands before the first record and is said of all of them, such as the company of a list of jobs.
    pub(crate) preamble: Option<&'a str>,
}

impl Record<'_> {
    pub(crate) fn layout(&self) -> Layout {
        Layout::new(self.text, self.start, &self.hidden)
    }
}

/// Evidence and warnings gathered while the fields are read.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) evidence: BTreeMap<String, Vec<Evidence>>,
    pub(crate) warnings: Vec<ParseWarning>,
}

impl Notes {
    /// Notes where a field was read.
    pub(crate) fn saw(&mut self, layout: &Layout, field: &str, piece: Piece, confidence: f32) {
        if piece.len() > 0 {
            self.evidence.entry(field.to_owned()).or_default().push(layout.evidence(piece, confidence));
        }
    }

    /// How sure a field is: the best of its places, 0 when it was not found.
    pub(crate) fn confidence(&self, field: &str) -> f32 {
        let places = self.evidence.get(field).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|place| place.confidence).fold(0.0, f32::max)
    }

    /// The weighted mean over the fields that matter, to two decimals.
    pub(crate) fn overall(&self, weights: &[(&str, f32)]) -> f32 {
        let total: f32 = weights.iter().map(|(_, weight)| weight).sum();
        let sum: f32 = weights.iter().map(|(field, weight)| self.confidence(field) * weight).sum();
        (sum / total * 100.0).round() / 100.0
    }
}

/// A value with its place and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guess {
    pub(crate) piece: Piece,
    pub(crate) confidence: f32,
}
