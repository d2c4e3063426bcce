//! One unit of work of one actor in one organization.
//!
//! The connection is private and the scope does not implement `ConnectionTrait`, so `Entity::find().all(scope)`
//! does not compile: every query goes through the few verbs below, which add the organization and what the
//! actor may see. What a verb does not bind (the far side of a sub-query) is bound by [`Scope::within`].

mod account;
mod installation;
mod journal;

use std::collections::BTreeSet;
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use domain::{Actor, Code, Error, Kind, Result};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DatabaseExecutor,
    DatabaseTransaction, DbBackend, DeleteMany, EntityTrait, FromQueryResult, Insert, IntoActiveModel,
    ModelTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, UpdateMany,
};
use uuid::Uuid;

use crate::error::{self, During};
pub(crate) use journal::Journal;

/// Rows written by one statement at most: the databases bound the number of values.
const ROWS_A_STATEMENT: usize = 500;

/// An entity whose rows belong to exactly one organization.
pub(crate) trait OrgOwned: EntityTrait {
    /// The column of the organization.
    const ORG: Self::Column;

    /// What of the organization's rows the actor sees; all of them unless said otherwise.
    fn visible_to(_actor: &Actor) -> Condition {
        Condition::all()
    }

    /// Which rows are the actor's own things; none unless said otherwise, so that [`crate::Db::own`] refuses.
    fn own(_actor: &Actor) -> Option<Condition> {
        None
    }
}

/// An entity whose rows belong to one user, whatever the organization.
pub(crate) trait UserOwned: EntityTrait {
    /// The column of the user.
    const USER: Self::Column;
}

/// An entity that counts its changes, so that nobody overwrites what they have not seen.
pub(crate) trait Versioned: OrgOwned {
    /// The column of the id.
    const ID: Self::Column;
    /// The column of the version.
    const VERSION: Self::Column;
    /// What is missing when a row is.
    const KIND: Kind;
}

/// How far a scope reaches inside the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What the actor sees by role.
    Organization,
    /// The actor's own things.
    Own,
}

/// One unit of work. Feature functions take it first.
pub struct Scope {
    connection: Connection,
    actor: Actor,
    reach: Reach,
    now: DateTime<Utc>,
    journal: Mutex<Journal>,
}

enum Connection {
    Writing(DatabaseTransaction),
    Reading(DatabaseConnection),
}

impl Scope {
    pub(crate) fn begin(tx: DatabaseTransaction, actor: &Actor, reach: Reach, now: DateTime<Utc>) -> Self {
        Self::new(Connection::Writing(tx), actor, reach, now)
    }

    pub(crate) fn reading(pool: DatabaseConnection, actor: &Actor, reach: Reach, now: DateTime<Utc>) -> Self {
        Self::new(Connection::Reading(pool), actor, reach, now)
    }

    fn new(connection: Connection, actor: &Actor, reach: Reach, now: DateTime<Utc>) -> Self {
        Self { connection, actor: actor.clone(), reach, now, journal: Mutex::default() }
    }

    /// On whose behalf the work is done.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The organization that all rows belong to.
    pub fn organization_id(&self) -> Uuid {
        self.actor.organization_id
    }

    /// The time of this unit of work: the same for all its rows.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) async fn commit(self) -> Result<()> {
        self.write_journal().await?;
        match self.connection {
            Connection::Writing(tx) => tx.commit().await.map_err(error::db),
            Connection::Reading(_) => Ok(()),
        }
    }

    pub(crate) async fn roll_back(self) {
        if let Connection::Writing(tx) = self.connection
            && let Err(error) = tx.rollback().await
        {
            // The caller gets the error that led here; the database rolls back by itself when the line is cut.
            tracing::warn!(%error, "rolling back failed");
        }
    }

    /// All rows of the query.
    pub(crate) async fn all<E: OrgOwned>(&self, query: Select<E>) -> Result<Vec<E::Model>> {
        self.seen(query)?.all(&self.reader()).await.map_err(error::db)
    }

    /// The first row of the query.
    pub(crate) async fn one<E: OrgOwned>(&self, query: Select<E>) -> Result<Option<E::Model>> {
        self.seen(query)?.one(&self.reader()).await.map_err(error::db)
    }

    /// The first row of the query, held against other writers until the end of the unit of work.
    pub(crate) async fn lock<E: OrgOwned>(&self, query: Select<E>) -> Result<Option<E::Model>> {
        self.seen(query)?.lock_exclusive().one(&self.writer()?).await.map_err(error::db)
    }

    /// The chosen columns of all rows of the query.
    pub(crate) async fn rows<E: OrgOwned, R: FromQueryResult + Send + Sync>(
        &self,
        query: Select<E>,
    ) -> Result<Vec<R>> {
        self.seen(query)?.into_model::<R>().all(&self.reader()).await.map_err(error::db)
    }

    /// The chosen columns of rows whose names any member may see, whatever the data scope.
    pub(crate) async fn names<E: OrgOwned, R: FromQueryResult + Send + Sync>(
        &self,
        query: Select<E>,
    ) -> Result<Vec<R>> {
        let query = query.filter(E::ORG.eq(self.organization_id()));
        query.into_model::<R>().all(&self.reader()).await.map_err(error::db)
    }

    /// How many rows the query has.
    pub(crate) async fn count<E: OrgOwned>(&self, query: Select<E>) -> Result<u64>
    where
        E::Model: Send + Sync,
    {
        self.seen(query)?.count(&self.reader()).await.map_err(error::db)
    }

    /// Whether the query has any row.
    pub(crate) async fn exists<E: OrgOwned>(&self, query: Select<E>) -> Result<bool> {
        Ok(self.one(query.limit(1)).await?.is_some())
    }

    /// Adds one row. The organization is the scope's, whatever the row says.
    pub(crate) async fn insert<M>(&self, row: M) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: OrgOwned,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        self.insert_many(vec![row]).await
    }

    /// Adds rows, many a statement. The organization is the scope's, whatever the rows say.
    pub(crate) async fn insert_many<M>(&self, rows: Vec<M>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: OrgOwned,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        self.bound::<M::Entity>()?;
        let mut rows = rows.into_iter().map(|row| {
            let mut row = row.into_active_model().reset_all();
            row.set(<M::Entity as OrgOwned>::ORG, self.organization_id().into());
            row
        });
        loop {
            let batch: Vec<_> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
            if batch.is_empty() {
                return Ok(());
            }
            Insert::many(batch).exec_without_returning(&self.writer()?).await.map_err(error::db)?;
        }
    }

    /// Changes rows; returns how many there were. It cannot move them to another organization.
    pub(crate) async fn update<E: OrgOwned>(&self, query: UpdateMany<E>) -> Result<u64> {
        let column = sea_orm::IdenStatic::as_str(&E::ORG);
        if query.as_query().get_values().iter().any(|(name, _)| name.to_string() == column) {
            return Err(Error::internal(format!("an update would write {column}")));
        }
        let query = query.filter(self.bound::<E>()?);
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Writes a whole row whose version was `before`; fails with `stale_version` when it has changed since.
    pub(crate) async fn save<M>(&self, row: M, before: i64) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Versioned,
    {
        let id = row.get(<M::Entity as Versioned>::ID);
        let mut row = row.into_active_model().reset_all();
        row.not_set(<M::Entity as OrgOwned>::ORG);
        row.not_set(<M::Entity as Versioned>::ID);
        let query = M::Entity::update_many()
            .set(row)
            .filter(<M::Entity as Versioned>::ID.eq(id))
            .filter(<M::Entity as Versioned>::VERSION.eq(before));
        match self.update(query).await? {
            0 => Err(Error::Rule(Code::StaleVersion)),
            _ => Ok(()),
        }
    }

    /// The row with this id, held against other writers, if it still has the version that the caller knows.
    pub(crate) async fn take<E: Versioned>(&self, id: Uuid, expected: Option<i64>) -> Result<E::Model> {
        let row = self.lock(E::find().filter(E::ID.eq(id))).await?.ok_or(Error::NotFound(E::KIND))?;
        let version = row.get(E::VERSION).unwrap::<i64>();
        if expected.is_some_and(|expected| expected != version) {
            return Err(Error::Rule(Code::StaleVersion));
        }
        Ok(row)
    }

    /// The rows with these ids, held against other writers; fails when one is missing.
    pub(crate) async fn take_many<E: Versioned>(&self, ids: &[Uuid]) -> Result<Vec<E::Model>> {
        let wanted: BTreeSet<Uuid> = ids.iter().copied().collect();
        let query = E::find().filter(E::ID.is_in(wanted.iter().copied())).order_by_asc(E::ID);
        let rows = self.seen(query)?.lock_exclusive().all(&self.writer()?).await.map_err(error::db)?;
        if rows.len() == wanted.len() { Ok(rows) } else { Err(Error::NotFound(E::KIND)) }
    }

    /// Deletes rows; returns how many there were.
    pub(crate) async fn delete<E: OrgOwned>(&self, query: DeleteMany<E>) -> Result<u64> {
        let query = query.filter(self.bound::<E>()?);
        let done = query.exec(&self.writer()?).await;
        Ok(done.map_err(|e| error::translate(e, During::Delete))?.rows_affected)
    }

    /// A sub-query for one column of another of the organization's tables, to be used with `in_subquery`.
    pub(crate) fn within<E: OrgOwned>(&self, column: E::Column, condition: Condition) -> SelectStatement {
        Query::select()
            .column(column)
            .from(E::default())
            .cond_where(Condition::all().add(E::ORG.eq(self.organization_id())).add(condition))
            .to_owned()
    }

    fn seen<E: OrgOwned>(&self, query: Select<E>) -> Result<Select<E>> {
        Ok(query.filter(self.bound::<E>()?))
    }

    fn bound<E: OrgOwned>(&self) -> Result<Condition> {
        let seen = Condition::all().add(E::ORG.eq(self.organization_id())).add(E::visible_to(&self.actor));
        match self.reach {
            Reach::Organization => Ok(seen),
            Reach::Own => E::own(&self.actor).map(|own| seen.add(own)).ok_or_else(|| {
                Error::internal(format!("{} is not among one's own things", E::default().table_name()))
            }),
        }
    }

    /// Which database it is, for what the three say differently.
    pub(crate) fn backend(&self) -> DbBackend {
        self.reader().get_database_backend()
    }

    fn reader(&self) -> DatabaseExecutor<'_> {
        match &self.connection {
            Connection::Writing(tx) => tx.into(),
            Connection::Reading(pool) => pool.into(),
        }
    }

    fn writer(&self) -> Result<DatabaseExecutor<'_>> {
        match &self.connection {
            Connection::Writing(tx) => Ok(tx.into()),
            Connection::Reading(_) => Err(Error::internal("a reading unit of work tried to write")),
        }
    }
}
