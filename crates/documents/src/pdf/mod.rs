//! PDF: the text layer in reading order. `pdftotext` reads it where it is installed, pdf_oxide where it is not or
//! where `pdftotext` finds nothing; see docs/decisions/0011-text-of-pdf.md.

mod hidden;
mod lines;
mod oxide;
mod pdftotext;

use oxide::Oxide;

use crate::{ExtractError, extracted::Content};

/// Reads the text layer of a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    let oxide = Oxide::open(bytes);
    if matches!(oxide, Err(ExtractError::Encrypted | ExtractError::TooLarge)) {
        return oxide.and(Err(ExtractError::Corrupt));
    }
    let pages = oxide.as_ref().map_or(1, Oxide::pages);
    let first = pdftotext::read(bytes)?.filter(|text| has_text(text, pages));
    let text = match (first, &oxide) {
        (Some(text), _) => text,
        (None, Ok(oxide)) => oxide.text()?,
        (None, Err(error)) => return Err(error.clone()),
    };
    if !has_text(&text, pages) {
        return Err(ExtractError::NoText);
    }
    let hidden = oxide.as_ref().map(Oxide::hidden).unwrap_or_default();
    let shown = hidden::without(&text, &hidden);
    Content::of_text(&lines::joined(&shown), hidden)
}

/// A scan has at most a stamp or a page number on each page.
fn has_text(text: &str, pages: usize) -> bool {
    const ON_A_PAGE: usize = 30;
    text.chars().filter(|character| !character.is_whitespace()).take(ON_A_PAGE * pages).count()
        >= ON_A_PAGE * pages
}
