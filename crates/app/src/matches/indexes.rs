//! The indexes of all organizations that are in use, each brought up to date before it is asked.
//!
//! Every change to a job or a candidate has a number in its organization. An index knows the number up to which it is
//! right; whoever asks first looks at the organization's present number and, when that is higher, has the changes in
//! between read and put in. So each node answers by what was committed before it was asked, whoever changed it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::Result;
use persistence::Db;
use persistence::changes::{self, Change, ChangeKind, Feed};
use persistence::maintenance::index as rows;
use tokio::sync::RwLock;
use uuid::Uuid;

use super::index::Index;

/// Rows read at once.
const BATCH: u64 = 2000;
/// An index that nobody asked for so long is let go.
const IDLE: Duration = Duration::from_secs(3600);
/// What all indexes take together at most, in bytes; the ones not asked for longest are let go first.
const BUDGET: usize = 1 << 30;

/// The indexes.
#[derive(Default)]
pub struct Indexes(Mutex<HashMap<Uuid, Arc<Shared>>>);

struct Shared {
    index: Arc<RwLock<Index>>,
    /// Held by the one who brings the index up to date; others go on reading what there is.
    update: tokio::sync::Mutex<()>,
    asked: Mutex<Instant>,
    bytes: AtomicUsize,
}

impl Indexes {
    /// The index of an organization, with every change in it that was committed before the call.
    pub(super) async fn current(&self, db: &Db, organization_id: Uuid) -> Result<Arc<RwLock<Index>>> {
        let shared = self.shared(organization_id);
        let latest = changes::latest(db, organization_id).await?;
        if !shared.has(latest).await {
            let _updating = shared.update.lock().await;
            // Whoever held it before may have read that far.
            if !shared.has(latest).await {
                shared.update(db, organization_id).await?;
                self.let_go(organization_id, BUDGET);
            }
        }
        Ok(Arc::clone(&shared.index))
    }

    fn shared(&self, organization_id: Uuid) -> Arc<Shared> {
        let mut known = self.known();
        let shared = known.entry(organization_id).or_insert_with(|| {
            Arc::new(Shared {
                index: Arc::default(),
                update: tokio::sync::Mutex::default(),
                asked: Mutex::new(Instant::now()),
                bytes: AtomicUsize::default(),
            })
        });
        *lock(&shared.asked) = Instant::now();
        Arc::clone(shared)
    }

    /// Lets go what nobody asked for lately, and more while all together take too much; never the one just asked for.
    /// Who still reads one keeps it until then.
    fn let_go(&self, asked_for: Uuid, budget: usize) {
        let mut known = self.known();
        known.retain(|id, shared| *id == asked_for || lock(&shared.asked).elapsed() < IDLE);
        let mut others: Vec<_> = known
            .iter()
            .filter(|(id, _)| **id != asked_for)
            .map(|(id, shared)| (*lock(&shared.asked), *id))
            .collect();
        others.sort_unstable();
        let mut bytes: usize = known.values().map(|shared| shared.bytes.load(Ordering::Relaxed)).sum();
        for (_, id) in others {
            if bytes <= budget {
                return;
            }
            bytes -= known.remove(&id).map_or(0, |shared| shared.bytes.load(Ordering::Relaxed));
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<Shared>>> {
        lock(&self.0)
    }
}

impl Shared {
    async fn has(&self, seq: i64) -> bool {
        self.index.read().await.seq.is_some_and(|known| known >= seq)
    }

    async fn update(&self, db: &Db, organization_id: Uuid) -> Result<()> {
        loop {
            let Some(seq) = self.index.read().await.seq else {
                let built = build(db, organization_id).await?;
                *self.index.write().await = built;
                continue;
            };
            match changes::since(db, organization_id, seq, BATCH).await? {
                Feed::Changes(changes) => {
                    let Some(last) = changes.last().map(|change| change.seq) else { break };
                    let present = Present::of(db, organization_id, &changes).await?;
                    let mut index = self.index.write().await;
                    present.put_into(&mut index);
                    index.seq = Some(last);
                }
                Feed::Behind => self.index.write().await.seq = None,
            }
        }
        let bytes = self.index.read().await.bytes();
        self.bytes.store(bytes, Ordering::Relaxed);
        Ok(())
    }
}

/// Reads the whole organization. The number is taken first: what changes meanwhile is read once more.
async fn build(db: &Db, organization_id: Uuid) -> Result<Index> {
    let mut index = Index::default();
    index.seq = Some(changes::latest(db, organization_id).await?);
    let mut after = None;
    loop {
        let page = rows::candidates(db, organization_id, after, BATCH).await?;
        after = page.last().map(|row| row.id);
        let is_last = (page.len() as u64) < BATCH;
        page.into_iter().for_each(|row| index.put_candidate(row));
        if is_last {
            break;
        }
    }
    after = None;
    loop {
        let page = rows::jobs(db, organization_id, after, BATCH).await?;
        after = page.last().map(|row| row.id);
        let is_last = (page.len() as u64) < BATCH;
        page.into_iter().for_each(|row| index.put_job(row));
        if is_last {
            return Ok(index);
        }
    }
}

/// What has become of rows that changed; those that were not found are gone.
struct Present {
    candidate_ids: Vec<Uuid>,
    candidates: Vec<rows::IndexedCandidate>,
    job_ids: Vec<Uuid>,
    jobs: Vec<rows::IndexedJob>,
}

impl Present {
    async fn of(db: &Db, organization_id: Uuid, changes: &[Change]) -> Result<Self> {
        let ids = |kind| {
            let those = changes.iter().filter(|change| change.kind == kind);
            let mut ids: Vec<Uuid> = those.map(|change| change.subject_id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let (candidate_ids, job_ids) = (ids(ChangeKind::Candidate), ids(ChangeKind::Job));
        Ok(Self {
            candidates: rows::candidates_by_id(db, organization_id, &candidate_ids).await?,
            jobs: rows::jobs_by_id(db, organization_id, &job_ids).await?,
            candidate_ids,
            job_ids,
        })
    }

    fn put_into(self, index: &mut Index) {
        self.candidate_ids.into_iter().for_each(|id| index.remove_candidate(id));
        self.job_ids.into_iter().for_each(|id| index.remove_job(id));
        self.candidates.into_iter().for_each(|row| index.put_candidate(row));
        self.jobs.into_iter().for_each(|row| index.put_job(row));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is inside is whole at every moment, so that a panic elsewhere does no harm.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_bytes(indexes: &Indexes, id: Uuid, bytes: usize) {
        indexes.shared(id).bytes.store(bytes, Ordering::Relaxed);
    }

    #[test]
    fn the_one_not_asked_for_longest_is_let_go_first() {
        let indexes = Indexes::default();
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        for id in [a, b, c] {
            with_bytes(&indexes, id, 100);
        }
        indexes.shared(a);
        indexes.let_go(c, 200);
        let mut left: Vec<Uuid> = indexes.known().keys().copied().collect();
        left.sort_unstable();
        assert_eq!(left, [a, c]);
        indexes.let_go(c, 0);
        assert_eq!(indexes.known().keys().copied().collect::<Vec<_>>(), [c], "the one asked for stays");
    }
}
