//! Keywords as people read them: jobs and candidates name them by code.

mod names;
mod view;

pub use names::{keyword_name, suggest_keywords};
pub use view::{KeywordChips, show_keyword};
