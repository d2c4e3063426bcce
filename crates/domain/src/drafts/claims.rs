//! Numbers, companies and names in a written text that none of the records has.
//!
//! Cautious in both directions: what is flagged is shown to a person, who decides. Words of the vocabulary, months,
//! list numbers and the length of a call claim nothing.

mod latin;

use std::collections::BTreeSet;

use super::DraftWarning;
use crate::characters::{folded, is_han};
use crate::email_templates::{Piece, pieces};
use crate::keywords::Vocabulary;
use crate::names;

/// Warnings at most: a text with more is not made better by a longer list.
const MOST: usize = 20;

/// What a text says that `known`, the records and the person's own points, does not.
pub fn unknown_claims(text: &str, known: &str, vocabulary: &Vocabulary) -> Vec<DraftWarning> {
    let records = Records::new(known);
    let mut found = Vec::new();
    let mut add = |warning: DraftWarning| {
        if !found.contains(&warning) && found.len() < MOST {
            found.push(warning);
        }
    };
    for piece in pieces(text) {
        let Piece::Text(text) = piece else { continue };
        let characters: Vec<char> = text.chars().collect();
        numbers(&characters, &records).into_iter().for_each(&mut add);
        companies(&characters, &records).into_iter().for_each(&mut add);
        addressed(&characters, &records).into_iter().for_each(&mut add);
        latin::names(text, &characters, &records, vocabulary).into_iter().for_each(&mut add);
    }
    found
}

/// What is known, in forms that can be searched.
struct Records {
    /// Without blanks, folded.
    text: String,
    numbers: BTreeSet<String>,
}

impl Records {
    fn new(known: &str) -> Self {
        let characters: Vec<char> = known.chars().collect();
        let numbers = number_spans(&characters).map(|(_, _, digits)| digits).collect();
        Self { text: squeezed(known), numbers }
    }

    fn say(&self, words: &str) -> bool {
        self.text.contains(&squeezed(words))
    }
}

fn squeezed(text: &str) -> String {
    folded(text).into_iter().filter(|c| !c.is_whitespace()).collect()
}

/// Each number with its place and its digits: `1,200.50` is 1200.5.
fn number_spans(text: &[char]) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    let digit = |at: usize| text.get(at).map(|c| crate::characters::narrow(*c)).filter(char::is_ascii_digit);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() && digit(at).is_none() {
            at += 1;
        }
        let start = at;
        let mut digits = String::new();
        while at < text.len() {
            match (digit(at), text[at]) {
                (Some(digit), _) => digits.push(digit),
                (None, ',')
                    if (1..=3).all(|ahead| digit(at + ahead).is_some()) && digit(at + 4).is_none() => {}
                (None, '.') if digit(at + 1).is_some() => digits.push('.'),
                _ => break,
            }
            at += 1;
        }
        (start < at).then(|| (start, at, canonical(&digits)))
    })
}

fn canonical(digits: &str) -> String {
    let whole = digits.trim_start_matches('0');
    let whole = if whole.contains('.') { whole.trim_end_matches('0').trim_end_matches('.') } else { whole };
    if whole.is_empty() || whole.starts_with('.') { format!("0{whole}") } else { whole.to_owned() }
}

fn numbers(text: &[char], records: &Records) -> Vec<DraftWarning> {
    /// What is said of the mail or the call itself, and claims nothing of a job or a person.
    const HARMLESS: &[&str] = &["分钟", "minute", "min", "-minute", "天内", "个工作日", "周内"];
    let unknown = number_spans(text).filter(|(start, end, digits)| {
        let rest: String = text[*end..].iter().skip_while(|c| **c == ' ').take(8).collect();
        let harmless = HARMLESS.iter().any(|word| rest.to_lowercase().starts_with(word));
        !records.numbers.contains(digits) && !harmless && !is_list_number(text, *start, &rest)
    });
    unknown
        .map(|(start, end, _)| DraftWarning::NumberNotInRecords { text: with_unit(text, start, end) })
        .collect()
}

/// `1.` or `2）` at the beginning of a line.
fn is_list_number(text: &[char], start: usize, rest: &str) -> bool {
    let before = text[..start].iter().rev().take_while(|c| **c != '\n');
    let begins = before.into_iter().all(|c| matches!(c, ' ' | '-' | '*' | '(' | '（'));
    begins && rest.starts_with(['.', '、', ')', '）'])
}

/// The number with the sign before and the unit after it, as a person reads it.
fn with_unit(text: &[char], start: usize, end: usize) -> String {
    let from = start - usize::from(start > 0 && matches!(text[start - 1], '$' | '¥' | '￥' | '€' | '£'));
    let unit = text[end..]
        .iter()
        .take(2)
        .take_while(|c| matches!(c, '%' | '％' | 'k' | 'K' | 'w' | '+') || is_han(**c));
    text[from..end].iter().chain(unit).collect()
}

fn companies(text: &[char], records: &Records) -> Vec<DraftWarning> {
    const ENDINGS: &[&str] =
        &["有限公司", "公司", "集团", "银行", "证券", "医院", "大学", "研究院", "研究所", "事务所"];
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(ending) = ENDINGS.iter().find(|ending| crate::characters::stands(text, at, ending)) else {
            at += 1;
            continue;
        };
        let name = name_before(text, at);
        if name.chars().count() >= 2 && !records.say(&name) {
            found.push(DraftWarning::CompanyNotInRecords { text: format!("{name}{ending}") });
        }
        at += ending.chars().count();
    }
    found
}

/// The proper name that ends at `end`; empty when only general words stand there (这家公司, 大型银行).
fn name_before(text: &[char], end: usize) -> String {
    const LONGEST: usize = 12;
    /// What ends the name to the left: it belongs to the sentence.
    const AROUND: &str =
        "的在与和是为于任从到您我们你他由及家这该贵本了有向对给被把让将个位名并也都就所过去等某叫";
    const GENERAL: &[&str] = &[
        "加入",
        "一些",
        "科技",
        "互联网",
        "上市",
        "外资",
        "知名",
        "头部",
        "大型",
        "中型",
        "国内",
        "国际",
        "海外",
        "创业",
        "初创",
        "同类",
        "其他",
        "目标",
        "客户",
        "招聘",
        "用人",
        "技术",
        "软件",
        "金融",
        "制造",
        "生物",
        "医药",
        "咨询",
        "猎头",
        "人力资源",
        "商业",
        "投资",
        "股份",
        "综合",
        "龙头",
        "领先",
        "优秀",
        "民营",
        "合资",
        "重点",
        "著名",
        "当前",
        "目前",
        "现在",
    ];
    let start = (end.saturating_sub(LONGEST)..end)
        .rev()
        .take_while(|at| {
            is_han(text[*at]) && !AROUND.contains(text[*at]) || text[*at].is_ascii_alphanumeric()
        })
        .last()
        .unwrap_or(end);
    let mut name: String = text[start..end].iter().collect();
    while let Some(rest) = GENERAL.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest.to_owned();
    }
    name
}

/// 张伟先生, 王女士.
fn addressed(text: &[char], records: &Records) -> Vec<DraftWarning> {
    const TITLES: &[&str] = &["先生", "女士", "小姐"];
    let mut found = Vec::new();
    for at in 1..text.len() {
        let Some(title) = TITLES.iter().find(|title| crate::characters::stands(text, at, title)) else {
            continue;
        };
        let tail =
            |length: usize| at.checked_sub(length).map(|from| text[from..at].iter().collect::<String>());
        let whole = (2..=3).rev().filter_map(tail).find(|name| names::likelihood(name) >= 0.5);
        // A family name alone is one when it makes a name together with an ordinary given name.
        let family = tail(1).filter(|name| names::likelihood(&format!("{name}伟")) >= 0.5);
        if let Some(name) = whole.or(family).filter(|name| !records.say(name)) {
            found.push(DraftWarning::NameNotInRecords { text: format!("{name}{title}") });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str, known: &str) -> Vec<String> {
        unknown_claims(text, known, Vocabulary::standard())
            .into_iter()
            .map(|warning| match warning {
                DraftWarning::NumberNotInRecords { text } => format!("number {text}"),
                DraftWarning::NameNotInRecords { text } => format!("name {text}"),
                DraftWarning::CompanyNotInRecords { text } => format!("company {text}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn what_the_records_have_is_not_flagged() {
        let known = "高级 Java 工程师 天河智能科技有限公司 30-50K·16薪 上海 李思远 8 年 Acme Cloud Siyuan Li";
        for text in [
            "天河智能科技有限公司正在寻找高级 Java 工程师，30-50K·16薪，您有 8 年经验。",
            "{{candidate.salutation}}\n\n1. 职位：{{job.title}}\n2. 薪资 30–50K\n\n方便的话我给您打个 15 分钟的电话。",
            "Acme Cloud is looking for someone like you. Would Tuesday suit for a 20-minute call?",
            "这家公司、贵公司和一家大型互联网公司。精通 Kubernetes、Spring Boot 者优先。",
            "Dear Siyuan Li,\n\nI am writing about a role. Best Regards",
        ] {
            assert_eq!(claims(text, known), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_companies_and_names_of_its_own_are_flagged() {
        let known = "Java 工程师 天河智能 李思远 30-50K";
        assert_eq!(claims("团队 200 人，年薪 80 万", known), ["number 200", "number 80"]);
        assert_eq!(claims("涨薪30%，给到60K", known), ["number 60K"]);
        assert_eq!(claims("我们服务于未来集团与云帆银行", known), ["company 未来集团", "company 云帆银行"]);
        assert_eq!(claims("请联系张伟先生", known), ["name 张伟先生"]);
        assert_eq!(
            claims("You would work with John Smith at Globex Technologies in Berlin.", known),
            ["name John Smith", "company Globex Technologies", "name Berlin"]
        );
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(claims("1,200 people, 08 teams, 3.50 years", "1200 8 3.5"), Vec::<String>::new());
        assert_eq!(claims("８ 年", "8"), Vec::<String>::new());
    }
}
