//! How many calls run at once, and when a provider is left alone for a while.
//!
//! Waiting is bounded; whoever waits too long is told so. After several outages in a row a provider's circuit
//! opens: calls fail at once, until a pause has passed and one call may try.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Code;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use super::failure::Failure;

/// Bounds on what runs at once, and on how often a provider may fail.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Calls at once in all.
    pub overall: usize,
    /// Calls at once to one host.
    pub per_provider: usize,
    /// Calls at once for one organization.
    pub per_organization: usize,
    /// The longest that a call waits for its turn.
    pub wait: Duration,
    /// After how many outages in a row a host is left alone.
    pub outages: u32,
    /// For how long.
    pub pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            overall: 100,
            per_provider: 50,
            per_organization: 25,
            wait: Duration::from_secs(30),
            outages: 5,
            pause: Duration::from_secs(30),
        }
    }
}

/// Lets calls pass one by one.
#[derive(Debug)]
pub(crate) struct Gate {
    limits: Limits,
    overall: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Lane>>>,
    organizations: Mutex<HashMap<Uuid, Arc<Lane>>>,
}

#[derive(Debug)]
struct Lane {
    permits: Arc<Semaphore>,
    circuit: Mutex<Circuit>,
}

#[derive(Debug, Default)]
struct Circuit {
    outages: u32,
    open_until: Option<Instant>,
    trying: bool,
}

/// The right to make one call; given back when dropped.
#[derive(Debug)]
pub(crate) struct Pass {
    host: Arc<Lane>,
    limits: (u32, Duration),
    is_trial: bool,
    _permits: [Option<OwnedSemaphorePermit>; 3],
}

/// How many hosts and organizations are remembered before idle ones are forgotten.
const REMEMBERED: usize = 1000;

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        let overall = Arc::new(Semaphore::new(limits.overall));
        Self { limits, overall, hosts: Mutex::default(), organizations: Mutex::default() }
    }

    /// Waits for a turn.
    pub(crate) async fn enter(&self, host: &str, organization: Option<Uuid>) -> Result<Pass, Failure> {
        let host = lane(&self.hosts, host.to_owned(), self.limits.per_provider);
        let organization = organization
            .map(|id| Arc::clone(&lane(&self.organizations, id, self.limits.per_organization).permits));
        let turn = async {
            let own = match organization {
                Some(permits) => permits.acquire_owned().await.ok(),
                None => None,
            };
            let hosts = Arc::clone(&host.permits).acquire_owned().await.ok();
            [own, hosts, Arc::clone(&self.overall).acquire_owned().await.ok()]
        };
        let permits = timeout(self.limits.wait, turn).await.map_err(|_elapsed| Failure {
            retry_after: Some(Duration::from_secs(5)),
            ..Failure::new(Code::AiRateLimited, "too many calls are running at once")
        })?;
        let is_trial = lock(&host.circuit).admit()?;
        Ok(Pass { host, limits: (self.limits.outages, self.limits.pause), is_trial, _permits: permits })
    }
}

impl Circuit {
    fn is_open(&self) -> bool {
        self.open_until.is_some_and(|until| until > Instant::now())
    }

    /// Whether a call may pass, and whether it is the one that tries after a pause.
    fn admit(&mut self) -> Result<bool, Failure> {
        let Some(until) = self.open_until else { return Ok(false) };
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() && !self.trying {
            self.trying = true;
            return Ok(true);
        }
        let detail = format!("left alone for a while after {} failures in a row", self.outages);
        Err(Failure {
            retry_after: Some(left.max(Duration::from_secs(1))),
            ..Failure::new(Code::AiUnavailable, detail)
        })
    }
}

impl Pass {
    /// The host answered, be it with a refusal.
    pub(crate) fn answered(self) {
        *lock(&self.host.circuit) = Circuit::default();
    }

    /// The host did not answer, or failed.
    pub(crate) fn failed(self) {
        let (bound, pause) = self.limits;
        let mut circuit = lock(&self.host.circuit);
        circuit.outages = circuit.outages.saturating_add(1);
        if circuit.outages >= bound {
            circuit.open_until = Some(Instant::now() + pause);
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        // A trial that was given up neither closes nor opens the circuit; the next call tries.
        if self.is_trial {
            lock(&self.host.circuit).trying = false;
        }
    }
}

fn lane<K: Eq + Hash>(lanes: &Mutex<HashMap<K, Arc<Lane>>>, key: K, permits: usize) -> Arc<Lane> {
    let mut lanes = lock(lanes);
    if lanes.len() >= REMEMBERED {
        lanes.retain(|_, lane| Arc::strong_count(lane) > 1 || lock(&lane.circuit).is_open());
    }
    let new = || Lane { permits: Arc::new(Semaphore::new(permits)), circuit: Mutex::default() };
    Arc::clone(lanes.entry(key).or_insert_with(|| Arc::new(new())))
}

/// A panic elsewhere leaves these plain figures whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(limits: Limits) -> Gate {
        Gate::new(Limits {
            wait: Duration::from_millis(50),
            outages: 3,
            pause: Duration::from_secs(10),
            ..limits
        })
    }

    #[tokio::test(start_paused = true)]
    async fn calls_beyond_a_limit_wait_and_then_are_refused() {
        for limits in [
            Limits { overall: 2, ..Limits::default() },
            Limits { per_provider: 2, ..Limits::default() },
            Limits { per_organization: 2, ..Limits::default() },
        ] {
            let gate = gate(limits);
            let organization = Some(Uuid::from_u128(1));
            let first = gate.enter("a", organization).await.unwrap();
            let _second = gate.enter("a", organization).await.unwrap();
            let refused = gate.enter("a", organization).await.unwrap_err();
            assert_eq!((refused.code, refused.transient), (Code::AiRateLimited, false));
            drop(first);
            assert!(gate.enter("a", organization).await.is_ok());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_busy_provider_or_organization_does_not_stop_another() {
        let gate = gate(Limits { per_provider: 1, per_organization: 1, ..Limits::default() });
        let _busy = gate.enter("a", Some(Uuid::from_u128(1))).await.unwrap();
        assert!(gate.enter("a", Some(Uuid::from_u128(2))).await.is_err());
        assert!(gate.enter("b", Some(Uuid::from_u128(1))).await.is_err());
        assert!(gate.enter("b", Some(Uuid::from_u128(2))).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_circuit_opens_after_outages_in_a_row_and_closes_after_one_good_trial() {
        let gate = gate(Limits::default());
        for _ in 0..2 {
            gate.enter("a", None).await.unwrap().failed();
        }
        gate.enter("a", None).await.unwrap().answered();
        for _ in 0..3 {
            gate.enter("a", None).await.unwrap().failed();
        }
        let refused = gate.enter("a", None).await.unwrap_err();
        assert_eq!(refused.code, Code::AiUnavailable);
        assert_eq!(refused.retry_after, Some(Duration::from_secs(10)));
        assert!(gate.enter("b", None).await.is_ok(), "another provider is not concerned");

        tokio::time::advance(Duration::from_secs(10)).await;
        let trial = gate.enter("a", None).await.unwrap();
        assert!(gate.enter("a", None).await.is_err(), "only one call tries");
        trial.failed();
        assert!(gate.enter("a", None).await.is_err());

        tokio::time::advance(Duration::from_secs(10)).await;
        drop(gate.enter("a", None).await.unwrap());
        gate.enter("a", None).await.unwrap().answered();
        let (_one, _two) = (gate.enter("a", None).await.unwrap(), gate.enter("a", None).await.unwrap());
    }

    #[tokio::test]
    async fn idle_hosts_are_forgotten_and_those_left_alone_are_not() {
        let gate = gate(Limits::default());
        for _ in 0..3 {
            gate.enter("bad", None).await.unwrap().failed();
        }
        for host in 0..2 * REMEMBERED {
            drop(gate.enter(&host.to_string(), None).await.unwrap());
        }
        assert!(lock(&gate.hosts).len() <= REMEMBERED + 1);
        assert!(lock(&gate.hosts).contains_key("bad"));
    }
}
