//! `cargo xtask`: builds the single-page app into `frontend/dist`, and what a Makefile says badly.

mod assets;
mod compress;
mod size;
mod stamp;
mod steps;
mod toolchain;
mod watch;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask build [--release] [--force]   build the page into frontend/dist; --release: small, precompressed
cargo xtask watch                         build, then again on every change; open pages reload
cargo xtask size                          print the sizes of frontend/dist; fail when over the budget";

/// How the page is built.
#[derive(Clone, Copy)]
pub struct Options {
    /// Small code, precompressed files; takes minutes. Without it: quick to build, large to load.
    pub release: bool,
    /// Adds the script that reloads an open page after a build.
    pub reload: bool,
    /// Builds even when no input has changed.
    pub force: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let house = House::find()?;
    match arguments.first().map(String::as_str) {
        Some("build") => {
            let options = Options { release: flag("--release"), reload: false, force: flag("--force") };
            steps::build(&house, options)
        }
        Some("watch") => watch::watch(&house),
        Some("size") => size::check(&house),
        _ => bail!("say what to do:\n{USAGE}"),
    }
}

/// The directories of the repository.
pub struct House {
    /// The workspace root.
    pub root: PathBuf,
    /// The page's sources.
    pub frontend: PathBuf,
    /// What the server serves.
    pub dist: PathBuf,
    /// Cargo's target directory for WebAssembly, apart from the native one: the two builds then neither wait
    /// for each other's lock nor throw each other's work away.
    pub target: PathBuf,
}

impl House {
    fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .context("xtask is not in crates/ of the workspace")?
            .to_path_buf();
        let frontend = root.join("frontend");
        Ok(Self { dist: frontend.join("dist"), target: root.join("target/wasm"), frontend, root })
    }
}

/// Runs a command to its end; a failure names the command.
pub fn run_to_end(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{:?} did not start", command.get_program()))?;
    if !status.success() {
        bail!("{:?} failed: {status}", command.get_program());
    }
    Ok(())
}
