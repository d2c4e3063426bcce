//! Finds the JSON in what a model wrote around it.

use serde_json::{Deserializer, Value};

/// How many places are tried before the text counts as one without JSON.
const TRIES: usize = 64;

/// The whole text when that is JSON, else the largest object or array in it, as in fences or prose.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let whole = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let mut best: Option<(usize, Value)> = None;
    let (mut from, mut tries) = (0, 0);
    while let Some(start) = text[from..].find(['{', '[']).map(|offset| from + offset) {
        tries += 1;
        if tries > TRIES {
            break;
        }
        let mut values = Deserializer::from_str(&text[start..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let length = values.byte_offset();
                if best.as_ref().is_none_or(|(longest, _)| length > *longest) {
                    best = Some((length, value));
                }
                from = start + length;
            }
            _ => from = start + 1,
        }
    }
    best.map(|(_, value)| value).ok_or_else(|| format!("not JSON: {whole}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn json_is_found_in_fences_and_in_prose() {
        let expected = json!({"name": "王伟", "tags": ["a}", "{b"]});
        let plain = r#"{"name": "王伟", "tags": ["a}", "{b"]}"#;
        for text in [
            plain.to_owned(),
            format!("\u{feff} {plain}\n"),
            format!("```json\n{plain}\n```"),
            format!("好的，结果如下 [1]：\n```\n{plain}\n```\n希望 {{有帮助}}。"),
            format!("{{curly}} {plain} ]"),
        ] {
            assert_eq!(super::json(&text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn a_cut_or_absent_value_is_an_error() {
        for text in ["", "I cannot do that.", "```json\n{\"name\": \"王", "{\"a\": 1"] {
            assert!(super::json(text).unwrap_err().starts_with("not JSON"), "{text}");
        }
        assert!(super::json(&"{".repeat(100_000)).is_err());
    }
}
