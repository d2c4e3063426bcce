//! All of a job and of a candidate that bears on a score, each in one form.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Component, pay};
use crate::candidates::Candidate;
use crate::cities;
use crate::jobs::{JobFields, Salary};

/// The spelling of the place of work that is everywhere.
pub const REMOTE: &str = "远程";

/// What of a job bears on a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFacts {
    /// Codes, each once.
    pub keywords: Vec<String>,
    /// Those of `keywords` without which nobody fits.
    pub must: Vec<String>,
    /// Years asked for, in tenths.
    pub min_years: Option<i32>,
    /// Cities, by [`city`].
    pub cities: Vec<String>,
    /// The most that is paid, in yuan a year.
    pub pay: Option<i64>,
    /// Levels as written.
    pub levels: Vec<String>,
}

/// What of a candidate bears on a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateFacts {
    /// Codes, each once.
    pub keywords: Vec<String>,
    /// Years of experience, in tenths.
    pub years: Option<i32>,
    /// Cities, by [`city`].
    pub cities: Vec<String>,
    /// The least that is expected, in yuan a year.
    pub pay: Option<i64>,
    /// Level as written.
    pub level: Option<String>,
    /// The day of the last change.
    pub updated: NaiveDate,
}

/// One spelling of a city, so that Shanghai and 上海市 meet; one that is not known is folded.
pub fn city(written: &str) -> String {
    match cities::normalize(written) {
        Some(known) => known.to_owned(),
        None => written.trim().to_lowercase(),
    }
}

impl JobFacts {
    /// The facts of a job's fields.
    pub fn of(fields: &JobFields) -> Self {
        let mut facts = Self {
            keywords: fields.keywords.clone().unwrap_or_default(),
            must: fields.must_keywords.clone(),
            levels: fields.level_set.clone(),
            ..Self::default()
        };
        facts.set(&fields.locations, fields.min_experience_years, &fields.salary());
        facts
    }

    /// Completes facts that have keywords and levels already.
    pub fn set(&mut self, locations: &[String], min_years: Option<f64>, salary: &Salary) {
        unique(&mut self.keywords);
        unique(&mut self.must);
        self.must.retain(|code| self.keywords.contains(code));
        self.levels.retain(|level| !level.trim().is_empty());
        self.cities = cities_of(locations);
        self.min_years = min_years.map(tenths).filter(|tenths| *tenths > 0);
        self.pay = pay::most(salary);
    }

    /// Whether one may work from anywhere.
    pub fn is_remote(&self) -> bool {
        self.cities.iter().any(|city| city == REMOTE)
    }

    /// Whether the job says anything that the component could be computed from.
    pub fn states(&self, component: Component) -> bool {
        match component {
            Component::MustKeywords => !self.must.is_empty(),
            Component::NiceKeywords => self.keywords.len() > self.must.len(),
            Component::Rarity => !self.keywords.is_empty(),
            Component::Experience => self.min_years.is_some(),
            Component::Location => !self.cities.is_empty(),
            Component::Salary => self.pay.is_some(),
            Component::Level => !self.levels.is_empty(),
            Component::Recency => true,
        }
    }

    /// How many requirements a score rests on: each keyword, and years, place, pay and level where they are stated.
    pub fn coverage(&self) -> u32 {
        let others = [Component::Experience, Component::Location, Component::Salary, Component::Level];
        let stated = others.iter().filter(|component| self.states(**component)).count();
        u32::try_from(self.keywords.len() + stated).unwrap_or(u32::MAX)
    }
}

impl CandidateFacts {
    /// The facts of a candidate.
    pub fn of(candidate: &Candidate) -> Self {
        let fields = &candidate.fields;
        let mut facts = Self {
            keywords: fields.keywords.clone().unwrap_or_default(),
            level: fields.level.clone(),
            ..Self::default()
        };
        facts.set(&fields.locations, fields.experience_years, &fields.salary(), candidate.updated_at);
        facts
    }

    /// Completes facts that have keywords and level already.
    pub fn set(
        &mut self,
        locations: &[String],
        years: Option<f64>,
        salary: &Salary,
        updated_at: DateTime<Utc>,
    ) {
        unique(&mut self.keywords);
        self.level = self.level.take().filter(|level| !level.trim().is_empty());
        self.cities = cities_of(locations);
        self.years = years.map(tenths);
        self.pay = pay::least(salary);
        self.updated = updated_at.date_naive();
    }
}

fn cities_of(locations: &[String]) -> Vec<String> {
    let mut cities: Vec<String> = locations.iter().map(|written| city(written)).collect();
    cities.retain(|city| !city.is_empty());
    unique(&mut cities);
    cities
}

/// Years are kept to one decimal; as whole tenths they are the same number everywhere.
fn tenths(years: f64) -> i32 {
    (years * 10.0).round() as i32
}

fn unique(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|item| seen.insert(item.clone()));
}
