//! One job description to one job.

mod company;
pub(crate) mod requirements;
mod title;

use crate::jobs::JobFields;
use crate::{cities, salary};

use super::labels::{self, Kind, Label, Labelled};
use super::layout::{Layout, Piece};
use super::record::{Notes, Record};
use super::sections::{self, Part, Section};
use super::{Context, Evidence, ParseWarning, ParsedItem, keywords, skills, titles};

pub(crate) use title::bare_title;

/// A job description while it is read.
pub(crate) struct Reading<'a> {
    pub(crate) layout: Layout,
    pub(crate) labels: Vec<Labelled>,
    pub(crate) parts: Vec<Part>,
    pub(crate) context: &'a Context<'a>,
    pub(crate) notes: Notes,
    pub(crate) fields: JobFields,
}

/// How much each field counts in the confidence of a job.
const WEIGHTS: &[(&str, f32)] = &[
    ("title", 3.0),
    ("company_name", 2.0),
    ("locations", 1.0),
    ("salary_range", 1.0),
    ("min_experience_years", 1.0),
    ("education_required", 1.0),
    ("keywords", 1.0),
    ("job_requirement", 1.0),
];

/// Reads the one job of a record.
pub(crate) fn parse(record: &Record, context: &Context) -> ParsedItem<JobFields> {
    let mut reading = Reading::of(record, context);
    reading.read_title();
    reading.read_company();
    reading.read_places();
    reading.read_salary();
    reading.read_years();
    reading.read_education();
    reading.read_texts();
    reading.read_skills();
    reading.read_rest();
    if reading.fields.company_name.is_none() {
        reading.notes.warnings.push(ParseWarning::CompanyMissing);
    }
    let mut item = finish(reading.fields, reading.notes);
    if let Some(preamble) = record.preamble {
        inherit(&mut item, preamble, 0, context);
    }
    item
}

/// Puts fields and notes together.
pub(crate) fn finish(fields: JobFields, notes: Notes) -> ParsedItem<JobFields> {
    let confidence = notes.overall(WEIGHTS);
    ParsedItem { fields, confidence, evidence: notes.evidence, warnings: notes.warnings }
}

/// Whether a job was read: a title, and something about the work.
pub fn is_something(item: &ParsedItem<JobFields>) -> bool {
    let fields = &item.fields;
    let told = fields.job_description.is_some()
        || fields.job_requirement.is_some()
        || fields.salary_range.is_some()
        || !fields.locations.is_empty();
    !fields.title.is_empty() && told
}

impl<'a> Reading<'a> {
    fn of(record: &Record, context: &'a Context<'a>) -> Self {
        let layout = record.layout();
        let labels = labels::find(&layout, Kind::Job);
        let parts = sections::parts(&layout, Kind::Job);
        Self { layout, labels, parts, context, notes: Notes::default(), fields: JobFields::default() }
    }
}

impl Reading<'_> {
    pub(crate) fn labelled(&self, label: Label) -> Vec<Piece> {
        self.labels.iter().filter(|labelled| labelled.label == label).map(|labelled| labelled.value).collect()
    }

    pub(crate) fn extent(part: &Part) -> Piece {
        let start = part.pieces.first().map_or(0, |line| line.piece.start);
        let end = part.pieces.last().map_or(start, |line| line.piece.end);
        Piece { start, end }
    }

    pub(crate) fn saw(&mut self, field: &str, piece: Piece, confidence: f32) {
        self.notes.saw(&self.layout, field, piece, confidence);
    }

    /// The cells above the first heading and of the lines that no section of text holds.
    pub(crate) fn header_cells(&self) -> Vec<Piece> {
        const LINES: usize = 14;
        let head = self
            .parts
            .iter()
            .filter(|part| matches!(part.section, Section::Head | Section::Personal | Section::Apply));
        let lines = head.flat_map(|part| part.pieces.iter().take(LINES));
        lines.flat_map(|line| self.layout.cells(line.piece)).collect()
    }

    fn read_places(&mut self) {
        let mut places: Vec<(String, Piece, f32)> = Vec::new();
        for value in self.labelled(Label::Location) {
            let text = self.layout.spaced(value);
            let found = cities::find_listed(&text);
            places.extend(found.iter().map(|city| {
                let place = Piece { start: value.start + city.start, end: value.start + city.end };
                (city.name.to_owned(), place, 0.96)
            }));
            if found.is_empty() && value.len() <= 40 {
                // `Exeter, three days on site`: what is not written as a name is none.
                let named =
                    cities::list(&text).into_iter().filter(|place| !place.starts_with(char::is_lowercase));
                places.extend(named.map(|place| (place, value, 0.6)));
            }
        }
        if places.is_empty() {
            let cells = self.header_cells();
            let small = cells.iter().flat_map(|cell| super::history::parts(&self.layout, *cell));
            let found = cells.iter().copied().chain(small);
            let found = found.flat_map(|cell| super::header::cities_in(&self.layout, cell));
            places.extend(found.map(|(name, piece)| (name.to_owned(), piece, 0.85)));
        }
        if places.is_empty() {
            places.extend(self.place_in_words());
        }
        for (place, piece, confidence) in places {
            if !self.fields.locations.contains(&place) && self.fields.locations.len() < 20 {
                self.saw("locations", piece, confidence);
                self.fields.locations.push(place);
            }
        }
    }

    /// 坐标佛山, 位于三亚市, `hybrid in Amsterdam`: a city behind such a word, else the first that is named early.
    fn place_in_words(&self) -> Option<(String, Piece, f32)> {
        const FAR: usize = 14;
        const CUES: &[&str] =
            &["坐标", "位于", "地点", "base", "驻", " in ", "based", "地址", "办公", "常驻"];
        let named = |line: Piece| {
            let city = cities::find(&self.layout.spaced(line)).into_iter().next()?;
            let before = self.layout.folded_string(Piece { start: line.start, end: line.start + city.start });
            let cued = CUES.iter().any(|cue| before.ends_with(cue) || before.trim_end().ends_with(cue));
            let place = Piece { start: line.start + city.start, end: line.start + city.end };
            Some((city.name.to_owned(), place, if cued { 0.75 } else { 0.5 }))
        };
        let all: Vec<(String, Piece, f32)> =
            self.layout.lines.iter().filter_map(|line| named(line.piece)).collect();
        let early = self.layout.lines.get(FAR).map_or(usize::MAX, |line| line.piece.start);
        let cued = all.iter().find(|place| place.2 > 0.6);
        cued.or_else(|| all.iter().find(|place| place.1.start < early)).cloned()
    }

    fn read_salary(&mut self) {
        let labelled = self.labels.iter().find(|labelled| labelled.label == Label::Salary).copied();
        if let Some(labelled) = labelled.filter(|labelled| labelled.value.len() <= 100) {
            let with_label = Piece { start: labelled.key.start, end: labelled.value.end };
            return self.take_salary(labelled.value, with_label, 0.97);
        }
        for cell in self.header_cells() {
            let text = self.layout.spaced(cell);
            if cell.len() <= 40
                && (salary::find(&text).is_some() || salary::is_open(&text) && text.contains('薪'))
            {
                return self.take_salary(cell, cell, 0.92);
            }
        }
        for line in self.layout.lines.iter().map(|line| line.piece).collect::<Vec<_>>() {
            if let Some(found) = salary::find(&self.layout.spaced(line)) {
                let piece = Piece { start: line.start + found.start, end: line.start + found.end };
                return self.take_salary(piece, line, 0.8);
            }
        }
    }

    fn take_salary(&mut self, value: Piece, context: Piece, confidence: f32) {
        let written = self.layout.value(value);
        let text = self.layout.spaced(context);
        // The line around an amount has other numbers; the amount itself was found by the stricter reading.
        let numbers = salary::find(&text).map(|found| found.salary).or_else(|| salary::parse(&text));
        match numbers {
            Some(numbers) => {
                self.fields.salary_min = numbers.min;
                self.fields.salary_max = numbers.max;
                self.fields.salary_currency = numbers.currency;
                self.fields.salary_period = numbers.period;
                self.fields.salary_months = numbers.months;
            }
            None if salary::is_open(&written) => {}
            None => self.notes.warnings.push(ParseWarning::SalaryUnreadable { text: written.clone() }),
        }
        self.saw("salary_range", value, confidence);
        self.fields.salary_range = Some(written.chars().take(100).collect());
    }

    /// The sections of duties and of requirements; a text without any is all description.
    fn read_texts(&mut self) {
        let duties = self.text_of(&[Section::Duties], Label::Description);
        let requirement = self.text_of(&[Section::Requirement, Section::NiceToHave], Label::Requirement);
        if !requirement.is_empty() {
            self.fields.job_requirement = Some(self.take_text("job_requirement", &requirement));
        }
        if duties.is_empty() && requirement.is_empty() {
            let whole = self.layout.whole();
            let whole = self.layout.trimmed(whole);
            self.fields.job_description = Some(self.take_text("job_description", &[whole]));
        } else if !duties.is_empty() {
            self.fields.job_description = Some(self.take_text("job_description", &duties));
        }
    }

    /// The pieces of the sections; of the label where there is no such section.
    fn text_of(&self, sections: &[Section], label: Label) -> Vec<Piece> {
        let parts = self.parts.iter().filter(|part| sections.contains(&part.section)).map(Self::extent);
        let found: Vec<Piece> = parts.filter(|extent| extent.len() > 0).collect();
        if found.is_empty() { self.labelled(label) } else { found }
    }

    fn take_text(&mut self, field: &str, pieces: &[Piece]) -> String {
        let mut texts = Vec::new();
        for piece in pieces {
            self.saw(field, *piece, 0.92);
            texts.push(self.layout.block(self.whole_lines(*piece)));
        }
        texts.join("\n").chars().take(50_000).collect()
    }

    /// The piece with the bullet or number that stands before its first character.
    fn whole_lines(&self, piece: Piece) -> Piece {
        let mut start = piece.start;
        while start > 0
            && self.layout.folded(Piece { start: start - 1, end: start })[0] != '\n'
            && piece.start - start < 6
        {
            start -= 1;
        }
        let lead = self.layout.folded(Piece { start, end: piece.start });
        let only_bullet = !lead.iter().any(|c| c.is_alphanumeric() || *c == ':');
        Piece { start: if only_bullet { start } else { piece.start }, end: piece.end }
    }

    fn read_skills(&mut self) {
        let whole = self.layout.whole();
        let codes = keywords::noted(&self.layout, whole, self.context, &mut self.notes);
        let mut must = Vec::new();
        for part in self.parts.iter().filter(|part| part.section == Section::Requirement) {
            for line in part
                .pieces
                .iter()
                .filter(|line| !requirements::is_wish(&self.layout.folded_string(line.piece)))
            {
                for code in keywords::codes(&self.layout, line.piece, self.context) {
                    if codes.contains(&code) && !must.contains(&code) {
                        must.push(code);
                    }
                }
            }
        }
        let sections = self.parts.iter().filter(|part| part.section == Section::Skills).map(Self::extent);
        let places: Vec<Piece> =
            sections.chain(self.labelled(Label::Skills)).filter(|place| place.len() > 0).collect();
        let mut listed: Vec<(String, Piece)> =
            places.iter().flat_map(|place| skills::listed(&self.layout, *place, self.context)).collect();
        let named: Vec<String> = listed.iter().map(|(skill, _)| skill.clone()).collect();
        let texts = self.text_of(&[Section::Requirement, Section::NiceToHave], Label::Requirement);
        listed.extend(texts.iter().flat_map(|place| skills::mentioned(&self.layout, *place, self.context)));
        for (skill, piece) in listed {
            if !self.fields.raw_skills.iter().any(|other| other.eq_ignore_ascii_case(&skill))
                && self.fields.raw_skills.len() < 100
            {
                self.saw("raw_skills", piece, 0.85);
                self.fields.raw_skills.push(skill);
            }
        }
        keywords::warn_of_unknown(&named, self.context, &mut self.notes);
        self.fields.must_keywords = must;
        self.fields.keywords = Some(codes);
    }

    /// Department, levels, notes.
    fn read_rest(&mut self) {
        if let Some(value) = self.labelled(Label::Department).into_iter().find(|value| value.len() <= 60) {
            self.saw("department", value, 0.95);
            self.fields.department = Some(self.layout.value(value));
        }
        let labelled = self.labelled(Label::Level).into_iter().find(|value| value.len() <= 40);
        if let Some(value) = labelled {
            self.saw("level_set", value, 0.95);
            let written = self.layout.value(value);
            let levels = written.split(['、', '/', ',', '，', '-', '~']).map(|level| level.trim().to_owned());
            self.fields.level_set = levels.filter(|level| !level.is_empty()).take(10).collect();
        } else {
            self.fields.level_set = titles::levels(&self.fields.title.to_lowercase());
        }
        let notes: Vec<Piece> = self
            .parts
            .iter()
            .filter(|part| part.section == Section::Benefits)
            .map(Self::extent)
            .chain(self.labelled(Label::Notes))
            .filter(|piece| piece.len() > 0)
            .collect();
        let inside = |piece: &Piece| {
            notes.iter().any(|other| other != piece && other.start <= piece.start && piece.end <= other.end)
        };
        let outer: Vec<Piece> = notes.iter().filter(|piece| !inside(piece)).copied().collect();
        if !outer.is_empty() {
            self.fields.notes = Some(self.take_text("notes", &outer).chars().take(20_000).collect());
        }
    }
}

/// Below this a company was guessed from where it stands.
const GUESSED: f32 = 0.7;

/// What is said once above several jobs holds for each: the company, the place. `start` is where that stands in the
/// document.
pub(crate) fn inherit(item: &mut ParsedItem<JobFields>, above: &str, start: usize, context: &Context) {
    let sure = |places: &Vec<Evidence>| places.iter().map(|place| place.confidence).fold(0.0, f32::max);
    let own = item.evidence.get("company_name").map_or(0.0, sure);
    let wants_company = own < GUESSED;
    let wants_places = item.fields.locations.is_empty();
    if !wants_company && !wants_places || above.trim().is_empty() {
        return;
    }
    let record = Record { text: above, start, hidden: Vec::new(), preamble: None };
    let mut reading = Reading::of(&record, context);
    reading.read_company();
    reading.read_places();
    // A guess within the job yields to what is surely said above all of them.
    let above_all = reading.notes.evidence.get("company_name").map_or(0.0, sure);
    let wants_company = wants_company && above_all > own;
    for (field, wanted) in [("company_name", wants_company), ("locations", wants_places)] {
        if let Some(places) = reading.notes.evidence.remove(field).filter(|_| wanted) {
            item.evidence.insert(field.to_owned(), places);
        }
    }
    if wants_company && reading.fields.company_name.is_some() {
        item.fields.company_name = reading.fields.company_name;
        item.warnings.retain(|warning| *warning != ParseWarning::CompanyMissing);
    }
    if wants_places {
        item.fields.locations = reading.fields.locations;
    }
}

/// A company that a list of jobs names once, at its end and not behind a label, is that of all its jobs.
pub(crate) fn share_company(items: &mut [ParsedItem<JobFields>]) {
    const OF_ALL: f32 = 0.95;
    let Some((last, others)) = items.split_last_mut() else { return };
    let evidence = last.evidence.get("company_name").cloned().unwrap_or_default();
    let told = evidence.iter().all(|place| place.confidence <= OF_ALL);
    if last.fields.company_name.is_none()
        || !told
        || others.iter().any(|item| item.fields.company_name.is_some())
    {
        return;
    }
    for item in others {
        item.fields.company_name.clone_from(&last.fields.company_name);
        item.evidence.insert("company_name".to_owned(), evidence.clone());
        item.warnings.retain(|warning| *warning != ParseWarning::CompanyMissing);
    }
}
