//! Finds a compiler that can build for the browser.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The compilation target of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler and the sources of its standard library (packages rustc-web and rust-web-src).
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// How long `rustup target add` may take before the next way is tried.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(60);

/// A way to compile for the browser.
pub enum Toolchain {
    /// The default compiler has the target.
    Installed,
    /// Debian's compiler builds the standard library itself; it needs a linker, which rustup's has.
    DebianSources {
        /// Path of rust-lld.
        linker: String,
    },
}

impl Toolchain {
    /// Prefers the installed target, then rustup's download, then Debian's sources.
    pub fn find() -> Result<Self> {
        if target_installed()? || (add_target() && target_installed()?) {
            return Ok(Self::Installed);
        }
        if let Some(linker) = debian_sources()? {
            eprintln!("xtask: building the standard library from Debian's sources");
            return Ok(Self::DebianSources { linker });
        }
        bail!(
            "no compiler for {TARGET}; one of these helps:\n  rustup target add {TARGET}\n  \
             apt-get install rustc-web rust-web-src"
        )
    }

    /// Makes a cargo command compile this way.
    pub fn apply(&self, cargo: &mut Command, release: bool) {
        let Self::DebianSources { linker } = self else { return };
        cargo
            .env("RUSTC", DEBIAN_RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            .args(["-Z", "build-std=std,panic_abort"]);
        if release {
            cargo.args(["-Z", "build-std-features=optimize_for_size"]);
        }
    }
}

fn target_installed() -> Result<bool> {
    Ok(Path::new(&sysroot()?).join("lib/rustlib").join(TARGET).join("lib").exists())
}

fn sysroot() -> Result<String> {
    let output =
        Command::new("rustc").args(["--print", "sysroot"]).output().context("rustc did not start")?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn add_target() -> bool {
    eprintln!("xtask: rustup target add {TARGET}");
    let Ok(mut rustup) = Command::new("rustup").args(["target", "add", TARGET]).stdin(Stdio::null()).spawn()
    else {
        return false;
    };
    let begin = Instant::now();
    while begin.elapsed() < DOWNLOAD_LIMIT {
        match rustup.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(100)),
            Err(_) => break,
        }
    }
    if let Err(error) = rustup.kill() {
        eprintln!("xtask: rustup could not be stopped: {error}");
    }
    false
}

fn debian_sources() -> Result<Option<String>> {
    if !Path::new(DEBIAN_RUSTC).exists() {
        return Ok(None);
    }
    let output = Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"]).output()?;
    let debian = String::from_utf8(output.stdout)?.trim().to_owned();
    let sources = Path::new(&debian).join("lib/rustlib/src/rust/library").exists();
    let linker = Path::new(&sysroot()?).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
    Ok((sources && linker.exists()).then(|| linker.display().to_string()))
}
