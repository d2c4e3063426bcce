//! The client of models against a server that speaks the protocol and misbehaves.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../tests/src/llm_server.rs"]
mod llm_server;

#[path = "llm/chat.rs"]
mod chat;
#[path = "llm/streams.rs"]
mod streams;
#[path = "llm/structured.rs"]
mod structured;

use std::time::Duration;

use bole_integrations::llm::{ChatRequest, Client, Endpoint, Limits, Message, Settings};
use domain::error::Upstream;
use domain::{Error, Secret};
use llm_server::LlmServer;

const KEY: &str = "sk-test-0123456789";

fn client() -> Client {
    client_with(Settings::default())
}

fn client_with(settings: Settings) -> Client {
    Client::new(Settings { backoff: Duration::from_millis(20), ..settings }).unwrap()
}

fn without_circuit() -> Settings {
    Settings { limits: Limits { outages: u32::MAX, ..Limits::default() }, ..Settings::default() }
}

fn endpoint(server: &LlmServer) -> Endpoint {
    Endpoint {
        key: Some(Secret::new(KEY)),
        allow_private: true,
        ..Endpoint::new("local", server.base_url(), "qwen2.5")
    }
}

fn request() -> ChatRequest {
    ChatRequest { deadline: Duration::from_secs(5), ..ChatRequest::new(vec![Message::user("你好")]) }
}

fn upstream<T: std::fmt::Debug>(result: Result<T, Error>) -> Upstream {
    match result {
        Err(Error::Upstream(upstream)) => {
            assert_eq!(upstream.name, "local/qwen2.5");
            assert!(!upstream.detail.contains("sk-test"), "{}", upstream.detail);
            upstream
        }
        other => panic!("no failure of the model: {other:?}"),
    }
}
