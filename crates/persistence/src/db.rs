//! Opening the database, and the units of work on it.

use std::sync::Arc;
use std::time::Duration;

use domain::{Actor, Permission, Result};
use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    IsolationLevel, QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use crate::clock::Clock;
use crate::entities::organization;
use crate::error;
use crate::scope::{Reach, Scope};

/// How the database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections at most; on SQLite those that read, beside the one that writes.
    pub max_connections: u32,
    /// How long a unit of work waits for a connection before it fails as `unavailable`.
    pub acquire_timeout: Duration,
    /// The clock for the times of rows.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_connections: 16, acquire_timeout: Duration::from_secs(30), clock: Clock::system() }
    }
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    /// On SQLite one connection, so that writers wait for each other here and not on the file's lock.
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    clock: Clock,
}

impl Db {
    /// Opens the database at a `sqlite:`, `postgres:` or `mysql:` URL. An SQLite file is made if it is missing.
    pub async fn connect(url: &str, options: Options) -> Result<Self> {
        let (writer, reader) = if url.starts_with("sqlite:") {
            (open(sqlite_writer(url, &options)).await?, open(sqlite_reader(url, &options)).await?)
        } else {
            let pool = open(pool(url, &options, options.max_connections)).await?;
            (pool.clone(), pool)
        };
        Ok(Self(Arc::new(Inner { writer, reader, clock: options.clock })))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        Migrator::up(&self.0.writer, None).await.map_err(error::db)
    }

    /// How many migrations are still to be run.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Migrator::get_pending_migrations(&self.0.writer).await.map(|list| list.len()).map_err(error::db)
    }

    /// Fails when the database does not answer.
    pub async fn ping(&self) -> Result<()> {
        self.0.reader.ping().await.map_err(error::db)
    }

    /// Closes all connections; units of work that still run finish first.
    pub async fn close(&self) -> Result<()> {
        self.0.reader.close_by_ref().await.map_err(error::db)?;
        self.0.writer.close_by_ref().await.map_err(error::db)
    }

    /// The clock that rows get their times from.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// One unit of work with a permission: all of it is kept when `work` is `Ok`, none when it is `Err`.
    ///
    /// Nothing outside the database belongs inside, and no other unit of work: on SQLite there is one writer.
    pub async fn scope<T>(
        &self,
        actor: &Actor,
        permission: Permission,
        work: impl AsyncFnOnce(&Scope) -> Result<T>,
    ) -> Result<T> {
        actor.require(permission)?;
        self.write(actor, Reach::Organization, work).await
    }

    /// Reading with a permission; writing inside it fails.
    pub async fn read<T>(
        &self,
        actor: &Actor,
        permission: Permission,
        work: impl AsyncFnOnce(&Scope) -> Result<T>,
    ) -> Result<T> {
        actor.require(permission)?;
        work(&self.reading(actor, Reach::Organization)).await
    }

    /// One unit of work on the actor's own things, which needs no permission.
    pub async fn own<T>(&self, actor: &Actor, work: impl AsyncFnOnce(&Scope) -> Result<T>) -> Result<T> {
        self.write(actor, Reach::Own, work).await
    }

    /// Reading the actor's own things.
    pub async fn read_own<T>(&self, actor: &Actor, work: impl AsyncFnOnce(&Scope) -> Result<T>) -> Result<T> {
        work(&self.reading(actor, Reach::Own)).await
    }

    async fn write<T>(
        &self,
        actor: &Actor,
        reach: Reach,
        work: impl AsyncFnOnce(&Scope) -> Result<T>,
    ) -> Result<T> {
        let tx = self.begin().await?;
        if self.backend() == DbBackend::MySql {
            take_turn(&tx, actor.organization_id).await?;
        }
        let scope = Scope::begin(tx, actor, reach, self.0.clock.now());
        match work(&scope).await {
            Ok(out) => scope.commit().await.map(|()| out),
            Err(error) => {
                scope.roll_back().await;
                Err(error)
            }
        }
    }

    fn reading(&self, actor: &Actor, reach: Reach) -> Scope {
        Scope::reading(self.0.reader.clone(), actor, reach, self.0.clock.now())
    }

    /// A transaction without a scope: for sign-in and maintenance only.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction> {
        let sqlite = self.backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            // Each statement sees what was committed before it, as on PostgreSQL by default.
            isolation_level: (!sqlite).then_some(IsolationLevel::ReadCommitted),
            // A transaction that first reads and then writes would fail on SQLite if another one wrote meanwhile.
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.0.writer.begin_with_options(options).await.map_err(error::db)
    }

    /// A connection for reading without a scope: for sign-in and maintenance only.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.0.writer.get_database_backend()
    }
}

/// Waits until no other unit of work writes in the organization.
///
/// On MySQL and MariaDB an insert shares a lock of the organization's row, because of the foreign key, and the change
/// feed then writes that row: two such transactions would wait for each other for ever, and one be refused.
async fn take_turn(tx: &DatabaseTransaction, organization_id: Uuid) -> Result<()> {
    let row = organization::Entity::find_by_id(organization_id)
        .select_only()
        .column(organization::Column::Id)
        .lock_exclusive();
    row.into_tuple::<Uuid>().one(tx).await.map(drop).map_err(error::db)
}

async fn open(options: ConnectOptions) -> Result<DatabaseConnection> {
    Database::connect(options).await.map_err(error::db)
}

fn pool(url: &str, options: &Options, connections: u32) -> ConnectOptions {
    let mut connect = ConnectOptions::new(url);
    connect.max_connections(connections).acquire_timeout(options.acquire_timeout).sqlx_logging(false);
    connect
}

fn sqlite_writer(url: &str, options: &Options) -> ConnectOptions {
    let mut connect = pool(url, options, 1);
    connect.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            // Other processes (`bole worker`, the command line) write to the same file.
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .optimize_on_close(true, Some(400))
    });
    connect
}

fn sqlite_reader(url: &str, options: &Options) -> ConnectOptions {
    let mut connect = pool(url, options, options.max_connections);
    connect.map_sqlx_sqlite_opts(|sqlite| {
        sqlite.busy_timeout(Duration::from_secs(10)).pragma("query_only", "on").pragma("temp_store", "memory")
    });
    connect
}
