//! The database, and the only way to it.
//!
//! [`Db::scope`] opens one unit of work for an [`domain::Actor`]: it checks the permission, begins, runs,
//! commits on `Ok` and rolls back on `Err`. A feature's queries are free functions that take the [`Scope`]
//! first; the connection inside is private, and every query gets the organization added. Two modules work
//! without a scope: [`sign_in`], when there is no actor yet, and [`maintenance`], across organizations.

mod clock;
mod columns;
mod db;
mod entities;
mod error;
mod paging;
mod scope;
mod visibility;

pub mod action_logs;
pub mod ai_usage;
pub mod api_keys;
pub mod api_tokens;
pub mod candidate_groups;
pub mod candidates;
pub mod changes;
pub mod companies;
pub mod dashboard;
pub mod documents;
pub mod email_accounts;
pub mod email_logs;
pub mod email_templates;
pub mod idempotency_keys;
pub mod identities;
pub mod imports;
pub mod invitations;
pub mod jobs;
pub mod keywords;
pub mod llm_configs;
pub mod maintenance;
pub mod menus;
pub mod operation_logs;
pub mod organizations;
pub mod roles;
pub mod search;
pub mod sign_in;
pub mod statistics;
pub mod suppressions;
pub mod system_mails;
pub mod tasks;
pub mod teams;
pub mod two_factor;
pub mod users;

pub use clock::Clock;
pub use db::{Db, Options};
pub use scope::Scope;
