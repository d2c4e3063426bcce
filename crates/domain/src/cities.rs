//! Cities: one spelling for each, whatever language or form it was written in.
//!
//! Chinese cities keep their Chinese name, all others their English one, so that 上海 and Shanghai, 伦敦 and London
//! meet in matching and in filters.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::characters::is_han;

/// A city found in a text, at Unicode scalar offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where its name begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its one spelling.
    pub name: &'static str,
}

/// The one spelling of a city, when the whole text is a name of it: 上海市, Shanghai and SH are 上海.
pub fn normalize(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches(['.', '。']);
    let known = |name: &str| CITIES.names.get(name.to_lowercase().as_str()).copied();
    known(text).or_else(|| known(text.strip_suffix('市')?)).or_else(|| known(text.strip_suffix(" City")?))
}

/// Every city named in a text, in the order of the text, each once. A district stands for its city.
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut counted = (0, 0);
    for hit in CITIES.finder.iter().flat_map(|finder| finder.find_iter(text)) {
        let name = CITIES.spellings[hit.pattern().as_usize()];
        let passed = name.is_empty() || !stands_alone(text, hit.start(), hit.end());
        if passed || found.iter().any(|city| city.name == name) {
            continue;
        }
        let start = counted.1 + text[counted.0..hit.start()].chars().count();
        let end = start + text[hit.start()..hit.end()].chars().count();
        counted = (hit.end(), end);
        found.push(Found { start, end, name });
    }
    found
}

/// Every city of a text that is a list of places: there a part may also be a name that running text has as a word
/// (大同, 朝阳).
pub fn find_listed(text: &str) -> Vec<Found> {
    const SEPARATORS: &[char] = &['、', ',', '，', '/', ';', '；', '|', ' ', '\t', '(', ')', '（', '）'];
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    for part in text.split(SEPARATORS) {
        let length = part.chars().count();
        let whole = normalize(part).filter(|_| length >= 2).map(|name| Found { start: 0, end: length, name });
        let cities = whole.map_or_else(|| find(part), |city| vec![city]);
        for city in cities.into_iter().filter(|_| length > 0) {
            if !found.iter().any(|other| other.name == city.name) {
                found.push(Found { start: at + city.start, end: at + city.end, name: city.name });
            }
        }
        at += length + 1;
    }
    // Names of several words, such as San Francisco, are in no part.
    let whole = find(text);
    if whole.len() > found.len() { whole } else { found }
}

/// The cities that a short text lists, such as the value of 工作地点, in one spelling each. A part that is no known
/// city is kept as written, so that nothing is lost.
pub fn list(text: &str) -> Vec<String> {
    let known = find_listed(text);
    if !known.is_empty() {
        return known.iter().map(|city| city.name.to_owned()).collect();
    }
    let parts = text.split(['、', ',', '，', '/', ';', '；', '|']).map(str::trim);
    parts.filter(|part| (2..=40).contains(&part.chars().count())).map(str::to_owned).collect()
}

struct Cities {
    names: HashMap<String, &'static str>,
    finder: Option<AhoCorasick>,
    spellings: Vec<&'static str>,
}

static CITIES: LazyLock<Cities> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let (mut patterns, mut spellings) = (Vec::new(), Vec::new());
    for line in include_str!("cities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(spelling) = columns.next() else { continue };
        names.entry(spelling.to_lowercase()).or_insert(spelling);
        for name in columns.flat_map(|column| column.split(';')).filter(|name| !name.is_empty()) {
            names.entry(name.to_lowercase()).or_insert(spelling);
            patterns.push(name);
            spellings.push(spelling);
        }
    }
    // A province is no city, but has to be read as one word: there is no 江宁 in 浙江宁波.
    for province in PROVINCES.split(' ') {
        patterns.push(province);
        spellings.push("");
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(&patterns)
        .ok();
    Cities { names, finder, spellings }
});

const PROVINCES: &str = "河北 山西 辽宁 吉林省 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 \
    内蒙古 广西 西藏 宁夏 新疆";

/// Latin names need word borders, and two-letter codes are codes only in capitals.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return true;
    }
    if word.len() <= 3 && word.bytes().any(|b| b.is_ascii_lowercase()) {
        return false;
    }
    !latin(text[..start].chars().next_back()) && !latin(text[end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_city_has_one_spelling() {
        for (written, kept) in [
            ("上海", "上海"),
            ("上海市", "上海"),
            ("Shanghai", "上海"),
            ("SHANGHAI", "上海"),
            ("Xi'an", "西安"),
            ("香港", "香港"),
            ("Hong Kong", "香港"),
            ("伦敦", "London"),
            ("san francisco", "San Francisco"),
            ("新加坡", "Singapore"),
            ("朝阳", "朝阳"),
            ("New York City", "New York"),
        ] {
            assert_eq!(normalize(written), Some(kept), "{written}");
        }
        assert_eq!(normalize("某地"), None);
    }

    #[test]
    fn cities_are_found_in_addresses_and_lists() {
        let names = |text: &str| find(text).iter().map(|city| city.name).collect::<Vec<_>>();
        assert_eq!(names("上海市浦东新区张江路"), ["上海"]);
        assert_eq!(names("浙江宁波 / 杭州余杭区"), ["宁波", "杭州"]);
        assert_eq!(names("London, UK or remote"), ["London", "远程"]);
        assert_eq!(names("Suzhou Industrial Park"), ["苏州"]);
        assert_eq!(names("Parish of Shire"), Vec::<&str>::new());
        assert_eq!(list("上海、某镇"), ["上海"]);
        assert_eq!(list("某镇、另一镇"), ["某镇", "另一镇"]);
    }

    #[test]
    fn offsets_count_characters() {
        let found = find("现居：苏州");
        assert_eq!((found[0].start, found[0].end), (3, 5));
    }

    #[test]
    fn the_list_is_as_large_as_promised() {
        let rows = include_str!("cities.tsv").lines().filter(|line| !line.starts_with('#'));
        let (mut chinese, mut others) = (0, 0);
        for line in rows {
            if line.starts_with(is_han) { chinese += 1 } else { others += 1 }
        }
        assert!(chinese >= 350, "{chinese}");
        assert!(others >= 200, "{others}");
    }
}
