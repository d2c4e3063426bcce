//! The other system's database. It is only read, row by row, and every value as text: what a column holds is not
//! ours to say, and all three databases can write anything as text.

use std::collections::BTreeSet;

use domain::{Error, Result};
use futures_util::StreamExt as _;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, QueryStream, Statement,
    StreamTrait,
};

/// A database that is not ours.
pub struct Foreign(DatabaseConnection);

impl Foreign {
    /// Opens the database at a `sqlite:`, `postgres:` or `mysql:` URL. An SQLite file is opened for reading only.
    pub async fn open(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        // One for the rows on their way, one for looking at the next table.
        options.max_connections(2).sqlx_logging(false);
        if url.starts_with("sqlite:") {
            options.map_sqlx_sqlite_opts(|sqlite| sqlite.read_only(true));
        }
        Database::connect(options).await.map(Self).map_err(failed)
    }

    /// The names of a table's columns; none when there is no such table.
    pub async fn columns(&self, table: &str) -> Result<BTreeSet<String>> {
        let backend = self.0.get_database_backend();
        let sql = match backend {
            DbBackend::Sqlite => "SELECT name FROM pragma_table_info(?)",
            DbBackend::Postgres => {
                "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns \
                 WHERE table_schema = ANY (current_schemas(false)) AND table_name = $1"
            }
            _ => {
                "SELECT CAST(column_name AS CHAR) AS name FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name = ?"
            }
        };
        let statement = Statement::from_sql_and_values(backend, sql, [table.into()]);
        let rows = self.0.query_all_raw(statement).await.map_err(failed)?;
        rows.iter().map(|row| row.try_get("", "name").map_err(failed)).collect()
    }

    /// The rows of a table, in the order of the first of `columns`.
    pub async fn rows(&self, table: &str, columns: &[&str]) -> Result<Rows> {
        let backend = self.0.get_database_backend();
        let chosen: Vec<String> = columns.iter().map(|column| as_text(backend, column)).collect();
        let first = columns.first().map(|column| quoted(backend, column)).unwrap_or_default();
        let (chosen, table) = (chosen.join(", "), quoted(backend, table));
        // With its table, or PostgreSQL would sort by the text that is chosen under the same name.
        let sql = format!("SELECT {chosen} FROM {table} ORDER BY {table}.{first}");
        let stream = self.0.stream_raw(Statement::from_string(backend, sql)).await.map_err(failed)?;
        Ok(Rows { stream, width: columns.len() })
    }
}

/// Rows on their way.
pub struct Rows {
    stream: QueryStream,
    width: usize,
}

impl Rows {
    /// The next rows, at most `limit`; none at the end. Values stand in the order of the columns asked for.
    pub async fn next(&mut self, limit: usize) -> Result<Vec<Vec<Option<String>>>> {
        let mut batch = Vec::new();
        while batch.len() < limit
            && let Some(row) = self.stream.next().await
        {
            let row = row.map_err(failed)?;
            let values = (0..self.width).map(|index| row.try_get_by_index(index).map_err(failed));
            batch.push(values.collect::<Result<_>>()?);
        }
        Ok(batch)
    }
}

fn as_text(backend: DbBackend, column: &str) -> String {
    let kind = if backend == DbBackend::MySql { "CHAR" } else { "TEXT" };
    format!("CAST({} AS {kind})", quoted(backend, column))
}

fn quoted(backend: DbBackend, name: &str) -> String {
    let mark = if backend == DbBackend::MySql { '`' } else { '"' };
    let doubled = name.replace(mark, &format!("{mark}{mark}"));
    format!("{mark}{doubled}{mark}")
}

/// The operator, who gave the address, is told in the driver's own words.
fn failed(error: DbErr) -> Error {
    Error::internal(format!("the database to import from: {error}"))
}
