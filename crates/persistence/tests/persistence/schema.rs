use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::kit::on_each;

/// Tables that belong to the installation as a whole. Everything else is an organization's.
const GLOBAL: &[&str] = &[
    "installation",
    "known_devices",
    "one_time_tokens",
    "oauth_identities",
    "organizations",
    "recovery_codes",
    "refresh_tokens",
    "seaql_migrations",
    "sign_in_failures",
    "sign_in_tickets",
    "system_mailboxes",
    "totp_setups",
    "users",
];

/// Columns of an index, in order, with its table.
type Indexes = Vec<(String, Vec<String>)>;

#[tokio::test]
async fn every_table_is_an_organization_s_with_an_index_that_begins_with_it_or_listed_as_global() {
    on_each(async |world| {
        let db = Database::connect(&world.url).await.expect("a connection");
        let tables = names(&db, tables_sql(db.get_database_backend())).await;
        assert!(tables.len() > 30, "{tables:?}");
        let indexes = indexes(&db, &tables).await;
        for table in tables {
            let ours: Vec<_> = indexes.iter().filter(|(name, _)| *name == table).collect();
            assert!(!ours.is_empty(), "{table} has no index");
            let by_organization = ours.iter().any(|(_, columns)| columns[0] == "organization_id");
            let global = GLOBAL.contains(&table.as_str());
            assert!(by_organization || global, "{table} is neither an organization's nor listed as global");
        }
        db.close().await.expect("closing");
    })
    .await;
}

#[tokio::test]
async fn migrations_run_once() {
    on_each(async |world| {
        assert_eq!(world.db.pending_migrations().await.expect("a count"), 0);
        world.db.migrate().await.expect("nothing to do");
        world.db.ping().await.expect("alive");
    })
    .await;
}

fn tables_sql(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
    }
}

async fn indexes(db: &impl ConnectionTrait, tables: &BTreeSet<String>) -> Indexes {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => return sqlite_indexes(db, tables).await,
        DbBackend::Postgres => {
            "SELECT t.relname AS tab, i.relname AS idx, a.attname AS col \
             FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
             CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(num, place) \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num ORDER BY t.relname, i.relname, k.place"
        }
        _ => {
            "SELECT table_name AS tab, index_name AS idx, column_name AS col FROM information_schema.statistics \
             WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index"
        }
    };
    let mut found: Vec<(String, String, Vec<String>)> = Vec::new();
    for row in
        db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("indexes")
    {
        let text = |column: &str| row.try_get::<String>("", column).expect("a name");
        let (table, index, column) = (text("tab"), text("idx"), text("col"));
        match found.last_mut().filter(|(t, i, _)| *t == table && *i == index) {
            Some((_, _, columns)) => columns.push(column),
            None => found.push((table, index, vec![column])),
        }
    }
    found.into_iter().map(|(table, _, columns)| (table, columns)).collect()
}

async fn sqlite_indexes(db: &impl ConnectionTrait, tables: &BTreeSet<String>) -> Indexes {
    let mut found = Vec::new();
    for table in tables {
        for index in names(db, &format!("SELECT name FROM pragma_index_list('{table}')")).await {
            let sql = format!("SELECT name FROM pragma_index_info('{index}') ORDER BY seqno");
            let rows =
                db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("columns");
            let columns = rows.iter().map(|row| row.try_get::<String>("", "name").expect("a name")).collect();
            found.push((table.clone(), columns));
        }
    }
    found
}

pub async fn names(db: &impl ConnectionTrait, sql: &str) -> BTreeSet<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("names");
    rows.iter().map(|row| row.try_get::<String>("", "name").expect("a name")).collect()
}
