//! A checked value of a type, instead of text.

use std::time::Duration;

use domain::models::StructuredOutput;
use domain::{Code, Error};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use super::chat::{ChatReply, ChatRequest, Message, ResponseFormat, Role, Usage};
use super::client::Client;
use super::endpoint::Endpoint;
use super::extract;
use super::failure::Failure;

/// A request for a value.
#[derive(Clone, Debug)]
pub struct StructuredRequest {
    /// The conversation, the oldest message first.
    pub messages: Vec<Message>,
    /// The form of the value.
    pub format: StructuredFormat,
    /// The best way of asking for JSON that the model has.
    pub capability: StructuredOutput,
    /// The longest that all rounds together may take.
    pub deadline: Duration,
}

/// The form of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuredFormat {
    /// Letters, digits and underscores.
    pub name: String,
    /// A JSON Schema in which every object is closed and every property required, as strict modes want it.
    pub json_schema: Value,
}

/// A value and what it took to get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Structured<T> {
    /// The value, checked.
    pub value: T,
    /// Every call, also the ones that brought nothing.
    pub rounds: Vec<Round>,
}

/// Why there is no value, and what the attempt took.
#[derive(Debug)]
pub struct StructuredFailure {
    /// Why there is none.
    pub error: Error,
    /// Every call.
    pub rounds: Vec<Round>,
}

/// One call on the way to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// What the call cost, where the provider says so.
    pub usage: Option<Usage>,
    /// How long it took.
    pub latency: Duration,
    /// Why the call brought no value; `None` for the one that did.
    pub failed: Option<Code>,
}

/// Asks a model for a value. The answer is parsed, read as `T` and put before `check`; if that fails the model
/// gets one more chance and is told what was wrong. A server that refuses the way of asking for JSON is asked
/// in the next simpler way.
pub async fn structured<T: DeserializeOwned>(
    client: &Client,
    endpoint: &Endpoint,
    request: &StructuredRequest,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Structured<T>, StructuredFailure> {
    // Unless set otherwise, as little as possible is left to chance.
    let endpoint = &Endpoint { temperature: endpoint.temperature.or(Some(0.1)), ..endpoint.clone() };
    let deadline = Instant::now() + request.deadline;
    let mut rounds = Vec::new();
    let mut capability = request.capability;
    let mut exchange = Vec::new();
    let mut repaired = false;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let call = request.call(capability, &exchange, left);
        let started = Instant::now();
        let reply = match client.chat(endpoint, &call).await {
            Ok(reply) => reply,
            Err(error) => {
                rounds.push(Round { usage: None, latency: started.elapsed(), failed: Some(error.code()) });
                match simpler(capability).filter(|_| error.code() == Code::AiRequestRejected) {
                    Some(form) => capability = form,
                    None => return Err(StructuredFailure { error, rounds }),
                }
                continue;
            }
        };
        let read = read(&reply, &check);
        let failed = read.is_err().then_some(Code::AiInvalidOutput);
        rounds.push(Round { usage: reply.usage, latency: reply.latency, failed });
        match read {
            Ok(value) => return Ok(Structured { value, rounds }),
            Err(reason) if repaired => {
                let error = Failure::new(Code::AiInvalidOutput, reason).into_error(endpoint);
                return Err(StructuredFailure { error, rounds });
            }
            Err(reason) => exchange = repair(&reply, &reason),
        }
        repaired = true;
    }
}

impl StructuredRequest {
    fn call(&self, capability: StructuredOutput, exchange: &[Message], deadline: Duration) -> ChatRequest {
        let StructuredFormat { name, json_schema } = &self.format;
        let mut messages = self.messages.clone();
        let response_format = match capability {
            StructuredOutput::JsonSchema => {
                ResponseFormat::JsonSchema { name: name.clone(), schema: json_schema.clone() }
            }
            StructuredOutput::JsonObject => ResponseFormat::JsonObject,
            StructuredOutput::Plain => ResponseFormat::Text,
        };
        if capability != StructuredOutput::JsonSchema {
            instruct(&mut messages, json_schema);
        }
        messages.extend_from_slice(exchange);
        ChatRequest { messages, response_format, deadline }
    }
}

/// Puts the schema into the instructions, before any document.
fn instruct(messages: &mut Vec<Message>, schema: &Value) {
    let words =
        format!("Answer with one JSON value and nothing else. It must follow this JSON Schema:\n{schema}");
    match messages.first_mut().filter(|message| message.role == Role::System) {
        Some(system) => system.content = format!("{}\n\n{words}", system.content),
        None => messages.insert(0, Message::system(words)),
    }
}

fn read<T: DeserializeOwned>(
    reply: &ChatReply,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<T, String> {
    let stopped = match reply.finish_reason.as_deref() {
        None | Some("stop") => String::new(),
        Some(reason) => format!(" (the answer ended by: {reason})"),
    };
    let value = extract::json(&reply.content).map_err(|reason| format!("{reason}{stopped}"))?;
    let value = T::deserialize(value).map_err(|error| format!("not of the schema: {error}"))?;
    check(&value)?;
    Ok(value)
}

/// The longest part of a wrong answer that is shown to the model again.
const QUOTED: usize = 16_000;

fn repair(reply: &ChatReply, reason: &str) -> Vec<Message> {
    let end = reply.content.char_indices().nth(QUOTED).map_or(reply.content.len(), |(end, _)| end);
    let words = format!(
        "Your answer was not accepted: {reason}\nAnswer again with the whole corrected JSON value and nothing else."
    );
    let said = Message::assistant(&reply.content[..end]);
    // Some servers refuse an empty message.
    if said.content.trim().is_empty() { vec![Message::user(words)] } else { vec![said, Message::user(words)] }
}

/// The next simpler way of asking for JSON.
fn simpler(form: StructuredOutput) -> Option<StructuredOutput> {
    match form {
        StructuredOutput::JsonSchema => Some(StructuredOutput::JsonObject),
        StructuredOutput::JsonObject => Some(StructuredOutput::Plain),
        StructuredOutput::Plain => None,
    }
}
