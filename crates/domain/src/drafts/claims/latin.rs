//! Latin names: words with a capital where no word needs one.

use super::super::DraftWarning;
use super::Records;
use crate::characters::is_han;
use crate::keywords::Vocabulary;

/// Latin words with a capital that neither begin a sentence nor are words of the vocabulary.
pub(super) fn names(
    text: &str,
    characters: &[char],
    records: &Records,
    vocabulary: &Vocabulary,
) -> Vec<DraftWarning> {
    let keywords = vocabulary.extract(text);
    let is_keyword = |at: usize| keywords.iter().any(|found| (found.start..found.end).contains(&at));
    let mut found = Vec::new();
    let mut run: Vec<String> = Vec::new();
    for word in words(characters).into_iter().chain([Word::default()]) {
        let named = word.is_name && !is_keyword(word.start) && !ORDINARY.contains(&word.text.as_str());
        let goes_on = named && word.follows && !run.is_empty();
        if !goes_on {
            found.extend(claim(&run, records));
            run.clear();
        }
        if goes_on || named && !word.begins {
            run.push(word.text);
        }
    }
    found
}

fn claim(run: &[String], records: &Records) -> Option<DraftWarning> {
    const ENDINGS: &[&str] = &[
        "Inc",
        "Ltd",
        "LLC",
        "Corp",
        "Group",
        "GmbH",
        "Technologies",
        "Technology",
        "Bank",
        "Capital",
        "Labs",
    ];
    let text = run.join(" ");
    if run.is_empty() || records.say(&text) || run.iter().all(|word| records.say(word)) {
        return None;
    }
    let company = run.last().is_some_and(|last| ENDINGS.contains(&last.as_str()));
    Some(if company {
        DraftWarning::CompanyNotInRecords { text }
    } else {
        DraftWarning::NameNotInRecords { text }
    })
}

/// Capitalised words of ordinary mails.
const ORDINARY: &[&str] = &[
    "I",
    "I'm",
    "I'd",
    "I'll",
    "I've",
    "Regards",
    "Best",
    "Kind",
    "Dear",
    "Hi",
    "Hello",
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "English",
    "Chinese",
    "Mandarin",
    "China",
    "Zoom",
    "Teams",
    "WeChat",
    "LinkedIn",
];

/// A Latin word.
#[derive(Debug, Default)]
struct Word {
    text: String,
    start: usize,
    /// It begins a sentence, a line or an item of a list, where any word has a capital.
    begins: bool,
    /// Only blanks stand between it and the word before.
    follows: bool,
    /// It is written like a name: a capital, and not an abbreviation.
    is_name: bool,
}

fn words(text: &[char]) -> Vec<Word> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '&');
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut end = None;
    while at < text.len() {
        if !text[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let length = text[at..].iter().take_while(|c| part(**c)).count();
        let word: String = text[at..at + length].iter().collect();
        let before = text[..at].iter().rev().find(|c| **c != ' ');
        let after_han = before.is_some_and(|c| is_han(*c));
        let begins =
            before.is_none_or(|c| matches!(c, '\n' | '.' | '!' | '?' | ':' | '-' | '*' | '•' | '"' | '“'));
        let follows = end.is_some_and(|end: usize| text[end..at].iter().all(|c| *c == ' '));
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        let abbreviation = word.len() <= 5 && word.chars().all(|c| !c.is_ascii_lowercase());
        let is_name = capital && !abbreviation && word.len() > 1;
        words.push(Word { text: word, start: at, begins: begins && !after_han, follows, is_name });
        at += length;
        end = Some(at);
    }
    words
}
