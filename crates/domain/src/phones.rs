//! Telephone numbers as people write them, to E.164 where the number is whole and its country certain.

use crate::characters;

/// A telephone number found in a text, at Unicode scalar offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// E.164 (`+8613800138000`), or as written when it is masked or its country is not certain.
    pub number: String,
    /// Whether the number is surely one: a mobile number, or one with its country code.
    pub certain: bool,
}

/// The number in its one form. `None` when the text is no telephone number.
pub fn normalize(text: &str) -> Option<String> {
    let characters: Vec<char> = text.trim().chars().map(narrow).collect();
    let found = number_at(&characters, 0, true)?;
    let rest = &characters[found.end..];
    rest.iter().all(|c| !c.is_ascii_digit()).then_some(found.number)
}

/// Every telephone number of a text. A run of digits that could as well be a date or an amount is none, unless
/// `labelled` says that the text stands behind a label such as 电话.
pub fn find(text: &[char], labelled: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let starts = matches!(narrow(text[at]), '0'..='9' | '+' | '(');
        let inside = at > 0 && (narrow(text[at - 1]).is_ascii_alphanumeric() || "@._".contains(text[at - 1]));
        if starts && !inside {
            if let Some(number) = number_at(text, at, labelled) {
                at = number.end;
                found.push(number);
                continue;
            }
            at += digits_from(text, at).max(1);
            continue;
        }
        at += 1;
    }
    found
}

/// The usual form of a character, and a star for whatever hides a digit.
fn narrow(c: char) -> char {
    match c {
        '●' | '•' | '×' | '＊' => '*',
        _ => characters::narrow(c),
    }
}

fn digits_from(text: &[char], at: usize) -> usize {
    text[at..].iter().take_while(|c| narrow(**c).is_ascii_digit()).count()
}

/// Digits, masks and single separators from `at` on, at most what a number can hold.
fn number_at(text: &[char], at: usize, labelled: bool) -> Option<Found> {
    let mut best = None;
    let mut shape = String::new();
    let mut separators = 0;
    for (offset, c) in text[at..].iter().enumerate().take(32) {
        let bullet = matches!(c, '●' | '•' | '×');
        let c = narrow(*c);
        // 78701 • (512) 555-0142: between spaces it is a bullet, right behind a digit it hides one.
        if bullet && (separators > 0 || text.get(at + offset + 1) == Some(&' ')) {
            break;
        }
        match c {
            '0'..='9' | '*' | 'x' | 'X'
                if c.is_ascii_digit() || c == '*' || masks(&shape, text, at + offset) =>
            {
                shape.push(if c.is_ascii_digit() { c } else { '*' });
                separators = 0;
            }
            '+' if shape.is_empty() || shape == "(" => shape.push('+'),
            '(' | ')' | ' ' | '-' | '.' | '/' if separators < 2 && c != '/' => {
                shape.push(c);
                separators += 1;
                continue;
            }
            _ => break,
        }
        let end = at + offset + 1;
        let border = text.get(end).is_none_or(|c| !narrow(*c).is_ascii_alphanumeric() && narrow(*c) != '*');
        if border && let Some((number, certain)) = understood(&shape, labelled) {
            best = Some(Found { start: at, end, number, certain });
        }
    }
    best
}

/// Whether an `x` here hides a digit, as in 138xxxx8000.
fn masks(shape: &str, text: &[char], at: usize) -> bool {
    let run = text[at..].iter().take_while(|c| matches!(narrow(**c), 'x' | 'X' | '*')).count();
    shape.len() >= 3 && (run >= 3 || shape.ends_with('*'))
}

fn understood(shape: &str, labelled: bool) -> Option<(String, bool)> {
    let compact: String = shape.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect();
    let international = shape.starts_with('+') || shape.starts_with("(+") || compact.starts_with("00");
    let digits = compact.strip_prefix("00").unwrap_or(&compact);
    if compact.contains('*') {
        return masked(digits, international);
    }
    let chinese = digits.strip_prefix("86").filter(|_| international || digits.len() == 13).unwrap_or(digits);
    if is_chinese_mobile(chinese) && !(international && chinese.len() == digits.len()) {
        return Some((format!("+86{chinese}"), true));
    }
    if international {
        return (8..=15)
            .contains(&digits.len())
            .then(|| (format!("+{}", without_trunk_zero(shape, digits)), true));
    }
    national(shape, &compact, labelled)
}

fn is_chinese_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

fn masked(digits: &str, international: bool) -> Option<(String, bool)> {
    let digits = if international { digits.strip_prefix("86").unwrap_or(digits) } else { digits };
    let hidden = digits.bytes().filter(|b| *b == b'*').count();
    let plausible = (7..=13).contains(&digits.len()) && hidden < digits.len() && !digits.starts_with('*');
    plausible.then(|| (digits.to_owned(), digits.len() == 11 && digits.starts_with('1')))
}

/// `+44 (0)20 …` has a zero that is not dialled from abroad.
fn without_trunk_zero(shape: &str, digits: &str) -> String {
    let Some((before, after)) = shape.split_once("(0)") else { return digits.to_owned() };
    before.chars().chain(after.chars()).filter(char::is_ascii_digit).collect()
}

/// Numbers without a country code: Chinese land lines, British mobiles, North American numbers by their layout.
fn national(shape: &str, digits: &str, labelled: bool) -> Option<(String, bool)> {
    let separated = shape.contains(['-', '(', ')', ' ', '.']);
    let dotted = shape.contains('.');
    match digits.len() {
        11 if digits.starts_with("07") && (labelled || separated) => {
            Some((format!("+44{}", &digits[1..]), labelled))
        }
        10..=12 if digits.starts_with('0') && !digits.starts_with("00") && separated && !dotted => {
            Some((format!("+86{}", &digits[1..]), labelled))
        }
        10 if !digits.starts_with(['0', '1']) && separated && is_north_american(shape) => {
            Some((format!("+1{digits}"), true))
        }
        11 if digits.starts_with('1') && separated => Some((format!("+{digits}"), labelled)),
        7..=15 if labelled => Some((shape.trim().to_owned(), false)),
        _ => None,
    }
}

/// Three, three and four digits.
fn is_north_american(shape: &str) -> bool {
    let groups = shape.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    groups.map(str::len).eq([3, 3, 4])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_become_e164() {
        for (written, kept) in [
            ("13800138000", "+8613800138000"),
            ("138-0013-8000", "+8613800138000"),
            ("138 0013 8000", "+8613800138000"),
            ("+86 138 0013 8000", "+8613800138000"),
            ("(+86) 188-0000-9157", "+8618800009157"),
            ("+86-13500008426", "+8613500008426"),
            ("008613800138000", "+8613800138000"),
            ("8613800138000", "+8613800138000"),
            ("１３３００００１０４８", "+8613300001048"),
            ("+1 (415) 555-0100", "+14155550100"),
            ("(415) 555-0100", "+14155550100"),
            ("415-555-0100", "+14155550100"),
            ("+44 7700 900123", "+447700900123"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("07700 900123", "+447700900123"),
            ("010-88886666", "+861088886666"),
            ("+65 9123 4567", "+6591234567"),
            ("+852 5123 4567", "+85251234567"),
        ] {
            assert_eq!(normalize(written).as_deref(), Some(kept), "{written}");
        }
    }

    #[test]
    fn masked_numbers_stay_masked() {
        assert_eq!(normalize("138****8000").as_deref(), Some("138****8000"));
        assert_eq!(normalize("138xxxx8000").as_deref(), Some("138****8000"));
        assert_eq!(normalize("+86 138****8000").as_deref(), Some("138****8000"));
    }

    #[test]
    fn a_bullet_between_spaces_hides_nothing() {
        assert_eq!(normalize("138●●●●8000").as_deref(), Some("138****8000"));
        let text: Vec<char> = "Austin, TX 78701 • (512) 555-0142 • a@example.com".chars().collect();
        let numbers: Vec<String> = find(&text, false).into_iter().map(|found| found.number).collect();
        assert_eq!(numbers, ["+15125550142"]);
    }

    #[test]
    fn dates_and_amounts_are_no_numbers() {
        for text in
            ["2018.03-2021.06", "2018-03 2021-06", "20190304", "1,200,000", "150-500人", "110101199003071234"]
        {
            let characters: Vec<char> = text.chars().collect();
            assert_eq!(find(&characters, false), [], "{text}");
        }
    }

    #[test]
    fn numbers_are_found_in_running_text() {
        let text: Vec<char> = "男|电话13800138000，备用 139-0000-1111".chars().collect();
        let numbers: Vec<_> =
            find(&text, false).into_iter().map(|found| (found.start, found.number)).collect();
        assert_eq!(numbers, [(4, "+8613800138000".to_owned()), (19, "+8613900001111".to_owned())]);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9+() .x*-]{0,40}|\\PC{0,30}") {
            let characters: Vec<char> = text.chars().collect();
            for found in find(&characters, true) {
                prop_assert!(found.start < found.end && found.end <= characters.len());
            }
            let _ = normalize(&text);
        }
    }
}
