//! How much a document may hold. Far above any real résumé or job book, far below what hurts the server.

use crate::ExtractError;

/// Characters of text.
pub(crate) const CHARS: usize = 2_000_000;
/// Rows of all sheets together.
pub(crate) const ROWS: usize = 50_000;
/// Columns of a sheet.
pub(crate) const COLUMNS: usize = 1_000;
/// Sheets of a workbook.
pub(crate) const SHEETS: usize = 100;
/// Pages of a PDF.
pub(crate) const PAGES: usize = 1_000;
/// Files in a zip container.
pub(crate) const ENTRIES: usize = 5_000;
/// Unpacked bytes of one file in a zip container.
pub(crate) const ENTRY_BYTES: u64 = 64 << 20;
/// Unpacked bytes of all XML in a zip container.
pub(crate) const UNPACKED_BYTES: u64 = 128 << 20;
/// How many times larger than packed an XML file may be once it is larger than [`RATIO_FROM`]. Word and Excel
/// write 10 to 40; a bomb has 1000.
pub(crate) const RATIO: u64 = 250;
/// Below this size a ratio says nothing.
pub(crate) const RATIO_FROM: u64 = 4 << 20;
/// Nesting of XML elements. Word writes a few dozen.
pub(crate) const DEPTH: usize = 500;

/// Refuses text longer than [`CHARS`], by its bytes first because counting is slow.
pub(crate) fn check_text(text: &str) -> Result<(), ExtractError> {
    if text.len() > CHARS && text.chars().count() > CHARS {
        return Err(ExtractError::TooLarge);
    }
    Ok(())
}
