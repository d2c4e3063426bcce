//! Compresses the finished files once, as tightly as can be, so that the server never does.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::assets::File;

/// Kinds of files that compression makes smaller; fonts and pictures already are.
const KINDS: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Adds `.br` and `.gz` siblings.
pub fn all(files: &mut Vec<File>) -> Result<()> {
    let mut packed = Vec::new();
    for file in files.iter() {
        let kind = file.path.rsplit('.').next().unwrap_or_default();
        if KINDS.contains(&kind) && file.path != "csp.json" {
            packed.push(File { path: format!("{}.br", file.path), bytes: brotli(&file.bytes)? });
            packed.push(File { path: format!("{}.gz", file.path), bytes: gzip(&file.bytes)? });
        }
    }
    // Before the page itself, which must come last.
    files.splice(0..0, packed);
    Ok(())
}

/// Brotli at its tightest.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}
