//! From what the database says to what the product says.
//!
//! Constraints are the check: a violated unique constraint becomes its code by this one table.

use domain::{Code, Error};
use sea_orm::{DbErr, RuntimeErr};

/// Unique constraints (as the migrations name them) and what their violation means to a person.
const UNIQUE: &[(&str, Code)] = &[
    ("candidate_groups_name_key", Code::NameTaken),
    ("candidates_external_id_key", Code::ExternalIdTaken),
    ("companies_name_key", Code::NameTaken),
    ("email_templates_user_id_name_key", Code::NameTaken),
    ("api_keys_owner_key_provider_name_key", Code::NameTaken),
    ("api_tokens_user_id_name_key", Code::NameTaken),
    ("llm_configs_name_key", Code::NameTaken),
    ("invitations_email_key_key", Code::AlreadyInvited),
    ("keywords_code_key", Code::NameTaken),
    ("memberships_user_id_key", Code::AlreadyMember),
    ("oauth_identities_provider_subject_key", Code::IdentityTaken),
    ("roles_code_key", Code::NameTaken),
    ("teams_name_key", Code::NameTaken),
    ("users_username_key_key", Code::UsernameTaken),
    ("users_email_key_key", Code::EmailTaken),
    ("idempotency_keys_user_id_route_idempotency_key_key", Code::IdempotencyInProgress),
];

/// What was being done when a foreign key did not hold.
#[derive(Clone, Copy)]
pub(crate) enum During {
    /// A row was written: what it refers to is not there.
    Write,
    /// A row was deleted: something refers to it.
    Delete,
}

/// The failure of a read, or of a write on which no foreign key can fail.
pub(crate) fn db(error: DbErr) -> Error {
    translate(error, During::Write)
}

/// The failure of a statement, in the words of the product.
pub(crate) fn translate(error: DbErr, during: During) -> Error {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        tracing::error!(%error, "the database cannot be reached");
        return Error::Rule(Code::Unavailable);
    }
    let Some((number, message)) = driver_words(&error) else { return Error::internal(error) };
    match number.as_str() {
        // PostgreSQL, MySQL, SQLite (primary key, unique).
        "23505" | "1022" | "1062" | "1586" | "1555" | "2067" => Error::Rule(unique_code(&message)),
        // SQLite reports a refused deletion as a failed trigger (1811).
        "23503" | "23001" | "1216" | "1217" | "1451" | "1452" | "787" | "1811" => Error::Rule(match during {
            During::Write => Code::UnknownReference,
            During::Delete => Code::InUse,
        }),
        // A text with a NUL character, which PostgreSQL cannot keep.
        "22021" | "22P05" => Error::Rule(Code::InvalidFormat),
        // Two transactions stood in each other's way and this one was chosen to give in.
        "40001" | "40P01" | "1205" | "1213" | "5" | "517" => {
            tracing::warn!(%error, "a transaction gave way to another one");
            Error::Rule(Code::Unavailable)
        }
        _ => Error::internal(error),
    }
}

fn driver_words(error: &DbErr) -> Option<(String, String)> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    let sqlx::Error::Database(error) = error.as_ref() else { return None };
    let number = match error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        // MySQL's SQLSTATE is too coarse.
        Some(mysql) => mysql.number().to_string(),
        None => error.code().unwrap_or_default().into_owned(),
    };
    Some((number, error.message().to_owned()))
}

fn unique_code(message: &str) -> Code {
    let name = constraint_name(message).unwrap_or_default();
    UNIQUE.iter().find(|(constraint, _)| *constraint == name).map_or(Code::Conflict, |(_, code)| *code)
}

/// The constraint as the migrations name it. SQLite tells only the columns, from which the name follows.
fn constraint_name(message: &str) -> Option<String> {
    if let Some((_, columns)) = message.split_once("UNIQUE constraint failed: ") {
        let mut parts = columns.split(", ").filter_map(|column| column.split_once('.'));
        let (table, first) = parts.next()?;
        let names: Vec<_> = std::iter::once(first)
            .chain(parts.map(|(_, column)| column))
            .filter(|column| *column != "organization_id")
            .collect();
        return Some(format!("{table}_{}_key", names.join("_")));
    }
    // PostgreSQL: … unique constraint "name"; MySQL: … for key 'name' or 'table.name'.
    let quoted = message.trim_end_matches(['"', '\'']).rsplit(['"', '\'']).next()?;
    Some(quoted.rsplit('.').next().unwrap_or(quoted).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_databases_name_the_same_constraint() {
        for message in [
            "UNIQUE constraint failed: candidates.organization_id, candidates.external_id",
            "duplicate key value violates unique constraint \"candidates_external_id_key\"",
            "Duplicate entry 'x-1' for key 'candidates_external_id_key'",
            "Duplicate entry 'it''s' for key 'candidates.candidates_external_id_key'",
        ] {
            assert_eq!(unique_code(message), Code::ExternalIdTaken, "{message}");
        }
        assert_eq!(unique_code("UNIQUE constraint failed: users.email_key"), Code::EmailTaken);
    }
}
