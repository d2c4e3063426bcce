//! What goes into a call and what comes out.

use std::time::Duration;

use serde_json::Value;

/// A call of a model.
#[derive(Clone, Debug)]
pub struct ChatRequest {
    /// The conversation, the oldest message first.
    pub messages: Vec<Message>,
    /// The form that the answer must have.
    pub response_format: ResponseFormat,
    /// The longest that the call may take, with its retries and the waiting between them.
    pub deadline: Duration,
}

impl ChatRequest {
    /// A request for free text within two minutes.
    pub fn new(messages: Vec<Message>) -> Self {
        Self { messages, response_format: ResponseFormat::Text, deadline: Duration::from_secs(120) }
    }
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// The text.
    pub content: String,
}

impl Message {
    /// Instructions to the model.
    pub fn system(content: impl Into<String>) -> Self {
        Self { role: Role::System, content: content.into() }
    }

    /// The person's, or the document's, words.
    pub fn user(content: impl Into<String>) -> Self {
        Self { role: Role::User, content: content.into() }
    }

    /// What the model said before.
    pub fn assistant(content: impl Into<String>) -> Self {
        Self { role: Role::Assistant, content: content.into() }
    }
}

/// Who says a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the protocol")]
pub enum Role {
    System,
    User,
    Assistant,
}

/// The form that the answer must have.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseFormat {
    /// Free text.
    Text,
    /// Some JSON object. Providers want the word JSON in a message.
    JsonObject,
    /// JSON that follows the schema strictly: every object closed, every property required.
    JsonSchema {
        /// Letters, digits and underscores.
        name: String,
        /// A JSON Schema.
        schema: Value,
    },
}

/// What a model answered.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatReply {
    /// The answer. Empty when the model stopped before it, which `finish_reason` explains.
    pub content: String,
    /// How the model came to it, where it says so.
    pub reasoning: Option<String>,
    /// What the call cost, where the provider says so.
    pub usage: Option<Usage>,
    /// Why the model stopped: `stop`, `length`, `content_filter`, or a word of the provider's.
    pub finish_reason: Option<String>,
    /// How long the call took, with retries.
    pub latency: Duration,
}

/// Tokens that a call took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the protocol")]
pub struct Usage {
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.prompt_tokens = self.prompt_tokens.saturating_add(other.prompt_tokens);
        self.completion_tokens = self.completion_tokens.saturating_add(other.completion_tokens);
    }
}
