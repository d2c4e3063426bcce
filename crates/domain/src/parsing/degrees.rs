//! Degrees: which is named, where, and whether as a wish only.

use crate::characters::{stands, word_at};
use crate::jobs::EducationLevel;

use super::layout::{Layout, Piece};

/// A degree named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Degree {
    pub(crate) level: EducationLevel,
    pub(crate) at: Piece,
}

/// Where short forms such as BA, MS may stand: only where nothing but education is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    Education,
    Anything,
}

const LONG: &[(EducationLevel, &[&str])] = &[
    (EducationLevel::Doctor, &["博士", "phd", "ph.d", "doctor of", "doctorate", "doctoral", "dphil"]),
    (
        EducationLevel::Master,
        &[
            "硕士",
            "研究生",
            "master of",
            "master's",
            "masters degree",
            "master degree",
            "mba",
            "emba",
            "msc",
            "m.sc",
            "m.s.",
            "m.a.",
            "m.eng",
            "ll.m",
            "llm",
            "mphil",
            "mpa",
            "m.tech",
            "mtech",
            "m.com",
            "meng",
            "postgraduate",
        ],
    ),
    (
        EducationLevel::Bachelor,
        &[
            "本科",
            "学士",
            "bachelor",
            "bsc",
            "b.sc",
            "b.s.",
            "b.a.",
            "b.eng",
            "beng",
            "b.tech",
            "btech",
            "ll.b",
            "llb",
            "bba",
            "b.e.",
            "b.com",
            "bfa",
            "undergraduate degree",
            "university degree",
            "degree in",
            "a degree",
            "degree or",
            "degree required",
            "bsn",
            "b.comm",
        ],
    ),
    (
        EducationLevel::College,
        &[
            "大专",
            "专科",
            "高职",
            "associate degree",
            "associate's",
            "associate of",
            "a.a.s",
            "college diploma",
            "foundation degree",
        ],
    ),
    (EducationLevel::None, &["高中", "中专", "职高", "中技", "初中", "high school", "学历不限", "不限学历"]),
];

const SHORT: &[(EducationLevel, &[&str])] = &[
    (EducationLevel::Master, &["ms", "ma", "meng", "master", "mfa", "m.e", "diplom", "dipl.-ing"]),
    (EducationLevel::Bachelor, &["bs", "ba", "be", "bcom", "degree", "licence", "licenciatura"]),
    (EducationLevel::College, &["associate", "diploma", "hnd"]),
];

/// The highest degree that a short text about somebody's education names.
pub fn degree_of(text: &str) -> Option<EducationLevel> {
    let layout = Layout::new(text, 0, &[]);
    find(&layout, layout.whole(), Among::Education).into_iter().map(|degree| degree.level).max()
}

/// The degrees of a piece, in order.
pub(crate) fn find(layout: &Layout, piece: Piece, among: Among) -> Vec<Degree> {
    let text = layout.folded(piece);
    let mut found: Vec<Degree> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match degree_at(text, at, among) {
            Some((level, end)) => {
                found.push(Degree { level, at: Piece { start: piece.start + at, end: piece.start + end } });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn degree_at(text: &[char], at: usize, among: Among) -> Option<(EducationLevel, usize)> {
    let latin = |c: &char| c.is_ascii_alphabetic();
    if text[at].is_ascii_alphabetic()
        && at.checked_sub(1).is_some_and(|before| latin(&text[before]) || text[before] == '.')
    {
        return None;
    }
    if stands(text, at, "博士后") || stands(text, at, "研究生院") || stands(text, at, "硕士生导师")
    {
        return None;
    }
    // A master's degree in … was counted as a master's.
    let counted = |word: &str| text[at.saturating_sub(16)..at].iter().collect::<String>().contains(word);
    if stands(text, at, "degree")
        && ["master", "doctor", "associate", "bachelor", "advanced"].into_iter().any(counted)
    {
        return None;
    }
    let tables = [LONG, if among == Among::Education { SHORT } else { &[] }];
    tables.into_iter().flatten().find_map(|(level, words)| word_at(text, at, words).map(|end| (*level, end)))
}

/// The lowest degree that a job asks for: mentions as a wish (优先, preferred, a plus) do not count.
pub(crate) fn asked(layout: &Layout, piece: Piece, among: Among) -> Option<Degree> {
    let text = layout.folded(piece);
    let clause_of = |degree: &Degree| -> String {
        let from = degree.at.end - piece.start;
        text[from..].iter().take(16).take_while(|c| !matches!(c, ',' | ';' | '。' | '\n')).collect()
    };
    let wish = |degree: &Degree| {
        let clause = clause_of(degree);
        ["优先", "更佳", "加分", "preferred", "a plus", "desirable", "ideal", "advantage"]
            .iter()
            .any(|word| clause.contains(word))
    };
    let degrees = find(layout, piece, among);
    degrees.iter().filter(|degree| !wish(degree)).min_by_key(|degree| degree.level).copied()
}
