//! PDF: the text layer in reading order. pdf_oxide reads it; `pdftotext`, where it is installed, is the second
//! opinion for files whose fonts pdf_oxide cannot read. See docs/decisions/0011-text-of-pdf.md.

mod blocks;
mod hidden;
mod layout;
mod lines;
mod oxide;
mod pdftotext;

use encoding_rs::GB18030;
use oxide::{Oxide, Reading};

use crate::{ExtractError, extracted::Content};

/// Reads the text layer of a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    if breaks_off(bytes) {
        return Err(ExtractError::Corrupt);
    }
    let (reading, pages) = match Oxide::open(bytes) {
        Ok(document) => (document.read()?, document.pages()),
        Err(ExtractError::Corrupt) => (Reading::default(), 1),
        Err(error) => return Err(error),
    };
    let Reading { mut text, hidden } = reading;
    if let Some(second) = pdftotext::read(bytes)? {
        let second = hidden::without(&second, &hidden);
        // By a clear margin only, because it knows less of the layout.
        if usual_characters(&second) * 10 > usual_characters(&text) * 11 + 200 {
            text = second;
        }
    }
    if pages == 0 || !has_text(&text, pages) {
        return Err(ExtractError::NoText);
    }
    Content::of_text(&lines::joined(&text), hidden)
}

/// A PDF ends with its mark. What is recovered from the first half of one is as often nonsense as text.
fn breaks_off(bytes: &[u8]) -> bool {
    const TAIL: usize = 4096;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    !tail.windows(5).any(|window| window == b"%%EOF")
}

/// A scan has at most a stamp or a page number on each page.
fn has_text(text: &str, pages: usize) -> bool {
    const ON_A_PAGE: usize = 30;
    let enough = ON_A_PAGE * pages;
    text.chars().filter(|character| !character.is_whitespace()).take(enough).count() >= enough
}

/// How many letters, digits and everyday Chinese characters (the first level of GB2312) there are: few of them
/// among many others is what a misread font looks like.
fn usual_characters(text: &str) -> usize {
    let chinese: String = text.chars().filter(|it| matches!(it, '\u{4e00}'..='\u{9fff}')).collect();
    let (bytes, _, _) = GB18030.encode(&chinese);
    // All of these characters take two bytes, so that every other byte is the first of one.
    let everyday = bytes.chunks_exact(2).filter(|pair| (0xb0..=0xd7).contains(&pair[0]) && pair[1] >= 0xa1);
    everyday.count() + text.chars().filter(char::is_ascii_alphanumeric).count()
}
