//! Names of people: what is one, and what only looks like one.

mod greeting;
mod lists;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::characters::{is_han, narrow};
use crate::cities;
pub use greeting::greeting;

/// How surely a text is the name of a person, 0 to 1; 0 for what surely is none, such as 个人简历 or Java Engineer.
pub fn likelihood(text: &str) -> f32 {
    let text = text.trim();
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    match (han, latin) {
        (0, 0) => 0.0,
        (0, _) => latin_likelihood(text),
        (_, 0) => chinese_likelihood(text),
        _ => both(text).map_or(0.0, |(chinese, _)| chinese_likelihood(&chinese)),
    }
}

/// Whether a Chinese word could be a name where nothing but a name is expected: two to five characters, none of them
/// of the words of résumés.
pub(crate) fn may_be(text: &str) -> bool {
    let all_han = text.chars().all(is_han) && (2..=5).contains(&text.chars().count());
    let ordinary = CHINESE.ordinary.contains(text)
        || text.chars().any(|c| lists::NEVER_GIVEN.contains(c))
        || lists::ENDINGS.iter().any(|ending| text.ends_with(ending))
        || !cities::find(text).is_empty();
    all_han && !ordinary
}

/// The name without what stands around it: spaces inside 张　伟, titles (先生, Dr.), an English name beside the
/// Chinese one is kept behind it. `None` when the text is no name.
pub fn normalize(text: &str) -> Option<String> {
    let text = without_titles(text.trim().trim_matches(['*', '#', '_', '`', '·', '|', '-', ':', ',', ' ']));
    let text = text.trim();
    if likelihood(text) == 0.0 {
        return None;
    }
    match both(text) {
        Some((chinese, english)) => Some(format!("{chinese} {english}")),
        None if text.chars().any(is_han) => Some(compact(text)),
        None => Some(capitalised(text)),
    }
}

/// The name that a file name holds: 李思远_Java_5年.pdf is of 李思远.
pub fn in_file_name(file_name: &str) -> Option<String> {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let parts = stem.split([
        '_', '-', '－', '—', '+', '(', '（', ')', '）', '【', '】', '[', ']', '.', ' ', '、', '，', ',',
    ]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let chinese = parts.iter().filter_map(|part| {
        let bare = FILE_WORDS.iter().fold((*part).to_owned(), |part, word| part.replace(word, ""));
        let bare = bare.trim_end_matches('的').to_owned();
        (chinese_likelihood(&bare) > 0.5).then_some(bare)
    });
    let english = parts.windows(2).filter_map(|pair| {
        let name = capitalised(&pair.join(" "));
        (latin_likelihood(&name) > 0.75).then_some(name)
    });
    chinese.chain(english).next()
}

const FILE_WORDS: &[&str] = &["个人简历", "中文简历", "简历", "推荐报告", "候选人", "履历"];

/// Whether two names may be the same person's: equal, or one is the pinyin or the Chinese half of the other.
pub fn same(one: &str, other: &str) -> bool {
    let keys = |name: &str| -> Vec<String> {
        let halves = both(name).map_or(vec![name.to_owned()], |(chinese, english)| vec![chinese, english]);
        halves.iter().map(|half| key(half)).filter(|key| !key.is_empty()).collect()
    };
    let others = keys(other);
    keys(one).iter().any(|key| others.contains(key))
}

/// Letters in the order of the alphabet of words, so that Wei Zhang and Zhang Wei meet.
fn key(name: &str) -> String {
    let mut words: Vec<String> = name
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .collect();
    if !name.chars().any(is_han) {
        words.sort_unstable();
    }
    words.concat()
}

/// The salutation that a stated sex or form of address stands for: 男, Male, Mr → `mr`.
pub fn salutation(stated: &str) -> Option<crate::candidates::SalutationTitle> {
    use crate::candidates::SalutationTitle::{Mr, Ms};
    let word: String =
        stated.trim().trim_end_matches('.').chars().map(narrow).collect::<String>().to_lowercase();
    match word.as_str() {
        "男" | "男性" | "男士" | "先生" | "male" | "m" | "man" | "mr" | "he/him" => Some(Mr),
        "女" | "女性" | "女士" | "小姐" | "female" | "f" | "woman" | "ms" | "mrs" | "miss" | "she/her" => {
            Some(Ms)
        }
        _ => None,
    }
}

fn chinese_likelihood(text: &str) -> f32 {
    // 赵明轩 男 is a name and a sex, 刘胜男 is a name.
    if text.split_whitespace().skip(1).any(|word| matches!(word, "男" | "女")) {
        return 0.0;
    }
    let name = compact(text);
    let characters: Vec<char> = name.chars().collect();
    if let Some((given, family)) = name.split_once(['·', '•', '・']) {
        let parts = [given, family];
        let han =
            parts.iter().all(|part| (1..=6).contains(&part.chars().count()) && part.chars().all(is_han));
        return if han { 0.8 } else { 0.0 };
    }
    if !(2..=4).contains(&characters.len()) || !characters.iter().all(|c| is_han(*c)) {
        return 0.0;
    }
    let compound =
        characters.len() >= 3 && CHINESE.compound.contains(&characters[..2].iter().collect::<String>()[..]);
    let single = CHINESE.single.contains(&characters[0]);
    let given = &characters[if compound { 2 } else { 1 }..];
    let double = characters.len() == 4 && single && lists::SINGLE.contains(characters[1]);
    let too_long = characters.len() == 4 && !compound && !double;
    let ordinary = CHINESE.ordinary.contains(name.as_str())
        || given.iter().any(|c| lists::NEVER_GIVEN.contains(*c))
        || lists::ENDINGS.iter().any(|ending| name.ends_with(ending))
        || cities::normalize(&name).is_some()
        || (characters.len() == 4 && !cities::find(&name).is_empty());
    if ordinary || too_long || !(single || compound) {
        return 0.0;
    }
    match (compound, characters.len()) {
        (true, _) => 0.95,
        (false, 4) => 0.55,
        _ if lists::COMMON.contains(characters[0]) => 0.9,
        _ => 0.75,
    }
}

/// Two to four words, each beginning with a capital, none of them a word of jobs, companies or headings.
fn latin_likelihood(text: &str) -> f32 {
    let text = without_titles(text);
    let text = without_nickname(text);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    if !(2..=4).contains(&words.len()) || text.chars().count() > 50 {
        return 0.0;
    }
    let shaped = words.iter().all(|word| is_name_word(word));
    let is_ordinary = |word: &&&str| {
        let word: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        LATIN.ordinary.contains(word.as_str())
    };
    let ordinary = words.iter().filter(is_ordinary).count();
    let lower = |word: &str| word.trim_end_matches('.').to_lowercase();
    let known = words.iter().any(|word| LATIN.given.contains(lower(word).as_str()));
    // Grace Law may be somebody, Sales Law is nobody.
    let named = known && ordinary == 1 && words.len() == 2 && LATIN.given.contains(lower(words[0]).as_str());
    if !shaped || cities::normalize(text).is_some() || (ordinary > 0 && !named) {
        return 0.0;
    }
    if named {
        return 0.5;
    }
    let pinyin = words.len() <= 3 && words.iter().all(|word| is_pinyin(&lower(word)));
    let surname = words.iter().any(|word| LATIN.surnames.contains(lower(word).as_str()));
    match (known, pinyin && surname, words.len()) {
        (true, _, _) => 0.95,
        (_, true, _) => 0.92,
        (_, _, 2) => 0.6,
        _ => 0.5,
    }
}

fn is_name_word(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let particle = matches!(
        word,
        "de" | "da" | "van" | "von" | "der" | "den" | "di" | "la" | "le" | "bin" | "al" | "del" | "dos"
    );
    let begins = word.chars().next().is_some_and(char::is_uppercase);
    let letters =
        word.chars().all(|c| (c.is_alphabetic() && !is_han(c)) || matches!(c, '\'' | '’' | '-' | '.'));
    let known_abbreviation = word.len() <= 4
        && word.len() > 1
        && !word.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'])
        && word.chars().all(char::is_uppercase);
    particle || (begins && letters && !known_abbreviation)
}

/// Whether a lower-case word is made of pinyin syllables, at most three.
fn is_pinyin(word: &str) -> bool {
    fn syllables(word: &str, left: usize) -> bool {
        word.is_empty()
            || (left > 0
                && (1..=word.len().min(6)).rev().any(|length| {
                    word.is_char_boundary(length)
                        && LATIN.syllables.contains(&word[..length])
                        && syllables(word[length..].trim_start_matches(['-', '\'']), left - 1)
                }))
    }
    !word.is_empty() && syllables(word, 3)
}

/// A Chinese and a Latin name side by side, in either order: 林婉婷 (Wanda Lin).
fn both(text: &str) -> Option<(String, String)> {
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let chinese: String = text.chars().filter(|c| is_han(*c)).collect();
    let first_han = text.find(is_han)?;
    let last_han = text.rfind(is_han)?;
    let before = &text[..first_han];
    let after = &text[last_han..];
    let inside = &text[first_han..last_han];
    if inside.contains(is_latin)
        || (before.contains(is_latin) && after.contains(is_latin))
        || text.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let latin = if before.contains(is_latin) { before } else { after.trim_start_matches(is_han) };
    let latin = latin.trim_matches(|c: char| !c.is_alphabetic());
    let words = latin.split_whitespace().count();
    let is_name = chinese_likelihood(&chinese) > 0.0
        && (1..=3).contains(&words)
        && latin.split_whitespace().all(is_name_word)
        && !latin.split_whitespace().any(|word| LATIN.ordinary.contains(word.to_lowercase().as_str()));
    is_name.then(|| (chinese, latin.to_owned()))
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// DANIEL WHITMORE is written Daniel Whitmore; mixed case is left as it is.
fn capitalised(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let shouted =
            word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| !c.is_lowercase());
        let quiet = word.chars().all(|c| !c.is_uppercase()) && word.len() > 3;
        if !shouted && !quiet {
            return word.to_owned();
        }
        let mut begins = true;
        let mut written = String::with_capacity(word.len());
        for c in word.chars() {
            if begins {
                written.extend(c.to_uppercase())
            } else {
                written.extend(c.to_lowercase())
            }
            begins = !c.is_alphabetic();
        }
        written
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `Chen Xiao (Shawn)` is Chen Xiao, and is called Shawn.
fn without_nickname(text: &str) -> &str {
    let Some((name, nickname)) = text.split_once(['(', '（']) else { return text };
    let called = nickname.trim_end_matches([')', '）']);
    let is_word =
        called.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | ' ')) && !called.is_empty();
    if is_word { name.trim_end() } else { text }
}

/// `Sarah O'Donnell, CFA, MBA`: what stands behind a comma in capitals was awarded.
fn without_awards(text: &str) -> &str {
    let mut name = text;
    while let Some((before, after)) = name.rsplit_once([',', '，']) {
        let award = after.trim();
        let letters = award.chars().filter(|c| c.is_alphabetic()).count();
        let short = (2..=6).contains(&letters) && !award.contains(char::is_whitespace);
        let capital = award.chars().filter(|c| c.is_uppercase()).count() * 2 >= letters;
        if !(short && capital && before.trim().contains(' ')) {
            break;
        }
        name = before.trim_end();
    }
    name
}

fn without_titles(text: &str) -> &str {
    const BEFORE: &[&str] =
        &["Dr. ", "Dr ", "Mr. ", "Mr ", "Ms. ", "Ms ", "Mrs. ", "Mrs ", "Prof. ", "Professor "];
    const AFTER: &[&str] = &[
        "先生", "女士", "小姐", "博士", "同学", "教授", "老师", ", PhD", ", Ph.D.", " PhD", ", MBA", ", CPA",
        ", PMP", ", M.D.", ", Esq.",
    ];
    let text = without_awards(text);
    let text = BEFORE.iter().find_map(|title| text.strip_prefix(title)).unwrap_or(text);
    let text = AFTER.iter().find_map(|title| text.strip_suffix(title)).unwrap_or(text);
    text.trim()
}

struct Chinese {
    single: HashSet<char>,
    compound: HashSet<&'static str>,
    ordinary: HashSet<&'static str>,
}

static CHINESE: LazyLock<Chinese> = LazyLock::new(|| Chinese {
    single: lists::SINGLE.chars().chain(lists::COMMON.chars()).collect(),
    compound: lists::COMPOUND.split(' ').collect(),
    ordinary: lists::ORDINARY.split(' ').collect(),
});

struct Latin {
    given: HashSet<&'static str>,
    surnames: HashSet<&'static str>,
    syllables: HashSet<&'static str>,
    ordinary: HashSet<&'static str>,
}

static LATIN: LazyLock<Latin> = LazyLock::new(|| Latin {
    given: lists::GIVEN.split(' ').collect(),
    surnames: lists::PINYIN_SURNAMES.split(' ').collect(),
    syllables: lists::SYLLABLES.split(' ').collect(),
    ordinary: lists::NO_NAMES.split(' ').collect(),
});
