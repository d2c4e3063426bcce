//! Calls to models: with a task's instructions, held to a form, and written into the ledger.

use std::time::{Duration, Instant};

use domain::models::{AiUsage, CallOutcome, Purpose};
use domain::{Actor, Code, Error, Locale, Result};
use integrations::llm::{
    self, Endpoint, Message, Round, StructuredFailure, StructuredFormat, StructuredRequest,
};
use persistence::ai_usage;
use serde::de::DeserializeOwned;

use super::engines::Route;
use crate::App;
use crate::prompts::Prompt;

/// What trying a key or a configuration found.
#[derive(Debug)]
pub struct Probe {
    /// How long the answer took.
    pub latency: Duration,
    /// What went wrong.
    pub error: Option<Error>,
}

/// A task for a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) prompt: &'static Prompt,
    /// The language of the instructions.
    pub(crate) locale: Locale,
    /// The data; never part of the instructions.
    pub(crate) input: &'a str,
}

/// Asks for a value of the form that belongs to the task's prompt. Every call is written into the ledger.
pub(crate) async fn ask<T: DeserializeOwned>(
    app: &App,
    actor: &Actor,
    route: &Route,
    task: Task<'_>,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<T> {
    let Task { prompt, locale, input, .. } = task;
    let instructions = match &route.system_prompt {
        Some(own) => format!("{own}\n\n{}", prompt.text(locale)),
        None => prompt.text(locale).to_owned(),
    };
    let request = StructuredRequest {
        messages: vec![Message::system(instructions), Message::user(input)],
        format: StructuredFormat { name: prompt.name.to_owned(), json_schema: prompt.schema()? },
        capability: route.capability,
        deadline: app.settings.ai_timeout,
    };
    tracing::debug!(
        prompt = prompt.name,
        version = prompt.version(locale),
        model = route.endpoint.name(),
        "asking"
    );
    let (value, rounds) = match llm::structured(&app.llm, &route.endpoint, &request, check).await {
        Ok(done) => (Ok(done.value), done.rounds),
        Err(StructuredFailure { error, rounds }) => (Err(error), rounds),
    };
    record(app, actor, &route.endpoint, task.purpose, &rounds).await?;
    value
}

/// Tries an endpoint by the shortest of calls.
pub(crate) async fn probe(app: &App, actor: &Actor, endpoint: &Endpoint) -> Result<Probe> {
    let started = Instant::now();
    let answer = app.llm.verify(endpoint).await;
    let latency = started.elapsed();
    let (usage, error) = match answer {
        Ok(reply) => (reply.usage, None),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => (None, Some(error)),
    };
    let round = Round { usage, latency, failed: error.as_ref().map(Error::code) };
    record(app, actor, endpoint, Purpose::Chat, &[round]).await?;
    Ok(Probe { latency, error })
}

async fn record(
    app: &App,
    actor: &Actor,
    endpoint: &Endpoint,
    purpose: Purpose,
    rounds: &[Round],
) -> Result<()> {
    let row = |round: &Round| {
        let usage = round.usage.unwrap_or_default();
        AiUsage {
            provider: endpoint.provider.clone(),
            model: endpoint.model.clone(),
            purpose,
            prompt_tokens: i64::try_from(usage.prompt_tokens).unwrap_or(i64::MAX),
            completion_tokens: i64::try_from(usage.completion_tokens).unwrap_or(i64::MAX),
            cost: None,
            latency_ms: i64::try_from(round.latency.as_millis()).unwrap_or(i64::MAX),
            outcome: match round.failed {
                None => CallOutcome::Ok,
                Some(Code::AiInvalidOutput) => CallOutcome::InvalidOutput,
                Some(_) => CallOutcome::Failed,
            },
        }
    };
    let rows = rounds.iter().map(row).collect();
    app.db.own(actor, async |scope| ai_usage::record(scope, rows).await).await
}
