use domain::Permission;
use persistence::imports::{self, Foreign, Imported, RowKind};
use sea_orm::{ConnectionTrait, Database, DbBackend};
use uuid::Uuid;

use crate::kit::{World, on_each, strings};

const SOURCE: &str = "old";

#[tokio::test]
async fn a_foreign_table_is_read_as_text_in_batches() {
    on_each(async |world| {
        let db = Database::connect(&world.url).await.expect("a connection");
        let (quote, moment, bytes, characters) = match db.get_database_backend() {
            DbBackend::MySql => ('`', "datetime(6)", "longblob", "CHARACTER SET utf8mb4"),
            DbBackend::Postgres => ('"', "timestamptz", "bytea", ""),
            _ => ('"', "datetime", "blob", ""),
        };
        let columns = "id integer, name varchar(50), \"it's\" boolean, at MOMENT, doc json, price decimal(5,1), token BYTES";
        let columns = columns.replace("MOMENT", moment).replace("BYTES", bytes).replace('"', &quote.to_string());
        let table = format!("{quote}old things{quote}");
        db.execute_unprepared(&format!("CREATE TABLE {table} ({columns}) {characters}")).await.expect("a table");
        for id in [10, 9, 11] {
            let values = format!("{id}, '张伟', true, '2024-01-02 03:04:05.5', '[\"Java\"]', 5.5, NULL");
            db.execute_unprepared(&format!("INSERT INTO {table} VALUES ({values})")).await.expect("a row");
        }
        db.execute_unprepared(&format!("UPDATE {table} SET token = 'gAAA' WHERE id = 9")).await.expect("a token");

        let foreign = Foreign::open(&world.url).await.expect("the foreign database");
        let names = foreign.columns("old things").await.expect("columns");
        assert_eq!(names.len(), 7);
        assert!(names.contains("it's"));
        assert!(foreign.columns("no such table").await.expect("none").is_empty());
        let mut rows =
            foreign.rows("old things", &["id", "name", "it's", "at", "doc", "price", "token"]).await.expect("rows");
        let first = rows.next(2).await.expect("a batch");
        let text = |row: &[Option<String>], index: usize| row[index].clone().unwrap_or_default();
        assert_eq!([text(&first[0], 0), text(&first[1], 0)], ["9", "10"], "in the order of the first column");
        assert_eq!(text(&first[0], 1), "张伟");
        assert!(["1", "true"].contains(&text(&first[0], 2).as_str()), "{first:?}");
        assert!(text(&first[0], 3).starts_with("2024-01-02 03:04:05.5"), "{first:?}");
        assert_eq!(text(&first[0], 4), "[\"Java\"]");
        assert_eq!(text(&first[0], 5), "5.5");
        assert!(["gAAA", "\\x67414141"].contains(&text(&first[0], 6).as_str()), "{first:?}");
        assert_eq!(first[1][6], None);
        assert_eq!((rows.next(2).await.expect("the rest").len(), rows.next(2).await.expect("none").len()), (1, 0));
        drop((rows, foreign));
        db.close().await.expect("closing");
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_over_is_remembered_by_organization_source_and_kind() {
    on_each(async |world| {
        let row = |key: &str, digest: &str| Imported {
            key: key.to_owned(),
            id: Uuid::from_u128(7),
            digest: digest.to_owned(),
        };
        let rows = vec![row("1", "a"), row("2", "b")];
        world.work(async |scope| imports::remember(scope, SOURCE, RowKind::Job, rows).await).await;
        world.work(async |scope| imports::remember_again(scope, SOURCE, RowKind::Job, "2", "c").await).await;
        let mut known: Vec<_> = known(world, SOURCE, RowKind::Job).await;
        known.sort_by(|one, other| one.key.cmp(&other.key));
        assert_eq!(known, [row("1", "a"), row("2", "c")]);
        assert!(self::known(world, "other", RowKind::Job).await.is_empty());
        assert!(self::known(world, SOURCE, RowKind::Company).await.is_empty());
        let theirs = world
            .db
            .read(&world.them, Permission::JobRead, async |scope| {
                imports::known(scope, SOURCE, RowKind::Job, &strings(&["1", "2"])).await
            })
            .await;
        assert!(theirs.expect("a look").is_empty());
        let organizations = persistence::maintenance::imports::organizations_of(&world.db, SOURCE).await;
        assert_eq!(organizations.expect("a look"), [world.us.organization_id]);
    })
    .await;
}

async fn known(world: &World, source: &str, kind: RowKind) -> Vec<Imported> {
    let keys = strings(&["1", "2", "3"]);
    let known = world.work(async |scope| imports::known(scope, source, kind, &keys).await).await;
    known.into_values().collect()
}
