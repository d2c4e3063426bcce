//! All whole-system tests in one binary, a module a feature, because linking is slow.
//!
//! `cfg(test)` says to clippy that everything below may fail by panicking, helpers included.

#[cfg(test)]
mod access;
#[cfg(test)]
mod action_logs;
#[cfg(test)]
mod api_tokens;
#[cfg(test)]
mod arrows;
#[cfg(test)]
mod auth;
#[cfg(test)]
mod avatars;
#[cfg(test)]
mod candidates;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod email_accounts;
#[cfg(test)]
mod email_logs;
#[cfg(test)]
mod email_templates;
#[cfg(test)]
mod emails;
#[cfg(test)]
mod import_django;
#[cfg(test)]
mod invitations;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod keywords;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod links;
#[cfg(test)]
mod mail_delivery;
#[cfg(test)]
mod matches;
#[cfg(test)]
mod menus;
#[cfg(test)]
mod models;
#[cfg(test)]
mod network;
#[cfg(test)]
mod oauth;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod operation_logs;
#[cfg(test)]
mod organizations;
#[cfg(test)]
mod own_data;
#[cfg(test)]
mod parse;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod system_mails;
#[cfg(test)]
mod tasks;
#[cfg(test)]
mod teams;
#[cfg(test)]
mod two_factor;
#[cfg(test)]
mod unsubscribe;
#[cfg(test)]
mod users;
