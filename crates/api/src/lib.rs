//! What crosses the wire, the same types for the server, the single-page app and the tests.
//!
//! One file a feature: its requests, its views (made from the records of `domain` by `From`) and its methods
//! of the typed [`Client`], named as the operations of the OpenAPI document.

pub mod auth;
pub mod candidate_groups;
pub mod candidates;
pub mod client;
pub mod companies;
pub mod dashboard;
pub mod email_accounts;
pub mod email_logs;
pub mod email_templates;
pub mod emails;
pub mod health;
pub mod invitations;
pub mod jobs;
pub mod keywords;
pub mod list;
pub mod logs;
pub mod matches;
pub mod menus;
pub mod models;
pub mod operation_logs;
pub mod organizations;
pub mod parse;
pub mod patch;
pub mod problem;
pub mod roles;
pub mod search;
pub mod sheet;
pub mod statistics;
pub mod system;
pub mod system_mails;
pub mod tasks;
pub mod teams;
pub mod users;

pub use domain::{Code, Secret};

pub use client::{ApiError, Body, Client, FilePart, Method, Request, Response, Transport};
pub use list::{CommaList, ListQuery, Page};
pub use patch::MergePatch;
pub use problem::{Problem, ProblemField};
pub use sheet::SheetFormat;
