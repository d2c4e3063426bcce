//! Where an import goes, and on whose behalf it acts: for the command line alone.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{Actor, Coded, DataScope, Locale, Result, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::entities::{imported_row, membership, organization, role, user, user_role};
use crate::{Db, error};

/// The organizations that a person means by a slug or a name.
pub async fn organizations_named(db: &Db, words: &str) -> Result<Vec<Uuid>> {
    let by = Condition::any()
        .add(organization::Column::Slug.eq(words.trim()))
        .add(organization::Column::Name.eq(words.trim()));
    let query = organization::Entity::find().select_only().column(organization::Column::Id).filter(by);
    query.into_tuple().all(db.reader()).await.map_err(error::db)
}

/// The organizations that rows of a source were taken over into.
pub async fn organizations_of(db: &Db, source: &str) -> Result<Vec<Uuid>> {
    let query = imported_row::Entity::find()
        .select_only()
        .column(imported_row::Column::OrganizationId)
        .distinct()
        .filter(imported_row::Column::Source.eq(source));
    query.into_tuple().all(db.reader()).await.map_err(error::db)
}

/// A member, active or not, as the one on whose behalf rows are taken over: with everything that an admin may do,
/// because what they may do here says nothing about what they did there.
pub async fn member(db: &Db, organization_id: Uuid, user_id: Uuid) -> Result<Option<Actor>> {
    let member = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::OrganizationId.eq(organization_id))
        .filter(membership::Column::UserId.eq(user_id))
        .into_query();
    let query = user::Entity::find_by_id(user_id).filter(user::Column::Id.in_subquery(member));
    let user = query.one(db.reader()).await.map_err(error::db)?;
    Ok(user.map(|user| Actor {
        organization_id,
        user_id,
        is_superuser: false,
        permissions: Role::Admin.permissions(),
        data_scope: DataScope::All,
        teams: BTreeSet::new(),
        locale: Locale::from_tag(&user.locale).unwrap_or_default(),
    }))
}

/// The admin who has been in the organization longest: what has no owner becomes theirs.
pub async fn first_admin(db: &Db, organization_id: Uuid) -> Result<Option<Uuid>> {
    let admin = role::Entity::find()
        .select_only()
        .column(role::Column::Id)
        .filter(role::Column::OrganizationId.eq(organization_id))
        .filter(role::Column::Code.eq(Role::Admin.code()))
        .into_query();
    let admins = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::UserId)
        .filter(user_role::Column::OrganizationId.eq(organization_id))
        .filter(user_role::Column::RoleId.in_subquery(admin))
        .into_query();
    let query = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization_id))
        .filter(membership::Column::UserId.in_subquery(admins))
        .order_by_asc(membership::Column::JoinedAt);
    let row = query.one(db.reader()).await.map_err(error::db)?;
    Ok(row.map(|row| row.user_id))
}

/// Sets what only an account that comes from elsewhere brings with it.
pub async fn set_standing(
    db: &Db,
    user_id: Uuid,
    is_active: bool,
    joined: Option<DateTime<Utc>>,
) -> Result<()> {
    let mut query = user::Entity::update_many().col_expr(user::Column::IsActive, Expr::value(is_active));
    if let Some(joined) = joined {
        query = query.col_expr(user::Column::DateJoined, Expr::value(joined));
    }
    let tx = db.begin().await?;
    query.filter(user::Column::Id.eq(user_id)).exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}
