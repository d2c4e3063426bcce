//! Mails of the product itself and what they lead to: links that work once and invitations; and what sign-in remembers
//! of devices and failures.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        system_mailboxes(m).create(m).await?;
        one_time_tokens(m).create(m).await?;
        known_devices(m).create(m).await?;
        sign_in_failures(m).create(m).await?;
        invitations(m).create(m).await
    }
}

/// At most one row: the mailbox that the product's own mails come from.
fn system_mailboxes(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "system_mailboxes")
        .id()
        .string("from_email", 254)
        .string("from_name", 100)
        .string("smtp_host", 253)
        .integer("smtp_port")
        .string("smtp_security", 20)
        .string("smtp_username", 254)
        .text_null("smtp_password_encrypted")
        .time_null("last_tested_at")
        .text_null("last_error")
        .versioned()
}

fn one_time_tokens(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "one_time_tokens")
        .id()
        .uuid("user_id")
        .string("purpose", 20)
        .string("token_hash", 128)
        // The address that the link was sent to.
        .string("email", 254)
        .time("created_at")
        .time("expires_at")
        .time_null("used_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["token_hash"])
        .global_index(&["expires_at"])
}

fn known_devices(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "known_devices")
        .id()
        .uuid("user_id")
        .string("device", 200)
        .time("seen_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["user_id", "device"])
        .global_index(&["seen_at"])
}

/// Failed sign-ins by a name or from a network, whether or not anybody has the name.
fn sign_in_failures(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "sign_in_failures")
        // A hash: what people type into the wrong field is nobody's business.
        .string("subject", 64)
        .integer("failures")
        .time_null("locked_until")
        .time("updated_at")
        .key(&["subject"])
        .global_index(&["updated_at"])
}

fn invitations(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "invitations")
        .string("email", 254)
        .string("email_key", 254)
        .uuid("role_id")
        .uuid_null("invited_by")
        .string("locale", 10)
        .string("token_hash", 128)
        .time("created_at")
        .time("sent_at")
        .time("expires_at")
        .time_null("accepted_at")
        .refers("role_id", "roles", OnDelete::Follow)
        .unique(&["email_key"])
        .index(&["created_at"])
        .global_index(&["token_hash"])
        .global_index(&["expires_at"])
}
