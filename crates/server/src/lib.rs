//! The server as a library, so that tests start the real thing.

pub mod config;
pub mod keys;
pub mod serve;
pub mod wiring;

pub use config::{Config, LogFormat};
pub use serve::{Instance, start};
