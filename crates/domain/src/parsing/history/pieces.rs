//! The pieces of the lines of a history: how they are kept apart, and which of them is the employer.

use crate::characters::{is_han, past_spaces, position, stands, word_at};
use crate::cities;
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::titles::{company_end, company_likelihood, position_likelihood};

/// The company without what follows its legal form, and without a bracket about time, size or position.
pub(super) fn company_alone(layout: &Layout, part: Piece) -> Piece {
    let text = layout.folded(part);
    let end = company_end(text).filter(|end| *end >= 4).unwrap_or(text.len());
    let open = text[..end].iter().rposition(|c| matches!(c, '(' | '['));
    let about = |open: &usize| {
        let inside = &text[*open..end];
        inside.iter().any(char::is_ascii_digit) || bracketed_position(layout, part).is_some()
    };
    let closed = text.get(end.wrapping_sub(1)).is_some_and(|c| matches!(c, ')' | ']'));
    match open.filter(|open| closed && *open >= 2 && about(open)) {
        Some(open) => layout.trimmed(Piece { start: part.start, end: part.start + open }),
        None => Piece { start: part.start, end: part.start + end },
    }
}

/// 郑州中原国际物流有限公司（仓储物流主管）
pub(super) fn bracketed_position(layout: &Layout, part: Piece) -> Option<Piece> {
    let text = layout.folded(part);
    let open = text.iter().rposition(|c| *c == '(').filter(|_| text.last() == Some(&')'))?;
    let inside = layout.trimmed(Piece { start: part.start + open + 1, end: part.end - 1 });
    (position_likelihood(&layout.folded_string(inside)) >= 0.9).then_some(inside)
}

/// The employer and the position that a value names together: 某某有限公司 财务总监, `Editor at Foxglove`.
pub(crate) fn pair(layout: &Layout, value: Piece) -> (Option<Piece>, Option<Piece>) {
    let text = layout.folded(value);
    let at = position(text, " at ").map(|at| (at, 4)).or_else(|| position(text, " @ ").map(|at| (at, 3)));
    if let Some((at, length)) = at {
        let position = layout.trimmed(Piece { start: value.start, end: value.start + at });
        let company = layout.trimmed(Piece { start: value.start + at + length, end: value.end });
        return (Some(company), Some(position));
    }
    let (mut company, mut position) = (None, None);
    let dotted = |piece: Piece| {
        layout.split(piece, |at| usize::from(matches!(layout.folded(piece)[at - piece.start], '·' | '/')))
    };
    let cells = layout.cells(value).into_iter().flat_map(dotted);
    for part in cells.flat_map(|cell| parts(layout, cell)) {
        let words = layout.folded_string(part);
        let (c, p) = (company_likelihood(&words), position_likelihood(&words));
        if c > p && c >= 0.6 {
            company = company.or(Some(company_alone(layout, part)));
        } else if p >= 0.6 {
            position = position.or(Some(part));
        }
    }
    (company, position)
}

/// The parts of a cell: what commas, spaced dashes, `at`, and single spaces between Chinese words keep apart.
pub(crate) fn parts(layout: &Layout, cell: Piece) -> Vec<Piece> {
    let text = layout.folded(cell);
    let mut depth = 0;
    let mut depths = Vec::with_capacity(text.len());
    for c in text {
        depth += i32::from(*c == '(');
        depths.push(depth);
        depth -= i32::from(*c == ')');
    }
    layout.split(cell, |at| {
        let at = at - cell.start;
        if depths.get(at).is_some_and(|depth| *depth > 0) { 0 } else { part_gap(text, at) }
    })
}

fn part_gap(text: &[char], at: usize) -> usize {
    const FORMS: &[&str] =
        &["inc", "ltd", "llc", "l.l.c", "corp", "co.", "gmbh", "limited", "llp", "s.a", "plc"];
    let c = text[at];
    let next = text.get(at + 1).copied();
    let before = at.checked_sub(1).map(|at| text[at]);
    match c {
        ',' | '，' => {
            let after = past_spaces(text, at + 1);
            usize::from(word_at(text, after, FORMS).is_none())
        }
        '-' if before == Some(' ') && matches!(next, Some(' ' | '-')) => 1,
        '-' if next == Some('-') => 2,
        '@' if before == Some(' ') => 1,
        ' ' if stands(text, at, " at ") => 4,
        ' ' => {
            let closed = before.is_some_and(|c| is_han(c) || c == ')');
            let han = closed && next.is_some_and(is_han);
            let ended = closed && company_end(&text[..at]) == Some(at);
            usize::from(han || ended)
        }
        _ => 0,
    }
}

/// Cities, sizes, kinds of company, durations: beside an employer, and none.
pub(super) fn is_noise(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "民营公司",
        "民营",
        "国企",
        "央企",
        "外企",
        "上市公司",
        "合资",
        "股份制企业",
        "外资",
        "事业单位",
        "创业公司",
        "私营",
        "全职",
        "兼职",
        "现任",
        "在职",
        "离职",
        "full-time",
        "part-time",
        "contract",
        "permanent",
        "remote",
        "hybrid",
        "on-site",
        "onsite",
        "internship",
        "freelance",
    ];
    let text: Vec<char> = words.chars().collect();
    let duration =
        ["年", "个月", "yr", "year", "mos", "month"].iter().any(|word| position(&text, word).is_some())
            && text.iter().any(char::is_ascii_digit)
            && text.len() <= 24;
    let size = words.ends_with('人') && text.iter().any(char::is_ascii_digit);
    let state = words.len() <= 3
        && words.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(
            words,
            "ceo" | "cto" | "cfo" | "coo" | "sre" | "dba" | "vp" | "pm" | "bd" | "ey" | "ibm" | "sap" | "pwc"
        );
    WORDS.contains(&words)
        || duration
        || size
        || state
        || cities::normalize(words.trim_matches(['(', ')'])).is_some()
}
