//! Tidying a text without a model: blanks, blank lines and punctuation as they are set in Chinese and English. Words
//! and placeholders stay.

use domain::email_templates::{Piece, pieces};

/// The text, tidied.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => punctuate(text, &mut out),
            Piece::Slot(word) => {
                out.push_str("{{");
                out.push_str(word);
                out.push_str("}}");
            }
        }
    }
    lines(&out)
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Chinese punctuation after Chinese characters, one blank between the scripts, one mark instead of three.
fn punctuate(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let previous = out.chars().next_back().unwrap_or('\n');
        let next = characters.peek().copied().unwrap_or('\n');
        let between_scripts = |han: char, latin: char| is_han(han) && latin.is_ascii_alphanumeric();
        if between_scripts(previous, c) || between_scripts(c, previous) {
            out.push(' ');
        }
        match (c, chinese(c)) {
            ('!' | '！' | '?' | '？' | '。', _) if previous == c || Some(previous) == chinese(c) => {}
            (_, Some(mark)) if is_han(previous) && !next.is_ascii_alphanumeric() => {
                out.push(mark);
                // The blank after a Latin mark is in the Chinese one.
                while characters.next_if_eq(&' ').is_some() {}
            }
            (' ', _) if previous == ' ' && !begins_line(out) => {}
            _ => out.push(c),
        }
    }
}

/// Whether nothing but blanks stands on the last line: those show how deep an item of a list is.
fn begins_line(text: &str) -> bool {
    text.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
}

const fn chinese(c: char) -> Option<char> {
    match c {
        ',' => Some('，'),
        '.' => Some('。'),
        ';' => Some('；'),
        ':' => Some('：'),
        '!' => Some('！'),
        '?' => Some('？'),
        _ => None,
    }
}

/// No blanks at the ends of lines, one blank line at most between paragraphs, none at the ends.
fn lines(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && kept.last().is_none_or(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_punctuation_are_put_right_and_words_stay() {
        for (text, tidied) in [
            ("您好,我是顾问.有个Java职位,薪资30K!!!", "您好，我是顾问。有个 Java 职位，薪资 30K!"),
            ("机会难得！！！   \n\n\n\n期待回复", "机会难得！\n\n期待回复"),
            ("Hello,  world. See v1.2\n", "Hello, world. See v1.2"),
            ("访问 https://a.cn/b?c=1 了解", "访问 https://a.cn/b?c=1 了解"),
            ("{{ candidate.name }},您好", "{{candidate.name}},您好"),
        ] {
            assert_eq!(tidy(text), tidied);
        }
    }

    #[test]
    fn a_tidied_text_is_tidy() {
        for text in ["您好,我是顾问!!!", "甲 乙,Java", "a\n\n\nb", "- 一\n  - 二"] {
            assert_eq!(tidy(&tidy(text)), tidy(text));
        }
    }
}
