//! Accounts and the organizations that they are founded with.

use chrono::{DateTime, Utc};
use domain::organizations::{Organization, OrganizationSettings};
use domain::text::email_key;
use domain::users::User;
use domain::{Code, Coded, Error, Locale, Result, Role, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use crate::columns::{Document, Word};
use crate::entities::{installation, membership, organization, role, user, user_role};
use crate::search::fold;
use crate::sign_in::identities::{NewIdentity, insert_identity};
use crate::{Db, error, organizations, users};

/// The row that only the first account can write: whoever has it is the operator.
pub(crate) const OPERATOR: &str = "operator";

/// A new account. The password is hashed already.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewAccount {
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub password_hash: Secret,
    pub locale: Locale,
    /// The account elsewhere that it is made with.
    pub identity: Option<NewIdentity>,
}

/// An account with the organization that it was made in.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Founded {
    pub user: User,
    pub organization: Organization,
}

/// What it takes to check a sign-in.
#[derive(Clone, Debug)]
pub struct Login {
    /// The account.
    pub user: User,
    /// The hash of its password.
    pub password_hash: Secret,
    /// Whether a sign-in asks for a second factor.
    pub has_two_factor: bool,
}

/// Whether anybody has registered yet.
pub async fn has_users(db: &Db) -> Result<bool> {
    let living = user::Entity::find().filter(user::Column::ErasedAt.is_null());
    living.count(db.reader()).await.map(|count| count > 0).map_err(error::db)
}

/// The first account: the operator, and admin of the first organization. `registration_closed` when there is one.
pub async fn found_installation(db: &Db, account: &NewAccount, organization_name: &str) -> Result<Founded> {
    let tx = db.begin().await?;
    let now = db.clock().now();
    let user = insert_user(&tx, account, true, now).await?;
    let row = installation::Model { name: OPERATOR.to_owned(), value: user.id.to_string(), created_at: now };
    insert(&tx, vec![row]).await.map_err(|error| match error {
        Error::Rule(Code::Conflict) => Error::Rule(Code::RegistrationClosed),
        other => other,
    })?;
    let organization = insert_organization(&tx, &user, account.locale, organization_name, now).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(Founded { user: users::view(user), organization: organizations::view(organization) })
}

/// An account with an organization of its own.
pub async fn found_organization(db: &Db, account: &NewAccount, organization_name: &str) -> Result<Founded> {
    let tx = db.begin().await?;
    let now = db.clock().now();
    let user = insert_user(&tx, account, false, now).await?;
    let organization = insert_organization(&tx, &user, account.locale, organization_name, now).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(Founded { user: users::view(user), organization: organizations::view(organization) })
}

/// An account in an organization that exists, with one of its built-in roles; without one it may do nothing yet.
pub async fn join_organization(
    db: &Db,
    account: &NewAccount,
    organization_id: Uuid,
    role: Option<Role>,
) -> Result<User> {
    let tx = db.begin().await?;
    let now = db.clock().now();
    let user = insert_user(&tx, account, false, now).await?;
    insert_membership(&tx, &user, organization_id, now).await?;
    if let Some(role) = role {
        let role = role::Entity::find()
            .filter(role::Column::OrganizationId.eq(organization_id))
            .filter(role::Column::Code.eq(role.code()))
            .one(&tx)
            .await
            .map_err(error::db)?
            .ok_or(Error::NotFound(domain::Kind::Organization))?;
        give_role(&tx, &user, organization_id, role.id).await?;
    }
    tx.commit().await.map_err(error::db)?;
    Ok(users::view(user))
}

/// The account that a person means by a user name or an e-mail address.
pub async fn find_by_login(db: &Db, login: &str) -> Result<Option<Login>> {
    let by = Condition::any()
        .add(user::Column::UsernameKey.eq(username_key(login)))
        .add(user::Column::EmailKey.eq(email_key(login)));
    let row = user::Entity::find().filter(by).one(db.reader()).await.map_err(error::db)?;
    Ok(row.map(login_of))
}

pub(super) fn login_of(row: user::Model) -> Login {
    Login {
        password_hash: Secret::new(row.password_hash.clone()),
        has_two_factor: row.totp_secret_encrypted.is_some(),
        user: users::view(row),
    }
}

/// Notes a sign-in that succeeded.
pub async fn note_success(db: &Db, user_id: Uuid) -> Result<()> {
    let now = db.clock().now();
    let query = user::Entity::update_many().col_expr(user::Column::LastSeenAt, Expr::value(now));
    update(db, query, user_id).await
}

/// Replaces the hash of a password by a stronger one of the same password.
pub async fn set_password_hash(db: &Db, user_id: Uuid, hash: &Secret) -> Result<()> {
    let query = user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value(hash.expose()));
    update(db, query, user_id).await
}

async fn update(db: &Db, query: sea_orm::UpdateMany<user::Entity>, user_id: Uuid) -> Result<()> {
    let tx = db.begin().await?;
    query.filter(user::Column::Id.eq(user_id)).exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)
}

/// User names are unique without regard to case and width.
pub fn username_key(username: &str) -> String {
    fold(username.trim())
}

pub(super) async fn insert_user(
    tx: &DatabaseTransaction,
    account: &NewAccount,
    is_superuser: bool,
    now: DateTime<Utc>,
) -> Result<user::Model> {
    let row = user_row(account, is_superuser, now);
    insert(tx, vec![row.clone()]).await?;
    if let Some(identity) = &account.identity {
        insert_identity(tx, row.id, identity, now).await?;
    }
    Ok(row)
}

/// The row of a new account.
pub(crate) fn user_row(account: &NewAccount, is_superuser: bool, now: DateTime<Utc>) -> user::Model {
    user::Model {
        id: Uuid::now_v7(),
        username: account.username.trim().to_owned(),
        username_key: username_key(&account.username),
        email: account.email.trim().to_owned(),
        email_key: email_key(&account.email),
        first_name: account.first_name.trim().to_owned(),
        last_name: account.last_name.trim().to_owned(),
        password_hash: account.password_hash.expose().to_owned(),
        avatar_key: None,
        locale: account.locale.tag().to_owned(),
        time_zone: OrganizationSettings::default().time_zone,
        is_superuser,
        is_active: true,
        preferences: serde_json::json!({}),
        email_verified_at: account
            .identity
            .as_ref()
            .filter(|identity| identity.vouches_for(&account.email))
            .map(|_| now),
        totp_secret_encrypted: None,
        totp_last_step: None,
        erased_at: None,
        failed_sign_ins: 0,
        locked_until: None,
        last_seen_at: None,
        date_joined: now,
        updated_at: now,
    }
}

async fn insert_organization(
    tx: &DatabaseTransaction,
    admin: &user::Model,
    locale: Locale,
    name: &str,
    now: DateTime<Utc>,
) -> Result<organization::Model> {
    let id = Uuid::now_v7();
    let row = organization::Model {
        id,
        name: name.trim().to_owned(),
        slug: format!("o-{}", id.simple()),
        settings: Document(OrganizationSettings { locale, ..OrganizationSettings::default() }),
        change_seq: 0,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    insert(tx, vec![row.clone()]).await?;
    let roles: Vec<_> = Role::ALL.iter().map(|role| role_row(id, *role, locale, now)).collect();
    let admin_role = roles.iter().find(|row| row.code == Role::Admin.code()).map(|row| row.id);
    insert(tx, roles).await?;
    let admin_role = admin_role.ok_or_else(|| Error::internal("there is no admin role"))?;
    insert_membership(tx, admin, id, now).await?;
    give_role(tx, admin, id, admin_role).await?;
    Ok(row)
}

fn role_row(organization_id: Uuid, role: Role, locale: Locale, now: DateTime<Utc>) -> role::Model {
    role::Model {
        id: Uuid::now_v7(),
        organization_id,
        code: role.code().to_owned(),
        name: role.title(locale).to_owned(),
        description: None,
        data_scope: Word(role.data_scope()),
        is_builtin: true,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(super) async fn insert_membership(
    tx: &DatabaseTransaction,
    user: &user::Model,
    organization_id: Uuid,
    joined_at: DateTime<Utc>,
) -> Result<()> {
    let (id, user_id) = (Uuid::now_v7(), user.id);
    insert(
        tx,
        vec![membership::Model { id, organization_id, user_id, team_id: None, joined_at, is_active: true }],
    )
    .await
}

pub(super) async fn give_role(
    tx: &DatabaseTransaction,
    user: &user::Model,
    organization_id: Uuid,
    role_id: Uuid,
) -> Result<()> {
    insert(tx, vec![user_role::Model { organization_id, user_id: user.id, role_id }]).await
}

async fn insert<M>(tx: &impl ConnectionTrait, rows: Vec<M>) -> Result<()>
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    M::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(error::db)?;
    Ok(())
}
