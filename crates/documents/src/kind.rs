//! What a file is, told by its content.

use std::path::Path;

use crate::{ExtractError, archive, csv_file, decode};

/// The kinds of document that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text in any encoding.
    Text,
    /// Plain text whose name says Markdown.
    Markdown,
    /// Plain text in columns.
    Csv,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel up to 2003.
    Xls,
    /// A document of Word since 2007.
    Docx,
    /// A PDF, whether it has text or not.
    Pdf,
}

impl Kind {
    /// Tells the kind by content; the name only decides between the kinds of plain text.
    ///
    /// An encrypted Office file, one with macros, and every other kind come back as the error that
    /// [`crate::extract`] would give.
    pub fn of(bytes: &[u8], file_name: &str) -> Result<Self, ExtractError> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(ExtractError::NoText);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return archive::kind(bytes);
        }
        if bytes.starts_with(&COMPOUND_FILE) {
            return compound_file_kind(bytes);
        }
        if OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
            return Err(ExtractError::TypeUnsupported);
        }
        // Some programs write a line of their own before the PDF.
        let beginning = &bytes[..bytes.len().min(1024)];
        if beginning.windows(5).any(|window| window == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        plain_text_kind(bytes, file_name)
    }

    /// The media type that stands for this kind.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }
}

/// The magic bytes of an OLE compound file: Office up to 2003, and encrypted Office files of any age.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What might pass for text, or starts like it. Other binary files fail to decode as text.
const OTHERS: &[&[u8]] =
    &[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"{\\rtf", b"%!PS"];

/// Tells compound files apart by the names in their directory, whose entries are 128 bytes long and aligned.
fn compound_file_kind(bytes: &[u8]) -> Result<Kind, ExtractError> {
    let names: Vec<String> = bytes.chunks_exact(128).skip(4).filter_map(directory_name).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("EncryptedPackage") {
        return Err(ExtractError::Encrypted);
    }
    if has("_VBA_PROJECT_CUR") || has("Macros") || has("WordDocument") {
        return Err(ExtractError::TypeUnsupported);
    }
    if has("Workbook") || has("Book") {
        return Ok(Kind::Xls);
    }
    Err(if names.is_empty() { ExtractError::Corrupt } else { ExtractError::TypeUnsupported })
}

fn directory_name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?]));
    let is_entry = matches!(entry.get(66)?, 1 | 2 | 5) && (4..=64).contains(&length) && length % 2 == 0;
    let name = entry.get(..length.checked_sub(2)?)?;
    let units = name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    is_entry.then(|| char::decode_utf16(units).collect::<Result<String, _>>().ok()).flatten()
}

fn plain_text_kind(bytes: &[u8], file_name: &str) -> Result<Kind, ExtractError> {
    let text = decode::decode(bytes).ok_or(ExtractError::TypeUnsupported)?.text;
    if is_markup(&text) {
        return Err(ExtractError::TypeUnsupported);
    }
    let extension = Path::new(file_name).extension().and_then(|it| it.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let named_csv = matches!(extension.as_str(), "csv" | "tsv" | "xls" | "xlsx");
    if csv_file::delimiter(&text, named_csv).is_some() {
        return Ok(Kind::Csv);
    }
    let named_markdown = matches!(extension.as_str(), "md" | "markdown");
    Ok(if named_markdown { Kind::Markdown } else { Kind::Text })
}

/// Web pages and saved mails, which job boards like to call .doc or .xls: their tags are no text for a reader.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype", "<html", "<?xml", "<table", "mime-version:"].iter().any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_only_decides_between_kinds_of_plain_text() {
        let columns = b"name,phone\nA,1\nB,2\n";
        assert_eq!(Kind::of(columns, "a.csv"), Ok(Kind::Csv));
        assert_eq!(Kind::of("# 张三\n\n你好，世界\n".as_bytes(), "a.md"), Ok(Kind::Markdown));
        assert_eq!(Kind::of("# 张三\n\n你好，世界\n".as_bytes(), "a.pdf"), Ok(Kind::Text));
        assert_eq!(Kind::of("姓名：张三\n".as_bytes(), "resume.docx"), Ok(Kind::Text));
        assert_eq!(Kind::of(b"%PDF-1.7\n...", "resume.docx"), Ok(Kind::Pdf));
    }

    #[test]
    fn what_is_not_read_has_its_error() {
        for bytes in
            [&b"\x89PNG\r\n\x1a\n"[..], b"{\\rtf1 hello}", b"<html><body>hi</body></html>", b"\0\x01\x02\x03"]
        {
            assert_eq!(Kind::of(bytes, "a.doc"), Err(ExtractError::TypeUnsupported));
        }
        assert_eq!(Kind::of(b" \n\t ", "a.txt"), Err(ExtractError::NoText));
        assert_eq!(Kind::of(b"PK\x03\x04 and then nothing", "a.docx"), Err(ExtractError::Corrupt));
        assert_eq!(Kind::of(&[&COMPOUND_FILE[..], &[0; 2000]].concat(), "a.xls"), Err(ExtractError::Corrupt));
    }
}
