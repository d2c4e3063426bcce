//! What administrators arrange: descriptions of roles, members who are switched off, and changes of the menu.

use sea_orm_migration::prelude::*;

use crate::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut description = ColumnDef::new(Alias::new("description"));
        add(m, "roles", description.string_len(500).null()).await?;
        let mut is_active = ColumnDef::new(Alias::new("is_active"));
        add(m, "memberships", is_active.boolean().not_null().default(true)).await?;
        // Who is online is asked by this column alone.
        let mut seen = Index::create();
        seen.name("users_last_seen_at_idx").table(Alias::new("users")).col(Alias::new("last_seen_at"));
        m.create_index(seen).await?;
        menus(m).create(m).await
    }
}

async fn add(m: &SchemaManager<'_>, table: &str, column: &mut ColumnDef) -> Result<(), DbErr> {
    m.alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned()).await
}

/// What an organization changes of the menu that ships; a row a directory or page.
fn menus(m: &SchemaManager<'_>) -> table::Table {
    table::Table::parts(m, "menus")
        .string("code", 50)
        .string_null("title_en", 50)
        .string_null("title_zh", 50)
        .integer_null("position")
        .boolean("hidden")
        .time("updated_at")
        .key(&["code"])
}
