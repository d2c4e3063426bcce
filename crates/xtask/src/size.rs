//! Keeps the first load small.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{House, stamp};

/// What a browser may have to fetch before the page can be used, in bytes over the wire (decision 0036).
const BUDGET: u64 = 500_000;

/// Prints every file of the release build with its compressed size; fails over the budget.
pub fn check(house: &House) -> Result<()> {
    let mut files = Vec::new();
    stamp::collect(&house.dist, &mut files)?;
    files.sort();
    let html = fs::read_to_string(house.dist.join("index.html")).context("build the page first")?;
    let mut first_load = 0;
    for file in files {
        let name = file.strip_prefix(&house.dist)?.to_string_lossy().into_owned();
        if [".br", ".gz", ".stamp", "csp.json"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let sent = fs::metadata(house.dist.join(format!("{name}.br"))).map_or(raw, |packed| packed.len());
        let first = name == "index.html" || html.contains(&format!("/{name}\""));
        first_load += if first { sent } else { 0 };
        eprintln!("{} {raw:>10} {sent:>9}  {name}", if first { "*" } else { " " });
    }
    eprintln!("* first load {first_load} of {BUDGET} bytes");
    if first_load > BUDGET {
        bail!("the first load is over its budget (a build without --release always is)");
    }
    Ok(())
}
