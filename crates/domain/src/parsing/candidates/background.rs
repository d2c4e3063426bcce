//! Education.

use crate::experience;
use crate::jobs::EducationLevel;
use crate::parsing::degrees::{self, Among, Degree};
use crate::parsing::labels::Label;
use crate::parsing::layout::Piece;
use crate::parsing::sections::Section;
use crate::parsing::titles::is_school;

use super::Reading;

impl Reading<'_> {
    /// The highest degree, and the education as written: the lines of the highest degree without their dates.
    pub(super) fn read_education(&mut self) {
        let mut degrees: Vec<(Degree, f32)> = Vec::new();
        for value in self.labelled(Label::Education) {
            degrees.extend(
                degrees::find(&self.layout, value, Among::Education).into_iter().map(|degree| (degree, 0.97)),
            );
        }
        let sections: Vec<Piece> =
            self.section(Section::Education).map(Self::extent).filter(|extent| extent.len() > 0).collect();
        for extent in &sections {
            degrees.extend(
                degrees::find(&self.layout, *extent, Among::Education)
                    .into_iter()
                    .map(|degree| (degree, 0.95)),
            );
        }
        if degrees.is_empty() {
            let skipped = [Section::Work, Section::Projects, Section::Certificates];
            let parts = self.parts.iter().filter(|part| !skipped.contains(&part.section)).map(Self::extent);
            let found = parts.flat_map(|extent| degrees::find(&self.layout, extent, Among::Anything));
            degrees.extend(found.map(|degree| (degree, 0.75)));
        }
        if degrees.is_empty() {
            // Beside a school MA is a degree, wherever it stands.
            let lines = self.layout.lines.iter().map(|line| line.piece);
            let schools = lines.filter(|line| is_school(&self.layout.folded_string(*line)));
            let found = schools.flat_map(|line| degrees::find(&self.layout, line, Among::Education));
            degrees.extend(found.map(|degree| (degree, 0.7)));
        }
        if degrees.is_empty() {
            let found = degrees::find(&self.layout, self.layout.whole(), Among::Anything);
            degrees.extend(found.into_iter().map(|degree| (degree, 0.5)));
        }
        let highest = degrees
            .iter()
            .filter(|(degree, _)| degree.level > EducationLevel::None)
            .max_by_key(|(degree, _)| degree.level);
        let Some((highest, confidence)) = highest.or(degrees.first()).copied() else { return };
        self.saw("education_level", highest.at, confidence);
        self.fields.education_level = Some(highest.level);
        let written = self.education_text(&degrees, highest.level, &sections);
        self.saw("education", written, confidence);
        self.fields.education = Some(self.without_dates(written)).filter(|text| !text.is_empty());
    }

    /// The line of an education section that has the highest degree, with the school beside it; else the value of
    /// the label.
    fn education_text(&self, degrees: &[(Degree, f32)], level: EducationLevel, sections: &[Piece]) -> Piece {
        let highest = degrees.iter().filter(|(degree, _)| degree.level == level).map(|(degree, _)| degree.at);
        let in_section =
            |at: &Piece| sections.iter().any(|extent| extent.start <= at.start && at.end <= extent.end);
        let places: Vec<Piece> = highest.collect();
        let at = places
            .iter()
            .find(|at| in_section(at))
            .or(places.first())
            .copied()
            .unwrap_or(Piece { start: 0, end: 0 });
        let lines = &self.layout.lines;
        let Some(index) =
            lines.iter().position(|line| line.piece.start <= at.start && at.end <= line.piece.end)
        else {
            return at;
        };
        if !in_section(&at) {
            let labelled = self
                .labels
                .iter()
                .find(|labelled| labelled.value.start <= at.start && at.end <= labelled.value.end);
            return labelled.map_or(at, |labelled| labelled.value);
        }
        let line = lines[index].piece;
        let is_short = |piece: Piece| piece.len() <= 60 && is_school(&self.layout.folded_string(piece));
        if is_school(&self.layout.folded_string(line)) {
            return line;
        }
        let beside = |index: usize| {
            lines.get(index).map(|line| line.piece).filter(|piece| in_section(piece) && is_short(*piece))
        };
        match (index.checked_sub(1).and_then(beside), beside(index + 1)) {
            (Some(above), _) => Piece { start: above.start, end: line.end },
            (None, Some(below)) => Piece { start: line.start, end: below.end },
            (None, None) => line,
        }
    }

    fn without_dates(&self, piece: Piece) -> String {
        let text = self.layout.folded(piece);
        let mut written = String::new();
        let mut from = 0;
        for (start, end, _) in experience::spans_in(text) {
            written
                .push_str(&self.layout.value(Piece { start: piece.start + from, end: piece.start + start }));
            written.push(' ');
            from = end;
        }
        written.push_str(&self.layout.value(Piece { start: piece.start + from, end: piece.end }));
        let edges = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '·' | '|' | '-' | '–' | '—');
        let written = written.trim_matches(edges).replace("()", "").replace("（）", "");
        written.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
    }
}
