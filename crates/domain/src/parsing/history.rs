//! Work history: spans of time, and the employer and position that stand beside each.

use crate::characters::stands;
use crate::cities;
use crate::experience::{self, Span};

use super::degrees::{self, Among};
use super::labels::{self, Kind, Label};
use super::layout::{Layout, Piece};
use super::record::Guess;
use super::sections::{PartLine, without_number};
use super::titles::{company_likelihood, is_internship, is_school, position_likelihood};

mod pieces;
pub(crate) mod prose;

use pieces::{bracketed_position, company_alone, is_noise};
pub(crate) use pieces::{pair, parts};

/// One employment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) span: Span,
    pub(crate) at: Piece,
    pub(crate) company: Option<Guess>,
    pub(crate) position: Option<Guess>,
    pub(crate) internship: bool,
    /// Whether the span is of studies: a school or degree stands beside it, and no position.
    pub(crate) study: bool,
}

/// The employments of a section, in the order of the text.
pub(crate) fn entries(layout: &Layout, lines: &[PartLine]) -> Vec<Entry> {
    let anchors: Vec<Anchor> = (0..lines.len()).filter_map(|index| anchor(layout, lines, index)).collect();
    // Where something stands between the heading and the first span, employers stand above their spans.
    let above = anchors.first().is_some_and(|first| {
        let near = &lines[first.line.saturating_sub(2)..first.line];
        near.last().is_some_and(|line| is_header(layout, line))
            && near.iter().any(|line| names_work(layout, line))
    });
    let mut entries = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        let after_last = number.checked_sub(1).map_or(0, |before| anchors[before].line + 1);
        let before_next = anchors.get(number + 1).map_or(lines.len(), |next| next.line);
        let around = Around { layout, lines, from: after_last, to: before_next, above };
        let mut entry = around.entry(anchor);
        // Several positions at one employer, who is named once above them.
        if entry.company.is_none() && entry.position.is_some() {
            let employer = entries.last().and_then(|last: &Entry| last.company);
            entry.company = employer.map(|guess| Guess { confidence: guess.confidence * 0.8, ..guess });
        }
        entries.push(entry);
    }
    entries
}

/// A line with a span of time at its beginning or end.
struct Anchor {
    line: usize,
    span: Span,
    at: Piece,
}

fn anchor(layout: &Layout, lines: &[PartLine], index: usize) -> Option<Anchor> {
    const LONG: usize = 70;
    let piece = lines[index].piece;
    let text = layout.folded(piece);
    let (start, end, span) = experience::spans_in(text).into_iter().next()?;
    let at_border = start <= 14 || text.len() - end <= 14;
    let sentence = text.last() == Some(&'。') || text.len() > 160;
    (text.len() <= LONG || (at_border && !sentence)).then_some(Anchor {
        line: index,
        span,
        at: Piece { start: piece.start + start, end: piece.start + end },
    })
}

struct Around<'a> {
    layout: &'a Layout,
    lines: &'a [PartLine],
    from: usize,
    to: usize,
    above: bool,
}

#[derive(Default)]
struct Found {
    company: Option<Guess>,
    position: Option<Guess>,
    spare: Vec<Piece>,
    internship: bool,
    school: bool,
    degree: bool,
}

impl Found {
    /// A school and a degree, or one of them and no position.
    fn is_study(&self) -> bool {
        let positioned = self.position.is_some_and(|position| position.confidence > 0.75);
        (self.school && self.degree) || ((self.school || self.degree) && !positioned)
    }
}

impl Around<'_> {
    fn entry(&self, anchor: &Anchor) -> Entry {
        let mut found = Found::default();
        let line = self.lines[anchor.line].piece;
        for side in
            [Piece { start: line.start, end: anchor.at.start }, Piece { start: anchor.at.end, end: line.end }]
        {
            self.read(side, &mut found, 0.92);
        }
        let above = || (self.from..anchor.line).rev().take(3);
        let below = || (anchor.line + 1..self.to).take(3);
        if self.above {
            self.read_lines(above(), &mut found, 0.88);
            self.read_lines(below().take(2), &mut found, 0.8);
        } else {
            self.read_lines(below(), &mut found, 0.88);
            self.read_lines(above().take(2), &mut found, 0.7);
        }
        self.fill_by_exclusion(&mut found);
        Entry {
            span: anchor.span,
            at: anchor.at,
            company: found.company,
            position: found.position,
            internship: found.internship,
            study: found.is_study(),
        }
    }

    /// Reads header lines until something else comes.
    fn read_lines(&self, indices: impl Iterator<Item = usize>, found: &mut Found, confidence: f32) {
        for index in indices {
            if (found.company.is_some() && found.position.is_some())
                || !is_header(self.layout, &self.lines[index])
            {
                break;
            }
            self.read(self.lines[index].piece, found, confidence);
        }
    }

    fn read(&self, piece: Piece, found: &mut Found, confidence: f32) {
        let piece = without_number(self.layout, self.layout.trimmed(piece));
        if piece.len() == 0 {
            return;
        }
        let words = self.layout.folded_string(piece);
        found.internship |= is_internship(&words);
        found.school |= is_school(&words);
        found.degree |= !degrees::find(self.layout, piece, Among::Anything).is_empty();
        if self.read_label(piece, found) || self.read_clause(piece, found, confidence) {
            return;
        }
        let before = (found.company.is_some(), found.position.is_some());
        let parts: Vec<Piece> =
            self.layout.cells(piece).iter().flat_map(|cell| parts(self.layout, *cell)).collect();
        for part in parts {
            self.place(part, before, found, confidence);
        }
    }

    /// 在株洲湘江电机有限公司任装配钳工，负责…
    fn read_clause(&self, piece: Piece, found: &mut Found, confidence: f32) -> bool {
        let Some(clause) = prose::clause(self.layout, piece) else { return false };
        let guess = |piece| Guess { piece, confidence };
        found.company = found.company.or(Some(guess(clause.company)));
        found.position = found.position.or(clause.position.map(guess));
        true
    }

    fn place(&self, part: Piece, before: (bool, bool), found: &mut Found, confidence: f32) {
        let words = self.layout.folded_string(part);
        if is_noise(&words) {
            return;
        }
        let (company, position) = (company_likelihood(&words), position_likelihood(&words));
        let better = |guess: Option<Guess>, likelihood: f32| {
            guess.is_none_or(|guess| likelihood * confidence > guess.confidence + 0.05)
        };
        if company > position && company > 0.0 {
            if !before.0 && better(found.company, company) {
                found.company =
                    Some(Guess { piece: self.company(part), confidence: company.max(0.8) * confidence });
                let inside = bracketed_position(self.layout, part).filter(|_| found.position.is_none());
                found.position = found.position.or(inside.map(|piece| Guess { piece, confidence }));
            }
        } else if position > 0.0 {
            if !before.1 && better(found.position, position) {
                found.position = Some(Guess { piece: part, confidence: position.max(0.8) * confidence });
            }
        } else {
            found.spare.push(part);
        }
    }

    /// `公司：…`, `职务：…` inside an entry.
    fn read_label(&self, piece: Piece, found: &mut Found) -> bool {
        let text = self.layout.folded(piece);
        const LONGEST: usize = 24;
        let Some(colon) = text.iter().take(LONGEST).position(|c| *c == ':') else { return false };
        let key: String = text[..colon].iter().collect();
        let value = self.layout.trimmed(Piece { start: piece.start + colon + 1, end: piece.end });
        let guess = Guess { piece: value, confidence: 0.92 };
        match labels::label(&key, Kind::Candidate) {
            Some(Label::Company | Label::Position) if value.len() > 0 && !self.pair(value, found) => {
                let company = labels::label(&key, Kind::Candidate) == Some(Label::Company);
                *(if company { &mut found.company } else { &mut found.position }) = Some(guess);
            }
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// 公司/职位：某某有限公司 / 财务总监 names both.
    fn pair(&self, value: Piece, found: &mut Found) -> bool {
        let (Some(company), Some(position)) = pair(self.layout, value) else { return false };
        let guess = |piece| Some(Guess { piece, confidence: 0.92 });
        (found.company, found.position) = (guess(company), guess(position));
        true
    }

    /// What is beside a position and is nothing else is the employer, and the other way round.
    fn fill_by_exclusion(&self, found: &mut Found) {
        let named = |piece: &&Piece| {
            let text = self.layout.folded(**piece);
            (2..=48).contains(&text.len())
                && text.iter().any(|c| c.is_alphabetic())
                && text.iter().filter(|c| c.is_ascii_digit()).count() <= 2
        };
        let mut spare = found.spare.iter().filter(named).copied();
        if found.company.is_none() && found.position.is_some() {
            found.company = spare.next().map(|piece| Guess { piece, confidence: 0.6 });
        } else if found.position.is_none() && found.company.is_some() {
            found.position = spare
                .find(|piece| {
                    let text = self.layout.folded_string(*piece);
                    !text.ends_with('部') && cities::normalize(&text).is_none()
                })
                .map(|piece| Guess { piece, confidence: 0.5 });
        }
    }

    fn company(&self, part: Piece) -> Piece {
        company_alone(self.layout, part)
    }
}

/// Whether a line has something that looks like an employer or a position.
fn names_work(layout: &Layout, line: &PartLine) -> bool {
    let cells = layout.cells(line.piece);
    let mut words = cells.iter().flat_map(|cell| parts(layout, *cell)).map(|part| layout.folded_string(part));
    is_header(layout, line)
        && words.any(|words| company_likelihood(&words) > 0.0 || position_likelihood(&words) > 0.0)
}

/// A line that can name an employer or a position: short, no list item, no sentence, no verb of duties first.
fn is_header(layout: &Layout, line: &PartLine) -> bool {
    const LONGEST: usize = 80;
    const DUTIES: &[&str] = &[
        "负责",
        "参与",
        "主导",
        "协助",
        "工作职责",
        "工作描述",
        "职责",
        "工作内容",
        "完成",
        "带领",
        "管理",
        "独立",
        "搭建",
        "业绩",
        "主要职责",
        "项目",
        "汇报",
        "下属",
        "led ",
        "managed ",
        "built ",
        "own ",
        "lead the",
        "responsib",
        "design of",
        "developed ",
        "write ",
        "ran ",
    ];
    let text = layout.folded(line.piece);
    let sentence = text.last().is_some_and(|c| matches!(c, '。' | ';' | '.')) && !ends_in_form(text);
    let duty = DUTIES.iter().any(|word| stands(text, 0, word));
    let contact = (1..text.len()).any(|at| text[at] == '@' && text[at - 1] != ' ');
    text.len() <= LONGEST && !line.bullet && !sentence && !duty && !contact
}

/// Inc. and the like end in a full stop without ending a sentence.
fn ends_in_form(text: &[char]) -> bool {
    let tail: String = text[text.len().saturating_sub(8)..].iter().collect();
    ["inc.", "ltd.", "co.", "corp.", "s.p.a.", "b.v.", "s.a.", "l.p."].iter().any(|form| tail.ends_with(form))
}
