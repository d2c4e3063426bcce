//! What recruiters work with: companies, jobs, candidates, groups, keywords, documents, and the change feed.

use sea_orm_migration::prelude::*;

use crate::table::{OnDelete, Table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        documents(m).create(m).await?;
        companies(m).create(m).await?;
        jobs(m).create(m).await?;
        job_keywords(m).create(m).await?;
        job_locations(m).create(m).await?;
        candidates(m).create(m).await?;
        candidate_keywords(m).create(m).await?;
        candidate_locations(m).create(m).await?;
        candidate_keys(m).create(m).await?;
        candidate_groups(m).create(m).await?;
        candidate_group_members(m).create(m).await?;
        keywords(m).create(m).await?;
        changes(m).create(m).await
    }
}

fn documents(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "documents")
        .uuid("user_id")
        .string("storage_key", 300)
        .string("file_name", 255)
        .string("media_type", 100)
        .big("size")
        .string("sha256", 64)
        .text("text")
        // A record was saved from it, so that the purge passes it by.
        .boolean("kept")
        .time("created_at")
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .index(&["user_id", "created_at"])
        .index(&["sha256"])
        .global_index(&["kept", "created_at"])
}

fn companies(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "companies")
        .string("name", 200)
        .string_null("website", 2000)
        .string_null("industry", 100)
        .string_null("city", 100)
        .text_null("notes")
        .text("search_text")
        .versioned()
        .unique(&["name"])
        .index(&["industry"])
        .index(&["city"])
        .index(&["created_at"])
        .index(&["updated_at"])
}

fn jobs(m: &SchemaManager<'_>) -> Table {
    let table = Table::owned(m, "jobs")
        .uuid("user_id")
        .uuid_null("company_id")
        .uuid_null("document_id")
        .string("title", 200)
        .string_null("department", 200);
    salary(table, "salary_range", "salary")
        .json("level_set")
        .string("status", 20)
        .json("locations")
        .json("raw_skills")
        .json("keywords")
        .json("must_keywords")
        .text_null("job_description")
        .text_null("job_requirement")
        .double_null("min_experience_years")
        .string_null("education_required", 20)
        .text_null("notes")
        .string("source", 20)
        // Title and company folded, by which duplicates are found.
        .string("duplicate_key", 450)
        .text("search_text")
        .time_null("archived_at")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .refers("company_id", "companies", OnDelete::Refuse)
        .refers("document_id", "documents", OnDelete::Refuse)
        .index(&["archived_at", "created_at"])
        .index(&["archived_at", "updated_at"])
        .index(&["archived_at", "title"])
        .index(&["archived_at", "salary_max"])
        .index(&["status", "archived_at", "updated_at"])
        .index(&["user_id", "archived_at"])
        .index(&["duplicate_key"])
}

/// The text of a salary and its five numbers.
fn salary(table: Table, text: &str, prefix: &str) -> Table {
    table
        .string_null(text, 100)
        .big_null(&format!("{prefix}_min"))
        .big_null(&format!("{prefix}_max"))
        .string_null(&format!("{prefix}_currency"), 3)
        .string_null(&format!("{prefix}_period"), 10)
        .integer_null(&format!("{prefix}_months"))
}

fn job_keywords(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "job_keywords")
        .uuid("job_id")
        .string("keyword", 100)
        .string("importance", 10)
        .key(&["job_id", "keyword"])
        .refers("job_id", "jobs", OnDelete::Follow)
        .index(&["keyword", "job_id"])
}

fn job_locations(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "job_locations")
        .uuid("job_id")
        .string("location", 100)
        .key(&["job_id", "location"])
        .refers("job_id", "jobs", OnDelete::Follow)
        .index(&["location", "job_id"])
}

fn candidates(m: &SchemaManager<'_>) -> Table {
    let table = Table::owned(m, "candidates")
        .uuid("user_id")
        .uuid_null("document_id")
        .string("name", 100)
        .json("emails")
        .string_null("primary_email", 254)
        .string_null("phone", 100)
        .string_null("current_company", 200)
        .string_null("current_position", 200)
        .double_null("experience_years")
        .text_null("education")
        .string_null("education_level", 20)
        .string_null("salutation_title", 10)
        .string_null("level", 50)
        .string_null("time_zone", 64);
    salary(table, "expected_salary", "expected_salary")
        .json("locations")
        .text_null("skills")
        .json("raw_skills")
        .json("keywords")
        .string_null("external_id", 100)
        .text_null("summary")
        .string("source", 20)
        .string("consent_status", 20)
        .boolean("do_not_contact")
        .text("search_text")
        .time_null("archived_at")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .refers("document_id", "documents", OnDelete::Refuse)
        .unique(&["external_id"])
        .index(&["archived_at", "created_at"])
        .index(&["archived_at", "updated_at"])
        .index(&["archived_at", "name"])
        .index(&["archived_at", "current_company"])
        .index(&["archived_at", "experience_years"])
        .index(&["archived_at", "education_level"])
        .index(&["archived_at", "primary_email"])
        .index(&["user_id", "archived_at"])
}

fn candidate_keywords(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "candidate_keywords")
        .uuid("candidate_id")
        .string("keyword", 100)
        .key(&["candidate_id", "keyword"])
        .refers("candidate_id", "candidates", OnDelete::Follow)
        .index(&["keyword", "candidate_id"])
}

fn candidate_locations(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "candidate_locations")
        .uuid("candidate_id")
        .string("location", 100)
        .key(&["candidate_id", "location"])
        .refers("candidate_id", "candidates", OnDelete::Follow)
        .index(&["location", "candidate_id"])
}

/// What tells that two candidates are the same person, one folded value a row.
fn candidate_keys(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "candidate_keys")
        .uuid("candidate_id")
        .string("kind", 20)
        .string("value", 350)
        .key(&["candidate_id", "kind", "value"])
        .refers("candidate_id", "candidates", OnDelete::Follow)
        .index(&["kind", "value", "candidate_id"])
}

fn candidate_groups(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "candidate_groups")
        .uuid("user_id")
        .string("name", 100)
        .text_null("description")
        .versioned()
        .refers_globally("user_id", "users", OnDelete::Refuse)
        .unique(&["name"])
        .index(&["created_at"])
        .index(&["updated_at"])
}

fn candidate_group_members(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "candidate_group_members")
        .uuid("group_id")
        .uuid("candidate_id")
        .time("created_at")
        .key(&["group_id", "candidate_id"])
        .refers("group_id", "candidate_groups", OnDelete::Follow)
        .refers("candidate_id", "candidates", OnDelete::Follow)
}

/// An organization's own words beside the standard vocabulary, which lives in the program.
fn keywords(m: &SchemaManager<'_>) -> Table {
    Table::owned(m, "keywords")
        .string("code", 100)
        .string("name_zh", 100)
        .string("name_en", 100)
        .string("category", 50)
        .json("aliases")
        .versioned()
        .unique(&["code"])
        .index(&["category"])
}

/// What changed in jobs and candidates, in the order of commits, for the index in memory.
fn changes(m: &SchemaManager<'_>) -> Table {
    Table::parts(m, "changes")
        .big("seq")
        .string("kind", 20)
        .uuid("subject_id")
        .time("created_at")
        .key(&["seq"])
        .global_index(&["created_at"])
}
