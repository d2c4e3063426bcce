//! Builds again whenever an input changes.

use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use crate::{House, Options, stamp, steps};

const OPTIONS: Options = Options { release: false, reload: true, force: false };

/// Builds on every change until stopped; a build that fails is told and waits for the next change.
pub fn watch(house: &House) -> Result<()> {
    let mut seen = String::new();
    loop {
        let now = stamp::fingerprint(house, OPTIONS)?;
        if now != seen {
            if let Err(error) = steps::build(house, OPTIONS) {
                eprintln!("xtask: {error:#}");
            }
            seen = now;
        }
        sleep(Duration::from_millis(400));
    }
}
