//! Counting that several processes share, in Redis.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Error, Result, Secret};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script};

/// How long a request waits for Redis at most.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long Redis is left alone after a failure.
const REST: Duration = Duration::from_secs(5);

/// Adds one; the first one in a window starts its time.
const COUNT: &str = r"
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
";

/// Counts events in windows of time, over all processes that use the same Redis.
pub struct Counter {
    connection: ConnectionManager,
    script: Script,
    /// Since a failure nobody asks until then.
    away_until: Mutex<Option<Instant>>,
}

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The events in the present window, this one included.
    pub events: u32,
    /// How long the window still lasts.
    pub left: Duration,
}

impl Counter {
    /// Over the Redis at this URL. It is connected to when it is first needed; must be called in a runtime.
    pub fn new(url: &Secret) -> Result<Self> {
        // The URL may hold a password, and the error the URL.
        let unusable =
            |error: RedisError| Error::internal(format!("Redis cannot be used: {:?}", error.kind()));
        let client = Client::open(url.expose()).map_err(unusable)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(unusable)?;
        Ok(Self { connection, script: Script::new(COUNT), away_until: Mutex::default() })
    }

    /// Counts one event; nothing while Redis is away, which is logged once.
    pub async fn count(&self, key: &str, window: Duration) -> Option<Count> {
        let away_until = *self.away_until.lock().unwrap_or_else(PoisonError::into_inner);
        if away_until.is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let counted = self.ask(key, window).await;
        let mut away = self.away_until.lock().unwrap_or_else(PoisonError::into_inner);
        match counted {
            Ok((events, left)) => {
                if away.take().is_some() {
                    tracing::info!("Redis is back");
                }
                let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
                Some(Count { events: u32::try_from(events).unwrap_or(u32::MAX), left })
            }
            Err(error) => {
                if away.replace(Instant::now() + REST).is_none() {
                    tracing::warn!(%error, "Redis is away; this process counts for itself");
                }
                None
            }
        }
    }

    async fn ask(&self, key: &str, window: Duration) -> Result<(i64, i64), RedisError> {
        let mut connection = self.connection.clone();
        let mut call = self.script.key(key);
        call.arg(u64::try_from(window.as_millis()).unwrap_or(u64::MAX));
        match call.invoke_async(&mut connection).await {
            // After a line was cut the first command fails and the next one finds a new line.
            Err(error) if error.is_connection_dropped() => call.invoke_async(&mut connection).await,
            done => done,
        }
    }
}
