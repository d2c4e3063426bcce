//! What a person must bring: years and degree.

use crate::characters::folded;
use crate::experience;
use crate::parsing::degrees::{self, Among};
use crate::parsing::labels::Label;
use crate::parsing::layout::Piece;
use crate::parsing::sections::Section;

use super::Reading;

/// Whether a line names what is only wished for.
pub(crate) fn is_wish(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "优先",
        "加分",
        "更佳",
        "preferred",
        "a plus",
        "nice to have",
        "bonus",
        "desirable",
        "advantage",
        "ideally",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

impl Reading<'_> {
    pub(super) fn read_years(&mut self) {
        let found = self.labelled_years().or_else(|| self.years_of_header()).or_else(|| self.years_of_text());
        if let Some((years, piece, confidence)) = found {
            self.saw("min_experience_years", piece, confidence);
            self.fields.min_experience_years = Some(years);
        }
    }

    fn labelled_years(&self) -> Option<(f64, Piece, f32)> {
        let value = self.labelled(Label::Years).into_iter().find(|value| value.len() <= 40)?;
        let text = self.layout.folded(value);
        if let Some(stated) = experience::stated_in(text).first() {
            return Some((lower(stated, text), value, 0.97));
        }
        let number = text.iter().collect::<String>();
        number
            .trim()
            .trim_end_matches('+')
            .parse()
            .ok()
            .filter(|years| (0.0..=60.0).contains(years))
            .map(|years| (years, value, 0.9))
    }

    /// 3-5年 alone in a cell, 经验3年以上.
    fn years_of_header(&self) -> Option<(f64, Piece, f32)> {
        self.header_cells().into_iter().filter(|cell| cell.len() <= 24).find_map(|cell| {
            let text = self.layout.folded(cell);
            let stated = experience::stated_in(text).into_iter().next()?;
            let alone = stated.end - stated.start + 4 >= text.len() || experience::is_of_work(text, &stated);
            alone.then(|| {
                (
                    lower(&stated, text),
                    Piece { start: cell.start + stated.start, end: cell.start + stated.end },
                    0.9,
                )
            })
        })
    }

    /// The first years of work in the requirements, else anywhere outside of what the company tells of itself.
    fn years_of_text(&self) -> Option<(f64, Piece, f32)> {
        let wanted = |sections: &[Section]| -> Vec<Piece> {
            let parts = self.parts.iter().filter(|part| sections.contains(&part.section));
            parts.flat_map(|part| part.pieces.iter().map(|line| line.piece)).collect()
        };
        let mut requirements = wanted(&[Section::Requirement]);
        requirements.extend(self.labelled(Label::Requirement));
        let others = wanted(&[
            Section::Head,
            Section::Duties,
            Section::Other,
            Section::Skills,
            Section::Education,
            Section::Work,
        ]);
        for (lines, sure) in [(&requirements, true), (&requirements, false), (&others, true)] {
            for line in lines {
                let text = self.layout.folded(*line);
                for stated in experience::stated_in(text) {
                    let short = sure && is_wish(&text.iter().collect::<String>()) && text.len() < 30;
                    if short || (sure && !experience::is_of_work(text, &stated)) {
                        continue;
                    }
                    let piece = Piece { start: line.start + stated.start, end: line.start + stated.end };
                    return Some((lower(&stated, text), piece, if sure { 0.92 } else { 0.7 }));
                }
            }
        }
        self.least_years(&others)
    }

    /// 8年以上 in a line that says nothing else of it.
    fn least_years(&self, lines: &[Piece]) -> Option<(f64, Piece, f32)> {
        lines.iter().find_map(|line| {
            let text = self.layout.folded(*line);
            let least = |stated: &experience::Stated| {
                let behind: String = text[stated.end..].iter().take(2).collect();
                behind.starts_with("以上") || behind.starts_with(['起', '+'])
            };
            let stated = experience::stated_in(text).into_iter().find(least)?;
            let piece = Piece { start: line.start + stated.start, end: line.start + stated.end };
            Some((stated.min, piece, 0.6))
        })
    }

    pub(super) fn read_education(&mut self) {
        let labelled = self.labelled(Label::Education).into_iter().find_map(|value| {
            degrees::asked(&self.layout, value, Among::Education).map(|degree| (degree, 0.97))
        });
        let header = || {
            let cells = self.header_cells().into_iter().filter(|cell| cell.len() <= 20);
            cells
                .filter_map(|cell| degrees::asked(&self.layout, cell, Among::Anything))
                .next()
                .map(|degree| (degree, 0.9))
        };
        let text = || {
            let order = [
                Section::Requirement,
                Section::NiceToHave,
                Section::Head,
                Section::Duties,
                Section::Education,
                Section::Other,
            ];
            let lines = order.iter().flat_map(|section| {
                self.parts
                    .iter()
                    .filter(move |part| part.section == *section)
                    .flat_map(|part| part.pieces.iter())
            });
            lines
                .filter_map(|line| degrees::asked(&self.layout, line.piece, Among::Anything))
                .next()
                .map(|degree| (degree, 0.9))
        };
        if let Some((degree, confidence)) = labelled.or_else(header).or_else(text) {
            self.saw("education_required", degree.at, confidence);
            self.fields.education_required = Some(degree.level);
        }
    }
}

/// 3年以下, "up to 2 years": nothing is the least.
fn lower(stated: &experience::Stated, text: &[char]) -> f64 {
    let after: String = text[stated.end..].iter().take(2).collect();
    let before: String = text[..stated.start].iter().collect();
    if matches!(after.as_str(), "以下" | "以内") || before.ends_with("up to ") { 0.0 } else { stated.min }
}

/// The years that a cell of a spreadsheet asks for.
pub(crate) fn years_in_cell(cell: &str) -> Option<f64> {
    let text = folded(cell);
    match experience::stated_in(&text).first() {
        Some(stated) => Some(lower(stated, &text)),
        None => {
            let number: String = text.iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
            number.parse().ok().filter(|years| (0.0..=60.0).contains(years))
        }
    }
}
