//! AI models: which one does a piece of work, keys, configurations, and calls with their ledger.

pub mod calls;
pub mod configs;
pub mod engines;
pub mod keys;

pub use calls::Probe;
