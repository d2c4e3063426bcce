//! How the installation is: its database, its queues, its files, its machine.

mod machine;

use std::time::{Duration, Instant};

use domain::{Actor, Permission, Result};
use persistence::maintenance::health::{self, Queue};

use crate::App;
pub use machine::{Machine, Space};

/// How the installation is. What could not be found out is absent.
#[derive(Clone, Debug)]
pub struct Health {
    /// The name of the database program.
    pub database: &'static str,
    /// How long it took to answer; absent when it did not.
    pub database_took: Option<Duration>,
    /// Migrations still to be run.
    pub pending_migrations: u64,
    /// Background tasks.
    pub tasks: Queue,
    /// Mails.
    pub mails: Queue,
    /// Whether files can be written and read.
    pub storage: bool,
    /// Memory, disk and load of the machine.
    pub machine: Machine,
}

/// How the installation is, for its operator.
pub async fn check(app: &App, actor: &Actor) -> Result<Health> {
    actor.require(Permission::InstallationRead)?;
    let begin = Instant::now();
    let database = app.db.ping().await;
    let took = begin.elapsed();
    let folder = app.settings.data_dir.clone();
    let machine = tokio::task::spawn_blocking(move || Machine::look(&folder));
    Ok(Health {
        database: health::database_name(&app.db),
        database_took: database.is_ok().then_some(took),
        pending_migrations: app.db.pending_migrations().await? as u64,
        tasks: health::tasks(&app.db).await?,
        mails: health::mails(&app.db).await?,
        storage: app.storage.check().await.is_ok(),
        machine: machine.await.map_err(domain::Error::internal)?,
    })
}
