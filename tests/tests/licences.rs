//! Every dependency has a licence that deny.toml allows, and comes from where it should.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

const DENY: &str = include_str!("../../deny.toml");

#[test]
fn every_dependency_has_an_allowed_licence() {
    let allowed = allowed_licences();
    let faults: Vec<String> = packages()
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter(|package| !package["license"].as_str().is_some_and(|licence| permits(&allowed, licence)))
        .map(|package| format!("{} is under {}", package["name"], package["license"]))
        .collect();

    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn crypto_and_tls_come_from_one_library_each() {
    for package in packages() {
        let name = package["name"].as_str().expect("a name");
        let banned = DENY.contains(&format!("{{ name = \"{name}\""));
        assert!(!banned, "{name} is in the tree; deny.toml says why it should not be");
    }
}

#[test]
fn a_choice_of_licences_needs_one_allowed_and_a_conjunction_all() {
    let allowed = BTreeSet::from(["MIT", "ISC"]);

    assert!(permits(&allowed, "MIT OR GPL-3.0-only"));
    assert!(permits(&allowed, "(GPL-2.0/MIT) AND ISC"));
    assert!(!permits(&allowed, "MIT AND GPL-3.0-only"));
    assert!(!permits(&allowed, "AGPL-3.0-only"));
}

/// Reads `A OR B` within `AND`, and the older `A/B`. A choice that contains an `AND` is read too strictly,
/// which fails and is then looked at.
fn permits(allowed: &BTreeSet<&str>, expression: &str) -> bool {
    expression.replace('/', " OR ").split(" AND ").all(|part| {
        part.trim_matches(['(', ')'])
            .split(" OR ")
            .any(|licence| allowed.contains(licence.trim().trim_end_matches(" WITH LLVM-exception")))
    })
}

fn allowed_licences() -> BTreeSet<&'static str> {
    let list = DENY.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
    list.expect("deny.toml has a list of licences").split('"').skip(1).step_by(2).collect()
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("a list").clone()
}
