use chrono::{NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

const CODES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn codes() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(CODES.to_vec(), 0..=CODES.len())
        .prop_map(|codes| codes.into_iter().map(str::to_owned).collect())
}

fn cities() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(vec!["上海", "北京", REMOTE], 0..=2)
        .prop_map(|cities| cities.into_iter().map(str::to_owned).collect())
}

fn levels() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["高级", "Senior", "P5", "Guru", "总监"]).prop_map(str::to_owned)
}

fn jobs() -> impl Strategy<Value = JobFacts> {
    let parts = (
        codes(),
        any::<u8>(),
        option::of(1..400_i32),
        cities(),
        option::of(1..3_000_000_i64),
        vec(levels(), 0..3),
    );
    parts.prop_map(|(keywords, must, min_years, cities, pay, levels)| {
        let must = keywords.iter().enumerate().filter(|(index, _)| must >> index & 1 == 1);
        let must = must.map(|(_, code)| code.clone()).collect();
        JobFacts { must, keywords, min_years, cities, pay, levels }
    })
}

fn candidates() -> impl Strategy<Value = CandidateFacts> {
    let parts = (
        codes(),
        option::of(0..400_i32),
        cities(),
        option::of(1..3_000_000_i64),
        option::of(levels()),
        0..2000_i64,
    );
    parts.prop_map(|(keywords, years, cities, pay, level, days)| {
        let updated = today() - TimeDelta::days(days);
        CandidateFacts { keywords, years, cities, pay, level, updated }
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    proptest::array::uniform8(0..=100_u32).prop_map(|w| Weights {
        must_keywords: w[0],
        nice_keywords: w[1],
        rarity: w[2],
        experience: w[3],
        location: w[4],
        salary: w[5],
        level: w[6],
        recency: w[7],
    })
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn points(code: &str) -> u32 {
    u32::from(code.as_bytes()[0] % 6) + 1
}

fn score(job: &JobFacts, candidate: &CandidateFacts, weights: &Weights) -> Match {
    weigh(job, candidate, Policy { weights, today: today() }, points)
}

proptest! {
    #[test]
    fn contributions_add_up_to_a_score_between_nothing_and_a_hundred(
        job in jobs(), candidate in candidates(), weights in weights(),
    ) {
        let found = score(&job, &candidate, &weights);
        let sum: u32 = found.parts.iter().map(|part| part.points).sum();
        prop_assert_eq!(found.score.unwrap_or(0), sum);
        prop_assert!(sum <= 10_000);
        prop_assert_eq!(found.score.is_none(), job.keywords.is_empty());
        for part in &found.parts {
            prop_assert!((0.0..=1.0).contains(&part.value) && part.points <= part.full);
        }
    }

    #[test]
    fn the_parts_share_the_best_score_without_a_rest(job in jobs(), weights in weights()) {
        prop_assume!(weights.must_keywords > 0 && weights.nice_keywords > 0 && !job.keywords.is_empty());
        let scale = Scale::new(&weights, &job);
        let full: u32 = Component::ALL.iter().map(|component| scale.full(*component)).sum();
        prop_assert_eq!(full, 5000 + 1000 * job.coverage().min(5));
    }

    #[test]
    fn one_keyword_more_never_lowers_a_score(
        job in jobs(), candidate in candidates(), weights in weights(), code in 0..CODES.len(),
    ) {
        let mut better = candidate.clone();
        if !better.keywords.iter().any(|known| known == CODES[code]) {
            better.keywords.push(CODES[code].to_owned());
        }
        prop_assert!(score(&job, &better, &weights).score >= score(&job, &candidate, &weights).score);
    }

    #[test]
    fn matched_missing_and_extra_divide_the_keywords(job in jobs(), candidate in candidates()) {
        let found = score(&job, &candidate, &Weights::default());
        prop_assert_eq!(found.matched.len() + found.missing.len(), job.keywords.len());
        prop_assert_eq!(found.matched.len() + found.extra.len(), candidate.keywords.len());
        prop_assert!(found.missing.iter().all(|code| !candidate.keywords.contains(code)));
        prop_assert!(found.extra.iter().all(|code| !job.keywords.contains(code)));
    }

    #[test]
    fn the_order_in_which_keywords_are_kept_does_not_matter(job in jobs(), candidate in candidates()) {
        let (mut turned_job, mut turned) = (job.clone(), candidate.clone());
        turned_job.keywords.reverse();
        turned.keywords.reverse();
        let (one, other) = (
            score(&job, &candidate, &Weights::default()), score(&turned_job, &turned, &Weights::default()),
        );
        prop_assert_eq!(one.score, other.score);
        prop_assert_eq!(one.parts, other.parts);
    }

    #[test]
    fn everything_can_be_explained(job in jobs(), candidate in candidates()) {
        for part in score(&job, &candidate, &Weights::default()).parts {
            for locale in [crate::Locale::Zh, crate::Locale::En] {
                prop_assert!(!explain(&part, locale).is_empty());
            }
        }
    }
}
