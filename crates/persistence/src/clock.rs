//! What time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// The clock that rows get their times from; tests set it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands at `time` until it is moved. Clones move together.
    pub fn fixed(time: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(AtomicI64::new(time.timestamp_micros()))))
    }

    /// The time, to the microsecond, which is what all three databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        match &self.0 {
            None => now.trunc_subsecs(6),
            Some(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or(now),
        }
    }

    /// Moves a fixed clock; the machine's own clock goes on as it does.
    pub fn advance(&self, by: TimeDelta) {
        if let (Some(micros), Some(by)) = (&self.0, by.num_microseconds()) {
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }
}
