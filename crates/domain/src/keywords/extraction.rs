//! Searching a text: all places of all terms in one pass, then those that are words, then no two at one place.

use super::folding::Folded;
use super::terms::{Term, Terms};
use crate::characters::lower;

/// A term at a place of the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) keyword: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the text holds, in order and without overlaps: leftmost first, the longest of those that begin together.
pub(super) fn hits(terms: &Terms, text: &Folded) -> Vec<Hit> {
    let mut hits = candidates(terms, text);
    hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut free = 0;
    hits.retain(|hit| {
        let fits = hit.start >= free;
        free = if fits { hit.end } else { free };
        fits
    });
    hits
}

fn candidates(terms: &Terms, text: &Folded) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut counted = (0, 0);
    for found in terms.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&text.haystack))
    {
        let Some(term) = terms.get(found.pattern().as_usize()) else { continue };
        let end = counted.1 + text.haystack[counted.0..found.end()].chars().count();
        counted = (found.end(), end);
        let start = end - term.folded.len();
        if let Some(end) = meant(term, &text.cased, start, end) {
            hits.push(Hit { keyword: term.keyword, start, end });
        }
    }
    hits
}

/// Where the term ends, when it is a word and its keyword is meant.
fn meant(term: &Term, text: &[char], start: usize, end: usize) -> Option<usize> {
    let demands = term.demands;
    let word_end = if begins_as_word(text, start) { word_end(term, text, end)? } else { return None };
    let excluded = |(before, after): &(Vec<char>, Vec<char>)| in_context(text, start, end, before, after);
    if term.contexts.iter().any(excluded) {
        return None;
    }
    let exact = term.cased.iter().any(|cased| text[start..end] == **cased);
    if demands.exact_case && !exact {
        return None;
    }
    let alone = demands.alone || (demands.exact_or_alone && !exact);
    (!alone || stands_alone(text, start, end, exact)).then_some(word_end)
}

/// A character that makes one word with the Latin letters beside it.
fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !('\u{2e80}'..='\u{fe4f}').contains(&c) && c < '\u{20000}'
}

fn begins_as_word(text: &[char], start: usize) -> bool {
    let (Some(first), Some(before)) = (text.get(start), start.checked_sub(1).and_then(|at| text.get(at)))
    else {
        return true;
    };
    let joined = is_latin(*before) || matches!(before, '@' | '_');
    let dotted = *before == '.' && start.checked_sub(2).is_some_and(|at| is_latin(text[at]));
    !(is_latin(*first) && (joined || dotted && !first.is_uppercase()) || *first == '.' && is_latin(*before))
}

/// Where the word ends whose letters end at `end`. A version (Vue3, Python 3.8) is not part of it; a plural s is.
fn word_end(term: &Term, text: &[char], end: usize) -> Option<usize> {
    let last = *term.folded.last()?;
    let next = |at: usize| text.get(end + at).copied();
    let Some(following) = next(0) else { return Some(end) };
    if !is_latin(last) && !matches!(last, '+' | '#') {
        return Some(end);
    }
    let letters = term.folded.len();
    let ends = match following {
        '@' | '_' | '#' => false,
        '+' => next(1) != Some('+'),
        '.' => !next(1).is_some_and(|c| is_latin(c) && !c.is_uppercase()),
        digit if digit.is_ascii_digit() => {
            !last.is_ascii_digit() && letters >= 3 && ends_as_version(&text[end..])
        }
        's' if letters >= 5
            && last.is_ascii_alphabetic()
            && last != 's'
            && !next(1).is_some_and(is_latin) =>
        {
            return plural_end(term, end);
        }
        other => !is_latin(other),
    };
    ends.then_some(end)
}

/// Ordinary words that are also names, such as Excel, have no plural.
fn plural_end(term: &Term, end: usize) -> Option<usize> {
    let demands = term.demands;
    (!demands.exact_case && !demands.alone && !demands.exact_or_alone).then_some(end + 1)
}

fn ends_as_version(rest: &[char]) -> bool {
    let digits = rest.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let rest = rest[digits..].strip_prefix(&['x']).unwrap_or(&rest[digits..]);
    !rest.first().is_some_and(|c| is_latin(*c) || matches!(c, '_' | '@'))
}

fn in_context(text: &[char], start: usize, end: usize, before: &[char], after: &[char]) -> bool {
    let Some(from) = start.checked_sub(before.len()) else { return false };
    let to = end + after.len();
    let same = |place: &[char], words: &[char]| {
        place.len() == words.len() && place.iter().zip(words).all(|(c, word)| same_letter(*c, *word))
    };
    let apart = |inside: Option<&char>, outside: Option<&char>| {
        !(inside.is_some_and(|c| is_latin(*c)) && outside.is_some_and(|c| is_latin(*c)))
    };
    let Some(following) = text.get(end..to) else { return false };
    same(&text[from..start], before)
        && same(following, after)
        && apart(text.get(from), from.checked_sub(1).and_then(|at| text.get(at)))
        && apart(to.checked_sub(1).and_then(|at| text.get(at)), text.get(to))
}

fn same_letter(written: char, folded: char) -> bool {
    lower(written) == folded || (folded == ' ' && written == '\n')
}

/// Words beside which a name such as C or R is still one of a list: "experience in R and Python".
const BEFORE: &[&str] =
    &["and", "or", "in", "with", "using", "both", "including", "fluent", "native", "speak"];
const AFTER: &[&str] =
    &["and", "or", "programming", "language", "developer", "development", "engineer", "code", "programmer"];

/// Whether nothing but Chinese, the signs of a list or the border of a line is around; as spelled, also a word that
/// joins the parts of a list.
fn stands_alone(text: &[char], start: usize, end: usize, exact: bool) -> bool {
    let left = Side::before(text, start);
    let right = Side::after(text, end);
    let numbering = left.opens_line && matches!(text.get(end), Some('.' | ')'));
    let initial = text.get(end) == Some(&'.') && !right.full_stop && !left.is_one_of(BEFORE);
    !numbering
        && !initial
        && (left.open || exact && left.is_one_of(BEFORE))
        && (right.open
            || right.full_stop
            || exact && (right.is_one_of(AFTER) || left.is_one_of(BEFORE) && text.get(end) == Some(&'.')))
}

/// What is on one side of a term.
struct Side {
    open: bool,
    opens_line: bool,
    full_stop: bool,
    word: String,
}

impl Side {
    fn before(text: &[char], start: usize) -> Self {
        let gap = text[..start].iter().rev().take_while(|c| **c == ' ').count();
        let rest = &text[..start - gap];
        let word: Vec<char> =
            rest.iter().rev().take_while(|c| c.is_ascii_alphabetic()).take(12).copied().collect();
        let last = rest.last().copied();
        Self {
            open: last.is_none_or(is_edge),
            opens_line: last.is_none_or(|c| c == '\n'),
            full_stop: false,
            word: if gap > 0 { word.iter().rev().map(|c| lower(*c)).collect() } else { String::new() },
        }
    }

    fn after(text: &[char], end: usize) -> Self {
        let gap = text[end..].iter().take_while(|c| **c == ' ').count();
        let rest = &text[end + gap..];
        let word = rest.iter().take_while(|c| c.is_ascii_alphabetic()).take(12).map(|c| lower(*c));
        let first = rest.first().copied();
        Self {
            open: first.is_none_or(is_edge),
            opens_line: false,
            full_stop: first == Some('.') && rest.get(1).is_none_or(|c| *c == '\n'),
            word: if gap > 0 { word.collect() } else { String::new() },
        }
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }
}

/// A character beside which a term stands alone.
fn is_edge(c: char) -> bool {
    matches!(
        c,
        '\n' | ',' | ';' | ':' | '/' | '|' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '<' | '>' | '+'
    ) || matches!(c, '*' | '=' | '~' | '!' | '?' | '·' | '•' | '●' | '◆' | '■' | '▪' | '►' | '✓')
        || ('\u{2e80}'..='\u{fe4f}').contains(&c)
        || c >= '\u{20000}'
}
