//! The database of a test: a file of its own, or a fresh database on the server of `BOLE_TEST_SYSTEM_URL`.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection};

/// A database on a server; dropped by [`Database::drop`], because a server keeps what a test leaves.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A fresh database on the server under test; `None` when the tests are to run on SQLite.
    pub async fn create() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("BOLE_TEST_SYSTEM_URL").ok().filter(|url| !url.is_empty())?;
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("bole_system_{}_{number}", std::process::id());
        run(&server, &format!("CREATE DATABASE {name}")).await;
        Some(Self { server, name })
    }

    /// Where the program finds it.
    pub fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').unwrap();
        format!("{base}/{}", self.name)
    }

    /// Removes it. The program must have let go of it.
    pub async fn drop(self) {
        run(&self.server, &format!("DROP DATABASE {}", self.name)).await;
    }
}

async fn run(server: &str, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    if server.starts_with("mysql:") {
        let mut connection = MySqlConnection::connect(server).await.unwrap();
        connection.execute(statement).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(server).await.unwrap();
        connection.execute(statement).await.unwrap();
    }
}
