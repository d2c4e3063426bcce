//! The queue: what was sent, what waits, and what went wrong.

mod actions;
mod detail;
mod list;

pub use list::Queue;
