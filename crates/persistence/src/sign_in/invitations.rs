//! Accepting invitations: by a new account, or by one that is there.

use chrono::{DateTime, Utc};
use domain::invitations::Invited;
use domain::jobs::NamedRef;
use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::accounts::{Founded, NewAccount, give_role, insert_membership, insert_user};
use crate::entities::invitation::{Column, Entity, Model};
use crate::entities::{organization, role, user};
use crate::{Db, error, organizations, users};

/// What an invitation offers: `link_unknown`, `link_used` or `link_expired` when nothing any more.
pub async fn find_invitation(db: &Db, token_hash: &str) -> Result<Invited> {
    let found =
        usable(Entity::find().filter(Column::TokenHash.eq(token_hash)).one(db.reader()), db.clock().now());
    let row = found.await?;
    let organization = organization(db.reader(), row.organization_id).await?;
    let role = role::Entity::find_by_id(row.role_id).one(db.reader()).await.map_err(error::db)?;
    let account = user::Entity::find().filter(user::Column::EmailKey.eq(&row.email_key));
    let account = account.one(db.reader()).await.map_err(error::db)?;
    Ok(Invited {
        organization: NamedRef { id: organization.id, name: organization.name },
        role: role.map(users::members::role_name).unwrap_or_default(),
        has_account: account.is_some(),
        email: row.email,
    })
}

/// A new account in the organization that invited. Its address is proved if it is the one that was invited.
pub async fn join_by_invitation(db: &Db, account: &NewAccount, token_hash: &str) -> Result<Founded> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let invitation = take(&tx, token_hash, now).await?;
    let mut user = insert_user(&tx, account, false, now).await?;
    enter(&tx, &user, &invitation, now).await?;
    user.email_verified_at = (user.email_key == invitation.email_key).then_some(now);
    let organization = organization(&tx, invitation.organization_id).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(Founded { user: users::view(user), organization: organizations::view(organization) })
}

/// Lets an account into the organization that invited; `already_member` when it is in. Gives the organization.
pub async fn accept_invitation(db: &Db, user_id: Uuid, token_hash: &str) -> Result<NamedRef> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let invitation = take(&tx, token_hash, now).await?;
    let user = user::Entity::find_by_id(user_id).one(&tx).await.map_err(error::db)?;
    let user = user.ok_or(Error::NotFound(Kind::User))?;
    enter(&tx, &user, &invitation, now).await?;
    let organization = organization(&tx, invitation.organization_id).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(NamedRef { id: organization.id, name: organization.name })
}

/// The invitation, held against others and marked as accepted.
async fn take(tx: &DatabaseTransaction, token_hash: &str, now: DateTime<Utc>) -> Result<Model> {
    let query = Entity::find().filter(Column::TokenHash.eq(token_hash)).lock_exclusive();
    let row = usable(query.one(tx), now).await?;
    let query = Entity::update_many()
        .col_expr(Column::AcceptedAt, Expr::value(now))
        .filter(Column::Id.eq(row.id))
        .filter(Column::OrganizationId.eq(row.organization_id));
    query.exec(tx).await.map_err(error::db)?;
    Ok(row)
}

async fn usable(
    found: impl Future<Output = std::result::Result<Option<Model>, sea_orm::DbErr>>,
    now: DateTime<Utc>,
) -> Result<Model> {
    let row = found.await.map_err(error::db)?.ok_or(Error::Rule(Code::LinkUnknown))?;
    if row.accepted_at.is_some() {
        return Err(Error::Rule(Code::LinkUsed));
    }
    if row.expires_at <= now {
        return Err(Error::Rule(Code::LinkExpired));
    }
    Ok(row)
}

async fn enter(
    tx: &DatabaseTransaction,
    user: &user::Model,
    invitation: &Model,
    now: DateTime<Utc>,
) -> Result<()> {
    insert_membership(tx, user, invitation.organization_id, now).await?;
    give_role(tx, user, invitation.organization_id, invitation.role_id).await?;
    if user.email_key == invitation.email_key && user.email_verified_at.is_none() {
        let query = user::Entity::update_many()
            .col_expr(user::Column::EmailVerifiedAt, Expr::value(now))
            .filter(user::Column::Id.eq(user.id));
        query.exec(tx).await.map_err(error::db)?;
    }
    Ok(())
}

async fn organization(connection: &impl ConnectionTrait, id: Uuid) -> Result<organization::Model> {
    let row = organization::Entity::find_by_id(id).one(connection).await.map_err(error::db)?;
    row.ok_or(Error::NotFound(Kind::Organization))
}
