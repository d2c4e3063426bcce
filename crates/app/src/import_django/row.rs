//! One row of the Django database: texts, and what they say as lists, numbers, answers and times.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use ring::digest;
use serde_json::Value;

/// What a row says, by field. Values that are missing, null or blank are not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// What tells it from the others of its table.
    pub(super) key: String,
    values: BTreeMap<&'static str, String>,
}

impl Row {
    pub(super) fn new(fields: impl Iterator<Item = (&'static str, Option<String>)>) -> Self {
        let filled = fields.filter_map(|(field, value)| {
            let value = value?.trim().to_owned();
            (!value.is_empty()).then_some((field, value))
        });
        let mut values: BTreeMap<_, _> = filled.collect();
        Self { key: values.remove("key").unwrap_or_default(), values }
    }

    /// The text as it stands.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        self.values.get(field).cloned()
    }

    /// The text; of a JSON document its words, an item a line.
    pub(super) fn prose(&self, field: &str) -> Option<String> {
        let text = self.values.get(field)?;
        let words = match serde_json::from_str::<Value>(text) {
            Ok(value @ (Value::Array(_) | Value::Object(_))) => lines(&value).join("\n"),
            _ => text.clone(),
        };
        Some(words).filter(|words| !words.is_empty())
    }

    /// The items of a JSON array, of a PostgreSQL array, or of a text with commas.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        self.values.get(field).map(|text| items(text)).unwrap_or_default()
    }

    /// The number at the head of the text.
    pub(super) fn number(&self, field: &str) -> Option<f64> {
        let text = self.values.get(field)?;
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
        text[..end].parse::<f64>().ok().filter(|number| number.is_finite())
    }

    /// The same, as a whole number.
    pub(super) fn whole(&self, field: &str) -> Option<i64> {
        self.number(field).map(|number| number.round() as i64)
    }

    /// Yes or no, as each of the databases writes it.
    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        match self.values.get(field)?.to_lowercase().as_str() {
            "1" | "true" | "t" | "yes" => Some(true),
            "0" | "false" | "f" | "no" => Some(false),
            _ => None,
        }
    }

    /// A moment; without a zone it is in UTC, as Django keeps it.
    pub(super) fn time(&self, field: &str) -> Option<DateTime<Utc>> {
        let text = self.values.get(field)?.replacen('T', " ", 1);
        let zoned = DateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f%#z").map(|time| time.to_utc());
        let plain =
            || NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f").map(|time| time.and_utc());
        zoned.or_else(|_other_form| plain()).ok()
    }

    /// Whether the row was only marked as deleted: by a flag, or by the moment.
    pub(super) fn is_deleted(&self) -> bool {
        self.values.contains_key("deleted") && self.flag("deleted") != Some(false)
    }

    /// A hash of everything the row says, and of whether its secrets could be opened.
    pub(super) fn digest(&self, with_secrets: bool) -> String {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&[u8::from(with_secrets)]);
        for (field, value) in &self.values {
            for part in [*field, value] {
                context.update(&(part.len() as u64).to_be_bytes());
                context.update(part.as_bytes());
            }
        }
        context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn items(text: &str) -> Vec<String> {
    let parts: Vec<String> = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => items.iter().flat_map(name_of).collect(),
        Ok(Value::Object(_) | Value::Null) => Vec::new(),
        _ => {
            let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
            let parts = inner.split([',', '，', '、', ';', '；', '|', '\n', '\r']);
            parts.map(|part| part.trim().trim_matches('"').to_owned()).collect()
        }
    };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The text of one item; of a document its name, else its first text.
fn name_of(item: &Value) -> Option<String> {
    match item {
        Value::Object(fields) => {
            fields.get("name").or_else(|| fields.values().find(|value| value.is_string())).and_then(name_of)
        }
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(lines).collect(),
        Value::Object(fields) => {
            let words: Vec<String> = fields.values().flat_map(lines).collect();
            if words.is_empty() { Vec::new() } else { vec![words.join(" ")] }
        }
        Value::String(text) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: &str) -> Row {
        Row::new([("key", Some("7".to_owned())), ("it", Some(value.to_owned()))].into_iter())
    }

    #[test]
    fn lists_are_read_in_every_form() {
        for (text, expected) in [
            (r#"["Java", " k8s ", ""]"#, vec!["Java", "k8s"]),
            (r#"[{"id": 1, "name": "Java"}, {"label": "Go"}, 3]"#, vec!["Java", "Go", "3"]),
            ("Java，微服务、C/C++; Go", vec!["Java", "微服务", "C/C++", "Go"]),
            (r#"{Java,"Spring Boot"}"#, vec!["Java", "Spring Boot"]),
            ("null", vec![]),
            ("  ", vec![]),
        ] {
            assert_eq!(row(text).list("it"), expected, "{text}");
        }
    }

    #[test]
    fn documents_become_lines() {
        let text = r#"[{"school": "复旦大学", "degree": "硕士", "gpa": null}, {"school": "同济"}]"#;
        assert_eq!(row(text).prose("it").as_deref(), Some("硕士 复旦大学\n同济"));
        assert_eq!(row("硕士").prose("it").as_deref(), Some("硕士"));
        assert_eq!(row("[]").prose("it"), None);
    }

    #[test]
    fn times_are_read_as_each_database_writes_them() {
        let expected: DateTime<Utc> = "2024-01-02T03:04:05.123456Z".parse().unwrap();
        for text in [
            "2024-01-02 03:04:05.123456",
            "2024-01-02 03:04:05.123456+00",
            "2024-01-02 11:04:05.123456+08:00",
            "2024-01-02T03:04:05.123456+0000",
        ] {
            assert_eq!(row(text).time("it"), Some(expected), "{text}");
        }
        assert_eq!(row("soon").time("it"), None);
    }

    #[test]
    fn answers_and_numbers_are_read() {
        assert_eq!(
            ["1", "true", "0", "f", "maybe"].map(|text| row(text).flag("it")),
            [Some(true), Some(true), Some(false), Some(false), None]
        );
        assert_eq!(
            ["5.50", "8年", "-1", "some"].map(|text| row(text).number("it")),
            [Some(5.5), Some(8.0), Some(-1.0), None]
        );
    }

    #[test]
    fn the_digest_follows_what_the_row_says() {
        assert_eq!(row("a").digest(true), row(" a ").digest(true));
        assert_ne!(row("a").digest(true), row("b").digest(true));
        assert_ne!(row("a").digest(true), row("a").digest(false));
    }
}
