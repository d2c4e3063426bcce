//! Finding a value in a text as a person would: width, case, spaces and punctuation do not matter.

use std::collections::HashMap;

use crate::characters::folded;

use crate::parsing::layout::{Layout, Piece};

/// The letters and digits of a text with their places.
pub(super) struct Search {
    letters: Vec<char>,
    places: Vec<usize>,
    /// Where each pair of letters stands, so that a value is looked for only where it can begin.
    pairs: HashMap<(char, char), Vec<usize>>,
}

impl Search {
    pub(super) fn new(layout: &Layout) -> Self {
        let (mut letters, mut places) = (Vec::new(), Vec::new());
        for (at, c) in layout.folded(layout.whole()).iter().enumerate() {
            if counts(*c) {
                letters.push(*c);
                places.push(at);
            }
        }
        let mut pairs: HashMap<(char, char), Vec<usize>> = HashMap::new();
        for (at, pair) in letters.windows(2).enumerate() {
            pairs.entry((pair[0], pair[1])).or_default().push(at);
        }
        Self { letters, places, pairs }
    }

    /// The first place of the value; a Latin value must begin and end as words do.
    pub(super) fn find(&self, value: &str) -> Option<Piece> {
        const TRIES: usize = 10_000;
        let wanted: Vec<char> = folded(value).into_iter().filter(|c| counts(*c)).collect();
        let at = match wanted.as_slice() {
            [] => return None,
            [single] => {
                (0..self.letters.len()).find(|at| self.letters[*at] == *single && self.is_word(*at, 1))?
            }
            [first, second, ..] => {
                *self.pairs.get(&(*first, *second))?.iter().take(TRIES).find(|at| {
                    self.letters[**at..].starts_with(&wanted) && self.is_word(**at, wanted.len())
                })?
            }
        };
        Some(Piece { start: self.places[at], end: self.places[at + wanted.len() - 1] + 1 })
    }

    fn is_word(&self, at: usize, length: usize) -> bool {
        let joined = |before: Option<usize>, after: usize| {
            before.is_some_and(|before| {
                after < self.letters.len()
                    && self.letters[before].is_ascii_alphanumeric()
                    && self.letters[after].is_ascii_alphanumeric()
                    && self.places[after] == self.places[before] + 1
            })
        };
        !joined(at.checked_sub(1), at) && !joined(Some(at + length - 1), at + length)
    }
}

/// Signs that tell values apart count with the letters: C++, C#, 138****8000, a@b.
const fn counts_sign(c: char) -> bool {
    matches!(c, '+' | '#' | '@' | '*' | '%')
}

fn counts(c: char) -> bool {
    c.is_alphanumeric() || counts_sign(c)
}
