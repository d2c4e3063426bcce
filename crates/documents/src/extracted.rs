//! What was read from a document. It crosses the border between two processes, so all of it is serializable.

use serde::{Deserialize, Serialize};

use crate::{ExtractError, Kind, bounds, characters};

/// The text of a document as a reader sees it, with its rows where it is a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// What the file is by its content, whatever it was called.
    pub media_type: String,
    /// Lines end in `\n`; at most one blank line follows another.
    pub text: String,
    /// Empty unless the document is a spreadsheet (XLSX, XLS, CSV).
    pub sheets: Vec<Sheet>,
    /// What the person who reviews should know; never a reason to refuse the document.
    pub warnings: Vec<Warning>,
}

/// A sheet of a spreadsheet. A sheet without rows is laid out as a form: its text is in [`Extracted::text`] and
/// it is one record, not many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on its tab; empty for CSV.
    pub name: String,
    /// The titles of the columns, in order; a column without title is empty.
    pub header: Vec<String>,
    /// The rows below the header that hold something.
    pub rows: Vec<Row>,
}

/// One row of a sheet, in [`Extracted::text`] written as one `header: value` line per filled cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The number at the left edge of the spreadsheet, counted from 1.
    pub number: u32,
    /// Where its lines begin in the text, in Unicode scalar values.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
    /// The values, in the order of the header.
    pub cells: Vec<String>,
}

/// Something about the document that the person who reviews it should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Text that a reader cannot see was left out: hidden, white on white, tiny, off the page, zero-width.
    HiddenText {
        /// The beginning of that text.
        sample: String,
    },
    /// A sheet that is hidden in the workbook was left out.
    HiddenSheet {
        /// Its name.
        name: String,
    },
    /// Some bytes stand for no character in the encoding of the file; each is U+FFFD in the text.
    UndecodableText {
        /// How many.
        count: usize,
    },
}

impl Warning {
    /// The stable word of this warning, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HiddenText { .. } => "hidden_text",
            Self::HiddenSheet { .. } => "hidden_sheet",
            Self::UndecodableText { .. } => "undecodable_text",
        }
    }
}

/// What a reader of one format hands back, before its kind is known to it.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) text: String,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) warnings: Vec<Warning>,
}

impl Content {
    /// Text as it came from the file, made readable; `hidden` is what was seen to be invisible on the way.
    pub(crate) fn of_text(raw: &str, mut hidden: Vec<String>) -> Result<Self, ExtractError> {
        let readable = characters::readable(raw);
        bounds::check_text(&readable.text)?;
        hidden.extend(readable.hidden);
        let warnings = hidden_text(&hidden).into_iter().collect();
        Ok(Self { text: readable.text, sheets: Vec::new(), warnings })
    }

    pub(crate) fn into_extracted(self, kind: Kind) -> Extracted {
        Extracted {
            media_type: kind.media_type().to_owned(),
            text: self.text,
            sheets: self.sheets,
            warnings: self.warnings,
        }
    }
}

/// One warning for all the hidden text of a document, with its first 200 characters.
pub(crate) fn hidden_text(parts: &[String]) -> Option<Warning> {
    const SAMPLE: usize = 200;
    let mut sample = String::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        if !sample.is_empty() {
            sample.push_str(" … ");
        }
        sample.extend(part.chars().take(SAMPLE));
        if sample.chars().count() >= SAMPLE {
            break;
        }
    }
    let sample: String = sample.chars().take(SAMPLE).collect();
    (!sample.is_empty()).then_some(Warning::HiddenText { sample })
}
