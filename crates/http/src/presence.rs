//! Who was here when: noted at most once a minute for each person, beside the request and never in its way.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use app::App;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// How exact it is.
const STEP: TimeDelta = TimeDelta::minutes(1);
/// People who are remembered before those of the minute before are forgotten.
const REMEMBERED: usize = 10_000;

/// When each person was last noted by this process.
#[derive(Default)]
pub struct Presence(Mutex<HashMap<Uuid, DateTime<Utc>>>);

impl Presence {
    /// Notes that somebody is here, unless that was done within the last minute.
    pub fn note(&self, app: &App, user_id: Uuid) {
        if self.is_due(user_id, app.db.clock().now()) {
            let app = app.clone();
            actix_web::rt::spawn(async move {
                if let Err(error) = persistence::sign_in::touch(&app.db, user_id).await {
                    tracing::warn!(%error, "it could not be noted that somebody is here");
                }
            });
        }
    }

    fn is_due(&self, user_id: Uuid, now: DateTime<Utc>) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(&user_id).is_some_and(|at| now - *at < STEP) {
            return false;
        }
        if noted.len() >= REMEMBERED {
            noted.retain(|_, at| now - *at < STEP);
        }
        noted.insert(user_id, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_noted_once_a_minute() {
        let (presence, somebody) = (Presence::default(), Uuid::max());
        let start = DateTime::UNIX_EPOCH;
        assert!(presence.is_due(somebody, start));
        assert!(presence.is_due(Uuid::nil(), start), "somebody else is another matter");
        assert!(!presence.is_due(somebody, start + TimeDelta::seconds(59)));
        assert!(presence.is_due(somebody, start + TimeDelta::seconds(60)));
    }
}
