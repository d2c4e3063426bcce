//! Name, e-mail addresses, telephone number.

use crate::names;
use crate::parsing::history;
use crate::parsing::labels::Label;
use crate::parsing::layout::Piece;
use crate::parsing::sections::Section;
use crate::parsing::{ParseWarning, header};

use super::Reading;

impl Reading<'_> {
    pub(super) fn read_contacts(&mut self) {
        for (email, piece) in header::emails(&self.layout).into_iter().take(10) {
            self.saw("emails", piece, 0.98);
            self.fields.emails.push(email);
        }
        if self.fields.emails.is_empty() {
            self.notes.warnings.push(ParseWarning::EmailMissing);
        }
        match self.phone() {
            Some((number, piece, confidence)) => {
                self.saw("phone", piece, confidence);
                if number.contains('*') {
                    self.notes.warnings.push(ParseWarning::PhoneMasked);
                }
                self.fields.phone = Some(number);
            }
            None => self.notes.warnings.push(ParseWarning::PhoneMissing),
        }
    }

    /// Behind a label, else the first that is surely a number, else the first that may be one.
    fn phone(&self) -> Option<(String, Piece, f32)> {
        let values = self.labelled(Label::Phone).into_iter().chain(self.labelled(Label::Email));
        let labelled = values.into_iter().find_map(|value| header::phone(&self.layout, value, true));
        if let Some((phone, piece)) = labelled {
            return Some((phone.number, piece, 0.98));
        }
        let (phone, piece) = header::phone(&self.layout, self.layout.whole(), false)?;
        Some((phone.number, piece, if phone.certain { 0.95 } else { 0.7 }))
    }

    pub(super) fn read_name(&mut self, file_name: Option<&str>) {
        let hint = file_name.and_then(names::in_file_name);
        let found = self.labelled_name().or_else(|| self.name_of_text(hint.as_deref()));
        match (found, hint) {
            (Some((name, piece, confidence)), _) => {
                self.saw("name", piece, confidence);
                if confidence < 0.7 {
                    self.notes.warnings.push(ParseWarning::NameUncertain);
                }
                self.fields.name = name;
            }
            (None, Some(name)) => {
                self.notes.warnings.push(ParseWarning::NameUncertain);
                self.fields.name = name;
            }
            (None, None) => self.notes.warnings.push(ParseWarning::NameUncertain),
        }
    }

    /// Behind 姓名 or Name it is the name, whatever it looks like.
    fn labelled_name(&self) -> Option<(String, Piece, f32)> {
        let first = |label| self.labelled(label).into_iter().next();
        if let Some(value) = first(Label::Name) {
            let value = self.name_cell(value);
            let written = self.layout.value(value);
            let name = names::normalize(&written).unwrap_or(written);
            return (name.chars().count() <= 60).then_some((name, value, 0.98));
        }
        let (given, family) = (first(Label::FirstName)?, first(Label::LastName)?);
        let name = format!("{} {}", self.layout.value(given), self.layout.value(family));
        Some((name, given, 0.95))
    }

    /// 张 伟 (男): the cell without what follows the name.
    fn name_cell(&self, value: Piece) -> Piece {
        let written = self.layout.value(value);
        if names::normalize(&written).is_some() {
            return value;
        }
        let cells = self.layout.split(value, |at| {
            let c = self.layout.folded(Piece { start: at, end: at + 1 })[0];
            let wide = c == ' '
                && at + 1 < value.end
                && self.layout.folded(Piece { start: at + 1, end: at + 2 })[0] == ' ';
            usize::from(wide || matches!(c, '\t' | '|' | '(' | ',' | '/'))
        });
        cells.first().copied().unwrap_or(value)
    }

    /// The most likely name among the lines: early, alone, and confirmed by file name or address.
    fn name_of_text(&self, hint: Option<&str>) -> Option<(String, Piece, f32)> {
        const EARLY: usize = 6;
        const FAR: usize = 80;
        let mut best: Option<(String, Piece, f32)> = None;
        for (index, line) in self.layout.lines.iter().enumerate().take(FAR) {
            if line.bullet && index > EARLY {
                continue;
            }
            let Some((name, piece, likelihood)) = header::name_in_line(&self.layout, line.piece) else {
                continue;
            };
            let alone = piece.len() + 4 >= line.piece.len();
            let place = match index {
                0..=1 => 1.0,
                2..=EARLY => 0.9,
                _ if alone && !self.is_within_history(piece) => 0.55,
                _ => continue,
            };
            let confirmed = hint.is_some_and(|hint| names::same(hint, &name))
                || self.fields.emails.iter().any(|email| header::email_fits(email, &name));
            if self.is_within_history(piece) && !confirmed {
                continue;
            }
            let score = (likelihood * place * if alone { 1.0 } else { 0.9 }
                + if confirmed { 0.3 } else { 0.0 })
            .min(0.97);
            if best.as_ref().is_none_or(|(_, _, other)| score > *other) {
                best = Some((name, piece, score));
            }
        }
        best.filter(|(_, _, score)| *score >= 0.3).or_else(|| self.name_by_place())
    }

    /// Names that no list holds, such as 乌兰图雅, by where they stand: first, beside sex or contact, or above them.
    fn name_by_place(&self) -> Option<(String, Piece, f32)> {
        const EARLY: usize = 3;
        let lines = &self.layout.lines;
        lines.iter().take(EARLY).enumerate().find_map(|(index, line)| {
            let cell = *self.layout.cells(line.piece).first()?;
            let first = *history::parts(&self.layout, cell).first()?;
            let name = self.layout.value(first);
            let rest = Piece { start: first.end, end: line.piece.end };
            let beside =
                if rest.len() > 0 { Some(rest) } else { lines.get(index + 1).map(|line| line.piece) };
            let told = beside.is_some_and(|piece| {
                let words = self.layout.folded_string(piece);
                let words = words.trim_start_matches([' ', '|', ',', '·', '\t', '/']);
                words.starts_with(['男', '女'])
                    || words.contains('@')
                    || header::phone(&self.layout, piece, false).is_some()
            });
            (told && names::may_be(&name)).then_some((name, first, 0.5))
        })
    }

    /// Names in a history are those of teachers, referees, clients.
    fn is_within_history(&self, piece: Piece) -> bool {
        let sections = [Section::Work, Section::Projects, Section::Internship, Section::Other];
        self.parts.iter().filter(|part| sections.contains(&part.section)).any(|part| {
            part.pieces.iter().any(|line| line.piece.start <= piece.start && piece.end <= line.piece.end)
        })
    }
}
