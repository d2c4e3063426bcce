//! How an account is kept safe: tokens for programs, second factors, and what a session remembers.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table, add_columns, add_index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        api_tokens(m).create(m).await?;
        sign_in_tickets(m).create(m).await?;
        totp_setups(m).create(m).await?;
        recovery_codes(m).create(m).await?;
        // The step of the last code that was taken, so that none is taken twice.
        add_columns(m, Table::global(m, "users").big_null("totp_last_step").time_null("erased_at")).await?;
        add_columns(m, Table::global(m, "refresh_tokens").time_null("started_at")).await?;
        // Each request asks whether its session still lives.
        add_index(m, "refresh_tokens", &["family_id", "rotated_at"]).await
    }
}

fn api_tokens(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "api_tokens")
        .uuid("user_id")
        .string("name", 100)
        .string("token_hash", 64)
        .string("prefix", 20)
        .json("scopes")
        .time_null("last_used_at")
        .time_null("expires_at")
        .time("created_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["user_id", "name"])
        .global_index(&["token_hash"])
        .global_index(&["expires_at"])
}

/// A password was right and the second factor is still asked for.
fn sign_in_tickets(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "sign_in_tickets")
        .id()
        .uuid("user_id")
        .string("token_hash", 64)
        .integer("tries")
        .time("created_at")
        .time("expires_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["token_hash"])
        .global_index(&["expires_at"])
}

/// A secret that was shown and whose first code is still awaited.
fn totp_setups(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "totp_setups")
        .uuid("user_id")
        .key(&["user_id"])
        .text("secret_encrypted")
        .time("created_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
}

fn recovery_codes(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "recovery_codes")
        .id()
        .uuid("user_id")
        .string("code_hash", 64)
        .time("created_at")
        .time_null("used_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
}
