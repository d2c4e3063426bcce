//! The words of a server outside, made fit to be shown: short, on one line, and without our secrets.

use domain::Secret;

const LONGEST: usize = 300;

/// One line of at most 300 characters, cut at a character border.
pub(crate) fn shorten(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST * 4 {
            break;
        }
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Replaces the secret, and every word that begins like it: providers answer a wrong key with a part of it.
pub(crate) fn redact(text: &str, secret: Option<&Secret>) -> String {
    let Some(secret) = secret.map(Secret::expose).filter(|secret| !secret.is_empty()) else {
        return text.to_owned();
    };
    let whole = text.replace(secret, "…");
    let Some((end, _)) = secret.char_indices().nth(5).filter(|_| secret.chars().count() >= 10) else {
        return whole;
    };
    let start = &secret[..end];
    whole.split(' ').map(|word| if word.contains(start) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_answer_becomes_one_short_line() {
        let shortened = shorten(&"错误 \r\n\t\u{7} ".repeat(500));
        assert_eq!(shortened.chars().count(), LONGEST + 1);
        assert!(shortened.starts_with("错误 错误 ") && shortened.ends_with('…'));
        assert_eq!(shorten("<h1>\n  404\n</h1>"), "<h1> 404 </h1>");
    }

    #[test]
    fn neither_the_key_nor_a_masked_part_of_it_is_repeated() {
        let key = Secret::new("sk-abcdefghijklmnop");
        let said = "Incorrect API key provided: sk-abcde****mnop. See (sk-abcdefghijklmnop) please";
        let shown = redact(said, Some(&key));
        assert!(!shown.contains("sk-abc") && !shown.contains("mnop"), "{shown}");
        assert!(shown.starts_with("Incorrect API key provided: … See"));
        assert_eq!(redact("a short one", Some(&Secret::new("a"))), "… short one");
        assert_eq!(redact("nothing", None), "nothing");
    }
}
