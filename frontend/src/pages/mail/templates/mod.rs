//! Mail templates.

mod editor;
mod generate;
mod list;
mod page;
mod preview;
mod slots;

pub use list::TemplateList;
pub use page::{NewTemplate, TemplatePage};
pub use preview::Letter;
pub use slots::SlotPicker;
