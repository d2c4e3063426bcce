//! Tells whether anything the page is made of has changed since the last build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::{House, Options};

/// What the page is made of, from the root.
const INPUTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "crates/api",
    "crates/domain",
    "crates/xtask/src",
    "frontend/Cargo.toml",
    "frontend/build.rs",
    "frontend/index.html",
    "frontend/package-lock.json",
    "frontend/locales",
    "frontend/public",
    "frontend/src",
    "frontend/styles",
];

/// A fingerprint of all inputs and options. Contents, not times: a checkout changes only times.
pub fn fingerprint(house: &House, options: Options) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&house.root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = Sha256::new();
    hasher.update([u8::from(options.release), u8::from(options.reload)]);
    for file in files {
        hasher.update(file.to_string_lossy().as_bytes());
        hasher.update(fs::read(&file).with_context(|| file.display().to_string())?);
    }
    Ok(hex(&hasher.finalize()))
}

/// All files under a path, or the path itself if it is one.
pub fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

/// Whether the stamp file says the same.
pub fn is_current(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|stamped| stamped == fingerprint)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
