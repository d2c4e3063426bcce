//! Who is who: organizations, users, roles, sessions, and the two logs.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        installation(m).create(m).await?;
        organizations(m).create(m).await?;
        users(m).create(m).await?;
        teams(m).create(m).await?;
        memberships(m).create(m).await?;
        roles(m).create(m).await?;
        role_permissions(m).create(m).await?;
        user_roles(m).create(m).await?;
        refresh_tokens(m).create(m).await?;
        idempotency_keys(m).create(m).await?;
        operation_logs(m).create(m).await?;
        action_logs(m).create(m).await
    }
}

/// Facts about the installation as a whole, such as who its operator is. No secrets.
fn installation(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "installation").string("name", 100).key(&["name"]).text("value").time("created_at")
}

fn organizations(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "organizations")
        .id()
        .string("name", 100)
        .string("slug", 120)
        .json("settings")
        // The number of the last row in `changes`; its row lock makes the feed follow the order of commits.
        .big("change_seq")
        .versioned()
        .unique(&["slug"])
}

fn users(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "users")
        .id()
        .string("username", 50)
        .string("username_key", 100)
        .string("email", 254)
        .string("email_key", 254)
        .string("first_name", 50)
        .string("last_name", 50)
        .string("password_hash", 500)
        .string_null("avatar_key", 200)
        .string("locale", 10)
        .string("time_zone", 64)
        .boolean("is_superuser")
        .boolean("is_active")
        .json("preferences")
        .time_null("email_verified_at")
        .text_null("totp_secret_encrypted")
        .integer("failed_sign_ins")
        .time_null("locked_until")
        .time_null("last_seen_at")
        .time("date_joined")
        .time("updated_at")
        .unique(&["username_key"])
        .unique(&["email_key"])
}

fn teams(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "teams")
        .uuid_null("parent_id")
        .string("name", 100)
        .versioned()
        .refers("parent_id", "teams", OnDelete::Refuse)
        .unique(&["name"])
}

fn memberships(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "memberships")
        .uuid("user_id")
        .uuid_null("team_id")
        .time("joined_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .refers("team_id", "teams", OnDelete::Refuse)
        .unique(&["user_id"])
}

fn roles(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "roles")
        .string("code", 50)
        .string("name", 100)
        .string("data_scope", 10)
        .boolean("is_builtin")
        .versioned()
        .unique(&["code"])
}

fn role_permissions(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "role_permissions")
        .uuid("role_id")
        .string("permission", 100)
        .key(&["role_id", "permission"])
        .refers("role_id", "roles", OnDelete::Follow)
}

fn user_roles(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "user_roles")
        .uuid("user_id")
        .uuid("role_id")
        .key(&["user_id", "role_id"])
        .refers_globally("user_id", "users", OnDelete::Follow)
        .refers("role_id", "roles", OnDelete::Refuse)
}

fn refresh_tokens(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "refresh_tokens")
        .id()
        .uuid("user_id")
        .uuid("organization_id")
        .uuid("family_id")
        .string("token_hash", 128)
        .string("user_agent", 500)
        .string("ip", 45)
        .time("created_at")
        .time("expires_at")
        .time_null("rotated_at")
        .time_null("revoked_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .refers_globally("organization_id", "organizations", OnDelete::Follow)
        .unique(&["token_hash"])
        .global_index(&["family_id"])
        .global_index(&["expires_at"])
}

fn idempotency_keys(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "idempotency_keys")
        .uuid("user_id")
        .string("route", 200)
        // MySQL indexes at most 3072 bytes a key, so the caller's own text is kept short.
        .string("idempotency_key", 255)
        .string("body_hash", 64)
        .integer_null("response_status")
        .text_null("response_body")
        .json_null("response_headers")
        .time("created_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["user_id", "route", "idempotency_key"])
        .global_index(&["created_at"])
}

fn operation_logs(m: &SchemaManager<'_>) -> Table {
    Table::global(m, "operation_logs")
        .id()
        .uuid_null("organization_id")
        .uuid_null("user_id")
        .string_null("username", 254)
        .string("module", 100)
        .string("action", 100)
        .string("method", 10)
        .string("path", 2000)
        .string("route", 200)
        .string("ip", 45)
        .string("user_agent", 500)
        .text("request_params")
        .text("response_head")
        .integer("status")
        .boolean("success")
        .big("duration_ms")
        .string("request_id", 200)
        .time("created_at")
        .global_index(&["organization_id", "created_at"])
        .global_index(&["organization_id", "user_id", "created_at"])
        .global_index(&["organization_id", "module", "action", "created_at"])
        .global_index(&["organization_id", "status", "created_at"])
        .global_index(&["created_at"])
}

fn action_logs(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "action_logs")
        .uuid_null("user_id")
        .string("verb", 50)
        .string("subject_type", 50)
        .uuid("subject_id")
        .string("summary", 500)
        .json("changes")
        .time("created_at")
        .index(&["subject_type", "subject_id", "created_at"])
        .index(&["user_id", "created_at"])
        .index(&["created_at"])
}
