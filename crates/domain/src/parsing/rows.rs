//! Spreadsheets: one record a row, the columns known by their titles, the unknown ones kept as notes.

use std::rc::Rc;

use crate::candidates::CandidateFields;
use crate::jobs::JobFields;
use crate::text::is_email;
use crate::{cities, names, phones, salary};

use super::degrees::{self, Among};
use super::jobs::requirements;
use super::labels::{self, Kind, Label};
use super::layout::{Layout, Piece};
use super::record::{Notes, Record};
use super::{
    Context, Evidence, ParseWarning, ParsedItem, Range, Source, SourceRow, candidates, find_instructions,
    jobs, keywords, skills, titles,
};

/// A row while it is read: its text, and its filled cells with their places in that text.
struct Row<'a> {
    layout: Layout,
    cells: Vec<Cell<'a>>,
    context: &'a Context<'a>,
    notes: Notes,
    /// What was said above the table: its title, the name of its sheet.
    above: Rc<Above>,
}

/// A stretch of text above rows, and where it stands.
#[derive(Default)]
struct Above {
    text: String,
    start: usize,
}

struct Cell<'a> {
    title: &'a str,
    label: Option<Label>,
    value: String,
    place: Piece,
}

pub(crate) fn candidates(
    source: &Source,
    rows: &[SourceRow],
    context: &Context,
) -> Vec<ParsedItem<CandidateFields>> {
    let hidden = find_instructions(source.text);
    let rows = readings(source, rows, Kind::Candidate, &hidden, context);
    rows.into_iter()
        .map(Row::candidate)
        .filter(|item| !item.fields.name.is_empty() || !item.fields.emails.is_empty())
        .collect()
}

pub(crate) fn jobs(source: &Source, rows: &[SourceRow], context: &Context) -> Vec<ParsedItem<JobFields>> {
    let hidden = find_instructions(source.text);
    let rows = readings(source, rows, Kind::Job, &hidden, context);
    let job = |row: Row| {
        let above = Rc::clone(&row.above);
        let mut item = row.job();
        jobs::inherit(&mut item, &above.text, above.start, context);
        item
    };
    let mut items: Vec<_> = rows.into_iter().map(job).collect();
    fill_down(&mut items);
    items.retain(|item| !item.fields.title.is_empty());
    items
}

/// 同上, or nothing below a company that was named once: the company of the row above.
fn fill_down(items: &mut [ParsedItem<JobFields>]) {
    const SAME: &[&str] = &["同上", "〃", "″", "\"", "''", "same", "same as above", "ditto", "-"];
    let mut above: Option<(String, Vec<Evidence>)> = None;
    for item in items {
        let own = item.fields.company_name.as_deref().unwrap_or_default().trim().to_lowercase();
        if !own.is_empty() && !SAME.contains(&own.as_str()) {
            let places = item.evidence.get("company_name").cloned().unwrap_or_default();
            above = item.fields.company_name.clone().map(|name| (name, places));
        } else if let Some((name, places)) = &above {
            item.fields.company_name = Some(name.clone());
            item.evidence.insert("company_name".to_owned(), places.clone());
            item.warnings.retain(|warning| *warning != ParseWarning::CompanyMissing);
        }
    }
}

fn readings<'a>(
    source: &Source,
    rows: &[SourceRow<'a>],
    kind: Kind,
    hidden: &[Range],
    context: &'a Context<'a>,
) -> Vec<Row<'a>> {
    let mut characters = source.text.chars();
    let mut at = 0;
    let mut above = Rc::new(Above::default());
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        // Rows follow each other in the text, so that it is walked through once.
        let between: String = characters.by_ref().take(row.start.saturating_sub(at)).collect();
        if !between.trim().is_empty() {
            above = Rc::new(Above { text: between, start: at });
        }
        let text: String = characters.by_ref().take(row.end.saturating_sub(row.start.max(at))).collect();
        at = row.end.max(at);
        let here: Vec<Range> =
            hidden.iter().filter(|range| range.start < row.end && row.start < range.end).cloned().collect();
        let warned = !here.is_empty();
        let record = Record { text: &text, start: row.start, hidden: here, preamble: None };
        let layout = record.layout();
        let cells = cells(&layout, row, kind);
        let mut notes = Notes::default();
        if warned {
            notes.warnings.push(ParseWarning::InstructionsInDocument);
        }
        read.push(Row { layout, cells, context, notes, above: Rc::clone(&above) });
    }
    read
}

fn cells<'a>(layout: &Layout, row: &SourceRow<'a>, kind: Kind) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    let filled: Vec<(usize, &String)> =
        row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).collect();
    // A spreadsheet has a line for each filled cell, a table in a document all of them on one line.
    let beside = (layout.lines.len() == 1 && filled.len() > 1).then(|| layout.cells(layout.whole()));
    let places = beside.unwrap_or_else(|| layout.lines.iter().map(|line| line.piece).collect());
    for (number, (index, cell)) in filled.into_iter().enumerate() {
        let title = row.header.get(index).map_or("", String::as_str);
        let place = places.get(number).copied().unwrap_or(Piece { start: 0, end: 0 });
        let length = cell.trim().chars().count();
        let place = Piece { start: place.end.saturating_sub(length).max(place.start), end: place.end };
        let written = layout.value(place);
        let value = if written.is_empty() { String::new() } else { cell.trim().to_owned() };
        cells.push(Cell { title, label: labels::label(&title.to_lowercase(), kind), value, place });
    }
    cells
}

impl Row<'_> {
    /// The first cell of a label, noted as evidence of a field.
    fn take(&mut self, label: Label, field: &str) -> Option<String> {
        let cell = self.cells.iter().find(|cell| cell.label == Some(label) && !cell.value.is_empty())?;
        self.notes.saw(&self.layout, field, cell.place, 0.98);
        Some(cell.value.clone())
    }

    fn candidate(mut self) -> ParsedItem<CandidateFields> {
        let mut fields =
            CandidateFields { name: self.name().unwrap_or_default(), ..CandidateFields::default() };
        self.contacts(&mut fields);
        fields.current_company = self.take(Label::Company, "current_company");
        fields.current_position = self.take(Label::Position, "current_position");
        fields.experience_years =
            self.take(Label::Years, "experience_years").and_then(|cell| requirements::years_in_cell(&cell));
        if let Some(cell) = self.take(Label::Education, "education") {
            fields.education_level = self.degree(Label::Education, "education_level");
            fields.education = Some(cell);
        }
        self.background(&mut fields);
        for label in [Label::Location, Label::WantedLocation] {
            self.places(label, &mut fields.locations);
        }
        if let Some((written, title)) = self.salary_cell(Label::WantedSalary, "expected_salary") {
            let numbers = self.numbers(&written, &title);
            fields.expected_salary_min = numbers.min;
            fields.expected_salary_max = numbers.max;
            fields.expected_salary_currency = numbers.currency;
            fields.expected_salary_period = numbers.period;
            fields.expected_salary_months = numbers.months;
            fields.expected_salary = Some(written);
        }
        fields.skills = self.take(Label::Skills, "skills");
        fields.raw_skills = self.skills();
        fields.keywords = Some(self.keywords());
        fields.external_id = self.take(Label::Id, "external_id");
        fields.salutation_title =
            self.take(Label::Sex, "salutation_title").and_then(|cell| names::salutation(&cell));
        fields.level = self.take(Label::Level, "level");
        fields.summary = self.rest(&[Label::Summary], CANDIDATE_KEPT);
        candidates::finish(fields, self.notes)
    }

    fn name(&mut self) -> Option<String> {
        if let Some(name) = self.take(Label::Name, "name") {
            return Some(names::normalize(&name).unwrap_or(name));
        }
        let (given, family) = (self.take(Label::FirstName, "name"), self.take(Label::LastName, "name"));
        match (given, family) {
            (Some(given), Some(family)) if family.chars().any(crate::characters::is_han) => {
                Some(format!("{family}{given}"))
            }
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (given, family) => given.or(family).or_else(|| self.take(Label::EnglishName, "name")),
        }
    }

    fn contacts(&mut self, fields: &mut CandidateFields) {
        if let Some(cell) = self.take(Label::Email, "emails") {
            let parts = cell.split([';', ',', '；', '，', '/', ' ', '、']).map(str::trim);
            fields.emails = parts.filter(|part| is_email(part)).map(str::to_owned).take(10).collect();
        }
        if fields.emails.is_empty() {
            self.notes.warnings.push(ParseWarning::EmailMissing);
        }
        match self
            .take(Label::Phone, "phone")
            .and_then(|cell| phones::normalize(cell.split([';', '；', '、']).next().unwrap_or_default()))
        {
            Some(phone) => {
                if phone.contains('*') {
                    self.notes.warnings.push(ParseWarning::PhoneMasked);
                }
                fields.phone = Some(phone);
            }
            None => self.notes.warnings.push(ParseWarning::PhoneMissing),
        }
    }

    /// School and major belong to the education as written.
    fn background(&mut self, fields: &mut CandidateFields) {
        let school = self.take(Label::School, "education");
        let major = self.take(Label::Major, "education");
        let parts: Vec<String> = [school, major, fields.education.take()].into_iter().flatten().collect();
        fields.education = Some(parts.join(" ")).filter(|text| !text.is_empty());
    }

    fn job(mut self) -> ParsedItem<JobFields> {
        let mut fields =
            JobFields { title: self.take(Label::Title, "title").unwrap_or_default(), ..JobFields::default() };
        fields.company_name = self.take(Label::Company, "company_name");
        fields.department = self.take(Label::Department, "department");
        self.places(Label::Location, &mut fields.locations);
        if let Some((written, title)) = self.salary_cell(Label::Salary, "salary_range") {
            let numbers = self.numbers(&written, &title);
            fields.salary_min = numbers.min;
            fields.salary_max = numbers.max;
            fields.salary_currency = numbers.currency;
            fields.salary_period = numbers.period;
            fields.salary_months = numbers.months;
            fields.salary_range = Some(written);
        }
        fields.min_experience_years = self
            .take(Label::Years, "min_experience_years")
            .and_then(|cell| requirements::years_in_cell(&cell));
        fields.education_required = self.degree(Label::Education, "education_required");
        fields.job_description = self.take(Label::Description, "job_description");
        fields.job_requirement = self.take(Label::Requirement, "job_requirement");
        fields.level_set = match self.take(Label::Level, "level_set") {
            Some(cell) => cell
                .split(['、', '/', ',', '，'])
                .map(|level| level.trim().to_owned())
                .filter(|level| !level.is_empty())
                .take(10)
                .collect(),
            None => titles::levels(&fields.title.to_lowercase()),
        };
        fields.raw_skills = self.skills();
        fields.keywords = Some(self.keywords());
        fields.must_keywords = self.must_keywords();
        fields.notes = self.rest(&[Label::Notes], JOB_KEPT);
        if fields.company_name.is_none() {
            self.notes.warnings.push(ParseWarning::CompanyMissing);
        }
        jobs::finish(fields, self.notes)
    }

    fn places(&mut self, label: Label, places: &mut Vec<String>) {
        if let Some(cell) = self.take(label, "locations") {
            for place in cities::list(&cell) {
                if !places.contains(&place) && places.len() < 20 {
                    places.push(place);
                }
            }
        }
    }

    fn salary_cell(&mut self, label: Label, field: &str) -> Option<(String, String)> {
        let written = self.take(label, field)?;
        let title =
            self.cells.iter().find(|cell| cell.label == Some(label)).map(|cell| cell.title.to_owned())?;
        Some((written.chars().take(100).collect(), title))
    }

    /// The title tells the unit and period that the cell leaves out: 年薪(万) above 40-60.
    fn numbers(&mut self, written: &str, title: &str) -> crate::jobs::Salary {
        let unit = ["万", "K", "k"]
            .into_iter()
            .find(|unit| title.contains(unit) && !written.contains(unit))
            .unwrap_or_default();
        let numbers = salary::parse(&format!("{title} {written}{unit}"));
        if numbers.is_none() && !salary::is_open(written) {
            self.notes.warnings.push(ParseWarning::SalaryUnreadable { text: written.to_owned() });
        }
        numbers.unwrap_or_default()
    }

    fn degree(&mut self, label: Label, field: &str) -> Option<crate::jobs::EducationLevel> {
        let place = self.cells.iter().find(|cell| cell.label == Some(label))?.place;
        let found = if field == "education_required" {
            degrees::asked(&self.layout, place, Among::Education)
        } else {
            degrees::find(&self.layout, place, Among::Education).into_iter().max_by_key(|degree| degree.level)
        };
        let degree = found?;
        self.notes.saw(&self.layout, field, degree.at, 0.97);
        Some(degree.level)
    }

    fn skills(&mut self) -> Vec<String> {
        let places: Vec<Piece> = self
            .cells
            .iter()
            .filter(|cell| cell.label == Some(Label::Skills))
            .map(|cell| cell.place)
            .collect();
        let mut listed = Vec::new();
        for place in places {
            for (skill, piece) in skills::listed(&self.layout, place, self.context) {
                if !listed.contains(&skill) && listed.len() < 100 {
                    self.notes.saw(&self.layout, "raw_skills", piece, 0.9);
                    listed.push(skill);
                }
            }
        }
        keywords::warn_of_unknown(&listed, self.context, &mut self.notes);
        listed
    }

    fn keywords(&mut self) -> Vec<String> {
        let whole = self.layout.whole();
        keywords::noted(&self.layout, whole, self.context, &mut self.notes)
    }

    fn must_keywords(&self) -> Vec<String> {
        let cells = self.cells.iter().filter(|cell| cell.label == Some(Label::Requirement));
        let places = cells.flat_map(|cell| {
            self.layout.split(cell.place, |at| {
                usize::from(matches!(
                    self.layout.folded(Piece { start: at, end: at + 1 })[0],
                    ',' | ';' | '。' | '，'
                ))
            })
        });
        let mut must = Vec::new();
        for place in places.filter(|place| !requirements::is_wish(&self.layout.folded_string(*place))) {
            for code in keywords::codes(&self.layout, place, self.context) {
                if !must.contains(&code) {
                    must.push(code);
                }
            }
        }
        must
    }

    /// The texts of `own` first, then every column that no field took, as `title：value`.
    fn rest(&mut self, own: &[Label], kept: &[Label]) -> Option<String> {
        let is_own = |cell: &&Cell| cell.label.is_some_and(|label| own.contains(&label));
        let mut lines: Vec<String> =
            self.cells.iter().filter(is_own).map(|cell| cell.value.clone()).collect();
        for cell in &self.cells {
            let taken = cell.label.is_some_and(|label| own.contains(&label) || kept.contains(&label));
            let counts_rows = ["序号", "no", "no.", "#"].contains(&cell.title.trim().to_lowercase().as_str());
            if !taken && !counts_rows && !cell.value.is_empty() {
                lines.push(if cell.title.is_empty() {
                    cell.value.clone()
                } else {
                    format!("{}：{}", cell.title.trim(), cell.value)
                });
            }
        }
        Some(lines.join("\n")).filter(|text| !text.is_empty())
    }
}

/// Labels whose cells have a field of their own.
const CANDIDATE_KEPT: &[Label] = &[
    Label::Name,
    Label::FirstName,
    Label::LastName,
    Label::Sex,
    Label::Phone,
    Label::Email,
    Label::Company,
    Label::Position,
    Label::Years,
    Label::Education,
    Label::School,
    Label::Major,
    Label::Location,
    Label::WantedLocation,
    Label::WantedSalary,
    Label::Skills,
    Label::Id,
    Label::Level,
];
const JOB_KEPT: &[Label] = &[
    Label::Title,
    Label::Company,
    Label::Department,
    Label::Location,
    Label::Salary,
    Label::Years,
    Label::Education,
    Label::Level,
    Label::Skills,
    Label::Description,
    Label::Requirement,
];
