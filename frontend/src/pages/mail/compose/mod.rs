//! Writing a mail to one, to a selection or to a group.

mod assist;
mod confirm;
mod lookup;
mod page;
mod preview;
mod recipients;
mod state;
mod text;

pub use page::Compose;
