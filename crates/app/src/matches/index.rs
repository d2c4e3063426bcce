//! The index of one organization: its living candidates and its open jobs, held in memory for ranking.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use domain::matches::{self, CandidateFacts, Component, JobFacts, Match, Policy, Scale, weigh};
use domain::{Coded, matches::MAX_RARITY};
use persistence::maintenance::index::{IndexedCandidate, IndexedJob};
use uuid::Uuid;

use super::people::{Entry, People, Words};
use super::wanted::Wanted;

/// What narrows the candidates before they are ranked.
#[derive(Clone, Debug, Default)]
pub struct CandidateFilter {
    /// Owned by one of these; `None`: by anybody.
    pub owners: Option<HashSet<Uuid>>,
    /// In any of these cities, by [`matches::city`]; empty: anywhere.
    pub cities: Vec<String>,
    /// At least so many years.
    pub min_years: Option<f64>,
    /// At most so many years.
    pub max_years: Option<f64>,
    /// Only these.
    pub among: Option<Vec<Uuid>>,
    /// Not these.
    pub without: HashSet<Uuid>,
    /// At least this score, in hundredths of a point.
    pub min_score: Option<u32>,
}

/// What narrows the jobs before they are ranked.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// In any of these cities, by [`matches::city`]; empty: anywhere.
    pub cities: Vec<String>,
    /// Of this company.
    pub company_id: Option<Uuid>,
    /// At least this score, in hundredths of a point.
    pub min_score: Option<u32>,
}

/// A part of a ranking.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// How many passed the filters.
    pub total: u64,
    /// Those that were asked for, the best first.
    pub rows: Vec<(Uuid, Match)>,
}

/// Which part of a ranking.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How many come before it.
    pub offset: usize,
    /// How many are in it at most.
    pub limit: usize,
}

/// The index of one organization.
#[derive(Default)]
pub struct Index {
    /// The number of the last change in it; `None` while it is not built.
    pub seq: Option<i64>,
    words: Words,
    people: People,
    jobs: HashMap<Uuid, JobEntry>,
}

struct JobEntry {
    company_id: Option<Uuid>,
    facts: JobFacts,
    /// The keywords by number, each with whether it is a must-have.
    asked: Vec<(u32, bool)>,
}

#[derive(Clone, Copy)]
struct Ranked<K> {
    score: u32,
    base: f64,
    key: K,
}

impl Index {
    /// Adds a candidate, or what has become of them.
    pub fn put_candidate(&mut self, row: IndexedCandidate) {
        let mut facts = CandidateFacts { keywords: row.keywords, level: row.level, ..Default::default() };
        facts.set(&row.locations, row.experience_years, &row.salary, row.updated_at);
        self.people.put(row.id, row.owner_id, &facts, &mut self.words);
    }

    /// Takes a candidate out.
    pub fn remove_candidate(&mut self, id: Uuid) {
        self.people.remove(id);
    }

    /// Adds a job, or what has become of it.
    pub fn put_job(&mut self, row: IndexedJob) {
        let mut facts = JobFacts {
            keywords: row.keywords,
            must: row.must_keywords,
            levels: row.level_set,
            ..JobFacts::default()
        };
        facts.set(&row.locations, row.min_experience_years, &row.salary);
        let asked = facts
            .keywords
            .iter()
            .map(|code| (self.words.keywords.intern(code), facts.must.contains(code)))
            .collect();
        self.jobs.insert(row.id, JobEntry { company_id: row.company_id, facts, asked });
    }

    /// Takes a job out.
    pub fn remove_job(&mut self, id: Uuid) {
        self.jobs.remove(&id);
    }

    /// About how many bytes this takes.
    pub fn bytes(&self) -> usize {
        const JOB: usize = 1024;
        self.people.bytes() + self.jobs.len() * JOB
    }

    /// The points of a keyword: the more, the fewer candidates of the organization have it.
    pub fn rarity(&self, code: &str) -> u32 {
        let holders = self.words.keywords.number(code).map_or(0, |number| self.people.holders(number));
        matches::rarity(holders, self.people.len() as u64)
    }

    /// Ranks the candidates for a job.
    pub fn rank_candidates(
        &self,
        job: &JobFacts,
        policy: Policy<'_>,
        filter: &CandidateFilter,
        window: Window,
    ) -> Ranking {
        let wanted = Wanted::new(job, policy, &self.words, |code| self.rarity(code));
        let narrow = Narrow::new(self, filter);
        let is_scored = !job.keywords.is_empty();
        let mut ranked: Vec<Ranked<u32>> = Vec::new();
        for (place, entry) in self.people.entries().filter(|(place, entry)| narrow.admits(*place, entry)) {
            let (score, matched) = if is_scored { wanted.score(&self.people, entry) } else { (0, 0) };
            if filter.min_score.is_none_or(|min| is_scored && score >= min) {
                ranked.push(Ranked { score, base: f64::from(matched), key: place });
            }
        }
        let total = ranked.len() as u64;
        let id = |place: &u32| self.people.id(*place);
        let rows = best(&mut ranked, window, id).iter().map(|ranked| {
            let facts = self.people.facts(ranked.key, &self.words);
            (id(&ranked.key), weigh(job, &facts, policy, |code| self.rarity(code)))
        });
        Ranking { total, rows: rows.collect() }
    }

    /// Ranks the open jobs for a candidate.
    pub fn rank_jobs(
        &self,
        candidate: &CandidateFacts,
        policy: Policy<'_>,
        filter: &JobFilter,
        window: Window,
    ) -> Ranking {
        let has = self.words.keywords.marked(candidate.keywords.iter().map(String::as_str));
        let mut ranked: Vec<Ranked<Uuid>> = Vec::new();
        for (id, job) in self.jobs.iter().filter(|(_, job)| filter.admits(job)) {
            let (score, base) = self.score_job(job, candidate, &has, policy);
            let is_scored = !job.facts.keywords.is_empty();
            if filter.min_score.is_none_or(|min| is_scored && score >= min) {
                ranked.push(Ranked { score, base, key: *id });
            }
        }
        let total = ranked.len() as u64;
        let rows = best(&mut ranked, window, |id| *id).iter().filter_map(|ranked| {
            let job = &self.jobs.get(&ranked.key)?.facts;
            Some((ranked.key, weigh(job, candidate, policy, |code| self.rarity(code))))
        });
        Ranking { total, rows: rows.collect() }
    }

    /// The same score as [`weigh`] gives, without the words.
    fn score_job(
        &self,
        job: &JobEntry,
        candidate: &CandidateFacts,
        has: &[bool],
        policy: Policy<'_>,
    ) -> (u32, f64) {
        let (mut must, mut nice, mut rare, mut rarity) = (0, 0, 0, 0);
        for (keyword, is_must) in &job.asked {
            let points = matches::rarity(self.people.holders(*keyword), self.people.len() as u64) as usize;
            rarity += points;
            if has.get(*keyword as usize).copied().unwrap_or_default() {
                rare += points;
                if *is_must { must += 1 } else { nice += 1 }
            }
        }
        let facts = &job.facts;
        let scale = Scale::new(policy.weights, facts);
        let value = |component: Component| match component {
            Component::MustKeywords => matches::keywords(must, facts.must.len()),
            Component::NiceKeywords => matches::keywords(nice, facts.keywords.len() - facts.must.len()),
            Component::Rarity => matches::keywords(rare, rarity),
            Component::Experience => {
                matches::experience(facts.min_years.unwrap_or_default(), candidate.years)
            }
            Component::Location => {
                let common = facts.cities.iter().any(|city| candidate.cities.contains(city));
                matches::location(facts.is_remote(), !candidate.cities.is_empty(), common)
            }
            Component::Salary => matches::salary(facts.pay.unwrap_or_default(), candidate.pay),
            Component::Level => matches::level(&facts.levels, candidate.level.as_deref()),
            Component::Recency => matches::recency((policy.today - candidate.updated).num_days().max(0)),
        };
        let stated = Component::ALL.iter().copied().filter(|component| facts.states(*component));
        let score = stated.map(|component| scale.points(component, value(component))).sum();
        (score, matches::keywords(must + nice, facts.keywords.len()))
    }
}

impl JobFilter {
    fn admits(&self, job: &JobEntry) -> bool {
        let here = self.cities.is_empty() || self.cities.iter().any(|city| job.facts.cities.contains(city));
        here && self.company_id.is_none_or(|id| job.company_id == Some(id))
    }
}

/// A filter in the numbers of an index.
struct Narrow<'a> {
    people: &'a People,
    owners: Option<Vec<bool>>,
    cities: Option<Vec<bool>>,
    /// Tenths of years, both ends included.
    years: Option<(i32, i32)>,
    among: Option<Vec<bool>>,
    without: Option<Vec<bool>>,
}

impl<'a> Narrow<'a> {
    fn new(index: &'a Index, filter: &CandidateFilter) -> Self {
        let people = &index.people;
        let marked = |ids: &mut dyn Iterator<Item = Uuid>| {
            let mut marks = vec![false; people.places()];
            ids.filter_map(|id| people.place(id)).for_each(|place| marks[place] = true);
            marks
        };
        let years = filter.min_years.or(filter.max_years).map(|_| {
            // A rounding of the caller's must not shut out whoever has just so many years.
            let min = filter.min_years.map_or(i32::MIN, |years| (years * 10.0 - 1e-6).ceil() as i32);
            let max = filter.max_years.map_or(i32::MAX, |years| (years * 10.0 + 1e-6).floor() as i32);
            (min, max)
        });
        Self {
            people,
            owners: filter.owners.as_ref().map(|owners| people.owned_by(owners.iter().copied())),
            cities: (!filter.cities.is_empty())
                .then(|| index.words.cities.marked(filter.cities.iter().map(String::as_str))),
            years,
            among: filter.among.as_ref().map(|ids| marked(&mut ids.iter().copied())),
            without: (!filter.without.is_empty()).then(|| marked(&mut filter.without.iter().copied())),
        }
    }

    fn admits(&self, place: u32, entry: &Entry) -> bool {
        let at = |marks: &[bool], index: usize| marks.get(index).copied().unwrap_or_default();
        let place = place as usize;
        self.owners.as_ref().is_none_or(|owners| at(owners, entry.owner()))
            && self
                .years
                .is_none_or(|(min, max)| entry.years().is_some_and(|years| (min..=max).contains(&years)))
            && self.among.as_ref().is_none_or(|among| at(among, place))
            && self.without.as_ref().is_none_or(|without| !at(without, place))
            && self
                .cities
                .as_ref()
                .is_none_or(|cities| self.people.cities(entry).iter().any(|city| at(cities, *city as usize)))
    }
}

/// The rows of a window: by score, then base score, both highest first, then id. Only the window is sorted.
fn best<K>(ranked: &mut [Ranked<K>], window: Window, id: impl Fn(&K) -> Uuid) -> &[Ranked<K>] {
    let order = |a: &Ranked<K>, b: &Ranked<K>| -> Ordering {
        b.score
            .cmp(&a.score)
            .then_with(|| b.base.total_cmp(&a.base))
            .then_with(|| id(&a.key).cmp(&id(&b.key)))
    };
    if window.offset >= ranked.len() {
        return &[];
    }
    if window.offset > 0 {
        ranked.select_nth_unstable_by(window.offset, order);
    }
    let rest = &mut ranked[window.offset..];
    let length = window.limit.min(rest.len());
    if length < rest.len() {
        rest.select_nth_unstable_by(length, order);
    }
    let rest = &mut rest[..length];
    rest.sort_unstable_by(order);
    rest
}

const _: () = assert!(MAX_RARITY < 0x80, "the points of a keyword share a byte with its mark");
