//! The automaton's patterns: every spelling of every keyword, in the forms in which people write it.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::Keyword;
use super::rules::Demands;
use crate::characters::{lower, narrow};

/// One pattern.
#[derive(Debug)]
pub(super) struct Term {
    /// The place of its keyword.
    pub(super) keyword: usize,
    /// As searched.
    pub(super) folded: Vec<char>,
    /// As spelled, in upper and lower case.
    pub(super) cased: Vec<Vec<char>>,
    pub(super) demands: Demands,
    /// What stands before and after it in the phrases where its keyword is not meant.
    pub(super) contexts: Vec<(Vec<char>, Vec<char>)>,
}

/// All patterns and their automaton.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) automaton: Option<AhoCorasick>,
    terms: Vec<Term>,
    places: HashMap<String, usize>,
}

impl Terms {
    pub(super) fn get(&self, pattern: usize) -> Option<&Term> {
        self.terms.get(pattern)
    }

    /// The place of the keyword that a whole folded word spells.
    pub(super) fn keyword(&self, folded: &str) -> Option<usize> {
        self.places.get(folded).and_then(|pattern| self.terms.get(*pattern)).map(|term| term.keyword)
    }
}

/// Collects patterns.
#[derive(Default)]
pub(super) struct Builder {
    terms: Vec<Term>,
    places: HashMap<String, usize>,
}

impl Builder {
    pub(super) fn add(&mut self, place: usize, keyword: &Keyword) {
        for spelling in keyword.spellings() {
            for form in forms(spelling) {
                self.add_form(place, keyword, spelling, &form);
            }
        }
    }

    fn add_form(&mut self, place: usize, keyword: &Keyword, spelling: &str, form: &str) {
        let folded = fold(form);
        if folded.is_empty() {
            return;
        }
        let cased: Vec<char> = form.chars().map(narrow).collect();
        let pattern = self.places.get(&folded).copied();
        if let Some(known) =
            pattern.and_then(|pattern| self.terms.get_mut(pattern)).filter(|t| t.keyword == place)
        {
            known.cased.push(cased);
            return;
        }
        let chars: Vec<char> = folded.chars().collect();
        let term = Term {
            keyword: place,
            contexts: keyword.rules.not_in().iter().flat_map(|phrase| contexts(&chars, phrase)).collect(),
            demands: keyword.rules.demands(spelling),
            folded: chars,
            cased: vec![cased],
        };
        match pattern.and_then(|pattern| self.terms.get_mut(pattern)) {
            Some(taken_over) => *taken_over = term,
            None => {
                self.places.insert(folded, self.terms.len());
                self.terms.push(term);
            }
        }
    }

    pub(super) fn finish(self) -> Terms {
        let patterns = self.terms.iter().map(|term| term.folded.iter().collect::<String>());
        Terms { automaton: AhoCorasick::new(patterns).ok(), terms: self.terms, places: self.places }
    }
}

/// A term or a typed word as it is compared: half width, lower case, single spaces, none around it.
pub(super) fn fold(text: &str) -> String {
    let folded: String = text.chars().map(|c| lower(narrow(c))).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A spelling with its words apart, hyphenated and joined (front end, front-end, frontend), and with and without a
/// space between Chinese and Latin (Go语言, Go 语言).
pub(super) fn forms(spelling: &str) -> Vec<String> {
    let chars: Vec<char> = spelling.chars().collect();
    let latin = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
    let joint = |at: usize| matches!(chars[at], ' ' | '-') && at > 0 && latin(at - 1) && latin(at + 1);
    let mut forms = vec![spelling.to_owned()];
    for joiner in [" ", "-", ""] {
        let word = |at: usize| if joint(at) { joiner.to_owned() } else { chars[at].to_string() };
        forms.push((0..chars.len()).map(word).collect());
    }
    let meets =
        |at: usize| at > 0 && chars[at - 1].is_ascii_alphanumeric() != chars[at].is_ascii_alphanumeric();
    let touches = |at: usize| meets(at) && !chars[at - 1].is_ascii() | !chars[at].is_ascii();
    let spaced = |at: usize| [if touches(at) { " " } else { "" }, chars[at].to_string().as_str()].concat();
    forms.push((0..chars.len()).map(spaced).collect());
    let borders = |at: usize| chars[at] == ' ' && !(latin(at.wrapping_sub(1)) && latin(at + 1));
    forms.push((0..chars.len()).filter(|at| !borders(*at)).map(|at| chars[at]).collect());
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// What stands before and after each place of a term in a phrase.
fn contexts(term: &[char], phrase: &str) -> Vec<(Vec<char>, Vec<char>)> {
    let phrase: Vec<char> = fold(phrase).chars().collect();
    let ends =
        (0..phrase.len()).map(|start| (start, start + term.len())).filter(|(_, end)| *end <= phrase.len());
    ends.filter(|(start, end)| phrase[*start..*end] == *term && end - start < phrase.len())
        .map(|(start, end)| (phrase[..start].to_vec(), phrase[end..].to_vec()))
        .collect()
}
