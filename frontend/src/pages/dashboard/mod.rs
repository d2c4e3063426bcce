//! The dashboard: the organization in figures, and the first steps of a new one.

mod charts;
mod figures;
mod page;
mod welcome;

pub use page::Dashboard;
