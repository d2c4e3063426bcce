//! Background work: the queue, which is also the list that people see.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        tasks(m).create(m).await?;
        task_items(m).create(m).await
    }
}

fn tasks(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "tasks")
        .uuid("user_id")
        .string("kind", 50)
        .json("payload")
        .string("state", 20)
        .big("current")
        .big("total")
        .text_null("message")
        .json_null("result")
        .json_null("error")
        .integer("priority")
        .integer("attempts")
        .integer("max_attempts")
        // Emptied when the task ends, so that the same work may be asked for again.
        .string_null("unique_key", 200)
        .string_null("locked_by", 100)
        .time("run_at")
        .time_null("lease_expires_at")
        .boolean("cancel_requested")
        .time("created_at")
        .time_null("started_at")
        .time_null("finished_at")
        .time("updated_at")
        .refers_globally("user_id", "users", OnDelete::Follow)
        .unique(&["unique_key"])
        .index(&["user_id", "created_at"])
        .index(&["user_id", "state", "created_at"])
        .index(&["user_id", "kind", "created_at"])
        .global_index(&["state", "run_at"])
        .global_index(&["state", "lease_expires_at"])
        .global_index(&["finished_at"])
}

fn task_items(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "task_items")
        .uuid("task_id")
        .integer("position")
        .string("label", 300)
        .string("state", 20)
        .json_null("error")
        .time("updated_at")
        .refers("task_id", "tasks", OnDelete::Follow)
        .unique(&["task_id", "position"])
}
