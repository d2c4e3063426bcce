//! What people do with queued mails; what workers do with them is in `maintenance::mails`.

use chrono::{DateTime, Utc};
use domain::emails::{EmailKind, EmailLog, EmailStatus, TriggerType};
use domain::logs::{Changes, SubjectType, Verb};
use domain::text::email_key;
use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::email_account;
use crate::entities::email_log::{Column, Entity, Model};
use crate::scope::Scope;
use crate::search;

/// A mail to a candidate, as it will be sent. Those of the product itself are in [`crate::system_mails`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewEmail {
    pub id: Uuid,
    pub from_account_id: Option<Uuid>,
    pub candidate_id: Option<Uuid>,
    pub job_id: Option<Uuid>,
    pub group_id: Option<Uuid>,
    pub template_id: Option<Uuid>,
    pub campaign_id: Option<Uuid>,
    pub to_email: String,
    pub subject: String,
    pub content_html: String,
    pub content_text: String,
    pub trigger_type: TriggerType,
    /// When to send; `None`: now.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// RFC 5322, unique, with its angle brackets. It never changes.
    pub message_id: String,
}

/// Queues mails.
pub async fn enqueue(scope: &Scope, mails: Vec<NewEmail>) -> Result<()> {
    let rows: Vec<Model> = mails.into_iter().map(|mail| new_row(scope, mail)).collect();
    for row in &rows {
        note(scope, Verb::MailQueued, row);
    }
    scope.insert_many(rows).await
}

/// Withdraws a mail that no worker has taken yet; else `not_cancellable`.
pub async fn cancel(scope: &Scope, id: Uuid) -> Result<EmailLog> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::EmailLog))?;
    let query = cancellation(scope).filter(Column::Id.eq(id));
    if scope.update(query).await? == 0 {
        return Err(Error::Rule(Code::NotCancellable));
    }
    note(scope, Verb::MailCancelled, &row);
    super::find(scope, id).await
}

/// Withdraws all mails of one send that no worker has taken yet; returns how many.
pub async fn cancel_campaign(scope: &Scope, campaign_id: Uuid) -> Result<u64> {
    cancel_all(scope, Condition::all().add(Column::CampaignId.eq(campaign_id))).await
}

/// Withdraws all mails of one mailbox that no worker has taken yet; returns how many.
pub(crate) async fn cancel_from(scope: &Scope, account_id: Uuid) -> Result<u64> {
    cancel_all(scope, Condition::all().add(Column::FromAccountId.eq(account_id))).await
}

async fn cancel_all(scope: &Scope, those: Condition) -> Result<u64> {
    let waiting = Entity::find().filter(those.clone()).filter(Column::Status.eq(Word(EmailStatus::Queued)));
    let rows = scope.all(waiting).await?;
    let done = scope.update(cancellation(scope).filter(those)).await?;
    for row in &rows {
        note(scope, Verb::MailCancelled, row);
    }
    Ok(done)
}

/// Queues a failed or cancelled mail again, under the same Message-ID; else `not_retryable`, and `account_unusable` when
/// its mailbox was deleted.
pub async fn retry(scope: &Scope, id: Uuid) -> Result<EmailLog> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::EmailLog))?;
    if let Some(account_id) = row.from_account_id
        && !is_living(scope, account_id).await?
    {
        return Err(Error::Rule(Code::AccountUnusable));
    }
    let ended = [EmailStatus::Failed, EmailStatus::Cancelled].map(Word);
    let query = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Word(EmailStatus::Queued)))
        .col_expr(Column::TriggerType, Expr::value(Word(TriggerType::Retry)))
        .col_expr(Column::RetryCount, Expr::value(0))
        .col_expr(Column::FailureKind, Expr::value(None::<String>))
        .col_expr(Column::FailureReason, Expr::value(None::<String>))
        .col_expr(Column::NextAttemptAt, Expr::value(scope.now()))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(ended));
    if scope.update(query).await? == 0 {
        return Err(Error::Rule(Code::NotRetryable));
    }
    note(scope, Verb::MailRetried, &row);
    super::find(scope, id).await
}

/// Whether a mailbox, whoever owns it, is still there.
async fn is_living(scope: &Scope, account_id: Uuid) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "that there is a row is the answer")]
        id: Uuid,
    }
    use email_account::{Column as Account, Entity as Accounts};
    let query = Accounts::find_by_id(account_id)
        .select_only()
        .column(Account::Id)
        .filter(Account::ArchivedAt.is_null());
    let rows: Vec<Row> = scope.names(query).await?;
    Ok(!rows.is_empty())
}

fn cancellation(scope: &Scope) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Word(EmailStatus::Cancelled)))
        .col_expr(Column::NextAttemptAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::UpdatedAt, Expr::value(scope.now()))
        .filter(Column::Status.eq(Word(EmailStatus::Queued)))
}

/// In the timelines of the mail to a candidate, of the candidate and of the job.
fn note(scope: &Scope, verb: Verb, row: &Model) {
    let subjects = [
        (SubjectType::EmailLog, row.candidate_id.map(|_| row.id)),
        (SubjectType::Candidate, row.candidate_id),
        (SubjectType::Job, row.job_id),
    ];
    for (subject, id) in subjects {
        if let Some(id) = id {
            scope.note(verb, (subject, id), &row.subject, Changes::new());
        }
    }
}

fn new_row(scope: &Scope, mail: NewEmail) -> Model {
    let search_text = search::text([Some(mail.subject.as_str()), Some(mail.to_email.as_str())]);
    Model {
        id: mail.id,
        organization_id: scope.organization_id(),
        kind: Word(EmailKind::Outreach),
        user_id: Some(scope.actor().user_id),
        from_account_id: mail.from_account_id,
        candidate_id: mail.candidate_id,
        job_id: mail.job_id,
        group_id: mail.group_id,
        template_id: mail.template_id,
        campaign_id: mail.campaign_id,
        to_email_key: email_key(&mail.to_email),
        to_email: mail.to_email,
        subject: mail.subject,
        content_html: mail.content_html,
        content_text: mail.content_text,
        status: Word(EmailStatus::Queued),
        trigger_type: Word(mail.trigger_type),
        next_attempt_at: Some(mail.scheduled_at.unwrap_or(scope.now())),
        scheduled_at: mail.scheduled_at,
        sent_at: None,
        failure_reason: None,
        failure_kind: None,
        retry_count: 0,
        locked_by: None,
        lease_expires_at: None,
        message_id: mail.message_id,
        search_text,
        created_at: scope.now(),
        updated_at: scope.now(),
    }
}
