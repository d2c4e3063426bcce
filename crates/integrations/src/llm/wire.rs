//! The bodies of the protocol, read leniently: providers leave out ids and usage, send numbers for words and
//! words for numbers, and add fields of their own.

use serde_json::{Map, Value, json};

use super::chat::{ChatRequest, ResponseFormat, Role, Usage};
use super::endpoint::Endpoint;
use super::thinking;

/// The body of a request.
pub(crate) fn body(endpoint: &Endpoint, request: &ChatRequest, stream: bool) -> Map<String, Value> {
    let messages: Vec<Value> = request
        .messages
        .iter()
        .map(|message| json!({ "role": role(message.role), "content": message.content }))
        .collect();
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(endpoint.model));
    body.insert("messages".to_owned(), Value::Array(messages));
    let mut optional = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    optional("temperature", endpoint.temperature.map(Value::from));
    optional("top_p", endpoint.top_p.map(Value::from));
    optional("max_tokens", endpoint.max_tokens.map(Value::from));
    optional("response_format", response_format(&request.response_format));
    optional("stream", stream.then_some(Value::Bool(true)));
    optional("stream_options", stream.then(|| json!({ "include_usage": true })));
    body
}

fn role(role: Role) -> &'static str {
    match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

fn response_format(format: &ResponseFormat) -> Option<Value> {
    match format {
        ResponseFormat::Text => None,
        ResponseFormat::JsonObject => Some(json!({ "type": "json_object" })),
        ResponseFormat::JsonSchema { name, schema } => Some(json!({
            "type": "json_schema",
            "json_schema": { "name": name, "schema": schema, "strict": true }
        })),
    }
}

/// Takes out of a rejected body what the server's words complain about, where the call can do without it.
/// Reasoning models refuse a temperature and want `max_completion_tokens`; old servers know no
/// `stream_options`. False when nothing can be left out.
pub(crate) fn adapt(body: &mut Map<String, Value>, words: &str) -> bool {
    if words.contains("max_tokens")
        && let Some(limit) = body.remove("max_tokens")
    {
        body.insert("max_completion_tokens".to_owned(), limit);
        return true;
    }
    ["temperature", "top_p", "stream_options"]
        .into_iter()
        .any(|name| words.contains(name) && body.remove(name).is_some())
}

/// A whole answer, or a piece of one.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub content: String,
    pub reasoning: String,
    pub finish_reason: Option<String>,
    pub usage: Option<Usage>,
}

/// Reads a whole answer; `None` when there is no message in it.
pub(crate) fn answer(value: &Value) -> Option<Answer> {
    let choice = value.get("choices")?.get(0)?;
    let message = choice.get("message").filter(|message| message.is_object())?;
    let (thought, content) = thinking::split(&text(message.get("content")));
    Some(Answer { content, reasoning: reasoning(message) + &thought, ..piece(value, choice) })
}

/// Reads one event of a stream, in which everything may be missing.
pub(crate) fn delta(value: &Value) -> Answer {
    let Some(choice) = value.get("choices").and_then(|choices| choices.get(0)) else {
        return Answer { usage: usage(value), ..Answer::default() };
    };
    let delta = choice.get("delta").unwrap_or(&Value::Null);
    Answer { content: text(delta.get("content")), reasoning: reasoning(delta), ..piece(value, choice) }
}

fn piece(value: &Value, choice: &Value) -> Answer {
    let finish_reason = choice.get("finish_reason").and_then(Value::as_str);
    Answer {
        finish_reason: finish_reason.filter(|reason| !reason.is_empty()).map(str::to_owned),
        usage: usage(value),
        ..Answer::default()
    }
}

fn reasoning(message: &Value) -> String {
    let field = |name| Some(text(message.get(name))).filter(|text| !text.is_empty());
    field("reasoning_content").or_else(|| field("reasoning")).unwrap_or_default()
}

/// The text of a content field, which is a string, a list of parts, or null.
fn text(content: Option<&Value>) -> String {
    match content {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
        }
        _ => String::new(),
    }
}

fn usage(value: &Value) -> Option<Usage> {
    let usage = value.get("usage").filter(|usage| usage.is_object())?;
    let tokens = |name: &str| {
        let figure = usage.get(name)?;
        figure.as_u64().or_else(|| figure.as_str()?.parse().ok())
    };
    let (prompt, completion) = (tokens("prompt_tokens"), tokens("completion_tokens"));
    if prompt.is_none() && completion.is_none() {
        return None;
    }
    Some(Usage { prompt_tokens: prompt.unwrap_or(0), completion_tokens: completion.unwrap_or(0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::chat::Message;

    #[test]
    fn only_what_is_set_is_sent() {
        let mut endpoint = Endpoint::new("qwen", "https://x.test", "qwen-plus");
        let mut request = ChatRequest::new(vec![Message::system("S"), Message::user("U")]);
        let plain = json!({"model": "qwen-plus", "messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}]});
        assert_eq!(Value::Object(body(&endpoint, &request, false)), plain);

        endpoint.temperature = Some(0.1);
        endpoint.max_tokens = Some(64);
        request.response_format =
            ResponseFormat::JsonSchema { name: "job".to_owned(), schema: json!({"type": "object"}) };
        let full = body(&endpoint, &request, true);
        assert_eq!(full["temperature"], json!(0.1));
        assert_eq!(full["max_tokens"], 64);
        assert_eq!(full["response_format"]["json_schema"]["schema"], json!({"type": "object"}));
        assert_eq!(full["stream_options"]["include_usage"], true);
    }

    #[test]
    fn a_refused_parameter_is_left_out_and_each_only_once() {
        let mut endpoint = Endpoint::new("openai", "https://x.test", "o3");
        (endpoint.temperature, endpoint.max_tokens) = (Some(0.1), Some(64));
        let mut body = body(&endpoint, &ChatRequest::new(Vec::new()), false);
        let words = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens'.";
        assert!(adapt(&mut body, words));
        assert_eq!(body["max_completion_tokens"], 64);
        assert!(!adapt(&mut body, words));
        assert!(adapt(&mut body, "'temperature' does not support 0.1"));
        assert!(!body.contains_key("temperature"));
        assert!(!adapt(&mut body, "the prompt is too long"));
    }

    #[test]
    fn an_answer_is_read_in_the_shapes_that_providers_send() {
        let full = json!({"choices": [{"message": {"content": "<think>\n嗯</think>\n\n你好", "reasoning_content": null},
            "finish_reason": "sensitive"}], "usage": {"prompt_tokens": "7", "completion_tokens": 2}});
        let read = answer(&full).unwrap();
        assert_eq!((read.content.as_str(), read.reasoning.as_str()), ("你好", "\n嗯"));
        assert_eq!(read.finish_reason.as_deref(), Some("sensitive"));
        assert_eq!(read.usage, Some(Usage { prompt_tokens: 7, completion_tokens: 2 }));

        let parts = json!({"choices": [{"message": {"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "reasoning": "r"}}], "usage": null});
        let read = answer(&parts).unwrap();
        assert_eq!((read.content.as_str(), read.reasoning.as_str(), read.usage), ("ab", "r", None));

        for shapeless in
            [json!({}), json!([]), json!({"choices": []}), json!({"choices": [{"message": "x"}]}), json!(3)]
        {
            assert_eq!(answer(&shapeless), None);
        }
    }

    #[test]
    fn an_event_without_choices_carries_only_usage() {
        let read = delta(&json!({"choices": [], "usage": {"prompt_tokens": 3}}));
        assert_eq!(
            read,
            Answer { usage: Some(Usage { prompt_tokens: 3, completion_tokens: 0 }), ..Answer::default() }
        );
        assert_eq!(delta(&json!({"choices": [{"delta": null}]})), Answer::default());
    }
}
