//! Figures over time: spans cut into days, weeks or months, and latencies by class.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::{Code, Coded, Error, FieldError, Result};

/// The longest span, in days.
pub const MAX_DAYS: i64 = 400;
/// Upper bounds of the classes of latency, in milliseconds; one more class has none.
pub const LATENCY_BOUNDS: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];
/// The classes of latency.
pub const CLASSES: usize = LATENCY_BOUNDS.len() + 1;

/// The operations of the log by which people sign in.
pub const SIGN_INS: &[&str] = &["login", "login_two_factor", "finish_oauth", "link_oauth_stranger"];

/// What a span is cut into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Bucket {
    #[default]
    Day,
    Week,
    Month,
}

impl Coded for Bucket {
    const ALL: &'static [Self] = &[Self::Day, Self::Week, Self::Month];

    fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl Bucket {
    /// The first day of the bucket that a day is in: weeks begin on Mondays.
    pub fn start_of(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => day,
            Self::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Self::Month => day.with_day(1).unwrap_or(day),
        }
    }

    fn next(self, start: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => start + Days::new(1),
            Self::Week => start + Days::new(7),
            Self::Month => start + Months::new(1),
        }
    }
}

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Span {
    /// What was asked for; the 30 days up to today where nothing was.
    pub fn of(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> Result<Self> {
        let to = to.unwrap_or(today);
        let from = from.unwrap_or_else(|| to.checked_sub_days(Days::new(29)).unwrap_or(to));
        // Beyond these years a calendar has no next month any more.
        let reasonable = |day: NaiveDate| (1970..=9000).contains(&day.year());
        let fault = |pointer| {
            Err(Error::Invalid(vec![FieldError::new(pointer, Code::OutOfRange).with(1).with(MAX_DAYS)]))
        };
        match (to - from).num_days() + 1 {
            _ if !reasonable(from) => fault("?from"),
            _ if !reasonable(to) => fault("?to"),
            1..=MAX_DAYS => Ok(Self { from, to }),
            _ => fault("?to"),
        }
    }

    /// The first days of its buckets, in order. The first bucket may begin before the span.
    pub fn starts(self, bucket: Bucket) -> Vec<NaiveDate> {
        let first = bucket.start_of(self.from);
        std::iter::successors(Some(first), |start| Some(bucket.next(*start)))
            .take_while(|start| *start <= self.to)
            .collect()
    }

    /// Its moments, as its days begin and end in a time zone.
    pub fn moments(self, zone: &impl TimeZone) -> Range<DateTime<Utc>> {
        let begin = |day: NaiveDate| {
            let midnight = day.and_time(NaiveTime::MIN);
            // Where clocks are put forward at midnight, the day begins with the first time that there is.
            let local = zone.from_local_datetime(&midnight).earliest();
            local.map_or_else(|| zone.from_utc_datetime(&midnight).to_utc(), |local| local.to_utc())
        };
        begin(self.from)..begin(self.to + Days::new(1))
    }
}

/// The class of a latency.
pub fn class_of(milliseconds: u64) -> usize {
    LATENCY_BOUNDS.iter().position(|bound| milliseconds <= *bound).unwrap_or(LATENCY_BOUNDS.len())
}

/// The latency below which `share` of the requests lie, in milliseconds, as far as classes tell it. `None` without
/// any request.
pub fn percentile(classes: &[u64; CLASSES], share: f64) -> Option<f64> {
    let total: u64 = classes.iter().sum();
    let wanted = share.clamp(0.0, 1.0) * total as f64;
    let mut before = 0.0;
    for (index, count) in classes.iter().enumerate().filter(|(_, count)| **count > 0) {
        let count = *count as f64;
        let low = index.checked_sub(1).map_or(0, |below| LATENCY_BOUNDS[below]) as f64;
        // Nobody knows how slow the slowest are.
        let high = LATENCY_BOUNDS.get(index).map_or(low, |bound| *bound as f64);
        if before + count >= wanted {
            return Some(low + (high - low) * ((wanted - before) / count).clamp(0.0, 1.0));
        }
        before += count;
    }
    None
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_span_is_cut_into_days_weeks_and_months() {
        let span = Span { from: day("2026-10-30"), to: day("2026-11-24") };
        assert_eq!(span.starts(Bucket::Day).len(), 26);
        let weeks = span.starts(Bucket::Week);
        assert_eq!((weeks[0], weeks[weeks.len() - 1]), (day("2026-10-26"), day("2026-11-23")));
        assert_eq!(span.starts(Bucket::Month), [day("2026-10-01"), day("2026-11-01")]);
        let moments = span.moments(&FixedOffset::east_opt(8 * 3600).expect("a zone"));
        assert_eq!(moments.start.to_rfc3339(), "2026-10-29T16:00:00+00:00");
        assert_eq!(moments.end.to_rfc3339(), "2026-11-24T16:00:00+00:00");
    }

    #[test]
    fn a_span_that_is_turned_round_or_too_long_is_refused() {
        let today = day("2026-11-24");
        let ok = Span::of(None, None, today).expect("a month");
        assert_eq!(ok, Span { from: day("2026-10-26"), to: today });
        for (from, to) in
            [("2026-11-25", "2026-11-24"), ("2020-01-01", "2026-01-01"), ("0001-01-01", "0001-01-02")]
        {
            assert!(Span::of(Some(day(from)), Some(day(to)), today).is_err());
        }
    }

    proptest! {
        #[test]
        fn every_day_of_a_span_is_in_one_of_its_buckets(begin in 0_u64..20000, length in 0_u64..400, at in 0_u64..400) {
            let from = day("1990-01-01") + Days::new(begin);
            let span = Span { from, to: from + Days::new(length) };
            let one = from + Days::new(at.min(length));
            for bucket in Bucket::ALL {
                prop_assert!(span.starts(*bucket).contains(&bucket.start_of(one)));
            }
        }

        #[test]
        fn a_percentile_lies_in_the_class_of_the_latency_it_stands_for(mut latencies in prop::collection::vec(0_u64..5000, 1..200), share in 0.01_f64..1.0) {
            let mut classes = [0; CLASSES];
            latencies.iter().for_each(|latency| classes[class_of(*latency)] += 1);
            latencies.sort_unstable();
            let rank = (share * latencies.len() as f64).ceil() as usize;
            let exact = class_of(latencies[rank.clamp(1, latencies.len()) - 1]);
            let found = percentile(&classes, share).expect("requests");
            let low = exact.checked_sub(1).map_or(0, |below| LATENCY_BOUNDS[below]) as f64;
            prop_assert!(found >= low && found <= LATENCY_BOUNDS[exact.min(9)] as f64, "{found} in class {exact}");
            prop_assert!(percentile(&classes, 1.0) >= Some(found));
        }
    }

    #[test]
    fn without_requests_there_is_no_percentile() {
        assert_eq!(percentile(&[0; CLASSES], 0.5), None);
    }
}
