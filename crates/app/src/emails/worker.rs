//! The worker that sends what is queued, each mailbox on its own and one mail at a time.
//!
//! Any number of workers may run, in any number of processes: the database gives each mail to one of them, with a
//! lease. Killed at any moment, a worker loses no mail; the one it was handing over goes again, under the same
//! Message-ID, once its lease has run out.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::emails::retry_delay;
use domain::{Code, Error, Result};
use integrations::events::Topic;
use persistence::maintenance::mails::{self, Sent};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::delivery::{Delivered, LEASE, deliver};
use crate::App;

/// How often the queue is looked at when nobody says that something is there.
const POLL: Duration = Duration::from_secs(1);
/// Mailboxes that send at the same time.
const MAILBOXES: usize = 32;
/// Mails that one mailbox sends before others get their turn.
const TURN: usize = 50;
/// How long a stop waits for the mails that are being handed over.
const GRACE: Duration = Duration::from_secs(25);
/// How long a mailbox that may not send, for no reason with an end, is left alone.
const IDLE: TimeDelta = TimeDelta::seconds(30);
/// The longest rest after failures in a row, as the number of doublings.
const MOST_FAILURES: i32 = 7;

/// How many mails came to which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Taken over by a server.
    pub sent: u64,
    /// Failed for good.
    pub failed: u64,
    /// Failed for now.
    pub retried: u64,
    /// Not to be sent any more.
    pub withdrawn: u64,
}

impl Tally {
    fn count(&mut self, sent: &Sent) {
        match sent {
            Sent::Ok => self.sent += 1,
            Sent::Failed(..) => self.failed += 1,
            Sent::Retry(..) => self.retried += 1,
            Sent::Withdrawn(_) => self.withdrawn += 1,
            Sent::Released => {}
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.sent += other.sent;
        self.failed += other.failed;
        self.retried += other.retried;
        self.withdrawn += other.withdrawn;
    }
}

/// How a turn of a mailbox ended.
enum End {
    /// There is, or may be, more to send.
    More,
    /// Nothing may be sent before this time.
    Until(DateTime<Utc>),
    /// The mailbox itself failed.
    Failed,
}

/// The turn of one mailbox; `None` is that of the product itself.
struct Turn {
    account: Option<Uuid>,
    /// The version of the mailbox that the turn saw: a changed one is tried again at once.
    version: i64,
    end: End,
    tally: Tally,
}

/// A mailbox that is left alone for a time.
#[derive(Clone, Copy)]
struct Rest {
    until: DateTime<Utc>,
    failures: i32,
    version: i64,
}

/// Sends what is due until `stop`, then finishes what is in hand.
pub async fn run(app: App, name: String, stop: CancellationToken) {
    let mut wakes = app.events.subscribe(Topic::QueuedEmails);
    let mut round = Round::new(app.clone(), name, stop.clone());
    while !stop.is_cancelled() {
        if let Err(error) = round.start_due().await {
            tracing::error!(%error, "the queue of mails cannot be read");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(turn) = round.turns.join_next(), if !round.turns.is_empty() => round.note(turn),
            Some(_) = wakes.next() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
    round.finish().await;
    app.mailer.close().await;
}

/// Sends what is due now, and comes back when nothing may be sent at the moment.
pub async fn run_once(app: &App, name: String) -> Result<Tally> {
    let mut round = Round::new(app.clone(), name, CancellationToken::new());
    loop {
        round.start_due().await?;
        let Some(turn) = round.turns.join_next().await else { break };
        round.note(turn);
    }
    app.mailer.close().await;
    Ok(round.tally)
}

/// The mailboxes that send now, and those that rest.
struct Round {
    app: App,
    name: String,
    stop: CancellationToken,
    turns: JoinSet<Turn>,
    busy: HashSet<Option<Uuid>>,
    resting: HashMap<Option<Uuid>, Rest>,
    tally: Tally,
}

impl Round {
    fn new(app: App, name: String, stop: CancellationToken) -> Self {
        Self {
            app,
            name,
            stop,
            turns: JoinSet::new(),
            busy: HashSet::new(),
            resting: HashMap::new(),
            tally: Tally::default(),
        }
    }

    /// Begins a turn for mailboxes that have something due and neither send nor rest.
    async fn start_due(&mut self) -> Result<()> {
        let mut due = mails::due_accounts(&self.app.db).await?;
        fastrand::shuffle(&mut due);
        for account in due {
            if self.busy.len() >= MAILBOXES {
                break;
            }
            if self.busy.contains(&account) {
                continue;
            }
            let version = self.version(account).await?;
            if self.rests(account, version) {
                continue;
            }
            self.busy.insert(account);
            self.turns.spawn(turn(self.app.clone(), self.name.clone(), account, version, self.stop.clone()));
        }
        Ok(())
    }

    async fn version(&self, account: Option<Uuid>) -> Result<i64> {
        match account {
            None => Ok(mails::system_mailbox(&self.app.db).await?.map_or(0, |mailbox| mailbox.version)),
            Some(id) => Ok(mails::account(&self.app.db, id).await?.account.version),
        }
    }

    fn rests(&self, account: Option<Uuid>, version: i64) -> bool {
        let now = self.app.db.clock().now();
        self.resting.get(&account).is_some_and(|rest| rest.until > now && rest.version == version)
    }

    /// Takes down how a turn ended, and for how long the mailbox rests.
    fn note(&mut self, turn: std::result::Result<Turn, tokio::task::JoinError>) {
        let turn = match turn {
            Ok(turn) => turn,
            Err(error) => {
                // Which mailbox it was is not known; all may be taken up again, and the leases protect the mails.
                tracing::error!(%error, "sending mails broke off");
                self.busy.clear();
                return;
            }
        };
        self.busy.remove(&turn.account);
        self.tally += turn.tally;
        let now = self.app.db.clock().now();
        match turn.end {
            End::More => drop(self.resting.remove(&turn.account)),
            End::Until(until) => {
                self.resting.insert(turn.account, Rest { until, failures: 0, version: turn.version });
            }
            End::Failed => {
                let before = self.resting.get(&turn.account).map_or(0, |rest| rest.failures);
                let failures = (before + 1).min(MOST_FAILURES);
                let until = now + TimeDelta::seconds(retry_delay(failures, fastrand::f64()));
                self.resting.insert(turn.account, Rest { until, failures, version: turn.version });
            }
        }
        // Whoever has been quiet for long has nothing to send.
        self.resting.retain(|_, rest| rest.until + TimeDelta::days(1) > now);
    }

    /// Waits for the mails that are being handed over; those that take too long are left to their lease.
    async fn finish(mut self) {
        let finished = tokio::time::timeout(GRACE, async {
            while let Some(turn) = self.turns.join_next().await {
                self.note(turn);
            }
        });
        if finished.await.is_err() {
            tracing::warn!(mailboxes = self.busy.len(), "stopped while mails were being handed over");
        }
    }
}

/// Sends for one mailbox until it has nothing due, may send no more, or others have waited long enough.
async fn turn(app: App, name: String, account: Option<Uuid>, version: i64, stop: CancellationToken) -> Turn {
    let mut tally = Tally::default();
    let end = match send_some(&app, &name, account, &stop, &mut tally).await {
        Ok(end) => end,
        // A transaction gave way to another one, or the database was away for a moment: nothing is wrong with the mailbox.
        Err(Error::Rule(Code::Unavailable)) => {
            tokio::time::sleep(POLL).await;
            End::More
        }
        Err(error) => {
            tracing::error!(%error, ?account, "a mailbox could not send");
            End::Failed
        }
    };
    Turn { account, version, end, tally }
}

async fn send_some(
    app: &App,
    name: &str,
    account: Option<Uuid>,
    stop: &CancellationToken,
    tally: &mut Tally,
) -> Result<End> {
    for _ in 0..TURN {
        if stop.is_cancelled() {
            break;
        }
        let claim = mails::claim(&app.db, account, name, 1, LEASE).await?;
        let Some(mail) = claim.mails.first() else {
            let idle = app.db.clock().now() + IDLE;
            return Ok(match claim.wait_until {
                Some(until) => End::Until(until.min(idle)),
                None if claim.is_off => End::Until(idle),
                None => End::More,
            });
        };
        super::announce(app, mail.organization_id);
        match deliver(app, mail).await? {
            Delivered::Settled(sent) => tally.count(&sent),
            Delivered::MailboxFailed(sent) => {
                tally.count(&sent);
                return Ok(End::Failed);
            }
            Delivered::Lost => {}
        }
    }
    Ok(End::More)
}
