//! A job made ready to be held against many candidates: every value that can come up is computed once, by the same
//! rules of `domain` that explain a single match, and looked up from then on.

use chrono::Datelike as _;
use domain::matches::{self, Component, JobFacts, Policy, Scale};

use super::people::{Entry, People, Words};

/// Marks a keyword without which nobody fits.
const MUST: u8 = 0x80;

/// A job in the numbers of the index.
pub(super) struct Wanted {
    scale: Scale,
    /// By keyword: 0 when it is not asked for, else the points of its rarity and perhaps [`MUST`].
    asked: Vec<u8>,
    /// Points by how many must-haves are there, by how many others, and by the rarity that came together.
    must: Vec<u32>,
    nice: Vec<u32>,
    rarity: Vec<u32>,
    /// Points by years in tenths, up to those asked for.
    experience: Vec<u32>,
    unknown_experience: u32,
    /// By city.
    cities: Vec<bool>,
    /// Points when the places meet, when the candidate's is not known, and when they do not meet.
    location: [u32; 3],
    pay: Option<i64>,
    /// Points by level.
    levels: Vec<u32>,
    unknown_level: u32,
    /// Points by days since the last change.
    recency: Vec<u32>,
    today: i32,
}

impl Wanted {
    /// Makes a job ready.
    pub fn new(job: &JobFacts, policy: Policy<'_>, words: &Words, rarity_of: impl Fn(&str) -> u32) -> Self {
        let scale = Scale::new(policy.weights, job);
        let (asked, rarity) = asked(job, words, rarity_of);
        let counted = |component, asked: usize| {
            (0..=asked).map(|n| scale.points(component, matches::keywords(n, asked))).collect()
        };
        let location = [(true, true), (false, false), (false, true)].map(|(meets, known)| {
            scale.points(Component::Location, matches::location(job.is_remote(), known, meets))
        });
        let years = job.min_years.unwrap_or_default();
        let experience = |has| scale.points(Component::Experience, matches::experience(years.max(1), has));
        let level = |has: Option<&str>| scale.points(Component::Level, matches::level(&job.levels, has));
        Self {
            asked,
            must: counted(Component::MustKeywords, job.must.len()),
            nice: counted(Component::NiceKeywords, job.keywords.len() - job.must.len()),
            rarity: counted(Component::Rarity, rarity as usize),
            experience: (0..=years).map(|has| experience(Some(has))).collect(),
            unknown_experience: experience(None),
            cities: words.cities.marked(job.cities.iter().map(String::as_str)),
            location,
            pay: job.pay,
            levels: words.levels.words().map(|word| level(Some(word))).collect(),
            unknown_level: level(None),
            recency: recency(&scale),
            today: policy.today.num_days_from_ce(),
            scale,
        }
    }

    /// The score of an entry in hundredths of a point, and how many of the keywords it has.
    pub fn score(&self, people: &People, entry: &Entry) -> (u32, u32) {
        let (mut must, mut nice, mut rarity) = (0, 0, 0);
        for keyword in people.keywords(entry) {
            let mark = self.asked.get(*keyword as usize).copied().unwrap_or_default();
            if mark != 0 {
                rarity += usize::from(mark & !MUST);
                if mark & MUST == 0 { nice += 1 } else { must += 1 }
            }
        }
        let points = self.must[must]
            + self.nice[nice]
            + self.rarity[rarity]
            + self.experience(entry)
            + self.location(people, entry)
            + self.salary(entry)
            + entry.level().map_or(self.unknown_level, |level| self.levels[level as usize])
            + self.recency(entry);
        (points, (must + nice) as u32)
    }

    fn experience(&self, entry: &Entry) -> u32 {
        match (entry.years(), self.experience.as_slice()) {
            (None, _) => self.unknown_experience,
            (Some(years), [.., last]) => self.experience.get(years.max(0) as usize).copied().unwrap_or(*last),
            (Some(_), []) => 0,
        }
    }

    fn location(&self, people: &People, entry: &Entry) -> u32 {
        let cities = people.cities(entry);
        let [meets, unknown, apart] = self.location;
        let here = |city: &u32| self.cities.get(*city as usize).copied().unwrap_or_default();
        if cities.iter().any(here) {
            meets
        } else if cities.is_empty() {
            unknown
        } else {
            apart
        }
    }

    fn salary(&self, entry: &Entry) -> u32 {
        let value = self.pay.map(|most| matches::salary(most, entry.pay));
        value.map_or(0, |value| self.scale.points(Component::Salary, value))
    }

    fn recency(&self, entry: &Entry) -> u32 {
        let days = (self.today - entry.updated).max(0) as usize;
        let last = self.recency.last().copied().unwrap_or_default();
        self.recency.get(days).copied().unwrap_or(last)
    }
}

/// The mark of each keyword by number, and the points of rarity of all that are asked for.
fn asked(job: &JobFacts, words: &Words, rarity_of: impl Fn(&str) -> u32) -> (Vec<u8>, u32) {
    let mut marks = vec![0; words.keywords.len()];
    let mut rarity = 0;
    for code in &job.keywords {
        let points = rarity_of(code);
        rarity += points;
        if let Some(number) = words.keywords.number(code) {
            let must = if job.must.contains(code) { MUST } else { 0 };
            marks[number as usize] = points as u8 | must;
        }
    }
    (marks, rarity)
}

/// Points by days, up to the first day on which nothing is left.
fn recency(scale: &Scale) -> Vec<u32> {
    let values = (0..).map(matches::recency);
    let mut left: Vec<f64> = values.take_while(|value| *value > 0.0).collect();
    left.push(0.0);
    left.into_iter().map(|value| scale.points(Component::Recency, value)).collect()
}
