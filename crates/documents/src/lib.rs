//! Bytes to text: what a reader of a document sees, and nothing else.
//!
//! [`extract`] does the work for one file. It is called in a process of its own, because the libraries behind it
//! meet hostile files: [`Extractor`] starts that process and holds it to its limits, [`run_child`] is what
//! runs inside it. Every offset counts Unicode scalar values of [`Extracted::text`].

mod archive;
mod bounds;
mod characters;
mod child;
mod csv_file;
mod decode;
mod docx;
mod error;
mod extracted;
mod extractor;
mod kind;
mod markdown;
mod pdf;
mod table;
mod workbook;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use child::run_child;
pub use error::ExtractError;
pub use extracted::{Extracted, Row, Sheet, Warning};
pub use extractor::{Extractor, Limits};
pub use kind::Kind;

/// Reads one file. What it is, is told by its content; `file_name` only decides between the kinds of plain text.
///
/// Blocking, and for a PDF it may start `pdftotext`. A panic of a library comes back as
/// [`ExtractError::Corrupt`], but a stack overflow or an endless loop cannot be caught here: outside of tests call
/// it through [`Extractor`].
pub fn extract(bytes: &[u8], file_name: &str) -> Result<Extracted, ExtractError> {
    let extracted =
        catch_unwind(AssertUnwindSafe(|| read(bytes, file_name))).unwrap_or(Err(ExtractError::Corrupt))?;
    if extracted.text.trim().is_empty() {
        return Err(ExtractError::NoText);
    }
    Ok(extracted)
}

fn read(bytes: &[u8], file_name: &str) -> Result<Extracted, ExtractError> {
    let kind = Kind::of(bytes, file_name)?;
    match kind {
        Kind::Text => decode::read(bytes),
        Kind::Markdown => markdown::read(bytes),
        Kind::Csv => csv_file::read(bytes),
        Kind::Xlsx => workbook::read_xlsx(bytes),
        Kind::Xls => workbook::read_xls(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Pdf => pdf::read(bytes),
    }
    .map(|content| content.into_extracted(kind))
}
