//! HTTP: handlers, sign-in, the OpenAPI document. The only crate that knows actix-web.
//!
//! One file a feature, each with its operations; a handler extracts, opens a scope and maps, nothing else.

mod answer;
mod api_keys;
mod auth;
mod candidate_groups;
mod candidates;
mod companies;
mod cursor;
mod dashboard;
mod drafts;
mod email_accounts;
mod email_logs;
mod email_templates;
mod emails;
mod extract;
mod failure;
mod headers;
mod idempotency;
mod jobs;
mod keywords;
mod limits;
mod matches;
mod menus;
mod metering;
mod models;
mod openapi;
mod operation_logs;
mod organizations;
mod parse;
mod request;
mod roles;
mod routes;
mod search;
mod serve;
mod session;
mod sheets;
mod spa;
mod state;
mod streams;
mod system;
mod system_mails;
mod tasks;
mod tokens;
mod unsubscribe;
mod upload;

pub use limits::{Limits, PerMinute};
pub use openapi::document;
pub use operation_logs::OperationLogger;
pub use serve::{Running, serve};
pub use spa::Spa;
pub use state::{Settings, State};
pub use tokens::Tokens;
