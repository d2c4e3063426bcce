//! How long sign-in bears with failures.

use chrono::{DateTime, TimeDelta, Utc};

/// How many failures are forgiven, and for how long each further one locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Failures in a row without a lock.
    pub forgiven: i32,
    /// After so many hours without another one, failures are forgotten.
    pub memory_hours: i64,
}

impl Patience {
    /// With a name, whether or not anybody has it.
    pub const NAME: Self = Self { forgiven: 4, memory_hours: 24 };
    /// With a network, where many people may sit.
    pub const NETWORK: Self = Self { forgiven: 29, memory_hours: 1 };

    /// The end of the lock after so many failures: 30 seconds, doubling, an hour at most.
    pub fn lock_until(self, failures: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let over = failures.checked_sub(self.forgiven + 1).filter(|over| *over >= 0)?;
        let seconds = 30_i64.saturating_mul(1 << over.min(7)).min(3600);
        Some(now + TimeDelta::seconds(seconds))
    }

    /// Whether failures of that time no longer count.
    pub fn is_forgotten(self, last: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now - last >= TimeDelta::hours(self.memory_hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_with_every_failure_up_to_an_hour() {
        let now = DateTime::UNIX_EPOCH;
        let lock = |failures| Patience::NAME.lock_until(failures, now);
        let seconds: Vec<_> = [1, 4, 5, 6, 7, 20, i32::MAX]
            .map(|failures| lock(failures).map(|until| (until - now).num_seconds()))
            .to_vec();
        assert_eq!(seconds, [None, None, Some(30), Some(60), Some(120), Some(3600), Some(3600)]);
    }

    #[test]
    fn failures_are_forgotten_in_time() {
        let now = DateTime::UNIX_EPOCH;
        assert!(!Patience::NETWORK.is_forgotten(now, now + TimeDelta::minutes(59)));
        assert!(Patience::NETWORK.is_forgotten(now, now + TimeDelta::minutes(60)));
    }
}
