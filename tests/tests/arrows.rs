//! Who may know whom. The crates exist for these borders; ARCHITECTURE.md says why each stands.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

/// Our crates, by the directory's name, and the ones of ours each may depend on.
const ARROWS: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("migrations", &[]),
    ("xtask", &[]),
    ("api", &["domain"]),
    ("persistence", &["domain", "migrations"]),
    ("documents", &["domain"]),
    ("integrations", &["domain"]),
    ("app", &["domain", "persistence", "documents", "integrations"]),
    ("http", &["api", "app", "persistence", "integrations", "domain"]),
    ("server", &["http", "app", "api", "persistence", "documents", "integrations", "domain", "migrations"]),
    ("frontend", &["api", "domain"]),
    ("tests", &["server", "api"]),
];

/// Libraries that decide the shape of the code that uses them, and the only crates that may.
const OUTSIDE: [(&str, &[&str]); 7] = [
    ("sea-orm", &["persistence"]),
    ("sea-orm-migration", &["migrations"]),
    // The tests play a provider with it.
    ("actix-web", &["http", "server", "tests"]),
    ("lettre", &["integrations"]),
    ("object_store", &["integrations"]),
    ("pdf_oxide", &["documents"]),
    ("leptos", &["frontend"]),
];

#[test]
fn every_crate_depends_only_on_those_it_may_know() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let faults: Vec<String> = dependencies()
        .iter()
        .flat_map(|(from, all)| ours(all).map(move |to| (from.as_str(), to)))
        .filter(|(from, to)| !allowed.get(from).is_some_and(|may| may.contains(to)))
        .map(|(from, to)| {
            format!(
                "{from} depends on {to}, an arrow the architecture does not have. Move the code to where it \
                 belongs; if the border itself is wrong, change ARCHITECTURE.md and this table together."
            )
        })
        .collect();

    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_crate_has_its_place_in_the_table() {
    let found: BTreeSet<String> = dependencies().into_keys().collect();
    let known: BTreeSet<String> = ARROWS.iter().map(|(name, _)| name.to_string()).collect();

    assert_eq!(found, known, "a crate exists only where it forbids an import or adds a target");
}

#[test]
fn a_library_that_shapes_code_stays_in_its_crate() {
    let found = dependencies();
    let faults: Vec<String> = OUTSIDE
        .iter()
        .flat_map(|(library, may)| {
            found
                .iter()
                .filter(|(from, all)| all.contains(*library) && !may.contains(&from.as_str()))
                .map(move |(from, _)| format!("{from} uses {library}, which only {} may", may.join(" and ")))
        })
        .collect();

    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What each crate of the workspace declares, tests and build scripts included, by package name.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let declared = list(&package["dependencies"]).iter().map(name).collect();
            (name(package).trim_start_matches("bole-").to_owned(), declared)
        })
        .collect()
}

/// The crates of this workspace among declared dependencies, by the directory's name.
fn ours(declared: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    declared.iter().filter_map(|name| name.strip_prefix("bole-"))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn name(value: &Value) -> String {
    value["name"].as_str().expect("a name").to_owned()
}
