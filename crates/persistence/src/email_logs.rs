//! The ledger of mails: what was queued, sent and refused.

mod queue;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::emails::{EmailLog, EmailLogFilter, EmailStatus};
use domain::jobs::NamedRef;
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::email_log::{Column, Entity, Model};
use crate::entities::{candidate, email_account, job};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::search;
pub(crate) use queue::cancel_from;
pub use queue::{NewEmail, cancel, cancel_campaign, enqueue, retry};

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::nullable("sent_at", Column::SentAt),
    Sortable::new("status", Column::Status),
    Sortable::new("to_email", Column::ToEmail),
];

/// One page of the mails that match.
pub async fn list(scope: &Scope, filter: &EmailLogFilter, paging: &Paging) -> Result<Page<EmailLog>> {
    let page = paging::page(scope, filtered(filter), paging, SORTABLE, Column::Id).await?;
    Ok(Page { items: views(scope, page.items).await?, total: page.total })
}

/// Mails that match, by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    filter: &EmailLogFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<EmailLog>> {
    let rows = scope.all(paging::after(filtered(filter), Column::Id, after, limit)).await?;
    views(scope, rows).await
}

/// One mail.
pub async fn find(scope: &Scope, id: Uuid) -> Result<EmailLog> {
    let row = scope.one(Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::EmailLog))?;
    view(scope, row).await
}

/// How many of the matching mails are in each status.
pub async fn count_by_status(scope: &Scope, filter: &EmailLogFilter) -> Result<BTreeMap<&'static str, u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        status: Word<EmailStatus>,
        mails: i64,
    }
    let query = filtered(filter)
        .select_only()
        .column(Column::Status)
        .column_as(Column::Id.count(), "mails")
        .group_by(Column::Status);
    let rows: Vec<Row> = scope.rows(query).await?;
    let count = |row: Row| (domain::Coded::code(row.status.0), row.mails.unsigned_abs());
    Ok(rows.into_iter().map(count).collect())
}

/// Which of some candidates or jobs a mail refers to, whoever wrote it.
pub(crate) async fn referred(scope: &Scope, column: Column, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let mut referred = HashSet::new();
    for ids in ids.chunks(paging::IDS_A_STATEMENT) {
        let query = Entity::find()
            .select_only()
            .distinct()
            .column_as(column, "id")
            .filter(column.is_in(ids.iter().copied()));
        referred.extend(scope.names::<_, Row>(query).await?.into_iter().map(|row| row.id));
    }
    Ok(referred)
}

/// Those of the candidates who got, or are about to get, a mail for the job since `since`.
pub async fn mailed_since(
    scope: &Scope,
    job_id: Uuid,
    candidate_ids: &[Uuid],
    since: DateTime<Utc>,
) -> Result<HashSet<Uuid>> {
    #[derive(FromQueryResult)]
    struct Row {
        candidate_id: Uuid,
    }
    let counted = [EmailStatus::Queued, EmailStatus::Sending, EmailStatus::Sent].map(Word);
    let mut mailed = HashSet::new();
    for ids in candidate_ids.chunks(paging::IDS_A_STATEMENT) {
        let query = Entity::find()
            .select_only()
            .distinct()
            .column(Column::CandidateId)
            .filter(Column::CandidateId.is_in(ids.iter().copied()))
            .filter(Column::JobId.eq(job_id))
            .filter(Column::CreatedAt.gte(since))
            .filter(Column::Status.is_in(counted));
        mailed.extend(scope.rows::<_, Row>(query).await?.into_iter().map(|row| row.candidate_id));
    }
    Ok(mailed)
}

/// The candidates whom anybody of the organization mailed, or is about to mail, since `since`.
pub async fn contacted_since(scope: &Scope, since: DateTime<Utc>) -> Result<HashSet<Uuid>> {
    #[derive(FromQueryResult)]
    struct Row {
        candidate_id: Uuid,
    }
    let waiting = [EmailStatus::Queued, EmailStatus::Sending].map(Word);
    let query = Entity::find()
        .select_only()
        .distinct()
        .column(Column::CandidateId)
        .filter(Column::CandidateId.is_not_null())
        .filter(Condition::any().add(Column::SentAt.gte(since)).add(Column::Status.is_in(waiting)));
    let rows: Vec<Row> = scope.names(query).await?;
    Ok(rows.into_iter().map(|row| row.candidate_id).collect())
}

fn filtered(filter: &EmailLogFilter) -> Select<Entity> {
    let mut all = Condition::all();
    if let Some(q) = &filter.q {
        all = all.add(search::matches(Column::SearchText, q));
    }
    if !filter.status.is_empty() {
        all = all.add(Column::Status.is_in(filter.status.iter().map(|status| Word(*status))));
    }
    let ids = [
        (Column::CandidateId, filter.candidate_id),
        (Column::JobId, filter.job_id),
        (Column::CampaignId, filter.campaign_id),
        (Column::FromAccountId, filter.from_account_id),
    ];
    for (column, id) in ids {
        if let Some(id) = id {
            all = all.add(column.eq(id));
        }
    }
    if let Some(day) = filter.created_from {
        all = all.add(Column::CreatedAt.gte(day.and_time(chrono::NaiveTime::MIN).and_utc()));
    }
    Entity::find().filter(all)
}

async fn view(scope: &Scope, row: Model) -> Result<EmailLog> {
    views(scope, vec![row]).await?.pop().ok_or(Error::NotFound(Kind::EmailLog))
}

async fn views(scope: &Scope, rows: Vec<Model>) -> Result<Vec<EmailLog>> {
    let accounts = named::<email_account::Entity>(
        scope,
        (email_account::Column::Id, email_account::Column::EmailAddress),
        rows.iter().filter_map(|row| row.from_account_id),
    );
    let accounts = accounts.await?;
    let candidates = (candidate::Column::Id, candidate::Column::Name);
    let candidates =
        named::<candidate::Entity>(scope, candidates, rows.iter().filter_map(|row| row.candidate_id)).await?;
    let jobs = (job::Column::Id, job::Column::Title);
    let jobs = named::<job::Entity>(scope, jobs, rows.iter().filter_map(|row| row.job_id)).await?;
    let of = |names: &HashMap<Uuid, NamedRef>, id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned());
    let view = |row: Model| {
        let (account, candidate) = (of(&accounts, row.from_account_id), of(&candidates, row.candidate_id));
        let job = of(&jobs, row.job_id);
        view_with(row, account, candidate, job)
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn named<E: crate::scope::OrgOwned>(
    scope: &Scope,
    (id, name): (E::Column, E::Column),
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, NamedRef>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let ids: HashSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = E::find().select_only().column_as(id, "id").column_as(name, "name").filter(id.is_in(ids));
    let rows: Vec<Row> = scope.names(query).await?;
    Ok(rows.into_iter().map(|row| (row.id, NamedRef { id: row.id, name: row.name })).collect())
}

fn view_with(
    row: Model,
    from_account: Option<NamedRef>,
    candidate: Option<NamedRef>,
    job: Option<NamedRef>,
) -> EmailLog {
    EmailLog {
        id: row.id,
        kind: row.kind.0,
        user_id: row.user_id,
        from_account,
        candidate,
        job,
        template_id: row.template_id,
        group_id: row.group_id,
        campaign_id: row.campaign_id,
        to_email: row.to_email,
        subject: row.subject,
        content_html: row.content_html,
        content_text: row.content_text,
        status: row.status.0,
        trigger_type: row.trigger_type.0,
        scheduled_at: row.scheduled_at,
        sent_at: row.sent_at,
        failure_reason: row.failure_reason,
        failure_kind: row.failure_kind.map(|kind| kind.0),
        retry_count: row.retry_count,
        next_attempt_at: row.next_attempt_at,
        message_id: row.message_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
