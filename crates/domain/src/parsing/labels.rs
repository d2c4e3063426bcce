//! Labels and what stands behind them: `姓名：张伟`, `Name: …`, the cells of a form, `手机 138…`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::characters::is_han;

use super::layout::{Layout, Piece};

/// What a label asks for; the same for people and jobs, as forms and lists share their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    Name,
    FirstName,
    LastName,
    EnglishName,
    Sex,
    Age,
    Phone,
    Email,
    Company,
    Position,
    Years,
    Education,
    School,
    Major,
    Location,
    WantedLocation,
    CurrentSalary,
    WantedSalary,
    WantedPosition,
    Salary,
    Skills,
    Id,
    Level,
    Summary,
    Title,
    Department,
    Description,
    Requirement,
    Notes,
    Status,
    /// A label that is known and asks for nothing that is kept.
    Other,
}

/// A label with its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) value: Piece,
    /// The place of the label itself.
    pub(crate) key: Piece,
    pub(crate) line: usize,
}

/// Whether the words are for a person or for a job: 职位 is what the one has and what the other is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Candidate,
    Job,
}

/// The label that a text is, spaces and decoration aside.
pub(crate) fn label(text: &str, kind: Kind) -> Option<Label> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '*' | '.' | '#')).collect();
    let compact = compact.split(['(', '[', '（']).next().filter(|word| !word.is_empty()).unwrap_or(&compact);
    let specific = match kind {
        Kind::Candidate => &LABELS.candidate,
        Kind::Job => &LABELS.job,
    };
    specific.get(compact).or_else(|| LABELS.both.get(compact)).copied()
}

/// Every label of a text with its value, in order.
pub(crate) fn find(layout: &Layout, kind: Kind) -> Vec<Labelled> {
    let mut found = Vec::new();
    for (line, content) in layout.lines.iter().enumerate() {
        let with_colons = with_colons(layout, line, content.piece, kind);
        if with_colons.is_empty() {
            found.extend(in_cells(layout, line, content.piece, kind));
        } else {
            found.extend(with_colons);
        }
    }
    found.retain(|labelled| labelled.value.len() > 0);
    found
}

fn with_colons(layout: &Layout, line: usize, piece: Piece, kind: Kind) -> Vec<Labelled> {
    let text = layout.folded(piece);
    let mut keys: Vec<(Label, Piece, usize)> = Vec::new();
    let mut after = 0;
    for colon in (0..text.len()).filter(|at| text[*at] == ':') {
        if let Some((label, start)) = label_before(text, after, colon, kind) {
            keys.push((label, Piece { start: piece.start + start, end: piece.start + colon }, colon + 1));
            after = colon + 1;
        }
    }
    let ends: Vec<usize> = keys.iter().skip(1).map(|key| key.1.start).chain([piece.end]).collect();
    let labelled = keys.iter().zip(ends).map(|((label, key, from), end)| {
        let value = layout.trimmed(Piece { start: piece.start + from, end });
        let value =
            if value.len() == 0 && end == piece.end { value_below(layout, line, kind) } else { value };
        Labelled { label: *label, value: first_cell(layout, *label, value), key: *key, line }
    });
    labelled.collect()
}

/// The longest label that ends at the colon and begins at the border of a word.
fn label_before(text: &[char], from: usize, colon: usize, kind: Kind) -> Option<(Label, usize)> {
    const LONGEST: usize = 28;
    let mut best = None;
    let mut letters = 0;
    for start in (from..colon).rev() {
        let c = text[start];
        if matches!(c, '\t' | '|' | ';' | '。' | ',') || letters > LONGEST {
            break;
        }
        letters += usize::from(c != ' ');
        let border = start == from || !joins(text[start - 1], c);
        if border && c != ' ' {
            let words: String = text[start..colon].iter().collect();
            best = label(&words, kind).map(|label| (label, start)).or(best);
        }
    }
    best
}

/// Whether two characters belong to one word.
const fn joins(before: char, c: char) -> bool {
    (is_han(before) && is_han(c)) || (before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric())
}

/// A label alone on its line has its value on the next one, unless that is a label or a list.
fn value_below(layout: &Layout, line: usize, kind: Kind) -> Piece {
    let nothing = Piece { start: 0, end: 0 };
    let Some(next) =
        layout.lines.get(line + 1).filter(|next| !next.bullet && !next.after_blank && next.piece.len() <= 60)
    else {
        return nothing;
    };
    let cells = layout.cells(next.piece);
    let labelled = cells.iter().any(|cell| label(&layout.folded_string(*cell), kind).is_some());
    let has_colon = layout.folded(next.piece).contains(&':');
    if labelled || has_colon || super::sections::heading(layout, next.piece).is_some() {
        nothing
    } else {
        next.piece
    }
}

/// Short values end at a wide gap; texts go on to the end of the line.
fn first_cell(layout: &Layout, label: Label, value: Piece) -> Piece {
    use Label::{
        Description, Education, Email, Location, Major, Name, Notes, Requirement, Skills, Summary,
        WantedLocation,
    };
    if matches!(
        label,
        Description
            | Requirement
            | Notes
            | Skills
            | Summary
            | WantedLocation
            | Location
            | Education
            | Major
            | Name
            | Email
    ) {
        return value;
    }
    let cells = layout.split(value, |at| match layout.folded(Piece { start: at, end: at + 1 })[0] {
        '\t' | '|' => 1,
        ' ' if at + 1 < value.end && layout.folded(Piece { start: at + 1, end: at + 2 })[0] == ' ' => 1,
        _ => 0,
    });
    cells.first().copied().unwrap_or(value)
}

/// A form: a cell that is a label, then the cell with its value; or both in one cell with a space between.
fn in_cells(layout: &Layout, line: usize, piece: Piece, kind: Kind) -> Vec<Labelled> {
    let cells = layout.cells(piece);
    let labels: Vec<Option<Label>> =
        cells.iter().map(|cell| label(&layout.folded_string(*cell), kind)).collect();
    let mut found = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        match labels[index] {
            Some(label) => {
                if let Some(value) = cells.get(index + 1).filter(|_| labels[index + 1].is_none()) {
                    found.push(Labelled { label, value: *value, key: *cell, line });
                }
            }
            None => found.extend(within_cell(layout, line, *cell, kind)),
        }
    }
    found
}

fn within_cell(layout: &Layout, line: usize, cell: Piece, kind: Kind) -> Option<Labelled> {
    const PREFIXES: &[&str] = &["现居住于", "现居住", "现居于", "现居", "常住", "坐标", "目前在"];
    let text = layout.folded(cell);
    if let Some(prefix) = PREFIXES.iter().find(|prefix| crate::characters::stands(text, 0, prefix)) {
        let length = prefix.chars().count();
        let value = layout.trimmed(Piece { start: cell.start + length, end: cell.end });
        let short = (2..=20).contains(&value.len());
        return short.then_some(Labelled {
            label: Label::Location,
            value,
            key: Piece { start: cell.start, end: cell.start + length },
            line,
        });
    }
    let gap = text.iter().position(|c| *c == ' ')?;
    let key = Piece { start: cell.start, end: cell.start + gap };
    let label = label(&layout.folded_string(key), kind)?;
    let value = layout.trimmed(Piece { start: key.end, end: cell.end });
    let spoken = matches!(
        label,
        Label::Phone
            | Label::Email
            | Label::Location
            | Label::Sex
            | Label::WantedSalary
            | Label::Id
            | Label::Name
            | Label::Years
            | Label::Education
    );
    let fits = value.len() <= 60 && (is_han(text[0]) || matches!(label, Label::Phone | Label::Email));
    (spoken && fits).then_some(Labelled { label, value, key, line })
}

struct Labels {
    candidate: HashMap<&'static str, Label>,
    job: HashMap<&'static str, Label>,
    both: HashMap<&'static str, Label>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let table = |rows: &[(Label, &'static str)]| {
        rows.iter().flat_map(|(label, words)| words.split(' ').map(move |word| (word, *label))).collect()
    };
    Labels { candidate: table(words::CANDIDATE), job: table(words::JOB), both: table(words::BOTH) }
});

mod words;
