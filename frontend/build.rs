//! Turns `locales/<language>/<feature>.json` into typed functions: `t::jobs::title()`.
//!
//! A key that one language lacks, or arguments that differ, stop the build.

#![expect(clippy::panic, clippy::expect_used, reason = "a build fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// A text of one language: fixed, or one for one and one for all other numbers.
enum Text {
    Plain(String),
    Plural { one: String, other: String },
}

type Locale = BTreeMap<String, BTreeMap<String, Text>>;

fn main() {
    // What `cargo xtask` needs to take the module apart.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    println!("cargo::rerun-if-changed=locales");
    let en = read("locales/en");
    let zh = read("locales/zh-CN");
    let mut source = String::new();
    for (feature, texts) in &en {
        let chinese = zh.get(feature).unwrap_or_else(|| panic!("locales/zh-CN/{feature}.json is missing"));
        source += &format!(
            "#[expect(clippy::allow_attributes, reason = \"not every feature has arguments and plurals\")]\npub mod {feature} {{\n    #[allow(unused_imports)]\n    use super::{{is_chinese, number, pick}};\n"
        );
        for (key, text) in texts {
            let other = chinese.get(key).unwrap_or_else(|| panic!("zh-CN/{feature}.json lacks {key}"));
            source += &function(&format!("{feature}.{key}"), key, text, other);
        }
        source += "}\n";
        let extra = chinese.keys().find(|key| !texts.contains_key(*key));
        assert!(extra.is_none(), "en/{feature}.json lacks {extra:?}");
    }
    let extra = zh.keys().find(|feature| !en.contains_key(*feature));
    assert!(extra.is_none(), "locales/en has no file for {extra:?}");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("texts.rs"), source).expect("OUT_DIR can be written");
}

fn read(directory: &str) -> Locale {
    let mut locale = Locale::new();
    for entry in fs::read_dir(directory).unwrap_or_else(|e| panic!("{directory}: {e}")).flatten() {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let json: BTreeMap<String, Value> =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        locale.insert(name, json.into_iter().map(|(key, value)| (key.clone(), parse(&key, value))).collect());
    }
    locale
}

fn parse(key: &str, value: Value) -> Text {
    let word = |value: &Value, form: &str| value[form].as_str().map(str::to_owned);
    match &value {
        Value::String(text) => Text::Plain(text.clone()),
        Value::Object(_) => match (word(&value, "one"), word(&value, "other")) {
            (Some(one), Some(other)) => Text::Plural { one, other },
            _ => panic!("{key}: a plural has the forms one and other"),
        },
        _ => panic!("{key}: neither a text nor a plural"),
    }
}

/// The arguments of a text in the order in which the English one names them.
fn arguments(text: &Text) -> Vec<String> {
    let pattern = match text {
        Text::Plain(text) => text,
        Text::Plural { other, .. } => other,
    };
    let mut names: Vec<String> = Vec::new();
    for piece in pattern.replace("{{", "").replace("}}", "").split('{').skip(1) {
        let name = piece.split('}').next().unwrap_or_default().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn function(path: &str, key: &str, en: &Text, zh: &Text) -> String {
    let names = arguments(en);
    let mut sorted = (names.clone(), arguments(zh));
    sorted.0.sort();
    sorted.1.sort();
    assert!(sorted.0 == sorted.1, "{path}: the languages name different arguments: {sorted:?}");
    if let (Text::Plain(en), Text::Plain(zh), true) = (en, zh, names.is_empty()) {
        let (en, zh) = (en.replace("{{", "{").replace("}}", "}"), zh.replace("{{", "{").replace("}}", "}"));
        return format!("    pub fn {key}() -> &'static str {{ pick({en:?}, {zh:?}) }}\n");
    }
    let plural = matches!(en, Text::Plural { .. }) || matches!(zh, Text::Plural { .. });
    let mut parameters = Vec::new();
    let mut shadows = String::new();
    for name in &names {
        if plural && name == "count" {
            parameters.push("count: u64".to_owned());
            if en.has_two_forms() || zh.has_two_forms() {
                shadows += "let one = count == 1; ";
            }
            shadows += "let count = number(count as f64); ";
        } else {
            parameters.push(format!("{name}: impl std::fmt::Display"));
        }
    }
    let (en, zh) = (branch(en), branch(zh));
    format!(
        "    pub fn {key}({}) -> String {{ {shadows}if is_chinese() {{ {zh} }} else {{ {en} }} }}\n",
        parameters.join(", ")
    )
}

impl Text {
    /// Whether one and many are said differently.
    fn has_two_forms(&self) -> bool {
        matches!(self, Self::Plural { one, other } if one != other)
    }
}

fn branch(text: &Text) -> String {
    match text {
        Text::Plural { one, other } if one != other => {
            format!("if one {{ {} }} else {{ {} }}", filled(one), filled(other))
        }
        Text::Plain(text) | Text::Plural { other: text, .. } => filled(text),
    }
}

/// The text with its arguments.
fn filled(text: &str) -> String {
    if text.contains('{') { format!("format!({text:?})") } else { format!("String::from({text:?})") }
}
