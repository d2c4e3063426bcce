//! Skills as a person lists them, one by one.

use crate::characters::{is_han, stands};

use super::Context;
use super::layout::{Layout, Piece};

/// The skills that a piece lists: short items between separators, and the keywords inside longer sentences.
pub(crate) fn listed(layout: &Layout, piece: Piece, context: &Context) -> Vec<(String, Piece)> {
    let mut skills = Vec::new();
    for item in items(layout, piece) {
        let item = without_lead(layout, item);
        let text = layout.folded(item);
        let han = text.iter().filter(|c| is_han(**c)).count();
        let words = layout.folded_string(item).split_whitespace().count();
        let short = han <= 10 && words <= 4 && item.len() <= 32 && item.len() >= 1;
        let said = text.iter().any(|c| c.is_alphabetic()) && !text.contains(&'@');
        if short && said && !is_filler(text) {
            skills.push((layout.value(item), item));
        } else if said {
            skills.extend(mentioned(layout, item, context));
        }
    }
    skills
}

fn keywords_in(layout: &Layout, item: Piece, context: &Context) -> Vec<(String, Piece)> {
    let text = layout.spaced(item);
    let found = context.vocabulary.extract(&text);
    let places =
        found.iter().map(|found| Piece { start: item.start + found.start, end: item.start + found.end });
    places.map(|place| (layout.value(place), place)).collect()
}

fn items(layout: &Layout, piece: Piece) -> Vec<Piece> {
    let text = layout.folded(piece);
    let mut depth = 0_i32;
    let mut depths = Vec::with_capacity(text.len());
    for c in text {
        depth = if *c == '\n' { 0 } else { depth + i32::from(*c == '(') - i32::from(*c == ')') };
        depths.push(depth);
    }
    layout.split(piece, |at| {
        let index = at - piece.start;
        let c = text[index];
        let separator = matches!(c, '、' | ',' | ';' | '。' | '\n' | '|' | '\t' | '·' | '•')
            || (c == '/' && !text.get(index + 1).is_some_and(char::is_ascii_alphanumeric))
            || (c == '/' && text.get(index.wrapping_sub(1)).is_some_and(|c| is_han(*c)))
            || (c == ' '
                && (text.get(index + 1) == Some(&' ')
                    || (text.get(index.wrapping_sub(1)).is_some_and(|c| is_han(*c))
                        && text.get(index + 1).is_some_and(|c| is_han(*c)))))
            || (c == '.'
                && text.get(index + 1) == Some(&' ')
                && text[..index].iter().rev().take_while(|c| c.is_alphanumeric()).count() > 3);
        usize::from(separator && depths[index] == 0)
    })
}

/// Cuts what leads to a skill: `Languages:`, `1.`, 熟练使用, 精通, proficient in, and 等 behind it.
fn without_lead(layout: &Layout, item: Piece) -> Piece {
    const LEADS: &[&str] = &[
        "熟练使用",
        "熟练掌握",
        "熟练运用",
        "熟练操作",
        "熟练",
        "精通",
        "熟悉",
        "掌握",
        "擅长",
        "了解",
        "会使用",
        "能使用",
        "使用",
        "具备",
        "持有",
        "拥有",
        "善于",
        "和",
        "及",
        "以及",
        "proficient in ",
        "experienced in ",
        "experience with ",
        "knowledge of ",
        "familiar with ",
        "expert in ",
        "and ",
        "skilled in ",
        "fluent in ",
    ];
    const TAILS: &[&str] = &["等框架", "等工具", "等技术", "等", "等软件", "etc."];
    let mut item = super::sections::without_number(layout, item);
    if let Some(colon) = layout.folded(item).iter().take(28).position(|c| *c == ':') {
        item = layout.trimmed(Piece { start: item.start + colon + 1, end: item.end });
    }
    while let Some(lead) = LEADS
        .iter()
        .find(|lead| stands(layout.folded(item), 0, lead) && layout.folded(item).len() > lead.chars().count())
    {
        item = layout.trimmed(Piece { start: item.start + lead.chars().count(), end: item.end });
    }
    let ends_with = |tail: &&&str| layout.folded_string(item).ends_with(**tail);
    if let Some(tail) = TAILS.iter().find(ends_with) {
        item = layout.trimmed(Piece { start: item.start, end: item.end - tail.chars().count() });
    }
    item
}

fn is_filler(text: &[char]) -> bool {
    const WORDS: &[&str] =
        &["技能", "语言", "其他", "工具", "框架", "数据库", "skills", "languages", "tools", "other", "more"];
    WORDS.iter().any(|word| text.iter().copied().eq(word.chars()))
}

/// The skills that a running text asks for or claims: its keywords, and what stands behind 精通, 熟悉, `experience with`.
pub(crate) fn mentioned(layout: &Layout, piece: Piece, context: &Context) -> Vec<(String, Piece)> {
    let mut skills = keywords_in(layout, piece, context);
    for (skill, place) in cued(layout, piece) {
        let known = skills.iter().any(|(_, other)| other.start <= place.start && place.end <= other.end);
        if !known {
            skills.push((skill, place));
        }
    }
    skills
}

/// What leads to skills in a sentence.
const CUES: &[&str] = &[
    "熟练使用",
    "熟练掌握",
    "熟练运用",
    "熟练操作",
    "熟练",
    "精通",
    "熟悉",
    "掌握",
    "擅长",
    "会用",
    "会使用",
    "懂得",
    "懂",
    "了解",
    "experience with ",
    "experience in ",
    "experience of ",
    "proficient in ",
    "proficient with ",
    "proficiency in ",
    "knowledge of ",
    "familiar with ",
    "familiarity with ",
    "fluent in ",
    "expertise in ",
    "skilled in ",
    "background in ",
    "working with ",
    "hands-on with ",
    "strong ",
    "excellent ",
    "solid ",
];

/// The short items behind each cue, up to the end of its clause.
fn cued(layout: &Layout, piece: Piece) -> Vec<(String, Piece)> {
    const REACH: usize = 60;
    let text = layout.folded(piece);
    let mut skills = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let begins = at == 0 || !text[at - 1].is_ascii_alphabetic();
        let Some(cue) = CUES.iter().find(|cue| begins && stands(text, at, cue)) else {
            at += 1;
            continue;
        };
        let from = at + cue.chars().count();
        let ends = |c: &char| matches!(c, ',' | '。' | ';' | '\n' | '等' | '.' | '(');
        let length = text[from..].iter().take(REACH).take_while(|c| !ends(c)).count();
        let clause = Piece { start: piece.start + from, end: piece.start + from + length };
        skills.extend(in_clause(layout, clause));
        at = from + length.max(1);
    }
    skills
}

fn in_clause(layout: &Layout, clause: Piece) -> Vec<(String, Piece)> {
    const JOINTS: &[&str] = &[" and ", " or ", "以及", "和", "与", "及", "或", "、", "/"];
    const TAILS: &[&str] = &[
        "优先", "者", "的", "开发", "经验", "技能", "工具", "软件", "操作", "相关", "技术", "语言", "编程",
        "流程",
    ];
    let text = layout.folded(clause);
    let gap = |at: usize| {
        let joint = JOINTS.iter().find(|joint| stands(text, at - clause.start, joint));
        joint.map_or(0, |joint| joint.chars().count())
    };
    let bare = |item: Piece| {
        let words = layout.folded_string(item);
        let tail = TAILS
            .iter()
            .find(|tail| words.ends_with(**tail) && words.chars().count() >= tail.chars().count() + 2);
        layout
            .trimmed(Piece { start: item.start, end: item.end - tail.map_or(0, |tail| tail.chars().count()) })
    };
    let short = |item: &Piece| {
        let words = layout.folded(*item);
        let han = words.iter().filter(|c| is_han(**c)).count();
        let latin = words.iter().collect::<String>().split_whitespace().count();
        (2..=24).contains(&words.len()) && han <= 8 && latin <= 3 && words.iter().any(|c| c.is_alphabetic())
    };
    let items = layout.split(clause, gap).into_iter().map(bare);
    items.filter(short).map(|item| (layout.value(item), item)).collect()
}
