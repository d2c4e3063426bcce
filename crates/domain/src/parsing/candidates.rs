//! One résumé to one candidate.

mod background;
mod contacts;
mod employment;

use crate::candidates::CandidateFields;
use crate::{cities, names, salary};

use super::labels::{self, Kind, Label, Labelled};
use super::layout::{Layout, Piece};
use super::record::{Notes, Record};
use super::sections::{self, Part, Section};
use super::{Context, ParseWarning, ParsedItem, header, keywords, skills};

/// A résumé while it is read.
pub(crate) struct Reading<'a> {
    pub(crate) layout: Layout,
    pub(crate) labels: Vec<Labelled>,
    pub(crate) parts: Vec<Part>,
    pub(crate) context: &'a Context<'a>,
    pub(crate) notes: Notes,
    pub(crate) fields: CandidateFields,
}

/// How much each field counts in the confidence of a candidate.
const WEIGHTS: &[(&str, f32)] = &[
    ("name", 3.0),
    ("emails", 2.0),
    ("phone", 2.0),
    ("current_company", 1.5),
    ("current_position", 1.5),
    ("experience_years", 1.0),
    ("education_level", 1.0),
    ("keywords", 1.0),
];

/// Reads the one person of a record.
pub(crate) fn parse(
    record: &Record,
    file_name: Option<&str>,
    context: &Context,
) -> ParsedItem<CandidateFields> {
    let layout = record.layout();
    let labels = labels::find(&layout, Kind::Candidate);
    let parts = sections::parts(&layout, Kind::Candidate);
    let mut reading = Reading {
        layout,
        labels,
        parts,
        context,
        notes: Notes::default(),
        fields: CandidateFields::default(),
    };
    reading.read_contacts();
    reading.read_name(file_name);
    reading.read_employment();
    reading.read_education();
    reading.read_years();
    reading.read_places();
    reading.read_salary();
    reading.read_skills();
    reading.read_rest();
    finish(reading.fields, reading.notes)
}

/// Puts fields and notes together.
pub(crate) fn finish(fields: CandidateFields, notes: Notes) -> ParsedItem<CandidateFields> {
    let confidence = notes.overall(WEIGHTS);
    ParsedItem { fields, confidence, evidence: notes.evidence, warnings: notes.warnings }
}

/// Whether a person was read: somebody with a name, or a way to reach them and something to them.
pub fn is_somebody(item: &ParsedItem<CandidateFields>) -> bool {
    let fields = &item.fields;
    let reachable = !fields.emails.is_empty() || fields.phone.is_some();
    let known = fields.current_company.is_some()
        || fields.current_position.is_some()
        || fields.education_level.is_some();
    (!fields.name.is_empty() && (reachable || known || item.confidence > 0.3)) || (reachable && known)
}

impl Reading<'_> {
    /// The values of a label, in order.
    pub(crate) fn labelled(&self, label: Label) -> Vec<Piece> {
        self.labels.iter().filter(|labelled| labelled.label == label).map(|labelled| labelled.value).collect()
    }

    /// The whole lines of the sections of one kind.
    pub(crate) fn section(&self, section: Section) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.section == section)
    }

    /// From the first to the last character of a part.
    pub(crate) fn extent(part: &Part) -> Piece {
        let start = part.pieces.first().map_or(0, |line| line.piece.start);
        let end = part.pieces.last().map_or(start, |line| line.piece.end);
        Piece { start, end }
    }

    /// Notes where a field was read.
    pub(crate) fn saw(&mut self, field: &str, piece: Piece, confidence: f32) {
        self.notes.saw(&self.layout, field, piece, confidence);
    }

    fn read_places(&mut self) {
        let mut places: Vec<(String, Piece, f32)> = Vec::new();
        for label in [Label::Location, Label::WantedLocation] {
            for value in self.labelled(label) {
                let text = self.layout.spaced(value);
                let found = cities::find_listed(&text);
                places.extend(found.iter().map(|city| {
                    let place = Piece { start: value.start + city.start, end: value.start + city.end };
                    (city.name.to_owned(), place, 0.95)
                }));
                if found.is_empty() && value.len() <= 30 {
                    places.extend(cities::list(&text).into_iter().map(|place| (place, value, 0.6)));
                }
            }
        }
        if places.is_empty() {
            places.extend(self.places_of_header());
        }
        for (place, piece, confidence) in places {
            if !self.fields.locations.contains(&place) && self.fields.locations.len() < 10 {
                self.saw("locations", piece, confidence);
                self.fields.locations.push(place);
            }
        }
    }

    /// Cities that stand alone in a cell above the first heading, or beside the contacts.
    fn places_of_header(&self) -> Vec<(String, Piece, f32)> {
        const LINES: usize = 12;
        let head = self
            .parts
            .iter()
            .filter(|part| matches!(part.section, Section::Head | Section::Personal | Section::Wanted));
        let lines = head.flat_map(|part| part.pieces.iter().take(LINES));
        let cells = lines.flat_map(|line| self.layout.cells(line.piece));
        let found = cells.flat_map(|cell| header::cities_in(&self.layout, cell));
        found.map(|(name, piece)| (name.to_owned(), piece, 0.8)).collect()
    }

    fn read_salary(&mut self) {
        let labelled = self.labels.iter().find(|labelled| labelled.label == Label::WantedSalary).copied();
        let found = match labelled {
            Some(labelled) => {
                Some((labelled.value, Piece { start: labelled.key.start, end: labelled.value.end }, 0.95))
            }
            None => self.section(Section::Wanted).map(Self::extent).find_map(|extent| {
                let found = salary::find(&self.layout.spaced(extent))?;
                let piece = Piece { start: extent.start + found.start, end: extent.start + found.end };
                Some((piece, piece, 0.8))
            }),
        };
        let Some((value, with_label, confidence)) = found else { return };
        let written = self.layout.value(value);
        if written.chars().count() > 100 {
            return;
        }
        match salary::parse(&self.layout.spaced(with_label)) {
            Some(numbers) => {
                self.fields.expected_salary_min = numbers.min;
                self.fields.expected_salary_max = numbers.max;
                self.fields.expected_salary_currency = numbers.currency;
                self.fields.expected_salary_period = numbers.period;
                self.fields.expected_salary_months = numbers.months;
            }
            None if salary::is_open(&written) => {}
            None => self.notes.warnings.push(ParseWarning::SalaryUnreadable { text: written.clone() }),
        }
        self.saw("expected_salary", value, confidence);
        self.fields.expected_salary = Some(written);
    }

    fn read_skills(&mut self) {
        let labelled = self.labelled(Label::Skills);
        let sections: Vec<Piece> =
            self.section(Section::Skills).map(Self::extent).filter(|extent| extent.len() > 0).collect();
        let mut places = sections;
        places.extend(labelled.into_iter().filter(|value| {
            !self.section(Section::Skills).any(|part| {
                let extent = Self::extent(part);
                extent.start <= value.start && value.end <= extent.end
            })
        }));
        let mut texts = Vec::new();
        for place in places {
            texts.push(self.layout.block(place));
            self.saw("skills", place, 0.9);
            for (skill, piece) in skills::listed(&self.layout, place, self.context) {
                let known = self.fields.raw_skills.iter().any(|other| other.eq_ignore_ascii_case(&skill));
                if !known && self.fields.raw_skills.len() < 100 {
                    self.saw("raw_skills", piece, 0.85);
                    self.fields.raw_skills.push(skill);
                }
            }
        }
        let text: String = texts.join("\n").chars().take(20_000).collect();
        self.fields.skills = Some(text).filter(|text| !text.is_empty());
        let whole = self.layout.whole();
        self.fields.keywords = Some(keywords::noted(&self.layout, whole, self.context, &mut self.notes));
        keywords::warn_of_unknown(&self.fields.raw_skills, self.context, &mut self.notes);
    }

    /// Salutation, id, summary, level.
    fn read_rest(&mut self) {
        self.read_salutation();
        if let Some(value) = self.labelled(Label::Id).into_iter().find(|value| value.len() <= 40) {
            self.saw("external_id", value, 0.9);
            self.fields.external_id = Some(self.layout.value(value));
        }
        let summary = self
            .section(Section::Summary)
            .map(Self::extent)
            .chain(self.labelled(Label::Summary))
            .chain(self.labelled(Label::Notes))
            .find(|extent| extent.len() > 0);
        if let Some(extent) = summary {
            self.saw("summary", extent, 0.85);
            self.fields.summary = Some(self.layout.block(extent));
        }
        if let Some(value) = self.labelled(Label::Level).into_iter().find(|value| value.len() <= 20) {
            self.saw("level", value, 0.9);
            self.fields.level = Some(self.layout.value(value));
        } else if let Some(position) = &self.fields.current_position {
            self.fields.level = super::titles::levels(&position.to_lowercase()).into_iter().next();
        }
    }

    /// Only what the person states: a label, or 男 alone in a cell of the header.
    fn read_salutation(&mut self) {
        const LINES: usize = 8;
        let labelled = self.labelled(Label::Sex).into_iter();
        let head = self.parts.iter().take(2).flat_map(|part| part.pieces.iter().take(LINES));
        let cells = head.flat_map(|line| self.layout.cells(line.piece)).filter(|cell| {
            cell.len() <= 6 && matches!(self.layout.folded(*cell)[0], '男' | '女' | 'm' | 'f')
        });
        let stated: Vec<Piece> = labelled.chain(cells).collect();
        for piece in stated {
            let words = self.layout.value(piece);
            let first = words.split_whitespace().next().unwrap_or_default();
            if first.len() > 1
                && let Some(title) = names::salutation(first)
            {
                self.saw("salutation_title", piece, 0.95);
                self.fields.salutation_title = Some(title);
                return;
            }
        }
    }
}
