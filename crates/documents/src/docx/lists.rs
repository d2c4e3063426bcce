//! The numbers and bullets in front of list items, which Word counts and does not write into the text.

use std::{collections::HashMap, io::BufRead};

use super::xml::{self, Node, attribute};
use crate::ExtractError;

const LEVELS: usize = 9;

/// One level of a list: how its number is written, and what stands around it (`第%1章`).
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

#[derive(Debug, Default)]
struct List {
    levels: [Level; LEVELS],
    counts: [Option<u32>; LEVELS],
}

/// The lists of a document, counting as they are walked through.
#[derive(Debug, Default)]
pub(super) struct Lists {
    abstract_of: HashMap<String, String>,
    by_abstract: HashMap<String, List>,
}

impl Lists {
    pub(super) fn read(stream: &mut dyn BufRead) -> Result<Self, ExtractError> {
        let mut lists = Self::default();
        let (mut id, mut list, mut number, mut at) = (String::new(), List::default(), String::new(), 0);
        xml::walk(stream, |node| {
            let value = |tag| attribute(tag, "val").unwrap_or_default();
            match node {
                Node::Open("abstractNum", tag) => {
                    (id, list) = (attribute(tag, "abstractNumId").unwrap_or_default(), List::default());
                }
                Node::Open("lvl", tag) => at = level(attribute(tag, "ilvl").as_deref()),
                Node::Open("start", tag) => list.levels[at].start = value(tag).parse().unwrap_or(1),
                Node::Open("numFmt", tag) => list.levels[at].format = value(tag),
                Node::Open("lvlText", tag) => list.levels[at].text = value(tag),
                Node::Close("abstractNum") => {
                    lists.by_abstract.insert(std::mem::take(&mut id), std::mem::take(&mut list));
                }
                Node::Open("num", tag) => number = attribute(tag, "numId").unwrap_or_default(),
                Node::Open("abstractNumId", tag) => {
                    lists.abstract_of.insert(number.clone(), value(tag));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(lists)
    }

    /// Counts one item and returns the mark in front of it; empty when the document has no such list.
    pub(super) fn mark(&mut self, number: &str, level: usize) -> String {
        let list = self.abstract_of.get(number).and_then(|id| self.by_abstract.get_mut(id));
        let Some(list) = list else { return String::new() };
        let level = level.min(LEVELS - 1);
        let count = list.counts[level].map_or(list.levels[level].start, |count| count.saturating_add(1));
        list.counts[level] = Some(count);
        list.counts[level + 1..].fill(None);
        match list.levels[level].format.as_str() {
            "bullet" => return "• ".to_owned(),
            "none" => return String::new(),
            _ => {}
        }
        let mut mark = list.levels[level].text.clone();
        for (index, written) in list.levels.iter().enumerate() {
            let count = list.counts[index].unwrap_or(written.start);
            mark = mark.replace(&format!("%{}", index + 1), &numeral(&written.format, count));
        }
        if !mark.is_empty() && !mark.ends_with(['、', '：', ' ']) {
            mark.push(' ');
        }
        mark
    }
}

/// The level an attribute names; a wrong one counts as the outermost.
pub(super) fn level(value: Option<&str>) -> usize {
    value.and_then(|value| value.parse().ok()).filter(|level| *level < LEVELS).unwrap_or(0)
}

fn numeral(format: &str, count: u32) -> String {
    match format {
        "lowerLetter" => letter(count, 'a'),
        "upperLetter" => letter(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32('①' as u32 + count - 1).map(String::from).unwrap_or_default()
        }
        _ if format.starts_with("chinese")
            || format.starts_with("japanese")
            || format.starts_with("taiwanese") =>
        {
            chinese(count)
        }
        _ => count.to_string(),
    }
}

fn letter(count: u32, first: char) -> String {
    let character = char::from_u32(first as u32 + count.saturating_sub(1) % 26);
    let times = (count.saturating_sub(1) / 26 + 1).min(5) as usize;
    character.map(|it| it.to_string().repeat(times)).unwrap_or_default()
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let (mut rest, mut text) = (count.min(399), String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS[(value % 10) as usize];
    match count {
        0 | 100.. => count.to_string(),
        1..=9 => digit(count).to_owned(),
        10..=19 => format!("十{}", digit(count)),
        _ => format!("{}十{}", digit(count / 10), digit(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_by_level() {
        let xml = r#"<w:numbering><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            </w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
        let mut lists = Lists::read(&mut xml.as_bytes()).unwrap();
        let marks: Vec<String> = [0, 1, 1, 0, 1].iter().map(|level| lists.mark("3", *level)).collect();
        assert_eq!(marks, ["一、", "1. ", "2. ", "二、", "1. "]);
        assert_eq!(lists.mark("99", 0), "");
    }

    #[test]
    fn numerals_are_written_as_word_writes_them() {
        for (format, count, text) in [
            ("decimal", 12, "12"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 14, "XIV"),
            ("chineseCountingThousand", 21, "二十一"),
            ("decimalEnclosedCircle", 3, "③"),
        ] {
            assert_eq!(numeral(format, count), text);
        }
    }
}
