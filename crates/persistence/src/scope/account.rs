//! Rows that belong to no organization: the actor's own of users and of what users have, and the names of fellow
//! members.

use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select, UpdateMany};

use super::{Scope, UserOwned};
use crate::entities::{membership, user};
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

    /// The rows of the query that are the actor's.
    pub(crate) async fn mine<E: UserOwned>(&self, query: Select<E>) -> Result<Vec<E::Model>> {
        query.filter(E::USER.eq(self.actor.user_id)).all(&self.reader()).await.map_err(error::db)
    }

    /// Changes rows of the actor's; returns how many there were.
    pub(crate) async fn update_mine<E: UserOwned>(&self, query: UpdateMany<E>) -> Result<u64> {
        let query = query.filter(E::USER.eq(self.actor.user_id));
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected)
    }

    /// Users who match and are members of the organization.
    pub(crate) async fn members(&self, query: Select<user::Entity>) -> Result<Vec<user::Model>> {
        let members = self.within::<membership::Entity>(membership::Column::UserId, Condition::all());
        let query = query.filter(user::Column::Id.in_subquery(members));
        query.all(&self.reader()).await.map_err(error::db)
    }
}
