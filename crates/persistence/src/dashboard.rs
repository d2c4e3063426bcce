//! The figures of the dashboard: what the actor sees, counted by the database.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use domain::emails::EmailStatus;
use domain::jobs::JobStatus;
use domain::{Coded, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::ai_usage;
use crate::columns::Word;
use crate::entities::{candidate, candidate_group, company, email_log, job, job_keyword};
use crate::scope::Scope;

/// How far back the figures look, in days.
pub const DAYS: i64 = 30;
/// How many of the most wanted keywords there are.
const TOP_KEYWORDS: usize = 10;

/// The figures. "Lately" are the last [`DAYS`] days, "before" those before them.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Figures {
    pub open_jobs: u64,
    pub candidates: u64,
    pub candidates_added: u64,
    pub candidates_added_before: u64,
    pub mails_sent: u64,
    pub mails_sent_before: u64,
    pub jobs_by_status: Vec<(JobStatus, u64)>,
    /// Mails queued lately.
    pub mails_by_status: Vec<(EmailStatus, u64)>,
    /// One entry a day, the oldest first, today last.
    pub days: Vec<DayFigures>,
    pub ai_calls: u64,
    pub ai_tokens: u64,
    /// The codes that living open jobs ask for most, with how many do.
    pub top_keywords: Vec<(String, u64)>,
}

/// The figures of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DayFigures {
    pub date: NaiveDate,
    pub candidates_added: u64,
    pub mails_sent: u64,
}

/// The figures, with days as they begin and end in `zone`.
pub async fn figures(scope: &Scope, zone: &impl TimeZone) -> Result<Figures> {
    let since = scope.now() - TimeDelta::days(DAYS);
    let before = since - TimeDelta::days(DAYS);
    let jobs_by_status = jobs_by_status(scope).await?;
    let added = moments(scope, Moments::CandidatesAdded, before).await?;
    let sent = moments(scope, Moments::MailsSent, before).await?;
    let lately = |all: &[DateTime<Utc>]| all.iter().filter(|at| **at >= since).count() as u64;
    let usage = ai_usage::sums(scope, since).await?;
    let living = candidate::Entity::find().filter(candidate::Column::ArchivedAt.is_null());
    Ok(Figures {
        open_jobs: jobs_by_status.iter().filter(|(status, _)| status.is_open()).map(|(_, count)| count).sum(),
        candidates: scope.count(living).await?,
        candidates_added: lately(&added),
        candidates_added_before: added.len() as u64 - lately(&added),
        mails_sent: lately(&sent),
        mails_sent_before: sent.len() as u64 - lately(&sent),
        mails_by_status: mails_by_status(scope, since).await?,
        days: days(scope.now(), zone, &added, &sent),
        ai_calls: usage.iter().map(|sum| sum.calls).sum(),
        ai_tokens: usage.iter().map(|sum| sum.prompt_tokens + sum.completion_tokens).sum(),
        top_keywords: top_keywords(scope).await?,
        jobs_by_status,
    })
}

/// Whether nothing was added to the organization yet, so that sample data can be loaded.
pub async fn is_empty(scope: &Scope) -> Result<bool> {
    Ok(!scope.exists(job::Entity::find()).await?
        && !scope.exists(candidate::Entity::find()).await?
        && !scope.exists(company::Entity::find()).await?
        && !scope.exists(candidate_group::Entity::find()).await?)
}

#[derive(FromQueryResult)]
struct Counted<T: Coded> {
    value: Word<T>,
    rows: i64,
}

async fn jobs_by_status(scope: &Scope) -> Result<Vec<(JobStatus, u64)>> {
    let query = job::Entity::find()
        .select_only()
        .column_as(job::Column::Status, "value")
        .column_as(job::Column::Id.count(), "rows")
        .filter(job::Column::ArchivedAt.is_null())
        .group_by(job::Column::Status);
    scope.rows(query).await.map(in_order)
}

async fn mails_by_status(scope: &Scope, since: DateTime<Utc>) -> Result<Vec<(EmailStatus, u64)>> {
    let query = email_log::Entity::find()
        .select_only()
        .column_as(email_log::Column::Status, "value")
        .column_as(email_log::Column::Id.count(), "rows")
        .filter(email_log::Column::CreatedAt.gte(since))
        .group_by(email_log::Column::Status);
    scope.rows(query).await.map(in_order)
}

/// In the order in which people should see them, without those that do not occur.
fn in_order<T: Coded>(counted: Vec<Counted<T>>) -> Vec<(T, u64)> {
    let count = |value: &T| counted.iter().find(|row| row.value.0 == *value);
    T::ALL.iter().filter_map(|value| Some((*value, count(value)?.rows.unsigned_abs()))).collect()
}

#[derive(Clone, Copy)]
enum Moments {
    CandidatesAdded,
    MailsSent,
}

#[derive(FromQueryResult)]
struct Moment {
    at: DateTime<Utc>,
}

/// The times themselves: which day they fall on depends on where one is, and the databases count days differently.
async fn moments(scope: &Scope, of: Moments, since: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>> {
    let rows: Vec<Moment> = match of {
        Moments::CandidatesAdded => {
            let query = candidate::Entity::find().select_only().column_as(candidate::Column::CreatedAt, "at");
            scope.rows(query.filter(candidate::Column::CreatedAt.gte(since))).await?
        }
        Moments::MailsSent => {
            let query = email_log::Entity::find().select_only().column_as(email_log::Column::SentAt, "at");
            scope.rows(query.filter(email_log::Column::SentAt.gte(since))).await?
        }
    };
    Ok(rows.into_iter().map(|row| row.at).collect())
}

fn days(
    now: DateTime<Utc>,
    zone: &impl TimeZone,
    added: &[DateTime<Utc>],
    sent: &[DateTime<Utc>],
) -> Vec<DayFigures> {
    let day = |at: &DateTime<Utc>| at.with_timezone(zone).date_naive();
    let count = |all: &[DateTime<Utc>]| {
        let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        all.iter().for_each(|at| *days.entry(day(at)).or_default() += 1);
        days
    };
    let (added, sent) = (count(added), count(sent));
    let of = |days: &BTreeMap<NaiveDate, u64>, date| days.get(&date).copied().unwrap_or_default();
    (0..DAYS)
        .rev()
        .map(|back| day(&(now - TimeDelta::days(back))))
        .map(|date| DayFigures { date, candidates_added: of(&added, date), mails_sent: of(&sent, date) })
        .collect()
}

async fn top_keywords(scope: &Scope) -> Result<Vec<(String, u64)>> {
    #[derive(FromQueryResult)]
    struct Row {
        keyword: String,
        jobs: i64,
    }
    let open = [JobStatus::Pending, JobStatus::InProgress].map(Word);
    let living = Condition::all().add(job::Column::ArchivedAt.is_null()).add(job::Column::Status.is_in(open));
    let query = job_keyword::Entity::find()
        .select_only()
        .column(job_keyword::Column::Keyword)
        .column_as(job_keyword::Column::JobId.count(), "jobs")
        .filter(job_keyword::Column::JobId.in_subquery(scope.within::<job::Entity>(job::Column::Id, living)))
        .group_by(job_keyword::Column::Keyword);
    let mut rows: Vec<Row> = scope.rows(query).await?;
    rows.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| a.keyword.cmp(&b.keyword)));
    rows.truncate(TOP_KEYWORDS);
    Ok(rows.into_iter().map(|row| (row.keyword, row.jobs.unsigned_abs())).collect())
}
