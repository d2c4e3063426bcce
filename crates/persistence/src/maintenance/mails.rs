//! Workers and mails: taking what is due within a mailbox's limits, and telling what became of it.
//!
//! A mail that is being sent belongs to `(worker, attempt)`, as a task does. Claims of one mailbox are made under
//! its row lock, so that its limits hold over any number of workers.

use chrono::{DateTime, TimeDelta, Utc};
use domain::emails::{EmailKind, EmailStatus, FailureKind, SkipReason};
use domain::logs::{Changes, SubjectType, Verb};
use domain::system_mails::SystemMailbox;
use domain::{Coded, Error, Kind, Result};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany,
};
use uuid::Uuid;

use crate::columns::{Document, Word};
use crate::email_accounts::{SealedAccount, sealed_view};
use crate::entities::email_log::{Column, Entity, Model};
use crate::entities::{action_log, email_account, system_mailbox};
use crate::{Db, error, system_mails};

/// A mail that a worker holds and sends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ClaimedMail {
    pub id: Uuid,
    pub organization_id: Uuid,
    pub kind: EmailKind,
    pub user_id: Option<Uuid>,
    pub from_account_id: Option<Uuid>,
    pub candidate_id: Option<Uuid>,
    pub job_id: Option<Uuid>,
    pub campaign_id: Option<Uuid>,
    pub to_email: String,
    pub subject: String,
    pub content_html: String,
    pub content_text: String,
    pub message_id: String,
    pub queued_at: DateTime<Utc>,
    /// This attempt, from 1.
    pub attempt: i32,
    pub worker: String,
}

/// How sending went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The server took it.
    Ok,
    /// It failed for good, in the server's words.
    Failed(FailureKind, String),
    /// It failed and is tried again at this time.
    Retry(String, DateTime<Utc>),
    /// It was handed back unsent; the attempt does not count.
    Released,
    /// It must not be sent any more, for this reason.
    Withdrawn(SkipReason),
}

impl Sent {
    /// Whether the mail will not be tried again.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Ok | Self::Failed(..) | Self::Withdrawn(_))
    }
}

/// What a mailbox has to send, and what it may send now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The mails taken.
    pub mails: Vec<ClaimedMail>,
    /// When a limit or another worker keeps more from being taken: the time from which it is worth asking again.
    pub wait_until: Option<DateTime<Utc>>,
    /// Whether the mailbox is switched off, or gone.
    pub is_off: bool,
}

/// The mailboxes that have something due; `None` stands for the system's own mails.
pub async fn due_accounts(db: &Db) -> Result<Vec<Option<Uuid>>> {
    let query =
        Entity::find().select_only().distinct().column(Column::FromAccountId).filter(due(db.clock().now()));
    query.into_tuple().all(db.reader()).await.map_err(error::db)
}

/// The mailbox with its sealed password, for sending.
pub async fn account(db: &Db, id: Uuid) -> Result<SealedAccount> {
    let row = email_account::Entity::find_by_id(id).one(db.reader()).await.map_err(error::db)?;
    row.map(sealed_view).ok_or(Error::NotFound(Kind::EmailAccount))
}

/// Notes in the mailbox what keeps it from sending; `None` when it sends again.
pub async fn note_account(db: &Db, id: Uuid, error: Option<&str>) -> Result<()> {
    use email_account::{Column as Account, Entity as Accounts};
    let tx = db.begin().await?;
    let query = Accounts::update_many()
        .col_expr(Account::LastError, Expr::value(error))
        .filter(Account::Id.eq(id))
        .exec(&tx);
    query.await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// The mailbox of the product's own mails, where there is one.
pub async fn system_mailbox(db: &Db) -> Result<Option<SystemMailbox>> {
    let row = system_mailbox::Entity::find().one(db.reader()).await.map_err(error::db)?;
    Ok(row.map(system_mails::view))
}

/// Notes in it what keeps it from sending; `None` when it sends again.
pub async fn note_system_mailbox(db: &Db, error: Option<&str>) -> Result<()> {
    let tx = db.begin().await?;
    let query = system_mailbox::Entity::update_many()
        .col_expr(system_mailbox::Column::LastError, Expr::value(error))
        .exec(&tx);
    query.await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// Takes due mails of one mailbox, the longest due first, and such whose worker's lease ran out.
///
/// At most `in_flight` mails of the mailbox are held by workers at any time, and no more are taken than its
/// limits for the last minute and the last day allow.
pub async fn claim(
    db: &Db,
    account: Option<Uuid>,
    worker: &str,
    in_flight: u64,
    lease: TimeDelta,
) -> Result<Claim> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let (allowed, claim) = match account {
        Some(id) => allowance(&tx, id, in_flight, now).await?,
        None => (in_flight, Claim::default()),
    };
    if allowed == 0 {
        tx.commit().await.map_err(error::db)?;
        return Ok(claim);
    }
    let rows = Entity::find()
        .filter(of(account))
        .filter(due(now))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(allowed)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&tx)
        .await
        .map_err(error::db)?;
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Word(EmailStatus::Sending)))
        .col_expr(Column::LockedBy, Expr::value(worker))
        .col_expr(Column::LeaseExpiresAt, Expr::value(now + lease))
        .col_expr(Column::RetryCount, Expr::col(Column::RetryCount).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    Ok(Claim { mails: rows.into_iter().map(|row| claimed(row, worker)).collect(), ..claim })
}

/// Renews the lease of a mail; `false` when it is no longer this worker's: send nothing, write nothing.
pub async fn heartbeat(db: &Db, mail: &ClaimedMail, lease: TimeDelta) -> Result<bool> {
    let tx = db.begin().await?;
    let query = Entity::update_many().col_expr(Column::LeaseExpiresAt, Expr::value(db.clock().now() + lease));
    let held = write(&tx, mail, query).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(held)
}

/// Tells what became of a mail, and notes it in the timelines; `false` when it is no longer this worker's.
pub async fn finish(db: &Db, mail: &ClaimedMail, sent: Sent) -> Result<bool> {
    let now = db.clock().now();
    let query = match &sent {
        Sent::Ok => end(EmailStatus::Sent)
            .col_expr(Column::SentAt, Expr::value(now))
            .col_expr(Column::FailureKind, Expr::value(None::<String>))
            .col_expr(Column::FailureReason, Expr::value(None::<String>)),
        Sent::Failed(kind, reason) => failure(end(EmailStatus::Failed), *kind, reason),
        Sent::Retry(reason, at) => failure(put_back(*at), FailureKind::Transient, reason),
        Sent::Withdrawn(reason) => {
            end(EmailStatus::Cancelled).col_expr(Column::FailureReason, Expr::value(reason.code()))
        }
        Sent::Released => put_back(now).col_expr(Column::RetryCount, Expr::col(Column::RetryCount).sub(1)),
    };
    let mut query = query.col_expr(Column::UpdatedAt, Expr::value(now));
    if mail.kind == EmailKind::System && sent.is_final() {
        // What the product wrote is kept no longer than it takes to send it: it may hold a link.
        for column in [Column::ContentHtml, Column::ToEmail, Column::ToEmailKey] {
            query = query.col_expr(column, Expr::value(""));
        }
    }
    let tx = db.begin().await?;
    let held = write(&tx, mail, query).await?;
    match (&sent, held) {
        (Sent::Ok, true) => note(&tx, mail, Verb::MailSent, now).await?,
        (Sent::Failed(..), true) => note(&tx, mail, Verb::MailFailed, now).await?,
        (Sent::Withdrawn(_), true) => note(&tx, mail, Verb::MailCancelled, now).await?,
        _ => {}
    }
    tx.commit().await.map_err(error::db)?;
    Ok(held)
}

/// Mails that are due or held in all: nothing is left to do when this is 0.
pub async fn outstanding(db: &Db) -> Result<u64> {
    let open = [EmailStatus::Queued, EmailStatus::Sending].map(Word);
    Entity::find().filter(Column::Status.is_in(open)).count(db.reader()).await.map_err(error::db)
}

fn of(account: Option<Uuid>) -> Condition {
    Condition::all().add(match account {
        Some(id) => Column::FromAccountId.eq(id),
        None => Column::FromAccountId.is_null(),
    })
}

fn due(now: DateTime<Utc>) -> Condition {
    let waiting = Column::Status.eq(Word(EmailStatus::Queued)).and(Column::NextAttemptAt.lte(now));
    let orphaned = Column::Status.eq(Word(EmailStatus::Sending)).and(Column::LeaseExpiresAt.lt(now));
    Condition::any().add(waiting).add(orphaned)
}

/// How many mails the mailbox may take now, under its row lock, and what keeps it from more.
async fn allowance(
    tx: &DatabaseTransaction,
    account: Uuid,
    in_flight: u64,
    now: DateTime<Utc>,
) -> Result<(u64, Claim)> {
    let off = Claim { is_off: true, ..Claim::default() };
    let query = email_account::Entity::find_by_id(account).lock_exclusive();
    let Some(row) = query.one(tx).await.map_err(error::db)? else { return Ok((0, off)) };
    if !row.is_active {
        settle_orphans(tx, &row, now).await?;
        return Ok((0, off));
    }
    let held = Entity::find()
        .filter(of(Some(account)))
        .filter(Column::Status.eq(Word(EmailStatus::Sending)))
        .filter(Column::LeaseExpiresAt.gte(now));
    let first = held.clone().order_by_asc(Column::LeaseExpiresAt).one(tx).await.map_err(error::db)?;
    let held = held.count(tx).await.map_err(error::db)?;
    let mut allowed = in_flight.saturating_sub(held);
    let mut wait_until = first.filter(|_| allowed == 0).and_then(|row| row.lease_expires_at);
    let limits = [(TimeDelta::minutes(1), row.per_minute_limit), (TimeDelta::days(1), row.daily_limit)];
    for (window, limit) in limits {
        let sent = Entity::find()
            .filter(of(Some(account)))
            .filter(Column::Status.eq(Word(EmailStatus::Sent)))
            .filter(Column::SentAt.gt(now - window));
        let count = sent.clone().count(tx).await.map_err(error::db)?;
        let left = u64::from(limit.unsigned_abs()).saturating_sub(count + held);
        allowed = std::cmp::min(allowed, left);
        if left == 0 {
            let first = sent.order_by_asc(Column::SentAt).one(tx).await.map_err(error::db)?;
            let free = first.and_then(|row| row.sent_at).map(|sent_at| sent_at + window);
            wait_until = std::cmp::max(wait_until, free);
        }
    }
    Ok((allowed, Claim { wait_until, ..Claim::default() }))
}

/// Mails whose worker died and whose mailbox was switched off since: they wait with the others, or end with a mailbox
/// that is gone.
async fn settle_orphans(
    tx: &DatabaseTransaction,
    account: &email_account::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    let query = if account.archived_at.is_some() { end(EmailStatus::Cancelled) } else { put_back(now) };
    let query = query
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(of(Some(account.id)))
        .filter(Column::Status.eq(Word(EmailStatus::Sending)))
        .filter(Column::LeaseExpiresAt.lt(now));
    query.exec(tx).await.map_err(error::db).map(|_| ())
}

fn claimed(row: Model, worker: &str) -> ClaimedMail {
    ClaimedMail {
        id: row.id,
        organization_id: row.organization_id,
        kind: row.kind.0,
        user_id: row.user_id,
        from_account_id: row.from_account_id,
        candidate_id: row.candidate_id,
        job_id: row.job_id,
        campaign_id: row.campaign_id,
        to_email: row.to_email,
        subject: row.subject,
        content_html: row.content_html,
        content_text: row.content_text,
        message_id: row.message_id,
        queued_at: row.created_at,
        attempt: row.retry_count + 1,
        worker: worker.to_owned(),
    }
}

fn end(status: EmailStatus) -> UpdateMany<Entity> {
    release(status, None)
}

fn put_back(at: DateTime<Utc>) -> UpdateMany<Entity> {
    release(EmailStatus::Queued, Some(at))
}

fn release(status: EmailStatus, next_attempt_at: Option<DateTime<Utc>>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Word(status)))
        .col_expr(Column::NextAttemptAt, Expr::value(next_attempt_at))
        .col_expr(Column::LockedBy, Expr::value(None::<String>))
        .col_expr(Column::LeaseExpiresAt, Expr::value(None::<DateTime<Utc>>))
}

fn failure(query: UpdateMany<Entity>, kind: FailureKind, reason: &str) -> UpdateMany<Entity> {
    query
        .col_expr(Column::FailureKind, Expr::value(Word(kind)))
        .col_expr(Column::FailureReason, Expr::value(reason))
}

async fn write(tx: &DatabaseTransaction, mail: &ClaimedMail, query: UpdateMany<Entity>) -> Result<bool> {
    let query = query
        .filter(Column::Id.eq(mail.id))
        .filter(Column::Status.eq(Word(EmailStatus::Sending)))
        .filter(Column::LockedBy.eq(&mail.worker))
        .filter(Column::RetryCount.eq(mail.attempt));
    Ok(query.exec(tx).await.map_err(error::db)?.rows_affected == 1)
}

async fn note(tx: &DatabaseTransaction, mail: &ClaimedMail, verb: Verb, now: DateTime<Utc>) -> Result<()> {
    let subjects = [
        (SubjectType::EmailLog, mail.candidate_id.map(|_| mail.id)),
        (SubjectType::Candidate, mail.candidate_id),
        (SubjectType::Job, mail.job_id),
    ];
    let rows: Vec<_> = subjects
        .into_iter()
        .filter_map(|(subject_type, id)| {
            let row = action_log::Model {
                id: Uuid::now_v7(),
                organization_id: mail.organization_id,
                user_id: mail.user_id,
                verb: Word(verb),
                subject_type: Word(subject_type),
                subject_id: id?,
                summary: mail.subject.chars().take(500).collect(),
                changes: Document(Changes::new()),
                created_at: now,
            };
            Some(row.into_active_model().reset_all())
        })
        .collect();
    if !rows.is_empty() {
        action_log::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(error::db)?;
    }
    Ok(())
}
