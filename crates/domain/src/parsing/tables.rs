//! A table of people or jobs inside a text document: a line of titles, and below it a line of as many cells for each.

use super::labels::{self, Kind, Label};
use super::layout::{Layout, Piece};
use super::{Range, SourceRow};

/// A table as it stands in a text.
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<(Piece, Vec<String>)>,
}

impl Table {
    /// The rows as those of a spreadsheet.
    pub(crate) fn rows(&self) -> Vec<SourceRow<'_>> {
        let header = &self.header;
        let rows = self.rows.iter();
        rows.map(|(piece, cells)| SourceRow { header, cells, start: piece.start, end: piece.end }).collect()
    }
}

/// The table whose rows are the records of a text, if there is one.
pub(crate) fn find(text: &str, kind: Kind, hidden: &[Range]) -> Option<Table> {
    if !text.contains(['\t', '|']) {
        return None;
    }
    let layout = Layout::new(text, 0, hidden);
    (0..layout.lines.len()).find_map(|index| table_at(&layout, index, kind))
}

fn table_at(layout: &Layout, index: usize, kind: Kind) -> Option<Table> {
    let titles = layout.cells(layout.lines[index].piece);
    if !is_header(layout, &titles, kind) {
        return None;
    }
    let below = layout.lines[index + 1..].iter().map(|line| line.piece);
    let rows: Vec<(Piece, Vec<String>)> = below
        .map(|piece| (piece, layout.cells(piece)))
        .take_while(|(_, cells)| cells.len() == titles.len())
        .map(|(piece, cells)| (piece, cells.iter().map(|cell| layout.value(*cell)).collect()))
        .collect();
    let header = titles.iter().map(|title| layout.value(*title)).collect();
    let enough = if titles.len() >= 5 { 1 } else { 2 };
    (rows.len() >= enough).then_some(Table { header, rows })
}

/// Short cells, most of them labels, one of them of what each record is called.
fn is_header(layout: &Layout, titles: &[Piece], kind: Kind) -> bool {
    const LONGEST: usize = 20;
    if titles.len() < 3 || titles.iter().any(|title| title.len() > LONGEST) {
        return false;
    }
    let labels: Vec<Label> =
        titles.iter().filter_map(|title| labels::label(&layout.folded_string(*title), kind)).collect();
    let key = match kind {
        Kind::Candidate => Label::Name,
        Kind::Job => Label::Title,
    };
    labels.contains(&key) && labels.len() * 3 >= titles.len() * 2
}
