//! The kit of the whole-system tests: the real server on a database of its own, and the typed client.
//!
//! Every answer that passes through the kit is held against the OpenAPI document.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a kit for tests fails by panicking")]

mod app;
mod browser;
mod contract;
mod database;
pub mod llm_server;
pub mod mailing;
pub mod oauth_server;
mod outbox;
pub mod smtp_server;
mod transport;

pub use app::{PASSWORD, TestApp, User, problem, program, registration};
pub use browser::{Browser, Step};
pub use contract::Contract;
pub use outbox::OutboxMail;
pub use transport::{Answer, Http};
