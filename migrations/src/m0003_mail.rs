//! Mail: mailboxes, templates, the ledger, and who wants none.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        email_accounts(m).create(m).await?;
        email_templates(m).create(m).await?;
        email_logs(m).create(m).await?;
        suppressions(m).create(m).await
    }
}

fn email_accounts(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "email_accounts")
        .uuid("user_id")
        .string("email_address", 254)
        .string("display_name", 100)
        .string("smtp_host", 253)
        .integer("smtp_port")
        .string("smtp_security", 20)
        .string("smtp_username", 254)
        .text_null("smtp_password_encrypted")
        .text("signature")
        .integer("daily_limit")
        .integer("per_minute_limit")
        .boolean("is_active")
        .time_null("last_tested_at")
        .text_null("last_error")
        .time_null("archived_at")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .index(&["user_id", "archived_at", "created_at"])
}

fn email_templates(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "email_templates")
        .uuid("user_id")
        .string("name", 100)
        .string("subject", 300)
        .text("body")
        .boolean("shared")
        .text("search_text")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .unique(&["user_id", "name"])
        .index(&["shared"])
        .index(&["name"])
        .index(&["created_at"])
        .index(&["updated_at"])
}

fn email_logs(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "email_logs")
        .string("kind", 20)
        .uuid_null("user_id")
        .uuid_null("from_account_id")
        .uuid_null("candidate_id")
        .uuid_null("job_id")
        .uuid_null("group_id")
        .uuid_null("template_id")
        .uuid_null("campaign_id")
        .string("to_email", 254)
        .string("to_email_key", 254)
        .string("subject", 1000)
        .text("content_html")
        .text("content_text")
        .string("status", 20)
        .string("trigger_type", 20)
        .time_null("scheduled_at")
        .time_null("sent_at")
        .text_null("failure_reason")
        .string_null("failure_kind", 20)
        .integer("retry_count")
        // When it is due: the time asked for, later the time of the next try. Empty once it is final.
        .time_null("next_attempt_at")
        .string_null("locked_by", 100)
        .time_null("lease_expires_at")
        .string("message_id", 300)
        .text("search_text")
        .time("created_at")
        .time("updated_at")
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .refers("from_account_id", "email_accounts", OnDelete::Refuse)
        .refers("candidate_id", "candidates", OnDelete::Refuse)
        .refers("job_id", "jobs", OnDelete::Refuse)
        .unique(&["message_id"])
        .index(&["created_at"])
        .index(&["status", "created_at"])
        .index(&["candidate_id", "job_id", "created_at"])
        .index(&["campaign_id", "status"])
        .index(&["user_id", "created_at"])
        .index(&["to_email"])
        .index(&["sent_at"])
        .index(&["from_account_id", "status", "sent_at"])
        .global_index(&["status", "next_attempt_at"])
        .global_index(&["from_account_id", "status", "next_attempt_at"])
        .global_index(&["status", "lease_expires_at"])
}

fn suppressions(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "suppressions")
        .string("email", 254)
        .string("email_key", 254)
        .string("reason", 20)
        .time("created_at")
        .unique(&["email_key"])
        .index(&["created_at"])
}
