//! Erasing an account, seen from the tables.

use std::collections::BTreeSet;

use domain::{Code, Error, Role};
use persistence::maintenance::erasure;
use persistence::sign_in;
use sea_orm::{ConnectionTrait, Database, DbBackend};

use crate::kit::on_each;
use crate::schema::names;

/// Tables whose rows go with the person.
const DELETED: &[&str] = &[
    "api_keys",
    "api_tokens",
    "idempotency_keys",
    "known_devices",
    "memberships",
    "oauth_identities",
    "one_time_tokens",
    "recovery_codes",
    "refresh_tokens",
    "sign_in_tickets",
    "tasks",
    "totp_setups",
    "user_roles",
];

/// Tables whose rows stay with the organization, without what is personal in them.
const KEPT: &[&str] = &[
    "action_logs",
    "ai_usage",
    "candidate_groups",
    "candidates",
    "documents",
    "email_accounts",
    "email_logs",
    "email_templates",
    "jobs",
    "operation_logs",
];

#[tokio::test]
async fn every_table_that_names_users_says_what_an_erasure_does_to_it() {
    on_each(async |world| {
        let db = Database::connect(&world.url).await.expect("a connection");
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT t.name AS name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
                 ON c.name = 'user_id' WHERE t.type = 'table'"
            }
            DbBackend::Postgres => {
                "SELECT table_name AS name FROM information_schema.columns \
                 WHERE column_name = 'user_id' AND table_schema = 'public'"
            }
            _ => {
                "SELECT table_name AS name FROM information_schema.columns \
                 WHERE column_name = 'user_id' AND table_schema = DATABASE()"
            }
        };
        let known: BTreeSet<String> = DELETED.iter().chain(KEPT).map(|table| (*table).to_owned()).collect();
        assert_eq!(
            names(&db, sql).await,
            known,
            "maintenance/erasure.rs must know every table with a user_id"
        );

        let leaver = world.colleague("leaver", Role::Consultant).await;
        erasure::account(&world.db, leaver.user_id).await.expect("erased");
        for table in DELETED {
            let sql = format!(
                "SELECT '{table}' AS name FROM {table} WHERE user_id = {}",
                literal(&db, leaver.user_id)
            );
            assert!(names(&db, &sql).await.is_empty(), "{table} still names the person");
        }
        assert!(sign_in::find_by_login(&world.db, "leaver").await.expect("a look").is_none());
        db.close().await.expect("closing");
    })
    .await;
}

fn literal(db: &impl ConnectionTrait, id: uuid::Uuid) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("'{id}'"),
        _ => format!("x'{}'", id.simple()),
    }
}

#[tokio::test]
async fn the_operator_hands_over_first() {
    on_each(async |world| {
        let refused = erasure::account(&world.db, world.us.user_id).await;
        assert!(matches!(refused, Err(Error::Rule(Code::OperatorNeeded))), "{refused:?}");
    })
    .await;
}
