//! Accounts elsewhere that stand for an account here.

use chrono::{DateTime, Utc};
use domain::text::email_key;
use domain::users::Identity;
use domain::{Error, Kind, Result};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use crate::entities::{oauth_identity, user};
use crate::sign_in::accounts::{Login, login_of};
use crate::{Db, error, identities};

/// An account elsewhere, to be linked.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewIdentity {
    pub provider: String,
    /// Names the account there for ever.
    pub subject: String,
    /// What it is called there.
    pub name: String,
    /// Its verified address.
    pub email: Option<String>,
}

impl NewIdentity {
    /// Whether the provider has verified this very address.
    pub fn vouches_for(&self, email: &str) -> bool {
        self.email.as_deref().is_some_and(|verified| email_key(verified) == email_key(email))
    }
}

/// The account here that an account elsewhere stands for.
pub async fn find_by_identity(db: &Db, provider: &str, subject: &str) -> Result<Option<Login>> {
    let owner = oauth_identity::Entity::find()
        .select_only()
        .column(oauth_identity::Column::UserId)
        .filter(oauth_identity::Column::Provider.eq(provider))
        .filter(oauth_identity::Column::Subject.eq(subject))
        .into_query();
    let query = user::Entity::find().filter(user::Column::Id.in_subquery(owner));
    Ok(query.one(db.reader()).await.map_err(error::db)?.map(login_of))
}

/// Lets an account elsewhere stand for a user. `identity_taken` when it stands for somebody already.
pub async fn link_identity(db: &Db, user_id: Uuid, new: &NewIdentity) -> Result<Identity> {
    let tx = db.begin().await?;
    let found = user::Entity::find_by_id(user_id).one(&tx).await.map_err(error::db)?;
    found.ok_or(Error::NotFound(Kind::User))?;
    let row = insert_identity(&tx, user_id, new, db.clock().now()).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(identities::view(row))
}

pub(super) async fn insert_identity(
    tx: &impl ConnectionTrait,
    user_id: Uuid,
    new: &NewIdentity,
    now: DateTime<Utc>,
) -> Result<oauth_identity::Model> {
    let row = oauth_identity::Model {
        id: Uuid::now_v7(),
        user_id,
        provider: new.provider.clone(),
        subject: new.subject.clone(),
        name: new.name.chars().take(200).collect(),
        email: new.email.clone(),
        created_at: now,
    };
    oauth_identity::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(tx)
        .await
        .map_err(error::db)?;
    Ok(row)
}
