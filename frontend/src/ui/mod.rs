//! The kit: every control and every state of a page, so that pages hold only what is theirs.

pub mod caret;
pub mod chart;
mod checks;
pub mod column;
mod combo;
pub mod confirm;
pub mod conflict;
pub mod dialog;
mod download;
pub mod feedback;
pub mod fields;
mod filters;
pub mod form;
pub mod icon;
pub mod list;
pub mod menu;
pub mod page;
pub mod picker;
pub mod segments;
pub mod selection;
pub mod table;
pub mod text;
pub mod toast;
pub mod unsaved;
pub mod upload;
pub mod value;

pub use caret::insert_at_caret;
pub use chart::{AreaChart, Bars, Donut, Slice, Sparkline};
pub use checks::ChecksField;
pub use column::Column;
pub use confirm::{Question, ask, ask_to_delete};
pub use conflict::Conflict;
pub use dialog::{Drawer, Modal};
pub use download::{DownloadButton, ExportMenu, save_as};
pub use feedback::{Avatar, Chip, EmptyState, ErrorState, Loaded, Notice, Pill, Skeleton, Tone, error_text};
pub use fields::{
    BareSelect, CheckField, Choice, FormView, RangeField, SelectField, SubmitButton, TextArea, TextField,
};
pub use filters::FilterWords;
pub use form::{Bound, Form};
pub use icon::{Icon, lu, menu_icon};
pub use list::{FilterBar, FilterSelect, ListState, Pager, use_list};
pub use menu::{Menu, MenuItem, MenuLink};
pub use page::{CopyButton, Fact, PageHeader, Panel, Tabs, Time, use_id};
pub use picker::{PickField, Suggest, TagsField};
pub use segments::Segments;
pub use selection::{Selection, bulk_bar};
pub use table::DataTable;
pub use text::{DiffView, HighlightText};
pub use upload::DropZone;
