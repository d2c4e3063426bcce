//! The documents of the corpus and what a careful person would have typed from them.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One document with its truth.
#[derive(Deserialize)]
pub struct Truth {
    /// `dev` or `held-out`.
    #[serde(skip)]
    pub set: &'static str,
    /// The name of the file.
    #[serde(skip)]
    pub file: String,
    /// `candidate` or `job`.
    pub kind: String,
    pub language: String,
    pub records: Vec<Map<String, Value>>,
}

impl Truth {
    pub fn load(set: &'static str) -> Vec<Self> {
        let read = |file: String| {
            let json = fs::read(folder(set).join(format!("{file}{SUFFIX}"))).unwrap();
            let truth: Self = serde_json::from_slice(&json).unwrap();
            Self { set, file, ..truth }
        };
        names(set).1.into_iter().map(read).collect()
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(folder(self.set).join(&self.file)).unwrap()
    }
}

const SUFFIX: &str = ".truth.json";

/// The documents that lie in a set, and those for which there is a truth; both sorted.
pub fn names(set: &str) -> (Vec<String>, Vec<String>) {
    let entries = fs::read_dir(folder(set)).unwrap();
    let mut all: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    let truths = all.iter().filter_map(|name| name.strip_suffix(SUFFIX)).map(str::to_owned).collect();
    let documents = all.into_iter().filter(|name| !name.ends_with(SUFFIX)).collect();
    (documents, truths)
}

fn folder(set: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus").join(set)
}
