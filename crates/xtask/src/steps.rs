//! The steps of a build, in order: packages, code, bindings, styles, assets, compression.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::{TARGET, Toolchain};
use crate::{House, Options, assets, compress, run_to_end, size, stamp};

/// Builds the page into `frontend/dist`; does nothing when no input has changed.
pub fn build(house: &House, options: Options) -> Result<()> {
    let fingerprint = stamp::fingerprint(house, options)?;
    let stamp_file = house.dist.join(".stamp");
    if !options.force && stamp::is_current(&stamp_file, &fingerprint) {
        return Ok(());
    }
    let begin = Instant::now();
    install_packages(house)?;
    let wasm = compile(house, options)?;
    let bound = bind(house, &wasm, options)?;
    let css = style(house, options)?;
    let mut files = assets::assemble(house, &bound, &css, options)?;
    if options.release {
        say("compressing");
        compress::all(&mut files)?;
    }
    assets::publish(house, files)?;
    fs::write(&stamp_file, fingerprint)?;
    say(&format!("done in {:.1} s", begin.elapsed().as_secs_f32()));
    if options.release { size::check(house) } else { Ok(()) }
}

fn say(what: &str) {
    eprintln!("xtask: {what}");
}

/// Installs when the lock file is not the one that was installed.
fn install_packages(house: &House) -> Result<()> {
    let lock = fs::read(house.frontend.join("package-lock.json")).context("frontend/package-lock.json")?;
    let hash = stamp::hex(&Sha256::digest(&lock));
    let stamp_file = house.frontend.join("node_modules/.bole-stamp");
    if stamp::is_current(&stamp_file, &hash) {
        return Ok(());
    }
    say("npm install");
    run_to_end(
        Command::new("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund"])
            .current_dir(&house.frontend),
    )
    .context("Node and npm are needed to build the page's styles")?;
    fs::write(stamp_file, hash)?;
    Ok(())
}

/// Compiles the crate; answers the path of the raw module.
fn compile(house: &House, options: Options) -> Result<PathBuf> {
    let profile = if options.release { "wasm-release" } else { "wasm-dev" };
    say(&format!("cargo build ({profile})"));
    let toolchain = Toolchain::find()?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "-p", "bole-frontend", "--target", TARGET, "--profile", profile])
        .env("CARGO_TARGET_DIR", &house.target)
        .current_dir(&house.root);
    toolchain.apply(&mut cargo, options.release);
    run_to_end(&mut cargo)?;
    Ok(house.target.join(TARGET).join(profile).join("bole-frontend.wasm"))
}

/// Makes the JavaScript side of the module; kept for as long as the module stays the same.
fn bind(house: &House, wasm: &Path, options: Options) -> Result<PathBuf> {
    let out = house.target.join(if options.release { "bound-release" } else { "bound-dev" });
    let hash = stamp::hex(&Sha256::digest(fs::read(wasm)?));
    let stamp_file = out.join(".stamp");
    if stamp::is_current(&stamp_file, &hash) {
        return Ok(out);
    }
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let main = split(wasm, &out)?;
    say("wasm-bindgen");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&main).web(true)?.typescript(false).omit_default_module_path(true).out_name("app");
    // The parts refer to what the main module exports, by the names that the linker gave.
    bindgen.keep_lld_exports(true).demangle(false);
    if options.release {
        bindgen.remove_name_section(true).remove_producers_section(true);
    }
    bindgen.generate(&out)?;
    fs::remove_file(main)?;
    fs::write(stamp_file, hash)?;
    Ok(out)
}

/// Takes the module apart at the functions marked `wasm_split`: the main module, whose path is answered, the parts,
/// and the JavaScript that fetches them.
fn split(wasm: &Path, out: &Path) -> Result<PathBuf> {
    say("wasm-split");
    let input = fs::read(wasm)?;
    let main = out.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = out;
    options.main_out_path = &main;
    options.main_module = "/assets/app.js";
    options.link_name = assets::PARTS;
    wasm_split_cli_support::transform(options).map_err(|error| anyhow::anyhow!("{error:#}"))?;
    Ok(main)
}

/// Runs Tailwind; answers the path of the style sheet.
fn style(house: &House, options: Options) -> Result<PathBuf> {
    say("tailwindcss");
    let out = house.target.join("app.css");
    let mut tailwind = Command::new(house.frontend.join("node_modules/.bin/tailwindcss"));
    tailwind.args(["--input", "styles/app.css", "--output"]).arg(&out).current_dir(&house.frontend);
    if options.release {
        tailwind.arg("--minify");
    }
    run_to_end(&mut tailwind)?;
    Ok(out)
}
