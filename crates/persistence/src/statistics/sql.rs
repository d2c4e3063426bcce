//! What the three databases say differently: the hour of a moment, and sums of whole numbers.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend};

use crate::scope::Scope;

/// The hour that a moment is in, in UTC, as a text that [`read_hour`] reads.
pub fn hour_of(scope: &Scope, column: impl ColumnTrait) -> SimpleExpr {
    let name = column.as_str();
    Expr::cust(match scope.backend() {
        DbBackend::Postgres => format!("to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"),
        DbBackend::MySql => format!("date_format({name}, '%Y-%m-%d %H')"),
        _ => format!("substr({name}, 1, 13)"),
    })
}

/// Reads what [`hour_of`] gave; SQLite has a `T` between day and hour.
pub fn read_hour(text: &str) -> Result<DateTime<Utc>> {
    let whole = format!("{}:00", text.replace('T', " "));
    NaiveDateTime::parse_from_str(&whole, "%Y-%m-%d %H:%M")
        .map(|hour| hour.and_utc())
        .map_err(Error::internal)
}

/// A sum of whole numbers as one; 0 without any row.
pub fn sum_of(scope: &Scope, column: impl ColumnTrait) -> SimpleExpr {
    let kind = if scope.backend() == DbBackend::MySql { "SIGNED" } else { "BIGINT" };
    Expr::cust(format!("CAST(COALESCE(SUM({}), 0) AS {kind})", column.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_in_the_form_of_each_database() {
        for text in ["2026-11-24 08", "2026-11-24T08"] {
            assert_eq!(read_hour(text).unwrap().to_rfc3339(), "2026-11-24T08:00:00+00:00");
        }
        assert!(read_hour("yesterday").is_err());
    }
}
