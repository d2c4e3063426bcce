//! The database schema, one file a change: expand first, contract later, never edit what has been released.
//!
//! The same migrations run on SQLite, PostgreSQL and MySQL/MariaDB; what differs between them is in [`table`].

mod m0001_identity;
mod m0002_recruiting;
mod m0003_mail;
mod m0004_ai;
mod m0005_tasks;
mod m0006_system_mails;
mod m0007_security;
mod m0008_administration;
mod m0009_logs;
mod m0010_identities;
mod m0011_imported_rows;
mod table;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_identity::Migration),
            Box::new(m0002_recruiting::Migration),
            Box::new(m0003_mail::Migration),
            Box::new(m0004_ai::Migration),
            Box::new(m0005_tasks::Migration),
            Box::new(m0006_system_mails::Migration),
            Box::new(m0007_security::Migration),
            Box::new(m0008_administration::Migration),
            Box::new(m0009_logs::Migration),
            Box::new(m0010_identities::Migration),
            Box::new(m0011_imported_rows::Migration),
        ]
    }
}
