//! Parsing as a task, for whoever does not want to wait.

use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use domain::parsing::answers::ParseResponse;
use domain::{Actor, Code, Error, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AT_ONCE, Record, Taken, answer, intake, parse};
use crate::App;
use crate::tasks::{self, Task, TaskContext};

/// How often a task is tried when a model or the storage fails.
const ATTEMPTS: i32 = 3;

/// A document of a task: one that was taken in, or the reason why it was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    file_name: String,
    document_id: Option<Uuid>,
    fault: Option<Code>,
}

/// What a task parses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    documents: Vec<Given>,
    engine: Option<String>,
}

/// Parses documents into jobs.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParseJobs(Order);

/// Parses documents into candidates.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParseCandidates(Order);

/// A kind of record that can be parsed by a task.
pub trait Deferred: Record {
    /// The task.
    type Task: Task + From<Order>;
}

impl Deferred for JobFields {
    type Task = ParseJobs;
}

impl Deferred for CandidateFields {
    type Task = ParseCandidates;
}

impl From<Order> for ParseJobs {
    fn from(order: Order) -> Self {
        Self(order)
    }
}

impl From<Order> for ParseCandidates {
    fn from(order: Order) -> Self {
        Self(order)
    }
}

impl Task for ParseJobs {
    const KIND: &'static str = "parse_jobs";
    const ATTEMPTS: i32 = ATTEMPTS;
    type Output = ParseResponse<JobFields>;

    fn total(&self) -> i64 {
        self.0.total()
    }

    async fn run(&self, context: &TaskContext) -> Result<Self::Output> {
        run::<JobFields>(&self.0, context).await
    }
}

impl Task for ParseCandidates {
    const KIND: &'static str = "parse_candidates";
    const ATTEMPTS: i32 = ATTEMPTS;
    type Output = ParseResponse<CandidateFields>;

    fn total(&self) -> i64 {
        self.0.total()
    }

    async fn run(&self, context: &TaskContext) -> Result<Self::Output> {
        run::<CandidateFields>(&self.0, context).await
    }
}

impl Order {
    fn total(&self) -> i64 {
        self.documents.len() as i64
    }
}

/// Queues the parsing of documents that were taken in.
pub async fn later<R: Deferred>(
    app: &App,
    actor: &Actor,
    documents: &[Taken],
    engine: Option<String>,
) -> Result<domain::tasks::Task> {
    let given = |taken: &Taken| Given {
        file_name: taken.file_name.clone(),
        document_id: taken.document_id,
        fault: taken.error.as_ref().map(Error::code),
    };
    let order = Order { documents: documents.iter().map(given).collect(), engine };
    let task = R::Task::from(order);
    let queued = app.db.scope(actor, R::PERMISSION, async |scope| tasks::enqueue(scope, &task).await).await?;
    tasks::wake(app)?;
    Ok(queued)
}

/// A few documents at a time, so that no more than those are in memory, and progress can be told.
async fn run<R: Record>(order: &Order, context: &TaskContext) -> Result<ParseResponse<R>> {
    let (total, request_id) = (order.total(), context.id().to_string());
    let mut response = ParseResponse { documents: Vec::with_capacity(order.documents.len()) };
    for some in order.documents.chunks(AT_ONCE) {
        let mut documents = Vec::with_capacity(some.len());
        for given in some {
            documents.push(reopen::<R>(given, context).await?);
        }
        let parsed = parse::<R>(context, &context.actor, documents, order.engine.as_deref()).await?;
        response.documents.extend(answer(parsed, context.actor.locale, &request_id).documents);
        context.progress(response.documents.len() as i64, total, None).await?;
    }
    Ok(response)
}

async fn reopen<R: Record>(given: &Given, context: &TaskContext) -> Result<Taken> {
    match (given.document_id, given.fault) {
        (Some(id), None) => intake::reopen(context, &context.actor, R::PERMISSION, id).await,
        (_, fault) => Ok(Taken {
            file_name: given.file_name.clone(),
            error: Some(Error::Rule(fault.unwrap_or(Code::DocumentCorrupt))),
            ..Taken::default()
        }),
    }
}
