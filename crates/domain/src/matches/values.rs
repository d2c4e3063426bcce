//! How well each component is met, 0 to 1. What is not known counts half: it speaks neither for nor against.

use super::levels;

const UNKNOWN: f64 = 0.5;

/// The points of the rarest keywords.
pub const MAX_RARITY: u32 = 6;

/// An expectation this far above what is paid is out of reach.
const REACH: f64 = 0.3;

/// A record touched within so many days is fresh; after so many it says little.
const FRESH: i64 = 30;
const STALE: i64 = 730;

/// The share of what was asked that is there; nothing asked, nothing met.
pub fn keywords(matched: usize, asked: usize) -> f64 {
    if asked == 0 { 0.0 } else { matched as f64 / asked as f64 }
}

/// The points of a keyword that `holders` of `all` candidates have: 1 when more than half of them do, and one more for
/// each halving. Steps and not a logarithm, so that a score does not move with every candidate that is added.
pub fn rarity(holders: u64, all: u64) -> u32 {
    let holders = holders.max(1);
    let halvings = (1..MAX_RARITY).take_while(|n| holders <= all >> n);
    1 + u32::try_from(halvings.count()).unwrap_or_default()
}

/// Years in tenths. More than asked is as good as what was asked: it neither helps nor harms.
pub fn experience(asked: i32, has: Option<i32>) -> f64 {
    match has {
        None => UNKNOWN,
        Some(has) if has >= asked => 1.0,
        Some(has) => f64::from(has.max(0)) / f64::from(asked),
    }
}

/// Whether the places meet.
pub fn location(remote: bool, known: bool, common: bool) -> f64 {
    match (remote || common, known) {
        (true, _) => 1.0,
        (false, false) => UNKNOWN,
        (false, true) => 0.0,
    }
}

/// Whether the least that is expected is within the most that is paid, in yuan a year.
pub fn salary(most: i64, least: Option<i64>) -> f64 {
    match least {
        None => UNKNOWN,
        Some(least) if least <= most => 1.0,
        Some(least) => (1.0 - (least - most) as f64 / (most as f64 * REACH)).max(0.0),
    }
}

/// Whether the level is one of those looked for, or the rung beside it.
pub fn level<T: AsRef<str>>(asked: &[T], has: Option<&str>) -> f64 {
    let Some(has) = has else { return UNKNOWN };
    let rung = levels::rung(has);
    let fit = |asked: &T| {
        let asked = asked.as_ref();
        if asked.trim().to_lowercase() == has.trim().to_lowercase() {
            return 1.0;
        }
        match levels::rung(asked).zip(rung).map(|(asked, has)| asked.abs_diff(has)) {
            Some(0) => 1.0,
            Some(1) => 0.5,
            _ => 0.0,
        }
    };
    asked.iter().map(fit).fold(0.0, f64::max)
}

/// How lately the record was touched.
pub fn recency(days: i64) -> f64 {
    let past = (days.clamp(FRESH, STALE) - FRESH) as f64;
    1.0 - past / (STALE - FRESH) as f64
}
