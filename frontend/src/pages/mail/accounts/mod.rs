//! One's mailboxes.

mod form;
mod list;
mod test;

pub use list::AccountList;
pub use test::{TestAnswer, TestDialog};
