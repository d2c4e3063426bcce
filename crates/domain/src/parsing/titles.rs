//! What looks like a position, a company, a school: by the words that such names end in.

use std::sync::LazyLock;

use crate::characters::{is_han, word_at};

mod words;

/// How surely folded words are a position, 0 to 1.
pub(crate) fn position_likelihood(words: &str) -> f32 {
    let bare = without_brackets(words);
    let bare = bare.trim();
    let length = bare.chars().count();
    if length == 0
        || length > 60
        || bare.contains(['。', ';', '@', '!', '?'])
        || bare.chars().filter(char::is_ascii_digit).count() > 4
    {
        return 0.0;
    }
    if bare.chars().any(is_han) {
        let tail = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '级' | 'i'));
        if WORDS.position_endings.iter().any(|ending| tail.ends_with(ending)) {
            return if length <= 20 { 1.0 } else { 0.4 };
        }
        let latin_tail =
            words_of(bare).last().is_some_and(|word| WORDS.position_words.contains(&word.as_str()));
        let begins = WORDS
            .position_endings
            .iter()
            .filter(|word| word.chars().count() > 1)
            .any(|word| bare.contains(word));
        return if latin_tail {
            0.9
        } else if begins && length <= 16 {
            0.6
        } else {
            0.0
        };
    }
    let words = words_of(bare);
    if words.is_empty() || words.len() > 9 {
        return 0.0;
    }
    let head: Vec<&String> =
        words.iter().take_while(|word| !matches!(word.as_str(), "of" | "for" | "in")).collect();
    let is_title = |word: &&String| WORDS.position_words.contains(&word.as_str());
    match (
        head.last().is_some_and(is_title),
        words.iter().any(|word| WORDS.position_words.contains(&word.as_str())),
    ) {
        (true, _) => 1.0,
        (false, true) => 0.7,
        _ => 0.0,
    }
}

/// How surely folded words are the name of a company or another employer, 0 to 1.
pub(crate) fn company_likelihood(words: &str) -> f32 {
    let bare = without_brackets(words);
    let bare = bare.trim();
    let length = bare.chars().count();
    if !(2..=70).contains(&length) || bare.contains(['。', ';', '@', '!', '?', '%']) {
        return 0.0;
    }
    if is_industry(bare) {
        return 0.0;
    }
    if WORDS.known_companies.iter().any(|name| {
        bare == *name || (bare.starts_with(name) && length <= name.chars().count() + 6 && !bare.is_ascii())
    }) {
        return 0.9;
    }
    if bare.chars().any(is_han) {
        let strong = WORDS.strong_endings.iter().any(|ending| bare.ends_with(ending));
        let weak = WORDS.weak_endings.iter().any(|ending| bare.ends_with(ending));
        return if strong && length <= 40 {
            1.0
        } else if weak && (4..=24).contains(&length) {
            0.6
        } else {
            0.0
        };
    }
    let all = words_of(bare);
    let strong = all.last().is_some_and(|word| WORDS.legal_forms.contains(&word.as_str()));
    let weak = all.len() >= 2 && all.iter().any(|word| WORDS.company_words.contains(&word.as_str()));
    if strong && all.len() >= 2 {
        1.0
    } else if weak && all.len() <= 8 {
        0.6
    } else {
        0.0
    }
}

/// Whether folded words name an industry, which sites write beside a company.
pub(crate) fn is_industry(words: &str) -> bool {
    WORDS.industries.contains(&words)
}

/// Whether folded words name a school.
pub(crate) fn is_school(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "university",
        "college",
        "school",
        "institute",
        "polytechnic",
        "academy",
        "universität",
        "université",
        "universidad",
    ];
    let bare = words.trim();
    let chinese = ["大学", "学院", "学校", "研究所", "研究院", "中学", "职业技术", "中科院", "党校"]
        .iter()
        .any(|word| bare.contains(word));
    chinese || words_of(bare).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether folded words speak of an internship or a student's job.
pub(crate) fn is_internship(words: &str) -> bool {
    words.contains("实习")
        || words.contains("兼职")
        || words_of(words).iter().any(|word| matches!(word.as_str(), "intern" | "internship" | "trainee"))
}

/// The levels in a title: 高级, Senior, P7.
pub(crate) fn levels(title: &str) -> Vec<String> {
    const CHINESE: &[&str] = &["首席", "资深", "高级", "中级", "初级", "专家", "实习", "应届"];
    const LATIN: &[(&str, &str)] = &[
        ("senior", "Senior"),
        ("sr", "Senior"),
        ("junior", "Junior"),
        ("jr", "Junior"),
        ("principal", "Principal"),
        ("staff", "Staff"),
        ("lead", "Lead"),
        ("chief", "Chief"),
        ("intern", "Intern"),
        ("graduate", "Graduate"),
        ("entry", "Entry"),
    ];
    let mut levels: Vec<String> =
        CHINESE.iter().filter(|word| title.contains(*word)).map(|word| (*word).to_owned()).collect();
    for word in words_of(title) {
        if let Some((_, level)) = LATIN.iter().find(|(latin, _)| *latin == word) {
            levels.push((*level).to_owned());
        }
        let graded = word.len() <= 3
            && word.starts_with(['p', 't', 'm', 'd'])
            && word[1..].parse::<u8>().is_ok_and(|n| n >= 3);
        if graded {
            levels.push(word.to_uppercase());
        }
    }
    levels.dedup();
    levels
}

/// Cuts a Chinese company off where its legal form ends: 某某有限公司因业务发展需要 → 某某有限公司. A place in characters.
pub(crate) fn company_end(text: &[char]) -> Option<usize> {
    let end = (0..text.len())
        .rev()
        .find_map(|at| word_at(text, at, &["有限公司", "有限责任公司", "公司", "事务所", "集团"]))?;
    let bracket =
        text.get(end).filter(|c| **c == '(').and_then(|_| text[end..].iter().position(|c| *c == ')'));
    Some(bracket.map_or(end, |length| end + length + 1))
}

fn without_brackets(words: &str) -> String {
    let mut depth = 0;
    words
        .chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '(' | '[' | '【'));
            let kept = depth <= 0;
            depth -= i32::from(matches!(c, ')' | ']' | '】'));
            kept
        })
        .collect()
}

/// Latin words in lower case; `.`, `'` and `&` belong to them.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| (!c.is_alphanumeric() || is_han(c)) && !matches!(c, '.' | '\'' | '&'))
        .map(|word| word.trim_matches(['.', '\'']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

struct Words {
    position_endings: Vec<&'static str>,
    position_words: Vec<&'static str>,
    strong_endings: Vec<&'static str>,
    weak_endings: Vec<&'static str>,
    legal_forms: Vec<&'static str>,
    company_words: Vec<&'static str>,
    known_companies: Vec<&'static str>,
    industries: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let list = |words: &'static str| words.split(' ').collect();
    Words {
        position_endings: list(words::POSITION_ENDINGS),
        position_words: list(words::POSITION_WORDS),
        strong_endings: list(words::STRONG_ENDINGS),
        weak_endings: list(words::WEAK_ENDINGS),
        legal_forms: list(words::LEGAL_FORMS),
        company_words: list(words::COMPANY_WORDS),
        known_companies: list(words::KNOWN_COMPANIES),
        industries: list(words::INDUSTRIES),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_companies_are_told_apart() {
        for title in [
            "高级后端工程师",
            "副总经理(分管生产运营)",
            "财务总监(cfo)",
            "staff software engineer",
            "director of product management",
            "sre工程师",
            "hrbp",
            "vp sales",
            "审计员 → 高级审计员",
        ] {
            assert!(position_likelihood(title) > company_likelihood(title), "{title}");
        }
        for company in [
            "上海云栈数据科技有限公司",
            "harborline payments, inc.",
            "northbeam studio",
            "天津滨海联合会计师事务所",
            "officine valdadige s.p.a.",
            "招商银行",
            "deepstream technologies",
            "scrum software gmbh",
        ] {
            assert!(company_likelihood(company) > 0.0, "{company}");
            assert!(
                company_likelihood(company) > position_likelihood(company) * 0.99
                    || position_likelihood(company) == 0.0,
                "{company}"
            );
        }
    }

    #[test]
    fn levels_stand_in_titles() {
        assert_eq!(levels("高级java工程师"), ["高级"]);
        assert_eq!(levels("senior go engineer (p7)"), ["Senior", "P7"]);
    }
}
