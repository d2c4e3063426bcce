//! Queries on SQLite always, on PostgreSQL and MariaDB where `BOLE_TEST_POSTGRES_URL` and `BOLE_TEST_MYSQL_URL`
//! say where they are. Every test has a database of its own, and in it a second organization with rows.

#![expect(clippy::expect_used, reason = "what helps a test fails by panicking")]

extern crate bole_persistence as persistence;

mod accounts;
mod administration;
mod candidates;
mod erasure;
mod imports;
mod jobs;
mod kit;
mod mails;
mod operation_logs;
mod records;
mod schema;
mod scope;
mod search;
mod tasks;
