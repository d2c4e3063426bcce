//! Words that occur again and again, kept once and known by number.

use std::collections::HashMap;
use std::sync::Arc;

/// A list of different words.
#[derive(Default)]
pub(super) struct Names {
    numbers: HashMap<Arc<str>, u32>,
    words: Vec<Arc<str>>,
}

impl Names {
    /// The number of a word, which is given one when it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        number
    }

    /// The number of a word that is known.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |word| word)
    }

    /// All words in the order of their numbers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// For each number whether its word is one of `words`.
    pub fn marked<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<bool> {
        let mut marks = vec![false; self.len()];
        for number in words.into_iter().filter_map(|word| self.number(word)) {
            marks[number as usize] = true;
        }
        marks
    }
}
