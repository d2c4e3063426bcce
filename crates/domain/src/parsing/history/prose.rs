//! Employments told in sentences: 现任某某有限公司财务总监, 在某某酒店担任主厨, `… is a nurse at Lakeside Hospital`.

use crate::characters::{position, stands, word_at};
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::titles::{is_school, position_likelihood};

/// What a sentence says of an employment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    pub(crate) company: Piece,
    pub(crate) position: Option<Piece>,
    /// Whether it lasts: 现任, 目前, `is`.
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
    "进入",
    "现任",
    "目前担任",
    "目前在",
    "现担任",
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

/// From where to where in a text.
type Place = (usize, usize);

/// The employment that a sentence tells: an employer with the position there, else the employer alone.
pub(crate) fn clause(layout: &Layout, piece: Piece) -> Option<Clause> {
    let text = layout.folded(piece);
    let told = chinese(text).or_else(|| english(layout, piece))?;
    let place =
        |(start, end): Place| layout.trimmed(Piece { start: piece.start + start, end: piece.start + end });
    Some(Clause { company: place(told.0), position: told.1.map(place), lasting: told.2 })
}

fn chinese(text: &[char]) -> Option<(Place, Option<Place>, bool)> {
    let mut employed: Option<(Place, bool)> = None;
    let mut told = None;
    let mut at = 0;
    while at < text.len() {
        let Some(lead) = LEADS.iter().find(|lead| stands(text, at, lead)) else {
            at += 1;
            continue;
        };
        let from = at + lead.chars().count();
        let lasting = lead.contains(['现', '目'])
            || text[..at].iter().rev().take(4).any(|c| matches!(c, '今' | '现' | '起'));
        let found = employer(text, from);
        let position = position_behind(text, found.map_or(from, |found| found.1));
        match (found, position) {
            (Some(company), Some(position)) if lasting => return Some((company, Some(position), true)),
            (Some(company), Some(position)) => {
                told = Some((company, Some(position), false));
                employed = Some((company, false));
            }
            // 2019年加入某某集团，…，现任电商总监
            (None, Some(position)) if lasting && employed.is_some() => {
                return employed.map(|(company, _)| (company, Some(position), true));
            }
            (Some(company), None) if *lead != "在" || works(text, company.1) => {
                employed = Some((company, lasting))
            }
            _ => {}
        }
        at = found.map_or(from, |found| found.1);
    }
    told.or(employed.map(|(company, lasting)| (company, None, lasting)))
}

fn works(text: &[char], at: usize) -> bool {
    ["工作", "任职", "就职", "从事", "上班"].iter().any(|word| stands(text, at, word))
}

/// From where to where an employer is named.
fn employer(text: &[char], from: usize) -> Option<Place> {
    const LONGEST: usize = 30;
    let rest = text.get(from..)?;
    let stop = |c: &char| matches!(c, ',' | '。' | ';' | ':' | '\n' | '、');
    let reach = rest.iter().take(LONGEST).take_while(|c| !stop(c)).count();
    let clause = &rest[..reach];
    let named = (4..=reach).find(|end| closes(clause, *end) && !goes_on(clause, *end));
    let verb = ["担任", "任职", "出任"].iter().filter_map(|verb| position(clause, verb)).min();
    let end = named.or(verb.filter(|end| *end >= 2))?;
    let words: String = clause[..end].iter().collect();
    let school = is_school(&words) && verb.is_none();
    (!school && !words.starts_with(['此', '本', '该', '校'])).then_some((from, from + end))
}

fn closes(clause: &[char], end: usize) -> bool {
    ENDINGS.iter().any(|ending| ends_with(&clause[..end], ending))
}

/// Whether a longer name ends a few characters on: 某某科技有限公司 is not 某某科技.
fn goes_on(clause: &[char], end: usize) -> bool {
    const LONGEST: usize = 8;
    let longer = end + 1..=(end + LONGEST).min(clause.len());
    longer
        .into_iter()
        .any(|longer| ["公司", "集团", "事务所"].iter().any(|ending| ends_with(&clause[..longer], ending)))
}

fn ends_with(text: &[char], ending: &str) -> bool {
    let length = ending.chars().count();
    text.len() > length && text[text.len() - length..].iter().copied().eq(ending.chars())
}

/// The position that follows an employer: 任装配钳工, ，担任文案策划, 工艺部部长.
fn position_behind(text: &[char], from: usize) -> Option<Place> {
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
    let told = verb.is_some_and(|verb| *verb != "的") && (2..=14).contains(&length) && length > 0;
    let likely = position_likelihood(&words) >= 0.9;
    (length >= 2 && (likely || (told && !works(text, start)))).then_some((start, start + length))
}

/// `… is Chief Process Engineer at Gulf Desalination Technologies in Abu Dhabi`, `currently works as a nurse at …`.
fn english(layout: &Layout, piece: Piece) -> Option<(Place, Option<Place>, bool)> {
    const LEADS: &[&str] = &[" is ", " am ", "i'm ", " as ", " been "];
    const ARTICLES: &[&str] = &["currently ", "now ", "working as ", "employed as ", "a ", "an ", "the "];
    let text = layout.folded(piece);
    let lead = (0..text.len()).filter_map(|at| {
        let lead = LEADS.iter().find(|lead| stands(text, at, lead))?;
        let mut from = at + lead.chars().count();
        while let Some(end) =
            ARTICLES.iter().find_map(|word| stands(text, from, word).then(|| from + word.len()))
        {
            from = end;
        }
        Some((*lead, from))
    });
    lead.into_iter().find_map(|(lead, from)| {
        const LONGEST: usize = 64;
        let title = position(&text[from..text.len().min(from + LONGEST)], " at ")?;
        let words: String = text[from..from + title].iter().collect();
        let company = from + title + 4;
        let end =
            company + capitalised(&layout.spaced(Piece { start: piece.start + company, end: piece.end }));
        let present = lead != " as " || word_at(text, 0, &["currently", "now"]).is_some();
        let likely = position_likelihood(&words) >= 0.9 && !words.contains(',') && end > company + 1;
        likely.then_some(((company, end), Some((from, from + title)), present))
    })
}

/// How long the words with a capital at the beginning of a text are.
fn capitalised(text: &str) -> usize {
    let mut length = 0;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',', ';']);
        if !(bare.starts_with(char::is_uppercase) || matches!(bare, "&" | "of" | "and") && length > 0) {
            break;
        }
        length += usize::from(length > 0) + bare.chars().count();
        if bare.len() < word.len() {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, Option<String>, bool)> {
        let layout = Layout::new(text, 0, &[]);
        let clause = clause(&layout, layout.whole())?;
        Some((layout.value(clause.company), clause.position.map(|piece| layout.value(piece)), clause.lasting))
    }

    #[test]
    fn sentences_tell_of_employments() {
        for (text, company, position, lasting) in [
            (
                "2021年3月至今在株洲湘江电机有限公司任装配钳工，负责总装",
                "株洲湘江电机有限公司",
                Some("装配钳工"),
                true,
            ),
            (
                "现就职于青岛浮山湾广告有限公司，担任文案策划，至今3年",
                "青岛浮山湾广告有限公司",
                Some("文案策划"),
                true,
            ),
            (
                "2019年加入福建武夷岩茶集团，历任经理，现任电商总监，主管运营",
                "福建武夷岩茶集团",
                Some("电商总监"),
                true,
            ),
            (
                "现任天津海河装备有限公司工艺部部长，负责焊接",
                "天津海河装备有限公司",
                Some("工艺部部长"),
                true,
            ),
            ("2014年加入宁波慈北模具有限公司", "宁波慈北模具有限公司", None, false),
            ("She is Chief Engineer at Gulf Water in Abu Dhabi", "Gulf Water", Some("Chief Engineer"), true),
        ] {
            let expected = Some((company.to_owned(), position.map(str::to_owned), lasting));
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn other_sentences_tell_of_none() {
        for text in ["在校期间担任学生会主席", "毕业于福建农林大学", "精通Java，熟悉微服务", "在职，月内到岗"]
        {
            assert_eq!(told(text).filter(|told| told.2), None, "{text}");
        }
    }
}
