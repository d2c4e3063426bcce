//! Timelines: what became of a job or a candidate, and what happened last.

mod entry;
mod fields;
mod timeline;

pub use entry::RecentList;
pub use fields::{field_name, value_words};
pub use timeline::{Timeline, TimelineOf};
