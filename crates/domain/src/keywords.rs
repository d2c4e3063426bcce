//! The vocabulary: the terms by which jobs and candidates are compared, and how a text is searched for them.
//!
//! The standard vocabulary ships with the program as tables in `keywords/`; an organization adds its own. A term is
//! found wherever people write it — in Chinese without spaces, in English on word borders — and counts for the
//! keyword's one code.

mod extraction;
mod folding;
mod rules;
mod standard;
mod terms;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use folding::Folded;
pub use rules::Rules;
use terms::Terms;

/// The version of the way texts are searched. It is kept with what was found, as the vocabulary's version is.
pub const EXTRACTION_VERSION: u32 = 1;

/// One notion, whatever it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyword {
    /// The stable word by which jobs and candidates refer to it: lower-case letters, digits and hyphens.
    pub code: String,
    /// What it is part of, such as `technology` or `finance`.
    pub category: String,
    /// Name in Chinese; the same as in English for what has only one name.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Other ways of writing it, in any language.
    pub aliases: Vec<String>,
    /// Where its names do not mean it.
    pub rules: Rules,
}

impl Keyword {
    /// Both names and all aliases, as written.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [self.name_zh.as_str(), self.name_en.as_str()]
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
    }
}

/// A keyword found in a text, at Unicode scalar offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'v> {
    /// Its code.
    pub code: &'v str,
    /// Where the term begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// A set of keywords, ready to be searched for.
#[derive(Debug)]
pub struct Vocabulary {
    keywords: Vec<Keyword>,
    places: HashMap<String, usize>,
    terms: Terms,
    version: String,
}

impl Vocabulary {
    /// The keywords that ship with the program.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(standard::keywords()));
        &STANDARD
    }

    /// This vocabulary and an organization's own keywords. One whose code is already there adds its spellings to that
    /// keyword; a spelling that two keywords claim belongs to the one that came last.
    #[must_use]
    pub fn with(&self, extra: impl IntoIterator<Item = Keyword>) -> Self {
        Self::new(self.keywords.iter().cloned().chain(extra))
    }

    fn new(all: impl IntoIterator<Item = Keyword>) -> Self {
        let mut keywords: Vec<Keyword> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut terms = terms::Builder::default();
        for keyword in all {
            let place = *places.entry(keyword.code.clone()).or_insert(keywords.len());
            terms.add(place, &keyword);
            match keywords.get_mut(place) {
                Some(known) => known.aliases.extend(keyword.spellings().map(str::to_owned)),
                None => keywords.push(keyword),
            }
        }
        let version = version(&keywords);
        Self { terms: terms.finish(), keywords, places, version }
    }

    /// All keywords: the standard ones by category, then the organization's own.
    pub fn keywords(&self) -> &[Keyword] {
        &self.keywords
    }

    /// The keyword with a code.
    pub fn get(&self, code: &str) -> Option<&Keyword> {
        self.places.get(code).and_then(|place| self.keywords.get(*place))
    }

    /// A short word that changes whenever a keyword, a spelling or a rule does, and is the same on every machine.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every keyword in a text, in order; of terms that overlap, the one that begins first, and the longer of two that
    /// begin together. Takes time in proportion to the text.
    pub fn extract(&self, text: &str) -> Vec<Found<'_>> {
        let folded = Folded::new(text);
        let hits = extraction::hits(&self.terms, &folded);
        hits.into_iter()
            .filter_map(|hit| {
                let code = self.keywords.get(hit.keyword)?.code.as_str();
                Some(Found { code, start: folded.origin(hit.start), end: folded.origin(hit.end - 1) + 1 })
            })
            .collect()
    }

    /// The codes found in a text, each once, in the order of their first place.
    pub fn codes_in(&self, text: &str) -> Vec<String> {
        let mut seen = HashSet::new();
        let found = self.extract(text);
        found.into_iter().filter(|found| seen.insert(found.code)).map(|found| found.code.to_owned()).collect()
    }

    /// The keyword that one raw skill means: by its code or any spelling, with or without a version, or as the one
    /// keyword that makes up most of it (精通Java, Java开发).
    pub fn normalize(&self, word: &str) -> Option<&Keyword> {
        let folded =
            terms::fold(word.trim_matches(|c: char| c.is_whitespace() || ",;:，；：、。•·".contains(c)));
        let exact = self.terms.keyword(&folded).or_else(|| self.places.get(&folded).copied());
        exact.and_then(|place| self.keywords.get(place)).or_else(|| self.only_keyword(word))
    }

    fn only_keyword(&self, word: &str) -> Option<&Keyword> {
        let found = self.extract(word);
        let first = found.first()?;
        let covered: usize = found.iter().map(|found| found.end - found.start).sum();
        let written = word.chars().filter(|c| c.is_alphabetic() || "+#.".contains(*c)).count();
        let sole = found.iter().all(|found| found.code == first.code);
        (sole && covered * 2 >= written).then(|| self.get(first.code)).flatten()
    }

    /// What a person who typed `part` may mean: first what is called just so, then names and then aliases that begin with
    /// it, then what contains it; shorter spellings before longer ones.
    pub fn suggest(&self, part: &str, limit: usize) -> Vec<&Keyword> {
        let part = terms::fold(part);
        let mut ranked: Vec<_> = self
            .keywords
            .iter()
            .enumerate()
            .filter_map(|(place, keyword)| Some((rank(keyword, &part)?, place, keyword)))
            .collect();
        ranked.sort_unstable_by_key(|(rank, place, _)| (*rank, *place));
        ranked.into_iter().take(limit).map(|(_, _, keyword)| keyword).collect()
    }
}

/// How well a keyword fits what was typed, the best spelling counting: first how, then the length of the spelling. A
/// name is as long as the longer of both names: what is short in Chinese (Java并发) is not the simpler notion.
fn rank(keyword: &Keyword, part: &str) -> Option<(u8, usize)> {
    let length = |spelling: &str| terms::fold(spelling).chars().count();
    let longer = length(&keyword.name_zh).max(length(&keyword.name_en));
    let names = [&keyword.code, &keyword.name_zh, &keyword.name_en].map(|name| (1, name, longer));
    let aliases = keyword.aliases.iter().map(|alias| (2, alias, length(alias)));
    names
        .into_iter()
        .chain(aliases)
        .filter_map(|(prefix, spelling, length)| {
            let spelling = terms::fold(spelling);
            let kind = match spelling.find(part)? {
                0 if spelling.len() == part.len() => 0,
                0 => prefix,
                _ => 3,
            };
            Some((kind, if part.is_empty() { 0 } else { length }))
        })
        .min()
}

/// FNV-1a over all that bears on what is found: short, and the same wherever it is computed.
fn version(keywords: &[Keyword]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut feed = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for keyword in keywords {
        feed(&keyword.code);
        keyword.spellings().for_each(&mut feed);
        feed(keyword.rules.text());
    }
    format!("{:012x}", hash >> 16)
}
