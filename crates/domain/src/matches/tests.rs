use chrono::NaiveDate;

use super::*;
use crate::jobs::{Salary, SalaryPeriod};
use crate::{Check, Locale};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn monthly(min: i64, max: i64) -> Salary {
    let period = Some(SalaryPeriod::Month);
    Salary { min: Some(min), max: Some(max), period, ..Salary::default() }
}

/// A job that states everything.
fn job() -> JobFacts {
    let mut job = JobFacts {
        keywords: strings(&["java", "spring-boot", "kafka", "kubernetes"]),
        must: strings(&["java", "spring-boot"]),
        levels: strings(&["高级"]),
        ..JobFacts::default()
    };
    job.set(&strings(&["上海", "Hangzhou"]), Some(5.0), &monthly(30_000, 50_000));
    job
}

fn candidate(keywords: &[&str]) -> CandidateFacts {
    let mut candidate = CandidateFacts {
        keywords: strings(keywords),
        level: Some("Senior".into()),
        ..CandidateFacts::default()
    };
    let updated = day("2026-11-24").and_time(chrono::NaiveTime::MIN).and_utc();
    candidate.set(&strings(&["Shanghai"]), Some(8.0), &monthly(40_000, 45_000), updated);
    candidate
}

fn scored(job: &JobFacts, candidate: &CandidateFacts) -> Match {
    let weights = Weights::default();
    weigh(job, candidate, Policy { weights: &weights, today: day("2026-11-24") }, |_| 2)
}

fn value_of(found: &Match, component: Component) -> Option<f64> {
    found.parts.iter().find(|part| part.component == component).map(|part| part.value)
}

#[test]
fn whoever_meets_everything_has_a_hundred() {
    let found = scored(&job(), &candidate(&["kafka", "java", "spring-boot", "kubernetes", "redis"]));
    assert_eq!(found.score, Some(10_000));
    assert_eq!((found.base_score(), found.coverage), (1.0, 8));
    assert_eq!(found.matched, ["java", "spring-boot", "kafka", "kubernetes"]);
    assert_eq!((found.missing, found.extra), (Vec::new(), strings(&["redis"])));
}

#[test]
fn the_published_example_comes_out_as_published() {
    // The example of docs/matching.md: half of the must-haves, all of the others.
    let found = scored(&job(), &candidate(&["java", "kafka", "kubernetes"]));
    let points: Vec<_> = found.parts.iter().map(|part| (part.component.code(), part.points)).collect();
    let expected = [
        ("must_keywords", 1750),
        ("nice_keywords", 1500),
        ("rarity", 1125),
        ("experience", 1000),
        ("location", 1000),
        ("salary", 500),
        ("level", 500),
        ("recency", 500),
    ];
    assert_eq!(points, expected);
    assert_eq!((found.score, found.base_score()), (Some(7875), 0.75));
}

#[test]
fn a_job_without_keywords_cannot_be_scored() {
    let found = scored(&JobFacts { keywords: Vec::new(), must: Vec::new(), ..job() }, &candidate(&["java"]));
    assert_eq!((found.score, found.parts.len(), found.base_score()), (None, 0, 0.0));
}

#[test]
fn a_job_that_says_little_gives_nobody_a_high_score() {
    let all = ["java", "kafka", "kubernetes", "redis", "mysql"];
    let best: Vec<_> = (1..=5)
        .map(|count| {
            let job = JobFacts { keywords: strings(&all[..count]), ..JobFacts::default() };
            scored(&job, &candidate(&all)).score
        })
        .collect();
    assert_eq!(best, [Some(6000), Some(7000), Some(8000), Some(9000), Some(10_000)]);
}

#[test]
fn what_a_job_does_not_state_is_left_out() {
    let job = JobFacts { keywords: strings(&["java"]), ..JobFacts::default() };
    let found = scored(&job, &candidate(&[]));
    let parts: Vec<_> = found.parts.iter().map(|part| part.component).collect();
    assert_eq!(parts, [Component::NiceKeywords, Component::Rarity, Component::Recency]);
}

#[test]
fn what_is_not_known_of_a_candidate_counts_half() {
    let mut unknown = CandidateFacts { level: None, ..candidate(&["java"]) };
    unknown.set(&[], None, &Salary::default(), day("2026-11-24").and_time(chrono::NaiveTime::MIN).and_utc());
    let found = scored(&job(), &unknown);
    for component in [Component::Experience, Component::Location, Component::Salary, Component::Level] {
        assert_eq!(value_of(&found, component), Some(0.5), "{component:?}");
    }
}

#[test]
fn each_component_is_met_to_its_degree() {
    assert_eq!(
        [experience(50, Some(80)), experience(50, Some(25)), experience(50, Some(0))],
        [1.0, 0.5, 0.0]
    );
    assert_eq!([location(false, true, true), location(false, true, false)], [1.0, 0.0]);
    assert_eq!(location(true, true, false), 1.0, "remote work is everywhere");
    let reached = [100, 110, 115, 130, 200].map(|least| (salary(100, Some(least)) * 100.0).round());
    assert_eq!(reached, [100.0, 67.0, 50.0, 0.0, 0.0]);
    let levels = [Some("Senior"), Some("P5"), Some("实习"), Some("Guru"), None];
    assert_eq!(levels.map(|has| level(&["高级"], has)), [1.0, 0.5, 0.0, 0.0, 0.5]);
    assert_eq!([recency(0), recency(30), recency(380), recency(9999)], [1.0, 1.0, 0.5, 0.0]);
}

#[test]
fn a_keyword_gains_a_point_with_each_halving_of_its_holders() {
    let points = [600, 501, 500, 250, 125, 60, 31, 1, 0].map(|holders| rarity(holders, 1000));
    assert_eq!(points, [1, 1, 2, 3, 4, 5, 6, 6, 6]);
    assert_eq!((rarity(0, 0), rarity(1, 1), rarity(u64::MAX, u64::MAX)), (1, 1, 1));
}

#[test]
fn cities_meet_in_whatever_language() {
    assert_eq!(job().cities, ["上海", "杭州"]);
    assert_eq!((city("Shanghai"), city(" 某镇X ")), ("上海".to_owned(), "某镇x".to_owned()));
    assert_eq!(city("Remote"), REMOTE);
}

#[test]
fn every_part_is_explained_in_both_languages() {
    let found = scored(&job(), &candidate(&["java"]));
    for part in &found.parts {
        let (zh, en) = (explain(part, Locale::Zh), explain(part, Locale::En));
        assert!(zh.chars().any(|c| c > '\u{2e80}'), "{zh}");
        assert!(!en.is_empty() && !en.contains("Some("), "{en}");
    }
    assert_eq!(explain(&found.parts[0], Locale::Zh), "2 个必备关键词中具备 1 个");
    assert_eq!(explain(&found.parts[3], Locale::En), "8 years of experience, 5 asked for");
    assert_eq!(explain(&found.parts[5], Locale::Zh), "期望年薪约 48 万元起，职位最高约 60 万元");
}

#[test]
fn weights_without_keywords_are_refused() {
    assert!(Weights::default().validate().is_ok());
    assert!(Weights { must_keywords: 0, ..Weights::default() }.validate().is_err());
    assert!(Weights { nice_keywords: 0, rarity: 0, ..Weights::default() }.validate().is_err());
    assert!(Weights { level: 101, ..Weights::default() }.validate().is_err());
}
