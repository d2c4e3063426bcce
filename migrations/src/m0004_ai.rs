//! Models: keys, configurations and the ledger of use.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        api_keys(m).create(m).await?;
        llm_configs(m).create(m).await?;
        ai_usage(m).create(m).await
    }
}

fn api_keys(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "api_keys")
        .uuid_null("user_id")
        // The user, or the organization itself: unlike `user_id` never empty, so that it can be part of a key.
        .uuid("owner_key")
        .string("provider", 50)
        .string("name", 100)
        .text("key_encrypted")
        .string("key_hint", 20)
        .string_null("base_url", 2000)
        .boolean("is_active")
        .time_null("last_verified_at")
        .text_null("last_error")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["owner_key", "provider", "name"])
        .index(&["provider"])
}

fn llm_configs(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "llm_configs")
        .string("name", 100)
        .string("provider", 50)
        .string("model_name", 200)
        .string_null("base_url", 2000)
        .uuid_null("api_key_id")
        .double_null("temperature")
        .integer_null("max_tokens")
        .double_null("top_p")
        .text_null("system_prompt")
        .json("purposes")
        .boolean("is_default")
        .uuid_null("fallback_config_id")
        .boolean("is_active")
        .versioned()
        .refers("api_key_id", "api_keys", OnDelete::Refuse)
        .refers("fallback_config_id", "llm_configs", OnDelete::Refuse)
        .unique(&["name"])
        .index(&["created_at"])
}

fn ai_usage(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "ai_usage")
        .uuid("user_id")
        .string("provider", 50)
        .string("model", 200)
        .string("purpose", 20)
        .big("prompt_tokens")
        .big("completion_tokens")
        .double_null("cost")
        .big("latency_ms")
        .string("outcome", 20)
        .time("created_at")
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .index(&["created_at"])
        .index(&["user_id", "created_at"])
        .index(&["provider", "model", "created_at"])
}
