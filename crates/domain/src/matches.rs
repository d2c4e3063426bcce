//! Matches: how well a job and a candidate fit, and why.
//!
//! A score is computed from [`JobFacts`] and [`CandidateFacts`], which hold all that may bear on it: a name, a sex, an
//! age, a school or a photo cannot enter, because there is no place for them. The formula is explained for people in
//! `docs/matching.md`; whoever changes it changes [`POLICY_VERSION`] and that page.

mod evidence;
mod explanation;
mod facts;
mod levels;
mod pay;
mod scale;
mod values;
mod weights;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use evidence::{Place, Places, in_candidate, in_job};
pub use explanation::explain;
pub use facts::{CandidateFacts, JobFacts, REMOTE, city};
pub use scale::Scale;
pub use values::{MAX_RARITY, experience, keywords, level, location, rarity, recency, salary};
pub use weights::Weights;

use crate::Coded;

/// The version of the formula; a score is comparable only with scores of the same version.
pub const POLICY_VERSION: &str = "1";

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Component {
    /// The share of the keywords without which nobody fits.
    MustKeywords,
    /// The share of the welcome keywords.
    NiceKeywords,
    /// The share of all keywords, rare ones counting more.
    Rarity,
    /// Years of experience against those asked for.
    Experience,
    /// Whether both are in the same city.
    Location,
    /// Whether the salaries meet.
    Salary,
    /// Whether the level is the one looked for.
    Level,
    /// How lately the candidate's record was touched.
    Recency,
}

impl Coded for Component {
    const ALL: &'static [Self] = &[
        Self::MustKeywords,
        Self::NiceKeywords,
        Self::Rarity,
        Self::Experience,
        Self::Location,
        Self::Salary,
        Self::Level,
        Self::Recency,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::MustKeywords => "must_keywords",
            Self::NiceKeywords => "nice_keywords",
            Self::Rarity => "rarity",
            Self::Experience => "experience",
            Self::Location => "location",
            Self::Salary => "salary",
            Self::Level => "level",
            Self::Recency => "recency",
        }
    }
}

/// What a score depends on besides the two records.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    /// The organization's weights.
    pub weights: &'a Weights,
    /// The day on which is scored.
    pub today: NaiveDate,
}

/// How well a job and a candidate fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// In hundredths of a point, 0 to 10 000; `None` when the job has no keywords, so that nothing can be said.
    pub score: Option<u32>,
    /// How many keywords the job has.
    pub asked: usize,
    /// Codes that both have, in the job's order.
    pub matched: Vec<String>,
    /// Codes that only the job has.
    pub missing: Vec<String>,
    /// Codes that only the candidate has.
    pub extra: Vec<String>,
    /// How many requirements the score rests on.
    pub coverage: u32,
    /// The parts; their contributions add up to the score exactly.
    pub parts: Vec<Part>,
}

/// What one component adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which.
    pub component: Component,
    /// What it adds at most, in hundredths of a point.
    pub full: u32,
    /// How well it is met, 0 to 1.
    pub value: f64,
    /// What it adds, in hundredths of a point.
    pub points: u32,
    /// What it was computed from.
    pub basis: Basis,
}

/// What a component was computed from, for the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Basis {
    Keywords {
        matched: usize,
        asked: usize,
    },
    Rarity {
        matched: u32,
        asked: u32,
    },
    /// In tenths of a year.
    Experience {
        asked: i32,
        has: Option<i32>,
    },
    Location {
        asked: Vec<String>,
        common: Vec<String>,
        remote: bool,
        known: bool,
    },
    /// In yuan a year.
    Salary {
        most: i64,
        least: Option<i64>,
    },
    Level {
        asked: Vec<String>,
        has: Option<String>,
    },
    Recency {
        days: i64,
    },
}

impl Match {
    /// The share of the job's keywords that the candidate has.
    pub fn base_score(&self) -> f64 {
        keywords(self.matched.len(), self.asked)
    }
}

/// Matches a job and a candidate. `rarity` gives the points of a keyword of the job, see [`values::rarity`].
pub fn weigh(
    job: &JobFacts,
    candidate: &CandidateFacts,
    policy: Policy<'_>,
    rarity: impl Fn(&str) -> u32,
) -> Match {
    let (matched, missing): (Vec<String>, Vec<String>) =
        job.keywords.iter().cloned().partition(|code| candidate.keywords.contains(code));
    let extra = candidate.keywords.iter().filter(|code| !job.keywords.contains(code)).cloned().collect();
    let parts = if job.keywords.is_empty() { Vec::new() } else { parts(job, candidate, policy, &rarity) };
    Match {
        score: (!job.keywords.is_empty()).then(|| parts.iter().map(|part| part.points).sum()),
        asked: job.keywords.len(),
        matched,
        missing,
        extra,
        coverage: job.coverage(),
        parts,
    }
}

fn parts(
    job: &JobFacts,
    candidate: &CandidateFacts,
    policy: Policy<'_>,
    rarity: &impl Fn(&str) -> u32,
) -> Vec<Part> {
    let scale = Scale::new(policy.weights, job);
    let stated = Component::ALL.iter().copied().filter(|component| job.states(*component));
    let part = |component| {
        let basis = basis(component, job, candidate, policy.today, rarity);
        let value = value(&basis);
        Part { component, full: scale.full(component), value, points: scale.points(component, value), basis }
    };
    stated.map(part).collect()
}

fn basis(
    component: Component,
    job: &JobFacts,
    candidate: &CandidateFacts,
    today: NaiveDate,
    rarity: &impl Fn(&str) -> u32,
) -> Basis {
    let has = |code: &&String| candidate.keywords.contains(code);
    let count = |must: bool| {
        let asked = || job.keywords.iter().filter(move |code| job.must.contains(code) == must);
        Basis::Keywords { matched: asked().filter(has).count(), asked: asked().count() }
    };
    match component {
        Component::MustKeywords => count(true),
        Component::NiceKeywords => count(false),
        Component::Rarity => Basis::Rarity {
            matched: job.keywords.iter().filter(has).map(|code| rarity(code)).sum(),
            asked: job.keywords.iter().map(|code| rarity(code)).sum(),
        },
        Component::Experience => {
            Basis::Experience { asked: job.min_years.unwrap_or_default(), has: candidate.years }
        }
        Component::Location => Basis::Location {
            asked: job.cities.clone(),
            common: job.cities.iter().filter(|city| candidate.cities.contains(city)).cloned().collect(),
            remote: job.is_remote(),
            known: !candidate.cities.is_empty(),
        },
        Component::Salary => Basis::Salary { most: job.pay.unwrap_or_default(), least: candidate.pay },
        Component::Level => Basis::Level { asked: job.levels.clone(), has: candidate.level.clone() },
        Component::Recency => Basis::Recency { days: (today - candidate.updated).num_days().max(0) },
    }
}

fn value(basis: &Basis) -> f64 {
    match basis {
        Basis::Keywords { matched, asked } => keywords(*matched, *asked),
        Basis::Rarity { matched, asked } => keywords(*matched as usize, *asked as usize),
        Basis::Experience { asked, has } => experience(*asked, *has),
        Basis::Location { common, remote, known, .. } => location(*remote, *known, !common.is_empty()),
        Basis::Salary { most, least } => salary(*most, *least),
        Basis::Level { asked, has } => level(asked, has.as_deref()),
        Basis::Recency { days } => recency(*days),
    }
}
