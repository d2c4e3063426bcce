//! Zip containers of Office files, opened so that a bomb stays packed.

use std::io::{self, BufReader, Cursor, Read};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use crate::{ExtractError, Kind, bounds};

/// A zip container whose XML was seen to unpack within the bounds.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens a container and unpacks its XML once into nothing, because the sizes in its directory may lie.
    /// Images and other media are not unpacked, here or later.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ExtractError> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(from_zip)?;
        if zip.len() > bounds::ENTRIES {
            return Err(ExtractError::TooLarge);
        }
        let mut total = 0;
        for index in 0..zip.len() {
            let entry = zip.by_index(index).map_err(from_zip)?;
            if entry.name().is_ok_and(|name| is_xml(&name)) {
                total += measure(entry)?;
            }
            if total > bounds::UNPACKED_BYTES {
                return Err(ExtractError::TooLarge);
            }
        }
        Ok(Self { zip })
    }

    /// Streams the file at a path; `None` when there is none.
    pub(crate) fn stream(&mut self, path: &str) -> Option<BufReader<impl Read>> {
        let index = self.zip.index_for_name(path.trim_start_matches('/'))?;
        let entry = self.zip.by_index(index).ok()?;
        Some(BufReader::new(entry.take(bounds::ENTRY_BYTES)))
    }

    fn has(&self, ending: &str) -> bool {
        self.zip.file_names().any(|name| name.is_ok_and(|name| name.ends_with(ending)))
    }
}

/// Tells Office files apart by the content types they declare.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, ExtractError> {
    let mut archive = Archive::open(bytes)?;
    let mut types = String::new();
    if let Some(stream) = archive.stream("[Content_Types].xml") {
        stream.take(1 << 20).read_to_string(&mut types).map_err(|error| from_io(&error))?;
    }
    if archive.has("vbaProject.bin") || types.contains("macroEnabled") {
        return Err(ExtractError::TypeUnsupported);
    }
    if types.contains("wordprocessingml.document.main+xml")
        || types.contains("wordprocessingml.template.main+xml")
    {
        return Ok(Kind::Docx);
    }
    if types.contains("spreadsheetml.sheet.main+xml") || types.contains("spreadsheetml.template.main+xml") {
        return Ok(Kind::Xlsx);
    }
    Err(ExtractError::TypeUnsupported)
}

fn is_xml(name: &str) -> bool {
    [".xml", ".rels", ".vml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
}

fn measure<R: Read>(entry: ZipFile<'_, R>) -> Result<u64, ExtractError> {
    let packed = entry.compressed_size().max(1);
    let unpacked = io::copy(&mut entry.take(bounds::ENTRY_BYTES + 1), &mut io::sink())
        .map_err(|error| from_io(&error))?;
    if unpacked > bounds::ENTRY_BYTES || (unpacked > bounds::RATIO_FROM && unpacked / packed > bounds::RATIO)
    {
        return Err(ExtractError::TooLarge);
    }
    Ok(unpacked)
}

fn from_zip(error: ZipError) -> ExtractError {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => ExtractError::Encrypted,
        ZipError::InvalidPassword => ExtractError::Encrypted,
        _ => ExtractError::Corrupt,
    }
}

/// A fault while unpacking is a fault of the file: everything is in memory.
fn from_io(_: &io::Error) -> ExtractError {
    ExtractError::Corrupt
}
