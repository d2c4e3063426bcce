//! One way to say a table for SQLite, PostgreSQL and MySQL/MariaDB: what differs between them is written here only.
//!
//! Names follow a convention that the persistence crate reads back from errors: a unique constraint is called
//! `<table>_<columns>_key` without the organization, an index `<table>_<columns>_idx`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// What happens to a row when the row that it refers to is deleted.
#[derive(Clone, Copy)]
pub enum OnDelete {
    /// The deletion is refused.
    Refuse,
    /// It is deleted too.
    Follow,
}

/// A table in the making.
pub struct Table {
    name: &'static str,
    backend: DbBackend,
    /// Whether keys and indexes begin with the organization.
    owned: bool,
    create: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

impl Table {
    /// A table that belongs to the installation as a whole, without any column yet.
    pub fn global(manager: &SchemaManager<'_>, name: &'static str) -> Self {
        let backend = manager.get_database_backend();
        let mut create = sea_orm_migration::prelude::Table::create();
        create.table(Alias::new(name));
        if backend == DbBackend::MySql {
            // A binary collation makes `=` and unique keys exact, as on the other two.
            create.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        }
        Self { name, backend, owned: false, create, indexes: Vec::new() }
    }

    /// A table whose rows belong to one organization, with the primary key `id`.
    pub fn owned(manager: &SchemaManager<'_>, name: &'static str) -> Self {
        let mut table = Self::parts(manager, name).id();
        table.create.index(&mut unique(name, "id", &["organization_id", "id"]));
        table
    }

    /// A table whose rows belong to one organization and are parts of other rows: it says its own key.
    pub fn parts(manager: &SchemaManager<'_>, name: &'static str) -> Self {
        let mut table = Self::global(manager, name).uuid("organization_id");
        table.owned = true;
        table.create.foreign_key(
            ForeignKey::create()
                .name(format!("{name}_organization_fkey"))
                .from(Alias::new(name), Alias::new("organization_id"))
                .to(Alias::new("organizations"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        );
        table
    }

    /// The primary key `id`.
    pub fn id(mut self) -> Self {
        self.create.col(self.column("id").uuid().not_null().primary_key());
        self
    }

    /// A primary key of several columns; in an owned table the organization comes first.
    pub fn key(mut self, columns: &[&str]) -> Self {
        let mut index = Index::create();
        for column in self.scoped(columns) {
            index.col(Alias::new(column));
        }
        self.create.primary_key(&mut index);
        self
    }

    /// A UUID that refers to nothing the database checks.
    pub fn uuid(self, name: &str) -> Self {
        self.with(name, false, |column| column.uuid())
    }

    /// The same, where there may be none.
    pub fn uuid_null(self, name: &str) -> Self {
        self.with(name, true, |column| column.uuid())
    }

    /// A text of at most `length` characters that can be indexed.
    pub fn string(self, name: &str, length: u32) -> Self {
        self.with(name, false, |column| column.string_len(length))
    }

    /// The same, where there may be none.
    pub fn string_null(self, name: &str, length: u32) -> Self {
        self.with(name, true, |column| column.string_len(length))
    }

    /// A text of any length.
    pub fn text(self, name: &str) -> Self {
        let long = self.long_text();
        self.with(name, false, |column| column.custom(long))
    }

    /// The same, where there may be none.
    pub fn text_null(self, name: &str) -> Self {
        let long = self.long_text();
        self.with(name, true, |column| column.custom(long))
    }

    /// A JSON document.
    pub fn json(self, name: &str) -> Self {
        self.with(name, false, |column| column.json_binary())
    }

    /// The same, where there may be none.
    pub fn json_null(self, name: &str) -> Self {
        self.with(name, true, |column| column.json_binary())
    }

    /// A 32-bit number.
    pub fn integer(self, name: &str) -> Self {
        self.with(name, false, |column| column.integer())
    }

    /// The same, where there may be none.
    pub fn integer_null(self, name: &str) -> Self {
        self.with(name, true, |column| column.integer())
    }

    /// A 64-bit number.
    pub fn big(self, name: &str) -> Self {
        self.with(name, false, |column| column.big_integer())
    }

    /// The same, where there may be none.
    pub fn big_null(self, name: &str) -> Self {
        self.with(name, true, |column| column.big_integer())
    }

    /// A fraction, where there may be none.
    pub fn double_null(self, name: &str) -> Self {
        self.with(name, true, |column| column.double())
    }

    /// Yes or no.
    pub fn boolean(self, name: &str) -> Self {
        self.with(name, false, |column| column.boolean())
    }

    /// A moment in UTC, to the microsecond.
    pub fn time(self, name: &str) -> Self {
        let kind = self.moment();
        self.with(name, false, |column| column.custom(kind))
    }

    /// The same, where there may be none.
    pub fn time_null(self, name: &str) -> Self {
        let kind = self.moment();
        self.with(name, true, |column| column.custom(kind))
    }

    /// The columns of what people edit: `version`, `created_at`, `updated_at`.
    pub fn versioned(self) -> Self {
        self.big("version").time("created_at").time("updated_at")
    }

    /// Lets the UUID column `column` refer to a row of the same organization.
    pub fn refers(mut self, column: &str, to: &str, on_delete: OnDelete) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{column}_fkey", self.name))
            .from_tbl(Alias::new(self.name))
            .from_col(Alias::new("organization_id"))
            .from_col(Alias::new(column))
            .to_tbl(Alias::new(to))
            .to_col(Alias::new("organization_id"))
            .to_col(Alias::new("id"))
            .on_delete(on_delete.action());
        self.create.foreign_key(&mut key);
        self.index(&[column])
    }

    /// Lets the UUID column `column` refer to a row of a global table.
    pub fn refers_globally(mut self, column: &str, to: &str, on_delete: OnDelete) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{column}_fkey", self.name))
            .from(Alias::new(self.name), Alias::new(column))
            .to(Alias::new(to), Alias::new("id"))
            .on_delete(on_delete.action());
        self.create.foreign_key(&mut key);
        self.global_index(&[column])
    }

    /// A unique constraint; in an owned table within the organization.
    pub fn unique(mut self, columns: &[&str]) -> Self {
        let scoped = self.scoped(columns);
        self.create.index(&mut unique(self.name, &columns.join("_"), &scoped));
        self
    }

    /// An index; in an owned table it begins with the organization.
    pub fn index(mut self, columns: &[&str]) -> Self {
        let scoped: Vec<String> = self.scoped(columns).into_iter().map(str::to_owned).collect();
        self.add_index(columns, &scoped);
        self
    }

    /// An index across organizations: for sign-in and maintenance.
    pub fn global_index(mut self, columns: &[&str]) -> Self {
        let all: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
        self.add_index(columns, &all);
        self
    }

    /// Makes the table and its indexes.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.create).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn with(
        mut self,
        name: &str,
        nullable: bool,
        kind: impl FnOnce(&mut ColumnDef) -> &mut ColumnDef,
    ) -> Self {
        let mut column = self.column(name);
        kind(&mut column);
        if nullable {
            column.null();
        } else {
            column.not_null();
        }
        self.create.col(column);
        self
    }

    fn column(&self, name: &str) -> ColumnDef {
        ColumnDef::new(Alias::new(name))
    }

    fn scoped<'a>(&self, columns: &[&'a str]) -> Vec<&'a str> {
        let organization = self.owned.then_some("organization_id");
        organization.into_iter().chain(columns.iter().copied()).collect()
    }

    fn add_index(&mut self, named_by: &[&str], columns: &[String]) {
        let mut index = Index::create();
        index.name(format!("{}_{}_idx", self.name, named_by.join("_"))).table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(column));
        }
        self.indexes.push(index);
    }

    fn long_text(&self) -> Alias {
        // MySQL's own TEXT ends at 64 kB.
        Alias::new(if self.backend == DbBackend::MySql { "mediumtext" } else { "text" })
    }

    fn moment(&self) -> Alias {
        Alias::new(match self.backend {
            DbBackend::MySql => "datetime(6)",
            DbBackend::Postgres => "timestamptz",
            _ => "timestamp_with_timezone_text",
        })
    }
}

/// Adds the columns of `table` to the table of that name, which exists. They must take NULL: rows are there already.
pub async fn add_columns(manager: &SchemaManager<'_>, table: Table) -> Result<(), DbErr> {
    for column in table.create.get_columns() {
        let mut alter = sea_orm_migration::prelude::Table::alter();
        alter.table(Alias::new(table.name)).add_column(column.clone());
        manager.alter_table(alter.clone()).await?;
    }
    Ok(())
}

/// Adds an index to a table that exists.
pub async fn add_index(manager: &SchemaManager<'_>, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{}_idx", columns.join("_"))).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    manager.create_index(index).await
}

impl OnDelete {
    fn action(self) -> ForeignKeyAction {
        match self {
            Self::Refuse => ForeignKeyAction::Restrict,
            Self::Follow => ForeignKeyAction::Cascade,
        }
    }
}

fn unique(table: &str, named_by: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{named_by}_key")).unique();
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}
