//! One character for one character: full-width forms to the usual ones, so that offsets into the folded text are
//! offsets into the text itself.

/// The usual form of a full-width or typographic character.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
        '〜' | '∼' => '~',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '︱' | '丨' | '┃' | '│' | '∣' => '|',
        '￥' => '¥',
        '￡' => '£',
        _ => c,
    }
}

/// The text folded character by character, in lower case where lower case is one character.
pub(crate) fn folded(text: &str) -> Vec<char> {
    text.chars().map(|c| lower(narrow(c))).collect()
}

/// Lower case, when it is one character.
pub(crate) fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

/// Whether a character is a Chinese one.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether `words` stand at `at`.
pub(crate) fn stands(text: &[char], at: usize, words: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

/// The first of `words` that stands at `at`, and where it ends. Latin words must end there as words.
pub(crate) fn word_at(text: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let end = at + word.chars().count();
        let latin = |c: &char| c.is_ascii_alphabetic();
        let cut = word.ends_with(|c| latin(&c)) && text.get(end).is_some_and(latin);
        (stands(text, at, word) && !cut).then_some(end)
    })
}

/// The first place where `words` stand.
pub(crate) fn position(text: &[char], words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    (0..text.len()).find(|at| text[*at] == first && stands(text, *at, words))
}

/// Where the spaces from `at` on end.
pub(crate) fn past_spaces(text: &[char], mut at: usize) -> usize {
    while text.get(at).is_some_and(|c| matches!(c, ' ' | '\t')) {
        at += 1;
    }
    at
}

/// A whole number in digits or Chinese numerals up to 99 (十五, 二十, 两), and where it ends.
pub(crate) fn small_number(text: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = text.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value = text[at..at + digits.min(6)].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        return (digits <= 6).then_some((value, at + digits));
    }
    let numeral = |at: usize| text.get(at).and_then(|c| "一二三四五六七八九".chars().position(|n| n == *c));
    let unit = |at: usize| match text.get(at) {
        Some('两') => Some(2),
        _ => numeral(at).and_then(|n| u32::try_from(n + 1).ok()),
    };
    match (unit(at), text.get(at)) {
        (Some(tens), _) if text.get(at + 1) == Some(&'十') => match unit(at + 2) {
            Some(ones) => Some((tens * 10 + ones, at + 3)),
            None => Some((tens * 10, at + 2)),
        },
        (Some(ones), _) => Some((ones, at + 1)),
        (None, Some('十')) => match unit(at + 1) {
            Some(ones) => Some((10 + ones, at + 2)),
            None => Some((10, at + 1)),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_every_character_at_its_place() {
        let text = "１３８－Ａｂ：İ张";
        assert_eq!(folded(text).len(), text.chars().count());
        assert_eq!(folded("Ａ１：　—").iter().collect::<String>(), "a1: -");
    }

    #[test]
    fn chinese_numerals_are_numbers() {
        for (written, value) in
            [("五", 5), ("十", 10), ("十五", 15), ("二十", 20), ("二十三", 23), ("两", 2), ("12", 12)]
        {
            assert_eq!(small_number(&folded(written), 0).map(|n| n.0), Some(value), "{written}");
        }
        assert_eq!(small_number(&folded("年"), 0), None);
    }
}
