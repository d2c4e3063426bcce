//! Which row of another system became which of ours, so that an import can be run again.

use sea_orm_migration::prelude::*;

use crate::table::Table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        Table::parts(m, "imported_rows")
            .string("source", 50)
            .string("kind", 20)
            .string("source_key", 200)
            .uuid("row_id")
            .string("digest", 64)
            .time("created_at")
            .time("updated_at")
            .key(&["source", "kind", "source_key"])
            .global_index(&["source"])
            .create(m)
            .await
    }
}
