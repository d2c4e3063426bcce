//! The figures of an organization, grouped and added up by the database.

mod sql;

use std::ops::Range;

use chrono::{DateTime, Utc};
use domain::emails::EmailStatus;
use domain::models::{CallOutcome, Purpose};
use domain::statistics::{CLASSES as CLASS_COUNT, SIGN_INS};
use domain::tasks::TaskState;
use domain::{Coded, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryResult, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::request_count::CLASSES;
use crate::entities::{ai_usage, document, email_log, membership, operation_log, request_count, task, user};
use crate::scope::Scope;
use sql::{hour_of, sum_of};

/// A stretch of time, without its end.
pub type Moments = Range<DateTime<Utc>>;

/// How many there were in an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Hourly<T> {
    /// The beginning of the hour.
    pub hour: DateTime<Utc>,
    /// What was counted.
    pub of: T,
    /// How many.
    pub count: u64,
}

/// The members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// All of them.
    pub total: u64,
    /// Those who may sign in.
    pub active: u64,
    /// Those seen since the time asked for.
    pub online: u64,
    /// When each joined within the span.
    pub joined: Vec<DateTime<Utc>>,
}

/// The members now, those seen since `online_since`, and those who joined within the span.
pub async fn members(scope: &Scope, span: &Moments, online_since: DateTime<Utc>) -> Result<Members> {
    #[derive(FromQueryResult)]
    struct Joined {
        joined_at: DateTime<Utc>,
    }
    #[derive(FromQueryResult)]
    struct SwitchedOff {
        user_id: Uuid,
    }
    let users = scope.members(user::Entity::find()).await?;
    let off = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::IsActive.eq(false));
    let off: Vec<SwitchedOff> = scope.rows(off).await?;
    let is_off = |user: &user::Model| off.iter().any(|row| row.user_id == user.id);
    let joined = membership::Entity::find()
        .select_only()
        .column(membership::Column::JoinedAt)
        .filter(within(membership::Column::JoinedAt, span));
    let joined: Vec<Joined> = scope.rows(joined).await?;
    let count =
        |wanted: &dyn Fn(&user::Model) -> bool| users.iter().filter(|user| wanted(user)).count() as u64;
    Ok(Members {
        total: users.len() as u64,
        active: count(&|user| user.is_active && !is_off(user)),
        online: count(&|user| user.last_seen_at.is_some_and(|seen| seen >= online_since)),
        joined: joined.into_iter().map(|row| row.joined_at).collect(),
    })
}

/// Sign-ins by the hour: whether they succeeded, and how many.
pub async fn sign_ins(scope: &Scope, span: &Moments) -> Result<Vec<Hourly<bool>>> {
    use operation_log::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        hour: String,
        success: bool,
        number: i64,
    }
    let hour = hour_of(scope, Column::CreatedAt);
    let query = Entity::find()
        .select_only()
        .expr_as(hour.clone(), "hour")
        .column(Column::Success)
        .column_as(Column::Id.count(), "number")
        .filter(Column::Module.eq("account"))
        .filter(Column::Action.is_in(SIGN_INS.iter().copied()))
        .filter(within(Column::CreatedAt, span))
        .group_by(hour)
        .group_by(Column::Success);
    let rows: Vec<Row> = scope.rows(query).await?;
    rows.into_iter().map(|row| hourly(&row.hour, row.success, row.number)).collect()
}

/// The requests to one route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RouteFigures {
    pub method: String,
    pub route: String,
    pub requests: u64,
    pub client_errors: u64,
    pub server_errors: u64,
    pub classes: [u64; CLASS_COUNT],
}

impl FromQueryResult for RouteFigures {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
        let number = |name: &str| row.try_get::<i64>(prefix, name).map(i64::unsigned_abs);
        let mut classes = [0; CLASS_COUNT];
        for (index, class) in classes.iter_mut().enumerate() {
            *class = number(&format!("class_{index}"))?;
        }
        Ok(Self {
            method: row.try_get(prefix, "method")?,
            route: row.try_get(prefix, "route")?,
            requests: number("requests")?,
            client_errors: number("client_errors")?,
            server_errors: number("server_errors")?,
            classes,
        })
    }
}

/// Requests by route, those asked most first.
pub async fn routes(scope: &Scope, span: &Moments) -> Result<Vec<RouteFigures>> {
    use request_count::{Column, Entity};
    let sums = [Column::Requests, Column::ClientErrors, Column::ServerErrors];
    let mut query = Entity::find().select_only().columns([Column::Method, Column::Route]);
    for (column, name) in sums.into_iter().zip(["requests", "client_errors", "server_errors"]) {
        query = query.expr_as(sum_of(scope, column), name);
    }
    for (index, column) in CLASSES.into_iter().enumerate() {
        query = query.expr_as(sum_of(scope, column), format!("class_{index}"));
    }
    let query = query.filter(within(Column::Hour, span)).group_by(Column::Method).group_by(Column::Route);
    let mut routes: Vec<RouteFigures> = scope.rows(query).await?;
    routes.sort_by(|a, b| b.requests.cmp(&a.requests).then_with(|| a.route.cmp(&b.route)));
    Ok(routes)
}

/// Requests and the failed ones among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Requests {
    pub requests: u64,
    pub errors: u64,
}

/// Requests by the hour.
pub async fn requests(scope: &Scope, span: &Moments) -> Result<Vec<(DateTime<Utc>, Requests)>> {
    use request_count::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        hour: DateTime<Utc>,
        requests: i64,
        client_errors: i64,
        server_errors: i64,
    }
    let query = Entity::find()
        .select_only()
        .column(Column::Hour)
        .expr_as(sum_of(scope, Column::Requests), "requests")
        .expr_as(sum_of(scope, Column::ClientErrors), "client_errors")
        .expr_as(sum_of(scope, Column::ServerErrors), "server_errors")
        .filter(within(Column::Hour, span))
        .group_by(Column::Hour);
    let rows: Vec<Row> = scope.rows(query).await?;
    let of = |row: Row| {
        let errors = row.client_errors.unsigned_abs() + row.server_errors.unsigned_abs();
        (row.hour, Requests { requests: row.requests.unsigned_abs(), errors })
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Mails by the hour in which they were queued, with what has become of them.
pub async fn mails(scope: &Scope, span: &Moments) -> Result<Vec<Hourly<EmailStatus>>> {
    use email_log::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        hour: String,
        status: Word<EmailStatus>,
        number: i64,
    }
    let hour = hour_of(scope, Column::CreatedAt);
    let query = Entity::find()
        .select_only()
        .expr_as(hour.clone(), "hour")
        .column(Column::Status)
        .column_as(Column::Id.count(), "number")
        .filter(within(Column::CreatedAt, span))
        .group_by(hour)
        .group_by(Column::Status);
    let rows: Vec<Row> = scope.rows(query).await?;
    rows.into_iter().map(|row| hourly(&row.hour, row.status.0, row.number)).collect()
}

/// What somebody asked of a model for a purpose.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AiFigures {
    pub user_id: Uuid,
    pub provider: String,
    pub model: String,
    pub purpose: Purpose,
    pub calls: u64,
    /// Calls without an answer that could be used.
    pub failures: u64,
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
    pub cost: Option<f64>,
}

/// AI calls by user, model and purpose.
pub async fn ai_calls(scope: &Scope, span: &Moments) -> Result<Vec<AiFigures>> {
    use ai_usage::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        user_id: Uuid,
        provider: String,
        model: String,
        purpose: Word<Purpose>,
        outcome: Word<CallOutcome>,
        calls: i64,
        prompt_tokens: i64,
        completion_tokens: i64,
        cost: Option<f64>,
    }
    let by = [Column::UserId, Column::Provider, Column::Model, Column::Purpose, Column::Outcome];
    let query = Entity::find()
        .select_only()
        .columns(by)
        .column_as(Column::Id.count(), "calls")
        .expr_as(sum_of(scope, Column::PromptTokens), "prompt_tokens")
        .expr_as(sum_of(scope, Column::CompletionTokens), "completion_tokens")
        .column_as(Column::Cost.sum(), "cost")
        .filter(within(Column::CreatedAt, span));
    let query = by.into_iter().fold(query, |query, column| query.group_by(column));
    let mut figures: Vec<AiFigures> = Vec::new();
    for row in scope.rows::<_, Row>(query).await? {
        let calls = row.calls.unsigned_abs();
        let next = AiFigures {
            user_id: row.user_id,
            provider: row.provider,
            model: row.model,
            purpose: row.purpose.0,
            calls,
            failures: if row.outcome.0 == CallOutcome::Ok { 0 } else { calls },
            prompt_tokens: row.prompt_tokens.unsigned_abs(),
            completion_tokens: row.completion_tokens.unsigned_abs(),
            cost: row.cost,
        };
        match figures.iter_mut().find(|known| known.is_like(&next)) {
            Some(known) => known.add(&next),
            None => figures.push(next),
        }
    }
    figures.sort_by(|a, b| b.calls.cmp(&a.calls).then_with(|| a.model.cmp(&b.model)));
    Ok(figures)
}

impl AiFigures {
    fn is_like(&self, other: &Self) -> bool {
        self.user_id == other.user_id
            && self.provider == other.provider
            && self.model == other.model
            && self.purpose == other.purpose
    }

    fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.failures += other.failures;
        self.prompt_tokens += other.prompt_tokens;
        self.completion_tokens += other.completion_tokens;
        self.cost = self.cost.into_iter().chain(other.cost).reduce(|a, b| a + b);
    }
}

/// AI calls by the hour with their tokens: `of` is the number of tokens.
pub async fn ai_hours(scope: &Scope, span: &Moments) -> Result<Vec<Hourly<u64>>> {
    use ai_usage::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        hour: String,
        number: i64,
        prompt_tokens: i64,
        completion_tokens: i64,
    }
    let hour = hour_of(scope, Column::CreatedAt);
    let query = Entity::find()
        .select_only()
        .expr_as(hour.clone(), "hour")
        .column_as(Column::Id.count(), "number")
        .expr_as(sum_of(scope, Column::PromptTokens), "prompt_tokens")
        .expr_as(sum_of(scope, Column::CompletionTokens), "completion_tokens")
        .filter(within(Column::CreatedAt, span))
        .group_by(hour);
    let rows: Vec<Row> = scope.rows(query).await?;
    let tokens = |row: &Row| row.prompt_tokens.unsigned_abs() + row.completion_tokens.unsigned_abs();
    rows.into_iter().map(|row| hourly(&row.hour, tokens(&row), row.number)).collect()
}

/// Background tasks that were asked for in the span, by kind and state.
pub async fn tasks(scope: &Scope, span: &Moments) -> Result<Vec<(String, TaskState, u64)>> {
    use task::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        kind: String,
        state: Word<TaskState>,
        number: i64,
    }
    let query = Entity::find()
        .select_only()
        .columns([Column::Kind, Column::State])
        .column_as(Column::Id.count(), "number")
        .filter(within(Column::CreatedAt, span))
        .group_by(Column::Kind)
        .group_by(Column::State);
    let rows: Vec<Row> = scope.rows(query).await?;
    let mut tasks: Vec<_> =
        rows.into_iter().map(|row| (row.kind, row.state.0, row.number.unsigned_abs())).collect();
    tasks.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.code().cmp(b.1.code())));
    Ok(tasks)
}

/// The organization's files now: how many, and their bytes.
pub async fn storage(scope: &Scope) -> Result<(u64, u64)> {
    use document::{Column, Entity};
    #[derive(FromQueryResult)]
    struct Row {
        files: i64,
        bytes: i64,
    }
    let query = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "files")
        .expr_as(sum_of(scope, Column::Size), "bytes");
    let rows: Vec<Row> = scope.rows(query).await?;
    Ok(rows.first().map_or((0, 0), |row| (row.files.unsigned_abs(), row.bytes.unsigned_abs())))
}

fn within(column: impl ColumnTrait, span: &Moments) -> Condition {
    Condition::all().add(column.gte(span.start)).add(column.lt(span.end))
}

fn hourly<T>(hour: &str, of: T, number: i64) -> Result<Hourly<T>> {
    Ok(Hourly { hour: sql::read_hour(hour)?, of, count: number.unsigned_abs() })
}
