//! Keywords of a text through the vocabulary, and the words that the vocabulary does not know.

use super::layout::{Layout, Piece};
use super::record::Notes;
use super::{Context, ParseWarning};

/// The codes of the keywords in a piece, each once, with their places noted as evidence.
pub(crate) fn noted(layout: &Layout, piece: Piece, context: &Context, notes: &mut Notes) -> Vec<String> {
    const PLACES: usize = 400;
    let mut codes: Vec<String> = Vec::new();
    let text = layout.spaced(piece);
    for found in context.vocabulary.extract(&text).into_iter().take(PLACES * 10) {
        let place = Piece { start: piece.start + found.start, end: piece.start + found.end };
        if notes.evidence.get("keywords").map_or(0, Vec::len) < PLACES {
            notes.saw(layout, "keywords", place, 0.95);
        }
        if !codes.iter().any(|code| *code == found.code) {
            codes.push(found.code.to_string());
        }
    }
    codes.truncate(200);
    codes
}

/// The codes of the keywords in a piece, without noting them.
pub(crate) fn codes(layout: &Layout, piece: Piece, context: &Context) -> Vec<String> {
    noted(layout, piece, context, &mut Notes::default())
}

/// Warns of the skills, at most twenty, that no keyword stands for.
pub(crate) fn warn_of_unknown(skills: &[String], context: &Context, notes: &mut Notes) {
    const MOST: usize = 20;
    let unknown = skills.iter().filter(|skill| context.vocabulary.extract(skill).is_empty()).take(MOST);
    notes.warnings.extend(unknown.map(|word| ParseWarning::UnknownKeyword { word: word.clone() }));
}
