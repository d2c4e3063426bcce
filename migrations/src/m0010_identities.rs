//! Accounts elsewhere with which people sign in here.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        Table::global(m, "oauth_identities")
            .id()
            .uuid("user_id")
            .string("provider", 50)
            .string("subject", 255)
            .string("name", 200)
            .string_null("email", 254)
            .time("created_at")
            .refers_globally("user_id", "users", OnDelete::Follow)
            .unique(&["provider", "subject"])
            .create(m)
            .await
    }
}
