//! Devices from which people have signed in before.

use domain::{Code, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::one_time_tokens::insert_mail;
use crate::entities::known_device::{Column, Entity, Model};
use crate::system_mails::NewSystemMail;
use crate::{Db, error};

/// Remembers the device of a sign-in. Queues `mail` when it was not seen before although others were; says whether it
/// did.
pub async fn note_device(db: &Db, user_id: Uuid, device: &str, mail: NewSystemMail) -> Result<bool> {
    let device: String = device.chars().take(200).collect();
    let now = db.clock().now();
    let tx = db.begin().await?;
    let seen = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::Device.eq(&device));
    if seen.exec(&tx).await.map_err(error::db)?.rows_affected > 0 {
        tx.commit().await.map_err(error::db)?;
        return Ok(false);
    }
    let others = Entity::find().filter(Column::UserId.eq(user_id));
    let is_new = others.count(&tx).await.map_err(error::db)? > 0;
    let row = Model { id: Uuid::now_v7(), user_id, device, seen_at: now }.into_active_model().reset_all();
    match Entity::insert(row).exec_without_returning(&tx).await.map_err(error::db) {
        Ok(_) => {}
        // Another sign-in from there was a moment faster, and tells.
        Err(Error::Rule(Code::Conflict)) => {
            tx.rollback().await.map_err(error::db)?;
            return Ok(false);
        }
        Err(error) => return Err(error),
    }
    if is_new {
        insert_mail(&tx, mail, now).await?;
    }
    tx.commit().await.map_err(error::db)?;
    Ok(is_new)
}
