//! The vocabulary by which jobs and people are compared.

mod form;
mod list;

pub use list::VocabularyPanel;
