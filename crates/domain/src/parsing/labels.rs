//! Labels and what stands behind them: `姓名：张伟`, `Name: …`, the cells of a form, `手机 138…`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::characters::is_han;

use super::layout::{Layout, Piece};

mod words;

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

/// The label that a text is, decoration aside: a word of the tables; such a word with what qualifies it (最低学历,
/// 现公司名称, Years required); or the first of several that are joined (姓名/Name, 单位及职务).
pub(crate) fn label(text: &str, kind: Kind) -> Option<Label> {
    let bare = text.split(['(', '[', '（']).next().filter(|bare| !bare.trim().is_empty()).unwrap_or(text);
    known(text, kind).or_else(|| known(bare, kind)).or_else(|| joined(bare, kind))
}

/// A word of the tables, alone or qualified.
fn known(words: &str, kind: Kind) -> Option<Label> {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '/' | '-' | '&' | '\'' | '(' | ')');
    let compact: String = words.chars().filter(kept).collect();
    // 岗位1, 候选人二: the number counts records.
    let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let compact = match compact.trim_end_matches(counted) {
        bare if bare.chars().count() >= 2 => bare.to_owned(),
        _ => compact,
    };
    exactly(&compact, kind).or_else(|| {
        if compact.contains(is_han) { qualified_han(&compact, kind) } else { qualified_latin(words, kind) }
    })
}

fn exactly(compact: &str, kind: Kind) -> Option<Label> {
    let specific = match kind {
        Kind::Candidate => &LABELS.candidate,
        Kind::Job => &LABELS.job,
    };
    specific.get(compact).or_else(|| LABELS.both.get(compact)).copied()
}

/// 目前任职单位 is the 任职单位, 薪酬水平 the 薪酬.
fn qualified_han(compact: &str, kind: Kind) -> Option<Label> {
    let before = words::QUALIFIERS_BEFORE.iter().find_map(|word| compact.strip_prefix(word));
    let core = before.unwrap_or(compact);
    let after = words::QUALIFIERS_AFTER.iter().find_map(|word| core.strip_suffix(word));
    let cores = [before, after, after.and_then(|_| after.filter(|core| core.len() >= 6))];
    let known = cores
        .into_iter()
        .flatten()
        .filter(|core| core.chars().count() >= 2)
        .find_map(|core| exactly(core, kind));
    known.or_else(|| by_head(after.unwrap_or(compact), kind))
}

/// 合作客户, 常驻城市: a Chinese word is what its last part says.
fn by_head(compact: &str, kind: Kind) -> Option<Label> {
    const LONGEST: usize = 7;
    let heads = match kind {
        Kind::Candidate => words::HEADS_OF_PEOPLE,
        Kind::Job => words::HEADS_OF_JOBS,
    };
    let short = (3..=LONGEST).contains(&compact.chars().count()) && compact.chars().all(is_han);
    if !short || words::OTHERWISE.iter().any(|word| compact.starts_with(word)) {
        return None;
    }
    heads
        .iter()
        .find(|(_, heads)| heads.split(' ').any(|head| compact.ends_with(head)))
        .map(|(label, _)| *label)
}

/// `Total Years of Experience` are years of experience, `Degree required` is a degree. What is of a telephone or an
/// address may be its number or id.
fn qualified_latin(words: &str, kind: Kind) -> Option<Label> {
    let reach = |word: &&str| words::OF_CONTACTS.contains(word);
    let plain = |word: &&str| !words::QUALIFIERS_LATIN.contains(word);
    let all: Vec<&str> = words
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\''))
        .filter(|word| !word.is_empty())
        .collect();
    if all.len() > 6 {
        return None;
    }
    let core: Vec<&str> = all.iter().copied().filter(plain).collect();
    let contact: String = core.iter().copied().filter(|word| !reach(word)).collect();
    exactly(&core.concat(), kind)
        .or_else(|| exactly(&contact, kind).filter(|label| matches!(label, Label::Phone | Label::Email)))
}

/// 姓名/Name, 手机/微信, 单位及职务, 姓名Name: the first that is known.
fn joined(words: &str, kind: Kind) -> Option<Label> {
    const JOINTS: &[char] = &['/', '&', '、', '及', '和', '与', '|'];
    let by_joint =
        words.contains(JOINTS).then(|| words.split(JOINTS).find_map(|part| known(part, kind))).flatten();
    by_joint.or_else(|| {
        let han: String = words.chars().filter(|c| is_han(*c)).collect();
        let latin: String = words.chars().filter(|c| !is_han(*c)).collect();
        let both = !han.is_empty() && latin.contains(|c: char| c.is_ascii_alphabetic());
        both.then(|| {
            known(&han, kind)
                .filter(|_| latin.len() <= 24)
                .or_else(|| known(&latin, kind).filter(|_| han.chars().count() <= 4))
        })?
    })
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
    best.filter(|(label, start)| *label != Label::Name || !is_of_somebody_else(&text[from..*start]))
}

/// Father's Name, Company Name: words right before a name say whose it is.
fn is_of_somebody_else(before: &[char]) -> bool {
    let letters = before.iter().rev().skip_while(|c| **c == ' ').take(1);
    before.len() - before.iter().rev().take_while(|c| **c == ' ').count() > 0
        && before.iter().rev().take_while(|c| **c == ' ').count() < 2
        && letters.into_iter().any(|c| c.is_ascii_alphabetic())
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
    if labelled || has_colon || super::sections::heading(layout, next.piece, kind).is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_by_its_core() {
        for (written, kind, expected) in [
            ("姓 名", Kind::Candidate, Some(Label::Name)),
            ("姓名/Name", Kind::Candidate, Some(Label::Name)),
            ("现公司名称", Kind::Candidate, Some(Label::Company)),
            ("现工作单位及职务", Kind::Candidate, Some(Label::Company)),
            ("工作经验（年）", Kind::Candidate, Some(Label::Years)),
            ("total years of experience", Kind::Candidate, Some(Label::Years)),
            ("email id", Kind::Candidate, Some(Label::Email)),
            ("期望城市", Kind::Candidate, Some(Label::WantedLocation)),
            ("紧急联系电话", Kind::Candidate, None),
            ("岗位1", Kind::Job, Some(Label::Title)),
            ("合作客户", Kind::Job, Some(Label::Company)),
            ("薪酬水平", Kind::Job, Some(Label::Salary)),
            ("学历门槛", Kind::Job, Some(Label::Education)),
            ("degree required", Kind::Job, Some(Label::Education)),
            ("我们的故事", Kind::Job, None),
        ] {
            assert_eq!(label(written, kind), expected, "{written}");
        }
    }

    #[test]
    fn the_name_of_somebody_else_is_not_the_name() {
        let layout = Layout::new("Father's Name: S. Iyer\nName: Venkatesh Iyer", 0, &[]);
        let names: Vec<String> = find(&layout, Kind::Candidate)
            .iter()
            .filter(|labelled| labelled.label == Label::Name)
            .map(|labelled| layout.value(labelled.value))
            .collect();
        assert_eq!(names, ["Venkatesh Iyer"]);
    }
}
