//! Lines that may begin a record because they name a person or a title.

use std::collections::HashSet;

use crate::names;
use crate::parsing::history::parts;
use crate::parsing::jobs::bare_title;
use crate::parsing::labels::Kind;
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::sections::{self, Section, without_number};
use crate::parsing::titles::{company_likelihood, position_likelihood};

use super::told;

/// How a head stands out from the lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `1. 张三`, `【选品经理】12-18K`, `候选人二：李四`.
    Marked,
    /// Nothing else on its line, or nothing but facts beside it.
    Alone,
}

/// The lines of the heads of one mark that begin a record each.
pub(super) fn find(layout: &Layout, kind: Kind, mark: Mark) -> Vec<usize> {
    let mut known = HashSet::new();
    let is_new = |index: &usize| named(layout, *index, kind, mark).is_some_and(|name| known.insert(name));
    let heads: Vec<usize> = (0..layout.lines.len()).filter(is_new).collect();
    let ends = heads.iter().skip(1).copied().chain([layout.lines.len()]);
    let starts = heads.iter().copied().zip(ends);
    let is_record = |(from, to): &(usize, usize)| match kind {
        Kind::Candidate => told::is_resume(layout, *from, *to),
        Kind::Job => told::is_job(layout, *from, *to),
    };
    starts.filter(is_record).map(|(from, _)| from).collect()
}

/// Whether a title stands in the first lines of a stretch.
pub(super) fn titled_early(layout: &Layout, from: usize, to: usize) -> bool {
    const EARLY: usize = 4;
    (from..to.min(from + EARLY)).any(|line| {
        let cells = layout.cells(layout.lines[line].piece);
        cells.iter().any(|cell| position_likelihood(&layout.folded_string(*cell)) >= 0.6)
    })
}

/// What the line names, when it may be a head.
fn named(layout: &Layout, index: usize, kind: Kind, mark: Mark) -> Option<String> {
    let line = layout.lines[index];
    let marked = unmarked(layout, line.piece);
    let piece = match mark {
        Mark::Marked => marked?,
        Mark::Alone if line.bullet || marked.is_some() => return None,
        Mark::Alone => line.piece,
    };
    match kind {
        Kind::Candidate => person(layout, index, piece, mark),
        Kind::Job => title(layout, index, piece, mark),
    }
}

fn person(layout: &Layout, index: usize, piece: Piece, mark: Mark) -> Option<String> {
    const SOON: usize = 5;
    const LONGEST: usize = 100;
    if piece.len() > LONGEST {
        return None;
    }
    let cell = *layout.cells(piece).first()?;
    let first = *parts(layout, cell).first().unwrap_or(&cell);
    let name = [cell, first]
        .into_iter()
        .map(|piece| layout.value(piece))
        .find(|name| names::likelihood(name) >= 0.5)?;
    let soon = (index + SOON).min(layout.lines.len());
    let fits = mark == Mark::Marked || told::is_person(layout, index, soon);
    (fits && !is_reference(layout, index)).then_some(name)
}

fn title(layout: &Layout, index: usize, piece: Piece, mark: Mark) -> Option<String> {
    const SOON: usize = 4;
    const LONGEST: usize = 80;
    let text = layout.folded(piece);
    if piece.len() > LONGEST || text.contains(&'。') {
        return None;
    }
    let cell = *layout.cells(piece).first()?;
    let title = bare_title(layout, cell);
    let words = layout.folded_string(title);
    let likely = position_likelihood(&words) >= 0.9
        && company_likelihood(&words) < position_likelihood(&words)
        && title.len() <= 40;
    // A label is no head: 汇报对象：总经理.
    let labelled = words.contains(':') || layout.folded(cell).contains(&':');
    let soon = (index + 1 + SOON).min(layout.lines.len());
    let fits = mark == Mark::Marked || told::begins_job(layout, index, soon);
    (likely && fits && !labelled).then_some(words)
}

/// The line without the number, bracket or introduction that marks it as one of several.
pub(crate) fn unmarked(layout: &Layout, piece: Piece) -> Option<Piece> {
    let bare = without_number(layout, piece);
    if bare != piece {
        return Some(introduced(layout, bare).or_else(|| bracketed(layout, bare)).unwrap_or(bare));
    }
    introduced(layout, piece).or_else(|| bracketed(layout, piece))
}

/// 候选人二：李四, `Candidate 3: Jane Doe`, 职位一 产品经理.
fn introduced(layout: &Layout, piece: Piece) -> Option<Piece> {
    const WORDS: &[&str] = &[
        "候选人",
        "人选",
        "推荐人选",
        "candidate",
        "profile",
        "职位",
        "岗位",
        "position",
        "job",
        "role",
        "vacancy",
    ];
    let words = layout.folded_string(piece);
    let word = WORDS.iter().find(|word| words.starts_with(**word))?;
    let rest = Piece { start: piece.start + word.chars().count(), end: piece.end };
    let counts = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十 #no.第".contains(*c);
    let text = layout.folded(rest);
    let counted = text.iter().take_while(|c| counts(c)).count();
    let lettered = usize::from(counted == 0 && text.first().is_some_and(|c| ('a'..='f').contains(c)));
    let end = counted + lettered;
    let closed = text.get(end).is_some_and(|c| matches!(c, ':' | '、' | '-' | '|' | ')'))
        || text.get(end.wrapping_sub(1)) == Some(&' ');
    (end > 0 && closed).then(|| layout.trimmed(Piece { start: rest.start + end, end: rest.end }))
}

/// 【候选人A】向南 is of 向南, 【选品经理】12-18K of the 选品经理.
fn bracketed(layout: &Layout, piece: Piece) -> Option<Piece> {
    let text = layout.folded(piece);
    let opened = text.first().is_some_and(|c| matches!(c, '【' | '[' | '「' | '《'));
    let close = text.iter().position(|c| matches!(c, '】' | ']' | '」' | '》')).filter(|_| opened)?;
    let inside = layout.trimmed(Piece { start: piece.start + 1, end: piece.start + close });
    let behind = layout.trimmed(Piece { start: piece.start + close + 1, end: piece.end });
    let words = layout.folded_string(inside);
    let counts = ["候选人", "人选", "candidate", "职位", "岗位", "急", "热", "诚", "招"]
        .iter()
        .any(|word| words.starts_with(word));
    let heading = sections::heading(layout, inside, Kind::Job).is_some();
    match (counts && behind.len() > 0, heading) {
        (_, true) => None,
        (true, _) => Some(behind),
        (false, _) => Some(inside),
    }
}

/// Whether the last heading above announces people who can tell of the person.
fn is_reference(layout: &Layout, index: usize) -> bool {
    const FAR: usize = 12;
    let above = (index.saturating_sub(FAR)..index).rev();
    let heading = above.map(|line| layout.lines[line].piece).find_map(|piece| {
        sections::heading(layout, piece, Kind::Candidate)
            .map(|(section, _)| (section, layout.folded_string(piece)))
    });
    heading.is_some_and(|(section, words)| {
        section == Section::Other
            && ["reference", "referee", "参考人", "证明人", "推荐人"].iter().any(|word| words.contains(word))
    })
}
