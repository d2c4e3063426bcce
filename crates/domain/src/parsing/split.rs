//! Several records in one text: where each begins.
//!
//! A text is cut where heads repeat: a label (姓名：…), a number (1. 张三), a bracket (【选品经理】), a row of dashes, or
//! a name or title alone on its line. A head counts only when what follows it, up to the next, tells of a person or a job.

mod heads;
mod told;

use std::collections::HashSet;

use super::Range;
use super::labels::{self, Kind, Label};
use super::layout::{Layout, Piece};
use super::record::Record;
use super::sections::without_number;

use heads::Mark;
pub(crate) use heads::unmarked;

/// The résumés of a text.
pub(crate) fn candidates<'a>(text: &'a str, hidden: &[Range]) -> Vec<Record<'a>> {
    records(text, Kind::Candidate, Label::Name, hidden)
}

/// The job descriptions of a text.
pub(crate) fn jobs<'a>(text: &'a str, hidden: &[Range]) -> Vec<Record<'a>> {
    records(text, Kind::Job, Label::Title, hidden)
}

/// Cuts at the first way of splitting that finds two records or more.
fn records<'a>(text: &'a str, kind: Kind, label: Label, hidden: &[Range]) -> Vec<Record<'a>> {
    let layout = Layout::new(text, 0, hidden);
    let ways: [&dyn Fn() -> Vec<usize>; 4] = [
        &|| by_label(&layout, kind, label),
        &|| heads::find(&layout, kind, Mark::Marked),
        &|| by_separators(&layout, kind),
        &|| heads::find(&layout, kind, Mark::Alone),
    ];
    match ways.iter().map(|way| way()).find(|lines| lines.len() >= 2) {
        Some(lines) => cut(text, &layout, &lines, hidden),
        None => vec![Record { text, start: 0, hidden: hidden.to_vec(), preamble: None }],
    }
}

fn cut<'a>(text: &'a str, layout: &Layout, lines: &[usize], hidden: &[Range]) -> Vec<Record<'a>> {
    let starts: Vec<usize> = lines.iter().map(|line| line_start(layout, *line)).collect();
    let ends = starts.iter().skip(1).copied().chain([layout.whole().end]);
    let mut bytes = ByteOffsets { text, at: 0, byte: 0 };
    let preamble_end = bytes.of(starts[0]);
    let preamble = Some(&text[..preamble_end]).filter(|preamble| !preamble.trim().is_empty());
    let mut records = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().zip(ends) {
        let from = bytes.of(*start);
        let to = bytes.of(end);
        records.push(Record { text: &text[from..to], start: *start, hidden: hidden.to_vec(), preamble });
    }
    records
}

/// Turns growing character offsets into byte offsets in one pass.
struct ByteOffsets<'a> {
    text: &'a str,
    at: usize,
    byte: usize,
}

impl ByteOffsets<'_> {
    fn of(&mut self, at: usize) -> usize {
        let ahead: usize =
            self.text[self.byte..].chars().take(at.saturating_sub(self.at)).map(char::len_utf8).sum();
        self.byte += ahead;
        self.at = self.at.max(at);
        self.byte
    }
}

fn line_start(layout: &Layout, line: usize) -> usize {
    let first = layout.lines[line].piece.start;
    let floor = line.checked_sub(1).map_or(0, |before| layout.lines[before].piece.end);
    // Bullets and numbers before the first character belong to the line.
    (floor..first)
        .rev()
        .find(|at| layout.folded(Piece { start: *at, end: at + 1 })[0] == '\n')
        .map_or(floor, |at| at + 1)
}

/// 姓名：… again and again. A heading right above (候选人一) begins the record.
fn by_label(layout: &Layout, kind: Kind, label: Label) -> Vec<usize> {
    let mut lines: Vec<usize> = Vec::new();
    let mut values: HashSet<String> = HashSet::new();
    for labelled in labels::find(layout, kind).iter().filter(|labelled| labelled.label == label) {
        let value = layout.compact(labelled.value);
        let at_start = labelled.key.start <= layout.lines[labelled.line].piece.start + 6;
        // 紧急联系人姓名 and positions inside a résumé repeat within one record; a new one has a new value.
        if at_start && lines.last() != Some(&labelled.line) && values.insert(value) {
            lines.push(labelled.line);
        }
    }
    let ends = lines.iter().skip(1).copied().chain([layout.lines.len()]);
    let mut spans = lines.iter().copied().zip(ends);
    if kind == Kind::Candidate && !spans.all(|(from, to)| told::is_person(layout, from, to) || to - from >= 4)
    {
        return Vec::new();
    }
    let floors = std::iter::once(0).chain(lines.iter().map(|line| line + 1));
    lines.iter().zip(floors).map(|(line, floor)| with_heading(layout, *line, floor)).collect()
}

/// The line above, when it is a short heading such as 候选人一 or 职位二.
fn with_heading(layout: &Layout, line: usize, floor: usize) -> usize {
    let Some(above) = line.checked_sub(1).filter(|above| *above >= floor) else { return line };
    let piece = layout.lines[above].piece;
    let words = layout.folded_string(piece);
    let numbered = without_number(layout, piece) != piece
        || ["候选人", "人选", "简历", "职位", "岗位", "candidate", "position", "job"]
            .iter()
            .any(|word| words.starts_with(word));
    if numbered && piece.len() <= 30 && !words.contains(':') { above } else { line }
}

/// Rows of ====, ----, **** between records, when every part is one.
fn by_separators(layout: &Layout, kind: Kind) -> Vec<usize> {
    let marks: Vec<usize> = separators(layout);
    if marks.is_empty() {
        return Vec::new();
    }
    let starts: Vec<usize> = std::iter::once(0).chain(marks.iter().copied()).collect();
    let ends = starts.iter().skip(1).copied().chain([layout.lines.len()]);
    let parts: Vec<(usize, usize)> =
        starts.iter().copied().zip(ends).filter(|(start, end)| end > start).collect();
    let is_record = |part: &(usize, usize)| match kind {
        Kind::Candidate => told::is_person(layout, part.0, part.1),
        Kind::Job => heads::titled_early(layout, part.0, part.1) && told::is_job(layout, part.0, part.1),
    };
    if parts.iter().all(is_record) { parts.iter().map(|part| part.0).collect() } else { Vec::new() }
}

/// The lines that follow a row of separators. The rows themselves say nothing and are no lines.
fn separators(layout: &Layout) -> Vec<usize> {
    let mut found = Vec::new();
    for index in 1..layout.lines.len() {
        let gap = Piece { start: layout.lines[index - 1].piece.end, end: layout.lines[index].piece.start };
        let row = layout.folded(gap);
        let longest = row.split(|c| *c == '\n').map(|line| {
            let line: Vec<char> = line.iter().filter(|c| **c != ' ').copied().collect();
            if line.iter().all(|c| matches!(c, '-' | '=' | '*' | '~' | '_')) { line.len() } else { 0 }
        });
        if longest.max().unwrap_or(0) >= 3 {
            found.push(index);
        }
    }
    found
}
