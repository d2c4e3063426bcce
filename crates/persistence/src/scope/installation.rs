//! Rows of the installation as a whole, for its operator.

use domain::{Permission, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, UpdateMany};

use super::Scope;
use crate::entities::system_mailbox::{Column, Entity, Model};
use crate::error;

impl Scope {
    /// The mailbox of the product's own mails.
    pub(crate) async fn system_mailbox(&self) -> Result<Option<Model>> {
        self.actor.require(Permission::InstallationRead)?;
        Entity::find().one(&self.reader()).await.map_err(error::db)
    }

    /// Adds that mailbox; there is one at most, because its id is always the same.
    pub(crate) async fn insert_system_mailbox(&self, row: Model) -> Result<()> {
        self.actor.require(Permission::InstallationUpdate)?;
        let row = sea_orm::ActiveModelTrait::reset_all(row.into_active_model());
        Entity::insert(row).exec_without_returning(&self.writer()?).await.map_err(error::db)?;
        Ok(())
    }

    /// Changes it; `false` when there is none.
    pub(crate) async fn update_system_mailbox(&self, query: UpdateMany<Entity>) -> Result<bool> {
        self.actor.require(Permission::InstallationUpdate)?;
        let query = query
            .col_expr(Column::UpdatedAt, Expr::value(self.now))
            .filter(Column::Id.eq(crate::system_mails::MAILBOX));
        Ok(query.exec(&self.writer()?).await.map_err(error::db)?.rows_affected > 0)
    }

    /// Removes it; `false` when there is none.
    pub(crate) async fn delete_system_mailbox(&self) -> Result<bool> {
        self.actor.require(Permission::InstallationUpdate)?;
        let done = Entity::delete_many().exec(&self.writer()?).await.map_err(error::db)?;
        Ok(done.rows_affected > 0)
    }
}
