//! The index must say exactly what the rules say, whatever is put in, changed and taken out.

mod visibility;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::jobs::{JobStatus, Salary, SalaryPeriod};
use domain::matches::{CandidateFacts, JobFacts, Policy, Weights, weigh};
use persistence::maintenance::index::{IndexedCandidate, IndexedJob};
use uuid::Uuid;

use super::index::{CandidateFilter, Index, JobFilter, Window};

const CODES: [&str; 12] =
    ["java", "go", "rust", "mysql", "redis", "kafka", "spark", "flink", "vue", "react", "k8s", "aws"];
const CITIES: [&str; 5] = ["上海", "Beijing", "杭州市", "Remote", "London"];
const LEVELS: [&str; 5] = ["高级", "Senior", "P7", "总监", "Guru"];
const ALL: Window = Window { offset: 0, limit: usize::MAX };

/// A little generator of numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn some(&mut self, all: &[&str], most: usize) -> Vec<String> {
        let count = self.below(most + 1);
        (0..count)
            .map(|_| all[self.below(all.len())].to_owned())
            .collect::<HashSet<_>>()
            .into_iter()
            .collect()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(4) > 0).then(|| value(self))
    }

    fn salary(&mut self) -> Salary {
        let min = self.maybe(|dice| 10_000 + dice.below(50) as i64 * 1000);
        Salary { min, period: Some(SalaryPeriod::Month), ..Salary::default() }
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-24T08:00:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    now().date_naive()
}

fn a_candidate(dice: &mut Dice, id: u128) -> IndexedCandidate {
    IndexedCandidate {
        id: Uuid::from_u128(id),
        owner_id: Uuid::from_u128(900 + dice.below(3) as u128),
        name: String::new(),
        current_company: None,
        current_position: None,
        keywords: dice.some(&CODES, 8),
        locations: dice.some(&CITIES, 2),
        experience_years: dice.maybe(|dice| dice.below(200) as f64 / 10.0),
        education_level: None,
        level: dice.maybe(|dice| LEVELS[dice.below(LEVELS.len())].to_owned()),
        salary: dice.salary(),
        updated_at: now() - TimeDelta::days(dice.below(900) as i64),
    }
}

fn a_job(dice: &mut Dice, id: u128) -> IndexedJob {
    let keywords = dice.some(&CODES, 6);
    let must_keywords = keywords.iter().filter(|_| dice.below(2) == 0).cloned().collect();
    IndexedJob {
        id: Uuid::from_u128(id),
        title: String::new(),
        company_id: Some(Uuid::from_u128(800 + dice.below(2) as u128)),
        status: JobStatus::InProgress,
        keywords,
        must_keywords,
        locations: dice.some(&CITIES, 2),
        level_set: dice.some(&LEVELS, 2),
        salary: dice.salary(),
        salary_range: None,
        min_experience_years: dice.maybe(|dice| dice.below(12) as f64),
        education_required: None,
        updated_at: now(),
    }
}

fn facts_of(row: &IndexedCandidate) -> CandidateFacts {
    let mut facts = CandidateFacts {
        keywords: row.keywords.clone(),
        level: row.level.clone(),
        ..CandidateFacts::default()
    };
    facts.set(&row.locations, row.experience_years, &row.salary, row.updated_at);
    facts
}

fn job_facts_of(row: &IndexedJob) -> JobFacts {
    let mut facts = JobFacts {
        keywords: row.keywords.clone(),
        must: row.must_keywords.clone(),
        levels: row.level_set.clone(),
        ..JobFacts::default()
    };
    facts.set(&row.locations, row.min_experience_years, &row.salary);
    facts
}

/// An index after many additions, changes and removals, with what should be in it.
fn a_world(seed: u64) -> (Index, HashMap<Uuid, IndexedCandidate>, HashMap<Uuid, IndexedJob>) {
    let mut dice = Dice(seed);
    let (mut index, mut candidates, mut jobs) = (Index::default(), HashMap::new(), HashMap::new());
    for _ in 0..600 {
        let id = 1 + dice.below(120) as u128;
        if dice.below(4) == 0 {
            index.remove_candidate(Uuid::from_u128(id));
            candidates.remove(&Uuid::from_u128(id));
        } else {
            let row = a_candidate(&mut dice, id);
            index.put_candidate(row.clone());
            candidates.insert(row.id, row);
        }
        let id = 1 + dice.below(30) as u128;
        if dice.below(4) == 0 {
            index.remove_job(Uuid::from_u128(id));
            jobs.remove(&Uuid::from_u128(id));
        } else {
            let row = a_job(&mut dice, id);
            index.put_job(row.clone());
            jobs.insert(row.id, row);
        }
    }
    (index, candidates, jobs)
}

#[test]
fn a_ranking_is_what_the_rules_give_for_each_pair_in_the_promised_order() {
    for seed in 0..5 {
        let (index, candidates, jobs) = a_world(seed);
        let weights = Weights::default();
        let policy = Policy { weights: &weights, today: today() };
        for job in jobs.values().map(job_facts_of) {
            let ranking = index.rank_candidates(&job, policy, &CandidateFilter::default(), ALL);
            let mut expected: Vec<_> = candidates
                .values()
                .map(|row| (row.id, weigh(&job, &facts_of(row), policy, |code| index.rarity(code))))
                .collect();
            expected.sort_by(|(a_id, a), (b_id, b)| {
                let by_base = b.base_score().total_cmp(&a.base_score());
                b.score.cmp(&a.score).then(by_base).then(a_id.cmp(b_id))
            });
            let order = |rows: &[(Uuid, domain::matches::Match)]| {
                rows.iter().map(|(id, found)| (*id, found.score)).collect::<Vec<_>>()
            };
            assert_eq!(order(&ranking.rows), order(&expected));
            assert_eq!(ranking.total, candidates.len() as u64);
        }
    }
}

#[test]
fn both_directions_give_the_same_score() {
    let (index, candidates, jobs) = a_world(7);
    let weights = Weights::default();
    let policy = Policy { weights: &weights, today: today() };
    for candidate in candidates.values() {
        let found = index.rank_jobs(&facts_of(candidate), policy, &JobFilter::default(), ALL);
        assert_eq!(found.total, jobs.len() as u64);
        assert!(found.rows.is_sorted_by(|(_, a), (_, b)| a.score >= b.score));
        for (id, as_job) in found.rows {
            let ranking =
                index.rank_candidates(&job_facts_of(&jobs[&id]), policy, &CandidateFilter::default(), ALL);
            let mirrored = ranking.rows.into_iter().find(|(id, _)| *id == candidate.id);
            assert_eq!(mirrored.map(|(_, found)| found.score), Some(as_job.score));
        }
    }
}

#[test]
fn the_pages_together_are_the_whole_ranking() {
    let (index, _, jobs) = a_world(3);
    let weights = Weights::default();
    let policy = Policy { weights: &weights, today: today() };
    let job = jobs.values().map(job_facts_of).next().unwrap();
    let filter = CandidateFilter::default();
    let ids = |window| {
        let ranking = index.rank_candidates(&job, policy, &filter, window);
        ranking.rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    let whole = ids(ALL);
    let paged: Vec<Uuid> =
        (0..=whole.len() / 7).flat_map(|page| ids(Window { offset: page * 7, limit: 7 })).collect();
    assert_eq!(paged, whole);
    assert!(ids(Window { offset: usize::MAX, limit: 7 }).is_empty());
}

#[test]
fn filters_narrow_before_the_ranking() {
    let (index, candidates, _) = a_world(11);
    let job = JobFacts { keywords: vec!["java".into()], ..JobFacts::default() };
    let weights = Weights::default();
    let policy = Policy { weights: &weights, today: today() };
    let check = |filter: CandidateFilter, passes: &dyn Fn(&IndexedCandidate) -> bool| {
        let ranking = index.rank_candidates(&job, policy, &filter, ALL);
        let found: HashSet<Uuid> = ranking.rows.iter().map(|(id, _)| *id).collect();
        let expected: HashSet<Uuid> =
            candidates.values().filter(|row| passes(row)).map(|row| row.id).collect();
        assert!(!expected.is_empty() && expected.len() < candidates.len(), "the filter does something");
        assert_eq!(found, expected, "{filter:?}");
        assert_eq!(ranking.total, expected.len() as u64);
    };
    let none = CandidateFilter::default;
    let cities = vec!["上海".to_owned(), "London".to_owned()];
    check(CandidateFilter { cities, ..none() }, &|row| {
        row.locations.iter().any(|city| city == "上海" || city == "London")
    });
    let (min_years, max_years) = (Some(5.0), Some(10.1));
    check(CandidateFilter { min_years, max_years, ..none() }, &|row| {
        row.experience_years.is_some_and(|years| (5.0..=10.1).contains(&years))
    });
    let owner = Uuid::from_u128(901);
    check(CandidateFilter { owners: Some(HashSet::from([owner])), ..none() }, &|row| row.owner_id == owner);
    let some: Vec<Uuid> = candidates.keys().copied().take(9).collect();
    check(CandidateFilter { among: Some(some.clone()), ..none() }, &|row| some.contains(&row.id));
    let without: HashSet<Uuid> = some.iter().copied().collect();
    check(CandidateFilter { without, ..none() }, &|row| !some.contains(&row.id));
    check(CandidateFilter { min_score: Some(3000), ..none() }, &|row| {
        row.keywords.contains(&"java".to_owned())
    });
}

#[test]
fn a_job_without_keywords_lists_everybody_without_a_score() {
    let (index, candidates, _) = a_world(13);
    let weights = Weights::default();
    let policy = Policy { weights: &weights, today: today() };
    let job = JobFacts::default();
    let ranking = index.rank_candidates(&job, policy, &CandidateFilter::default(), ALL);
    assert_eq!(ranking.total, candidates.len() as u64);
    assert!(ranking.rows.iter().all(|(_, found)| found.score.is_none()));
    assert!(ranking.rows.is_sorted_by(|(a, _), (b, _)| a < b));
    let scored = CandidateFilter { min_score: Some(1), ..CandidateFilter::default() };
    assert_eq!(index.rank_candidates(&job, policy, &scored, ALL).total, 0);
}
