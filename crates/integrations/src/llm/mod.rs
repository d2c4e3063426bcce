//! Language models behind any OpenAI-compatible endpoint.
//!
//! [`Client::chat`] asks once, [`Client::stream`] relays the answer as it is written, and [`structured`] gets a
//! checked value of a type. Retries, deadlines, limits and circuit breakers are the client's; the choice of
//! the model and of its fallback is the caller's.

pub mod address;
pub mod chat;
pub mod client;
pub mod endpoint;
pub mod stream;
pub mod structured;

mod extract;
mod failure;
mod gate;
mod sse;
mod thinking;
mod wire;

pub use chat::{ChatReply, ChatRequest, Message, ResponseFormat, Role, Usage};
pub use client::{Client, Settings};
pub use endpoint::Endpoint;
pub use gate::Limits;
pub use stream::{Delta, DeltaStream};
pub use structured::{Round, Structured, StructuredFailure, StructuredFormat, StructuredRequest, structured};
