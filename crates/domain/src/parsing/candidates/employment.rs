//! Present employer and position, and years of experience.

use chrono::Datelike;

use crate::characters::position;
use crate::experience::{self, Span};
use crate::parsing::ParseWarning;
use crate::parsing::history::{self, Entry, prose};
use crate::parsing::labels::Label;
use crate::parsing::layout::Piece;
use crate::parsing::record::Guess;
use crate::parsing::sections::{PartLine, Section};
use crate::parsing::titles::{company_likelihood, position_likelihood};

use super::Reading;

impl Reading<'_> {
    pub(super) fn read_employment(&mut self) {
        let entries = self.entries();
        let present = present(&entries);
        let header = self.header_guesses();
        let labelled = self.labelled_employment();
        let told = self.told_employment();
        let never_worked = entries.iter().all(|entry| entry.internship) && self.is_student(&entries);
        let company = labelled
            .0
            .or(told.0)
            .or_else(|| present.and_then(|entry| entry.company))
            .or(header.0.filter(|_| !never_worked));
        let position = labelled
            .1
            .or(told.1)
            .or_else(|| present.and_then(|entry| entry.position))
            .or(header.1.filter(|_| !never_worked));
        if let Some(guess) = company {
            self.saw("current_company", guess.piece, guess.confidence);
            self.fields.current_company = Some(self.layout.value(guess.piece));
        }
        if let Some(guess) = position {
            self.saw("current_position", guess.piece, guess.confidence);
            self.fields.current_position = Some(self.layout.value(guess.piece));
        }
    }

    /// Employer and position behind their labels, or both behind one: 现任：某某有限公司 财务总监.
    fn labelled_employment(&self) -> (Option<Guess>, Option<Guess>) {
        const LONGEST: usize = 60;
        let guess = |piece| Guess { piece, confidence: 0.97 };
        let first = |label| {
            let mut values = self.labelled(label).into_iter();
            values.find(|value| value.len() <= LONGEST && !self.is_in_history(*value))
        };
        let (company, position) = (first(Label::Company), first(Label::Position));
        let pairs = [company, position].map(|value| value.map(|value| history::pair(&self.layout, value)));
        for pair in pairs.into_iter().flatten() {
            if let (Some(company), Some(position)) = pair {
                return (Some(guess(company)), Some(guess(position)));
            }
        }
        // 现任：财务总监 names the position only.
        let only_position = |value: &Piece| history::pair(&self.layout, *value) == (None, Some(*value));
        let misplaced = company.filter(|value| position.is_none() && only_position(value));
        (company.filter(|_| misplaced.is_none()).map(guess), position.or(misplaced).map(guess))
    }

    /// What a sentence outside of the history says of the present: 现就职于某某有限公司，担任财务总监.
    fn told_employment(&self) -> (Option<Guess>, Option<Guess>) {
        let skipped =
            [Section::Work, Section::Education, Section::Projects, Section::Internship, Section::Wanted];
        let parts = self.parts.iter().filter(|part| !skipped.contains(&part.section));
        let lines = parts.flat_map(|part| part.pieces.iter().map(|line| line.piece));
        let clauses = lines
            .flat_map(|line| self.sentences(line))
            .filter_map(|sentence| prose::clause(&self.layout, sentence));
        let told = clauses.into_iter().find(|clause| clause.lasting);
        let guess = |piece| Guess { piece, confidence: 0.85 };
        (told.map(|clause| guess(clause.company)), told.and_then(|clause| clause.position).map(guess))
    }

    /// The sentences of a line.
    fn sentences(&self, line: Piece) -> Vec<Piece> {
        self.layout.split(line, |at| {
            usize::from(matches!(self.layout.folded(Piece { start: at, end: at + 1 })[0], '。' | ';' | '!'))
        })
    }

    /// The employments: of the sections that are headed so, else of everything that is not studies or projects.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let headed: Vec<&crate::parsing::sections::Part> =
            self.section(Section::Work).filter(|part| !part.pieces.is_empty()).collect();
        for part in &headed {
            let worked =
                history::entries(&self.layout, &part.pieces).into_iter().filter(|entry| !entry.study);
            entries.extend(worked);
        }
        if entries.is_empty() {
            let skipped = [Section::Education, Section::Projects, Section::Internship, Section::Certificates];
            for part in self.parts.iter().filter(|part| !skipped.contains(&part.section)) {
                let sentences = part.pieces.iter().flat_map(|line| {
                    self.sentences(line.piece).into_iter().map(|piece| PartLine { piece, ..*line })
                });
                let lines: Vec<PartLine> = sentences.collect();
                let found = history::entries(&self.layout, &lines);
                let worked =
                    |entry: &Entry| (entry.company.is_some() || entry.position.is_some()) && !entry.study;
                entries.extend(found.into_iter().filter(worked));
            }
        }
        entries
    }

    fn is_in_history(&self, piece: Piece) -> bool {
        let sections = [Section::Work, Section::Projects, Section::Internship];
        self.parts.iter().filter(|part| sections.contains(&part.section)).any(|part| {
            part.pieces.iter().any(|line| line.piece.start <= piece.start && piece.end <= line.piece.end)
        })
    }

    /// Somebody who never worked and says so: 应届, a wanted position only.
    fn is_student(&self, entries: &[Entry]) -> bool {
        let head: String =
            self.parts.iter().take(2).map(|part| self.layout.folded_string(Self::extent(part))).collect();
        !entries.is_empty()
            || ["应届", "在校", "届毕业", "student", "graduate"].iter().any(|word| head.contains(word))
            || self.section(Section::Internship).next().is_some()
    }

    /// Employer and position as the header names them: a line below the name.
    fn header_guesses(&self) -> (Option<Guess>, Option<Guess>) {
        const LINES: usize = 6;
        let (mut company, mut position) = (None, None);
        for part in self.parts.iter().filter(|part| part.section == Section::Head) {
            for line in part.pieces.iter().take(LINES) {
                let wanted = self.labels.iter().any(|labelled| labelled.line == line.line);
                let sentence = line.piece.len() > 90 || self.layout.folded(line.piece).contains(&'。');
                if wanted || sentence {
                    continue;
                }
                for piece in
                    self.layout.cells(line.piece).iter().flat_map(|cell| history::parts(&self.layout, *cell))
                {
                    let words = self.layout.folded_string(piece);
                    let (c, p) = (company_likelihood(&words), position_likelihood(&words));
                    if c > p && c >= 0.6 && company.is_none() {
                        company = Some(Guess { piece, confidence: 0.75 });
                    } else if p > c && p >= 0.6 && position.is_none() {
                        position = Some(Guess { piece, confidence: 0.75 });
                    }
                }
            }
        }
        (company, position)
    }

    pub(super) fn read_years(&mut self) {
        let spans: Vec<Span> =
            self.entries().iter().filter(|entry| !entry.internship).map(|entry| entry.span).collect();
        let at = self.entries().iter().find(|entry| !entry.internship).map(|entry| entry.at);
        let counted = (!spans.is_empty()).then(|| experience::total(&spans, self.context.today));
        let stated = self.stated_years();
        let (years, piece, confidence) = match (stated, counted) {
            (Some((years, piece, true)), counted) => {
                self.warn_of_disagreement(years, counted);
                (years, piece, 0.95)
            }
            (Some((years, piece, false)), Some(counted))
                if (years - counted).abs() <= 1.5 || years > counted =>
            {
                (years, piece, 0.9)
            }
            (Some((years, piece, false)), None) => (years, piece, 0.8),
            (_, Some(counted)) => (counted, at.unwrap_or(Piece { start: 0, end: 0 }), 0.85),
            (None, None) => {
                if self.section(Section::Internship).next().is_some() || self.says_graduate() {
                    self.fields.experience_years = Some(0.0);
                    return;
                }
                let Some((years, piece)) = self.years_since_graduation() else { return };
                (years, piece, 0.5)
            }
        };
        self.saw("experience_years", piece, confidence);
        self.fields.experience_years = Some((years.clamp(0.0, 80.0) * 10.0).round() / 10.0);
    }

    /// Of somebody who works and tells no dates of it: the years since 2015年…毕业.
    fn years_since_graduation(&self) -> Option<(f64, Piece)> {
        const NEAR: usize = 9;
        self.fields.current_company.as_ref()?;
        let years = self.layout.lines.iter().filter_map(|line| {
            let text = self.layout.folded(line.piece);
            let end = ["毕业", "graduated"].iter().find_map(|word| position(text, word))?;
            let start = (end.saturating_sub(NEAR)..end).find(|at| text[*at].is_ascii_digit())?;
            let digits: String = text[start..end].iter().take_while(|c| c.is_ascii_digit()).collect();
            let year: i32 =
                digits.parse().ok().filter(|year| (1960..=self.context.today.year()).contains(year))?;
            Some((year, Piece { start: line.piece.start + start, end: line.piece.start + end }))
        });
        let (year, piece) = years.max_by_key(|(year, _)| *year)?;
        Some((f64::from(self.context.today.year() - year), piece))
    }

    fn says_graduate(&self) -> bool {
        let head: String =
            self.parts.iter().take(3).map(|part| self.layout.folded_string(Self::extent(part))).collect();
        ["应届", "届毕业生", "在校生", "届本科"].iter().any(|word| head.contains(word))
    }

    fn warn_of_disagreement(&mut self, stated: f64, counted: Option<f64>) {
        const FAR: f64 = 2.5;
        if let Some(counted) = counted.filter(|counted| (stated - counted).abs() > FAR) {
            self.notes.warnings.push(ParseWarning::YearsDisagree {
                stated: stated.to_string(),
                counted: counted.to_string(),
            });
        }
    }

    /// Years as stated, their place, and whether a label says that they are all of them.
    fn stated_years(&self) -> Option<(f64, Piece, bool)> {
        for value in self.labelled(Label::Years).into_iter().filter(|value| value.len() <= 30) {
            let text = self.layout.folded(value);
            if let Some(stated) = experience::stated_in(text).first() {
                return Some((
                    stated.min,
                    Piece { start: value.start + stated.start, end: value.start + stated.end },
                    true,
                ));
            }
            if let Ok(years) = self.layout.folded_string(value).trim().trim_end_matches('+').parse::<f64>()
                && (0.0..=60.0).contains(&years)
            {
                return Some((years, value, true));
            }
        }
        self.years_in_words()
    }

    /// 8年 in a cell of the header, or years of experience said in header or summary; the most counts.
    fn years_in_words(&self) -> Option<(f64, Piece, bool)> {
        const LINES: usize = 14;
        let parts = self.parts.iter().filter(|part| {
            matches!(part.section, Section::Head | Section::Personal | Section::Summary | Section::Wanted)
        });
        let mut best: Option<(f64, Piece, bool)> = None;
        for line in parts.flat_map(|part| part.pieces.iter().take(LINES)) {
            let text = self.layout.folded(line.piece);
            for stated in experience::stated_in(text) {
                let place =
                    Piece { start: line.piece.start + stated.start, end: line.piece.start + stated.end };
                let alone = self
                    .layout
                    .cells(line.piece)
                    .iter()
                    .any(|cell| cell.start == place.start && cell.end <= place.end + 2);
                let of_work = experience::is_of_work(text, &stated) || alone;
                if of_work && best.is_none_or(|(years, _, _)| stated.min > years) {
                    best = Some((stated.min, place, false));
                }
            }
        }
        best
    }
}

/// The lasting employment that began last, else the one that ended last; internships only beside real ones.
fn present(entries: &[Entry]) -> Option<Entry> {
    let work = entries
        .iter()
        .filter(|entry| !entry.internship && (entry.company.is_some() || entry.position.is_some()));
    // The first of equals: people put the latest on top.
    work.rev().max_by_key(|entry| entry.span.recency()).copied()
}
