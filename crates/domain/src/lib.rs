//! The rules of Bole: what a job, a candidate, a match or a mail is, and what may happen to it.
//!
//! Nothing here reads a clock, a disk or a network; the crate compiles to WebAssembly, so the page and the
//! server decide by the same code. One module per feature, named as in the API and the database.

pub mod access;
pub mod api_tokens;
pub mod avatars;
pub mod candidate_groups;
pub mod candidates;
mod characters;
pub mod check;
pub mod cities;
pub mod code;
pub mod coded;
pub mod companies;
pub mod deriving;
pub mod devices;
pub mod documents;
pub mod drafts;
pub mod email_accounts;
pub mod email_templates;
pub mod emails;
pub mod error;
pub mod experience;
pub mod invitations;
pub mod jobs;
pub mod keywords;
pub mod locale;
pub mod logs;
pub mod masking;
pub mod matches;
pub mod menus;
pub mod merging;
pub mod models;
pub mod names;
pub mod one_time_tokens;
pub mod operations;
pub mod organizations;
pub mod page;
pub mod parsing;
pub mod phones;
pub mod problems;
pub mod roles;
pub mod salary;
pub mod secret;
pub mod sign_in;
pub mod statistics;
pub mod system_mails;
pub mod tasks;
pub mod teams;
pub mod text;
pub mod users;

pub use access::{Access, Actor, DataScope, Permission, Role};
pub use check::{Check, Faults};
pub use code::Code;
pub use coded::Coded;
pub use error::{Error, FieldError, Kind, Result, Service};
pub use locale::Locale;
pub use page::{Page, Paging, SortKey};
pub use secret::Secret;
