//! Employments told in sentences: 现任某某有限公司财务总监, 在某某酒店担任主厨.

use crate::characters::{position, stands};
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::titles::{is_school, position_likelihood};

/// What a sentence says of an employment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    pub(crate) company: Piece,
    pub(crate) position: Option<Piece>,
    /// Whether it lasts: 现任, 目前.
    pub(crate) lasting: bool,
}

/// What leads to an employer; the longer words first.
const LEADS: &[&str] = &[
    "现就职于",
    "目前就职于",
    "现任职于",
    "目前任职于",
    "现供职于",
    "就职于",
    "任职于",
    "供职于",
    "服务于",
    "受雇于",
    "入职",
    "加入",
    "现任",
    "目前在",
    "现在",
    "现于",
    "在",
];

/// Where an employer's name ends.
const ENDINGS: &[&str] = &[
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "公司",
    "集团",
    "事务所",
    "医院",
    "研究院",
    "研究所",
    "银行",
    "大学",
    "学院",
    "酒店",
    "中心",
    "工作室",
    "学校",
    "科技",
    "网络",
    "传媒",
    "律所",
    "出版社",
    "设计院",
    "厂",
];

/// The employer and position of the first clause of a piece that names an employer.
pub(crate) fn clause(layout: &Layout, piece: Piece) -> Option<Clause> {
    let text = layout.folded(piece);
    (0..text.len()).find_map(|at| {
        let lead = LEADS.iter().find(|lead| stands(text, at, lead))?;
        let from = at + lead.chars().count();
        let (company, end) = employer(text, from)?;
        let lasting =
            lead.contains(['现', '目']) || text[..at].iter().rev().take(4).any(|c| matches!(c, '今' | '现'));
        let place = |start: usize, end: usize| {
            layout.trimmed(Piece { start: piece.start + start, end: piece.start + end })
        };
        let position = position_behind(text, end).map(|(start, end)| place(start, end));
        (*lead != "在" || position.is_some()).then(|| Clause {
            company: place(company, end),
            position,
            lasting,
        })
    })
}

/// From where to where an employer is named.
fn employer(text: &[char], from: usize) -> Option<(usize, usize)> {
    const LONGEST: usize = 30;
    let rest = text.get(from..)?;
    let stop = |c: &char| matches!(c, ',' | '。' | ';' | ':' | '\n' | '、');
    let reach = rest.iter().take(LONGEST).take_while(|c| !stop(c)).count();
    let clause = &rest[..reach];
    let named = (4..=reach).find(|end| {
        // 有限公司 also ends in 公司: the shortest name that is not the beginning of a longer one.
        let closes = ENDINGS.iter().any(|ending| ends_with(&clause[..*end], ending));
        let goes_on = ENDINGS.iter().any(|ending| {
            let length = ending.chars().count();
            (1..length).any(|inside| {
                *end + inside <= reach
                    && *end + inside >= length
                    && ends_with(&clause[..*end + inside], ending)
            })
        });
        closes && !goes_on
    });
    let verb = ["担任", "任职", "出任"].iter().filter_map(|verb| position(clause, verb)).min();
    let end = named.or(verb.filter(|end| *end >= 2))?;
    let words: String = clause[..end].iter().collect();
    let school = is_school(&words) && verb.is_none();
    (!school && !words.starts_with(['此', '本', '该', '校'])).then_some((from, from + end))
}

fn ends_with(text: &[char], ending: &str) -> bool {
    let length = ending.chars().count();
    text.len() > length && text[text.len() - length..].iter().copied().eq(ending.chars())
}

/// The position that follows an employer: 任装配钳工, ，担任文案策划, 工艺部部长.
fn position_behind(text: &[char], from: usize) -> Option<(usize, usize)> {
    const VERBS: &[&str] = &["担任", "任职", "出任", "任", "做", "从事", "的"];
    const LONGEST: usize = 24;
    let skipped = text[from..].iter().take_while(|c| matches!(c, ' ' | ',' | '(' | '-')).count();
    let mut start = from + skipped;
    let verb = VERBS.iter().find(|verb| stands(text, start, verb));
    start += verb.map_or(0, |verb| verb.chars().count());
    let stop = |c: &char| matches!(c, ',' | '。' | ';' | ')' | '\n' | ' ' | '、');
    let length = text[start..].iter().take(LONGEST).take_while(|c| !stop(c)).count();
    let words: String = text[start..start + length].iter().collect();
    let cut = ["一职", "职务", "职位", "岗位", "工作"].iter().find(|tail| words.ends_with(**tail));
    let length = length - cut.map_or(0, |tail| tail.chars().count());
    let words: String = text[start..start + length].iter().collect();
    let told = verb.is_some_and(|verb| *verb != "的") && (2..=14).contains(&length);
    (told || position_likelihood(&words) >= 0.9).then_some((start, start + length)).filter(|_| length >= 2)
}
