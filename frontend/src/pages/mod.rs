//! The pages, a directory per feature.

pub mod account;
pub mod ai;
pub mod candidate_groups;
pub mod candidates;
pub mod companies;
pub mod dashboard;
pub mod health;
pub mod import;
pub mod installation;
pub mod invitations;
pub mod jobs;
pub mod keywords;
pub mod logs;
pub mod mail;
pub mod matches;
pub mod menus;
pub mod not_found;
pub mod organization;
pub mod roles;
pub mod salary;
pub mod statistics;
pub mod teams;
pub mod users;
pub mod vocabulary;
