//! Several records in one text: where each begins.

use crate::names;

use super::Range;
use super::header;
use super::labels::{self, Kind, Label};
use super::layout::{Layout, Piece};
use super::record::Record;
use super::sections::{self, Section, without_number};
use super::titles::position_likelihood;

/// The résumés of a text.
pub(crate) fn candidates<'a>(text: &'a str, hidden: &[Range]) -> Vec<Record<'a>> {
    let layout = Layout::new(text, 0, hidden);
    let starts = [
        by_label(&layout, Kind::Candidate, Label::Name),
        by_numbered_names(&layout),
        by_separators(&layout, is_person),
        by_names(&layout),
    ];
    cut(text, &layout, starts, hidden)
}

/// The job descriptions of a text.
pub(crate) fn jobs<'a>(text: &'a str, hidden: &[Range]) -> Vec<Record<'a>> {
    let layout = Layout::new(text, 0, hidden);
    let starts = [
        by_label(&layout, Kind::Job, Label::Title),
        by_numbered_titles(&layout),
        by_separators(&layout, is_job),
        by_titles(&layout),
    ];
    cut(text, &layout, starts, hidden)
}

/// Cuts at the first way of splitting that finds two records or more.
fn cut<'a>(text: &'a str, layout: &Layout, ways: [Vec<usize>; 4], hidden: &[Range]) -> Vec<Record<'a>> {
    let Some(lines) = ways.into_iter().find(|lines| lines.len() >= 2) else {
        return vec![Record { text, start: 0, hidden: hidden.to_vec(), preamble: None }];
    };
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
    let mut values: Vec<String> = Vec::new();
    for labelled in labels::find(layout, kind).iter().filter(|labelled| labelled.label == label) {
        let value = layout.compact(labelled.value);
        let at_start = labelled.key.start <= layout.lines[labelled.line].piece.start + 6;
        // 紧急联系人姓名 and positions inside a résumé repeat within one record; a new one has a new value.
        if at_start && !values.contains(&value) && lines.last() != Some(&labelled.line) {
            values.push(value);
            lines.push(labelled.line);
        }
    }
    if kind == Kind::Candidate && !spaced_like_records(layout, &lines) {
        return Vec::new();
    }
    lines
        .iter()
        .enumerate()
        .map(|(number, line)| {
            with_heading(layout, *line, number.checked_sub(1).map_or(0, |before| lines[before] + 1))
        })
        .collect()
}

/// Records of people have a contact each; names within one record have not.
fn spaced_like_records(layout: &Layout, lines: &[usize]) -> bool {
    let ends = lines.iter().skip(1).copied().chain([layout.lines.len()]);
    lines.iter().zip(ends).all(|(start, end)| is_person(layout, *start, end) || end - start >= 4)
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

/// `1. 张三`, `候选人二：李四`, `Candidate 3: Jane Doe`, alone on their lines.
fn by_numbered_names(layout: &Layout) -> Vec<usize> {
    let mut lines = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let bare = without_number(layout, line.piece);
        let words = layout.folded_string(line.piece);
        let introduced = ["候选人", "人选", "candidate", "推荐人选", "profile"].iter().find(|word| {
            words.starts_with(**word)
                && words.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        });
        let piece = match introduced {
            Some(_) => match layout.folded(line.piece).iter().position(|c| matches!(c, ':' | ' ')) {
                Some(at) => layout.trimmed(Piece { start: line.piece.start + at + 1, end: line.piece.end }),
                None => continue,
            },
            None if bare != line.piece => bare,
            None => continue,
        };
        let first = *layout.cells(piece).first().unwrap_or(&piece);
        let first = *super::history::parts(layout, first).first().unwrap_or(&first);
        if piece.len() <= 60 && names::likelihood(&layout.value(first)) >= 0.5 {
            lines.push(index);
        }
    }
    lines
}

/// `一、产品经理`, `2. Data Engineer`, `## 后端开发工程师`, 职位三：…, each with text below.
fn by_numbered_titles(layout: &Layout) -> Vec<usize> {
    let mut lines = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let bare = without_number(layout, line.piece);
        let words = layout.folded_string(line.piece);
        let introduced = ["职位", "岗位", "position", "job", "role"].iter().any(|word| {
            words.strip_prefix(word).is_some_and(|rest| {
                rest.trim_start()
                    .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            })
        });
        let numbered = bare != line.piece || introduced;
        let title = match layout.folded(bare).iter().position(|c| *c == ':') {
            Some(colon) if introduced => {
                layout.trimmed(Piece { start: bare.start + colon + 1, end: bare.end })
            }
            Some(_) => continue,
            None => bare,
        };
        let first = *layout.cells(title).first().unwrap_or(&title);
        let likely = position_likelihood(&layout.folded_string(first)) >= 0.9 && first.len() <= 40;
        if numbered && likely && has_text_below(layout, index) {
            lines.push(index);
        }
    }
    lines
}

/// Titles alone on their lines after a blank line, with labels or headings of a job below each.
fn by_titles(layout: &Layout) -> Vec<usize> {
    let mut lines = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let first = *layout.cells(line.piece).first().unwrap_or(&line.piece);
        let likely =
            position_likelihood(&layout.folded_string(first)) >= 0.9 && first.len() <= 36 && !line.bullet;
        let labelled = layout.folded(line.piece).contains(&':');
        if line.after_blank && likely && !labelled && has_text_below(layout, index) {
            lines.push(index);
        }
    }
    lines
}

/// Names alone on their lines after a blank line, each with a contact of its own soon below.
fn by_names(layout: &Layout) -> Vec<usize> {
    const SOON: usize = 6;
    let mut lines = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let first = *layout.cells(line.piece).first().unwrap_or(&line.piece);
        let named = line.after_blank
            && first.len() <= 40
            && !line.bullet
            && names::likelihood(&layout.value(first)) >= 0.5;
        if named && is_person(layout, index, (index + SOON).min(layout.lines.len())) {
            lines.push(index);
        }
    }
    // One person may have two addresses below each other; a second name needs them too.
    lines
}

/// Rows of ====, ----, **** between records, when every part is one.
fn by_separators(layout: &Layout, is_record: fn(&Layout, usize, usize) -> bool) -> Vec<usize> {
    let marks: Vec<usize> = separators(layout);
    if marks.is_empty() {
        return Vec::new();
    }
    let starts: Vec<usize> = std::iter::once(0).chain(marks.iter().copied()).collect();
    let ends = starts.iter().skip(1).copied().chain([layout.lines.len()]);
    let parts: Vec<(usize, usize)> =
        starts.iter().copied().zip(ends).filter(|(start, end)| end > start).collect();
    if parts.iter().all(|(start, end)| is_record(layout, *start, *end)) {
        parts.iter().map(|part| part.0).collect()
    } else {
        Vec::new()
    }
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

fn has_text_below(layout: &Layout, index: usize) -> bool {
    const BELOW: usize = 6;
    let below = layout.lines.iter().skip(index + 1).take(BELOW);
    below.into_iter().any(|line| {
        let heading = sections::heading(layout, line.piece);
        let headed = heading.is_some_and(|(section, _)| {
            matches!(section, Section::Duties | Section::Requirement | Section::NiceToHave)
        });
        let labelled = layout.folded(line.piece).iter().position(|c| *c == ':').is_some_and(|colon| {
            let key = layout.folded_string(Piece { start: line.piece.start, end: line.piece.start + colon });
            labels::label(&key, Kind::Job).is_some()
        });
        headed || labelled
    })
}

fn lines_piece(layout: &Layout, start: usize, end: usize) -> Piece {
    let last = end.saturating_sub(1).max(start);
    Piece { start: layout.lines[start].piece.start, end: layout.lines[last].piece.end }
}

fn is_person(layout: &Layout, start: usize, end: usize) -> bool {
    let piece = lines_piece(layout, start, end);
    layout.folded(piece).contains(&'@')
        || header::phone(layout, piece, false).is_some_and(|(phone, _)| phone.certain)
}

fn is_job(layout: &Layout, start: usize, end: usize) -> bool {
    const EARLY: usize = 4;
    let titled = (start..end.min(start + EARLY)).any(|line| {
        layout
            .cells(layout.lines[line].piece)
            .iter()
            .any(|cell| position_likelihood(&layout.folded_string(*cell)) >= 0.6)
    });
    titled
        && (start..end).any(|line| {
            has_text_below(layout, line) || sections::heading(layout, layout.lines[line].piece).is_some()
        })
}
