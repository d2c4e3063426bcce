//! What a stretch of lines tells: enough of a person, or of a job, to be a record.

use crate::parsing::degrees::{self, Among};
use crate::parsing::header;
use crate::parsing::labels::{self, Kind, Label};
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::sections::{self, Section};
use crate::{experience, salary};

/// Whether there is a way to reach somebody.
pub(super) fn is_person(layout: &Layout, from: usize, to: usize) -> bool {
    let piece = lines(layout, from, to);
    layout.folded(piece).contains(&'@')
        || header::phone(layout, piece, false).is_some_and(|(phone, _)| phone.certain)
}

/// Whether there is a way to reach somebody and something of what they did; a referee has only the first.
pub(super) fn is_resume(layout: &Layout, from: usize, to: usize) -> bool {
    is_person(layout, from, to) && (from..to).any(|line| has_background(layout, line))
}

fn has_background(layout: &Layout, line: usize) -> bool {
    let piece = layout.lines[line].piece;
    let text = layout.folded(piece);
    let labelled = || {
        key_of(layout, piece, Kind::Candidate).is_some_and(|label| {
            matches!(
                label,
                Label::Company | Label::Position | Label::Years | Label::Education | Label::Skills
            )
        })
    };
    !experience::spans_in(text).is_empty()
        || !degrees::find(layout, piece, Among::Anything).is_empty()
        || experience::stated_in(text).iter().any(|stated| experience::is_of_work(text, stated))
        || labelled()
}

/// Whether duties or requirements are told, or two of pay, place, years and degree.
pub(super) fn is_job(layout: &Layout, from: usize, to: usize) -> bool {
    let facts = |line: usize| of_job(layout, layout.lines[line].piece);
    let told: Vec<Told> = (from..to).flat_map(facts).collect();
    let has = |fact: Told| told.contains(&fact);
    has(Told::Work)
        || [Told::Pay, Told::Place, Told::Years, Told::Degree].into_iter().filter(|fact| has(*fact)).count()
            >= 2
}

/// Whether a fact of a job stands right here.
pub(super) fn begins_job(layout: &Layout, from: usize, to: usize) -> bool {
    (from..to).any(|line| !of_job(layout, layout.lines[line].piece).is_empty())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Work,
    Pay,
    Place,
    Years,
    Degree,
}

fn of_job(layout: &Layout, piece: Piece) -> Vec<Told> {
    let mut told = Vec::new();
    let heading = sections::heading(layout, piece, Kind::Job).map(|(section, _)| section);
    if matches!(heading, Some(Section::Duties | Section::Requirement | Section::NiceToHave)) {
        told.push(Told::Work);
    }
    match key_of(layout, piece, Kind::Job) {
        Some(Label::Description | Label::Requirement) => told.push(Told::Work),
        Some(Label::Salary) => told.push(Told::Pay),
        Some(Label::Location) => told.push(Told::Place),
        Some(Label::Years) => told.push(Told::Years),
        Some(Label::Education) => told.push(Told::Degree),
        _ => {}
    }
    if salary::find(&layout.spaced(piece)).is_some() {
        told.push(Told::Pay);
    }
    told
}

/// The label with which a line begins.
fn key_of(layout: &Layout, piece: Piece, kind: Kind) -> Option<Label> {
    const LONGEST: usize = 28;
    let colon = layout.folded(piece).iter().take(LONGEST).position(|c| *c == ':')?;
    labels::label(&layout.folded_string(Piece { start: piece.start, end: piece.start + colon }), kind)
}

fn lines(layout: &Layout, from: usize, to: usize) -> Piece {
    let last = to.saturating_sub(1).max(from);
    Piece { start: layout.lines[from].piece.start, end: layout.lines[last].piece.end }
}
