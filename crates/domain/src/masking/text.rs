//! Masking by the look of a text: addresses, telephone numbers and what looks like a key.

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::HIDDEN;

/// So many digits in a row, however they are set apart, could be a telephone number.
const DIGITS: usize = 7;
/// From this length on a word of letters and digits could be a key.
const KEY: usize = 32;
/// So could a shorter one, of which a part without a hyphen is that long.
const KEY_PART: usize = 16;

/// A text without telephone numbers, keys, and addresses beyond their first letter. Ids and times stay.
pub fn text(text: &str) -> String {
    let is_time = DateTime::parse_from_rfc3339(text).is_ok() || text.parse::<NaiveDate>().is_ok();
    if is_time || Uuid::try_parse(text).is_ok() {
        return text.to_owned();
    }
    digits(&words(text))
}

/// The first letter of a name; of an address, its host too.
pub fn name(name: &str) -> String {
    let name = name.trim();
    if name.contains(['@', '＠']) {
        return digits(&words(name));
    }
    match name.chars().next() {
        Some(first) if !first.is_numeric() => format!("{first}{HIDDEN}"),
        Some(_) => HIDDEN.to_owned(),
        None => String::new(),
    }
}

/// Word by word: addresses and what looks like a key.
fn words(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || "._%+-@＠'~".contains(c) {
            word.push(c);
        } else {
            masked.push_str(&masked_word(&word));
            word.clear();
            masked.push(c);
        }
    }
    masked.push_str(&masked_word(&word));
    masked
}

fn masked_word(word: &str) -> String {
    if let Some((local, host)) = word.split_once(['@', '＠'])
        && !local.is_empty()
    {
        let first = local.chars().next().filter(|c| !c.is_numeric()).map(String::from).unwrap_or_default();
        // What follows a second @ is part of another address.
        let host = host.split(['@', '＠']).next().unwrap_or_default();
        return format!("{first}{HIDDEN}@{host}");
    }
    if looks_like_a_key(word) { HIDDEN.to_owned() } else { word.to_owned() }
}

fn looks_like_a_key(word: &str) -> bool {
    let is_mixed = |part: &str| {
        part.bytes().any(|byte| byte.is_ascii_digit()) && part.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let long_part = |part: &str| part.len() >= KEY_PART && is_mixed(part);
    let long = (word.len() >= KEY && is_mixed(word)) || word.split(['-', '.', '_']).any(long_part);
    long && word.is_ascii() && Uuid::try_parse(word).is_err()
}

/// Runs of digits, set apart by a separator or two or by none.
fn digits(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        if let Some(id) = id_at(&characters, at) {
            masked.push_str(&id);
            at += id.len();
            continue;
        }
        let end = if characters[at].is_numeric() { run_from(&characters, at) } else { at };
        if end > at {
            masked.push_str(HIDDEN);
            at = end;
        } else {
            masked.push(characters[at]);
            at += 1;
        }
    }
    masked
}

/// The UUID that begins here.
fn id_at(characters: &[char], at: usize) -> Option<String> {
    let before = at.checked_sub(1).and_then(|before| characters.get(before));
    if before.is_some_and(|c| c.is_alphanumeric()) || characters.get(at + 8) != Some(&'-') {
        return None;
    }
    let word: String = characters.get(at..at + 36)?.iter().collect();
    let ends = characters.get(at + 36).is_none_or(|c| !c.is_alphanumeric());
    (ends && word.is_ascii() && Uuid::try_parse(&word).is_ok()).then_some(word)
}

/// Where a run of enough digits ends; where it begins if they are too few.
fn run_from(characters: &[char], begin: usize) -> usize {
    let (mut digits, mut end, mut apart) = (0, begin, 0);
    for (offset, c) in characters[begin..].iter().enumerate() {
        if c.is_numeric() {
            (digits, end, apart) = (digits + 1, begin + offset + 1, 0);
        } else if apart < 3 && (c.is_whitespace() || "-–—.()（）·/*_".contains(*c)) {
            apart += 1;
        } else {
            break;
        }
    }
    if digits >= DIGITS { end } else { begin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_who_somebody_is_does_not_stay_in_a_text() {
        for (written, masked) in [
            ("电话13800138000，微信同号", "电话***，微信同号"),
            ("+86 138-0013-8000", "+***"),
            ("(021) 6234 5678 转 12", "(*** 转 12"),
            ("联系 li.wei@example.com", "联系 l***@example.com"),
            ("a@b.cn,c@d.cn", "a***@b.cn,c***@d.cn"),
            ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIi", "Bearer ***"),
            ("sk-0123456789abcdef0123", "***"),
            ("30-50K·16薪", "30-50K·16薪"),
            ("2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"),
            (
                "/api/jobs/018f2f6e-9f4b-7c3a-8d21-1234567890ab/status",
                "/api/jobs/018f2f6e-9f4b-7c3a-8d21-1234567890ab/status",
            ),
            ("018f2f6e-9f4b-7c3a-8d21-1234567890ab", "018f2f6e-9f4b-7c3a-8d21-1234567890ab"),
        ] {
            assert_eq!(text(written), masked);
        }
    }

    #[test]
    fn of_a_name_the_first_letter_stays() {
        for (written, masked) in [
            ("李思远", "李***"),
            ("bole", "b***"),
            ("13800138000", "***"),
            ("li.wei@example.com", "l***@example.com"),
            ("", ""),
        ] {
            assert_eq!(name(written), masked);
        }
    }
}
