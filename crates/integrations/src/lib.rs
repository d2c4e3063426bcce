//! Everything that calls out: language models, mail servers, object storage, providers of sign-in, and events between
//! processes.
//!
//! Nothing here knows a table or a user. A failure is a [`domain::Error::Upstream`] that names the service
//! and never contains a key or a password.

pub mod counter;
pub mod events;
pub mod llm;
pub mod oauth;
pub mod smtp;
pub mod storage;
pub mod tls;

mod words;
