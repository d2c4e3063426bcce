//! Rows that belong to no organization: the actor's own of users and of what users have, and the accounts of fellow
//! members.

use std::collections::HashSet;

use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DeleteMany, EntityTrait, Insert, IntoActiveModel, ModelTrait,
    PaginatorTrait, QueryFilter, QuerySelect, Select, UpdateMany,
};
use uuid::Uuid;

use super::{Scope, UserOwned};
use crate::entities::{membership, refresh_token, user};
use crate::error;

impl Scope {
    /// The actor's own row.
    pub(crate) async fn me(&self) -> Result<user::Model> {
        let row =
            user::Entity::find_by_id(self.actor.user_id).one(&self.reader()).await.map_err(error::db)?;
        row.ok_or(Error::NotFound(Kind::User))
    }

    /// Holds the actor's own row against other writers until the end of the unit of work.
    pub(crate) async fn lock_me(&self) -> Result<()> {
        let row = user::Entity::find_by_id(self.actor.user_id).lock_exclusive();
        row.one(&self.writer()?).await.map_err(error::db)?.map(drop).ok_or(Error::NotFound(Kind::User))
    }

    /// Changes the actor's own row.
    pub(crate) async fn update_me(&self, query: UpdateMany<user::Entity>) -> Result<()> {
        let query = query.filter(user::Column::Id.eq(self.actor.user_id));
        query.exec(&self.writer()?).await.map_err(error::db)?;
        Ok(())
    }

    /// The rows of the query that are the actor's.
    pub(crate) async fn mine<E: UserOwned>(&self, query: Select<E>) -> Result<Vec<E::Model>> {
        query.filter(E::USER.eq(self.actor.user_id)).all(&self.reader()).await.map_err(error::db)
    }

    /// Adds rows of the actor's: the user is the actor, whatever the rows say.
    pub(crate) async fn insert_mine<M>(&self, rows: Vec<M>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: UserOwned,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let rows = rows.into_iter().map(|row| {
            let mut row = row.into_active_model().reset_all();
            row.set(<M::Entity as UserOwned>::USER, self.actor.user_id.into());
            row
        });
        Insert::many(rows).exec_without_returning(&self.writer()?).await.map_err(error::db)?;
        Ok(())
    }

    /// Changes rows of the actor's; returns how many there were.
    pub(crate) async fn update_mine<E: UserOwned>(&self, query: UpdateMany<E>) -> Result<u64> {
        let query = query.filter(E::USER.eq(self.actor.user_id));
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Deletes rows of the actor's; returns how many there were.
    pub(crate) async fn delete_mine<E: UserOwned>(&self, query: DeleteMany<E>) -> Result<u64> {
        let query = query.filter(E::USER.eq(self.actor.user_id));
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Users who match and are members of the organization.
    pub(crate) async fn members(&self, query: Select<user::Entity>) -> Result<Vec<user::Model>> {
        let query = query.filter(user::Column::Id.in_subquery(self.member_ids()));
        query.all(&self.reader()).await.map_err(error::db)
    }

    /// How many members of the organization match.
    pub(crate) async fn count_members(&self, query: Select<user::Entity>) -> Result<u64> {
        let query = query.filter(user::Column::Id.in_subquery(self.member_ids()));
        query.count(&self.reader()).await.map_err(error::db)
    }

    /// Which of these people belong to other organizations.
    pub(crate) async fn members_elsewhere(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
        let query = membership::Entity::find()
            .select_only()
            .column(membership::Column::UserId)
            .filter(membership::Column::OrganizationId.ne(self.organization_id()))
            .filter(membership::Column::UserId.is_in(ids.iter().copied()));
        let ids: Vec<Uuid> = query.into_tuple().all(&self.reader()).await.map_err(error::db)?;
        Ok(ids.into_iter().collect())
    }

    /// Which of these user names and addresses, folded, any account has; nothing else is told of it.
    pub(crate) async fn taken(&self, usernames: &[String], emails: &[String]) -> Result<HashSet<String>> {
        let mut found = HashSet::new();
        for (column, keys) in [(user::Column::UsernameKey, usernames), (user::Column::EmailKey, emails)] {
            let query = user::Entity::find().select_only().column(column).filter(column.is_in(keys));
            let taken: Vec<String> = query.into_tuple().all(&self.reader()).await.map_err(error::db)?;
            found.extend(taken);
        }
        Ok(found)
    }

    /// Adds an account; that it becomes a member is for the caller to do.
    pub(crate) async fn insert_user(&self, row: user::Model) -> Result<()> {
        let row = row.into_active_model().reset_all();
        user::Entity::insert(row).exec_without_returning(&self.writer()?).await.map_err(error::db)?;
        Ok(())
    }

    /// Changes the account of a member who belongs to no other organization, else `shared_account`.
    pub(crate) async fn update_only_here(&self, id: Uuid, query: UpdateMany<user::Entity>) -> Result<()> {
        let elsewhere = Query::select()
            .column(membership::Column::UserId)
            .from(membership::Entity)
            .and_where(membership::Column::OrganizationId.ne(self.organization_id()))
            .and_where(membership::Column::UserId.eq(id))
            .to_owned();
        let query = query
            .filter(user::Column::Id.eq(id))
            .filter(user::Column::Id.in_subquery(self.member_ids()))
            .filter(user::Column::Id.not_in_subquery(elsewhere));
        match query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected {
            0 => Err(Error::Rule(Code::SharedAccount)),
            _ => Ok(()),
        }
    }

    /// Ends the sessions that a person has in the organization; returns how many tokens that were.
    pub(crate) async fn end_sessions_of(&self, user_id: Uuid) -> Result<u64> {
        let query = refresh_token::Entity::update_many()
            .col_expr(refresh_token::Column::RevokedAt, Expr::value(self.now))
            .filter(refresh_token::Column::OrganizationId.eq(self.organization_id()))
            .filter(refresh_token::Column::UserId.eq(user_id))
            .filter(refresh_token::Column::RevokedAt.is_null());
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Sessions in the organization that match.
    pub(crate) async fn sessions_here(
        &self,
        query: Select<refresh_token::Entity>,
    ) -> Result<Vec<refresh_token::Model>> {
        let query = query.filter(refresh_token::Column::OrganizationId.eq(self.organization_id()));
        query.all(&self.reader()).await.map_err(error::db)
    }

    fn member_ids(&self) -> SelectStatement {
        self.within::<membership::Entity>(membership::Column::UserId, Condition::all())
    }
}
