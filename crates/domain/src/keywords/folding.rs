//! A text as it is searched: in lower case, in half width, each run of spaces as one, with the way back to the text.

use crate::characters::{lower, narrow};

/// A folded text. Its characters are counted as the automaton meets them; `origin` leads back to the text.
pub(super) struct Folded {
    /// What the automaton searches.
    pub(super) haystack: String,
    /// The same characters before lower case; a break between lines or columns is a `\n`.
    pub(super) cased: Vec<char>,
    origins: Vec<usize>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self {
            haystack: String::with_capacity(text.len()),
            cased: Vec::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
        };
        let chars: Vec<char> = text.chars().map(narrow).collect();
        let mut at = 0;
        while at < chars.len() {
            let spaces = chars[at..].iter().take_while(|c| c.is_whitespace()).count();
            let address = if spaces > 0 { 0 } else { address_length(&chars, at) };
            if spaces > 0 {
                folded.push_spaces(&chars[at..at + spaces], at);
            } else if address > 0 {
                folded.push_hidden(at, address);
            } else {
                folded.push(chars[at], lower(chars[at]), at);
            }
            at += spaces.max(address).max(1);
        }
        folded
    }

    /// Where a folded character stands in the text, in Unicode scalars.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or_default()
    }

    fn push(&mut self, cased: char, lower: char, origin: usize) {
        self.haystack.push(lower);
        self.cased.push(cased);
        self.origins.push(origin);
    }

    /// A term may be broken between two lines, not between two paragraphs.
    fn push_spaces(&mut self, spaces: &[char], origin: usize) {
        let lines = spaces.iter().filter(|c| **c == '\n').count();
        let apart = lines > 0 || spaces.contains(&'\t') || spaces.len() > 2;
        self.push(if apart { '\n' } else { ' ' }, if lines > 1 { '\n' } else { ' ' }, origin);
    }

    /// What stands in an address is nobody's skill.
    fn push_hidden(&mut self, at: usize, length: usize) {
        for origin in at..at + length {
            self.push('_', '_', origin);
        }
    }
}

/// The length of the web or mail address that begins at `at`, or nothing.
fn address_length(chars: &[char], at: usize) -> usize {
    let part_of_one = |c: &char| c.is_ascii_alphanumeric() || "@:/._-%?=&~+#".contains(*c);
    if at > 0 && chars.get(at - 1).is_some_and(part_of_one) {
        return 0;
    }
    let length = chars[at..].iter().take_while(|c| part_of_one(c)).count();
    let run = &chars[at..at + length];
    let has = |words: &str| {
        run.windows(words.len()).any(|window| window.iter().copied().map(lower).eq(words.chars()))
    };
    let is_address =
        run.windows(3).any(|w| w[1] == '@' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphanumeric())
            || ["://", "www.", ".com", ".org", ".cn"].iter().any(|mark| has(mark));
    if is_address { length } else { 0 }
}
