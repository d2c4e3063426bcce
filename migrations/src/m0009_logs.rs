//! More ways to look into the operation log, and requests counted by the hour.

use sea_orm_migration::prelude::*;

use crate::table::Table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let logs = "operation_logs";
        index(m, logs, "success", &["organization_id", "success", "created_at"]).await?;
        index(m, logs, "method", &["organization_id", "method", "created_at"]).await?;
        index(m, logs, "ip", &["organization_id", "ip", "created_at"]).await?;
        index(m, "action_logs", "verb", &["organization_id", "verb", "created_at"]).await?;
        index(m, "action_logs", "type", &["organization_id", "subject_type", "created_at"]).await?;
        index(m, "tasks", "org_created_at", &["organization_id", "created_at"]).await?;
        request_counts(m).create(m).await
    }
}

async fn index(m: &SchemaManager<'_>, table: &str, named_by: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{named_by}_idx")).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    m.create_index(index).await
}

/// A row an hour, route and organization. Its latencies are counted in classes, from which percentiles follow.
fn request_counts(m: &SchemaManager<'_>) -> Table {
    let table = Table::parts(m, "request_counts")
        .time("hour")
        .string("method", 10)
        .string("route", 200)
        .big("requests")
        .big("client_errors")
        .big("server_errors")
        .big("total_ms");
    // The upper bounds of the classes, in milliseconds.
    ["5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "more"]
        .iter()
        .fold(table, |table, bound| table.big(&format!("ms_{bound}")))
        .key(&["hour", "method", "route"])
        .global_index(&["hour"])
}
