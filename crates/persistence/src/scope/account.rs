//! Rows of `users`, which belong to no organization: the actor's own, and the names of fellow members.

use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select, UpdateMany};

use super::Scope;
use crate::entities::{membership, refresh_token, user};
use crate::error;

impl Scope {
    /// The actor's own row.
    pub(crate) async fn me(&self) -> Result<user::Model> {
        let row =
            user::Entity::find_by_id(self.actor.user_id).one(&self.reader()).await.map_err(error::db)?;
        row.ok_or(Error::NotFound(Kind::User))
    }

    /// Changes the actor's own row.
    pub(crate) async fn update_me(&self, query: UpdateMany<user::Entity>) -> Result<()> {
        let query = query.filter(user::Column::Id.eq(self.actor.user_id));
        query.exec(&self.writer()?).await.map_err(error::db)?;
        Ok(())
    }

    /// The actor's own sessions that match.
    pub(crate) async fn my_sessions(
        &self,
        query: Select<refresh_token::Entity>,
    ) -> Result<Vec<refresh_token::Model>> {
        let query = query.filter(refresh_token::Column::UserId.eq(self.actor.user_id));
        query.all(&self.reader()).await.map_err(error::db)
    }

    /// Changes the actor's own sessions.
    pub(crate) async fn update_my_sessions(&self, query: UpdateMany<refresh_token::Entity>) -> Result<u64> {
        let query = query.filter(refresh_token::Column::UserId.eq(self.actor.user_id));
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Users who match and are members of the organization.
    pub(crate) async fn members(&self, query: Select<user::Entity>) -> Result<Vec<user::Model>> {
        let members = self.within::<membership::Entity>(membership::Column::UserId, Condition::all());
        let query = query.filter(user::Column::Id.in_subquery(members));
        query.all(&self.reader()).await.map_err(error::db)
    }
}
