//! Links in mails: made together with their mail, and good for one use.

use chrono::{DateTime, Utc};
use domain::one_time_tokens::Purpose;
use domain::text::email_key;
use domain::users::User;
use domain::{Code, Error, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::one_time_token::{Column, Entity, Model};
use crate::entities::{email_log, refresh_token, user};
use crate::system_mails::{NewSystemMail, new_row};
use crate::{Db, error, users};

/// A link that is about to be sent.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewToken {
    pub user_id: Uuid,
    pub purpose: Purpose,
    /// The address that it is sent to.
    pub email: String,
    pub token_hash: String,
    pub expires_at: DateTime<Utc>,
}

/// An address that was proved.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The account as it is now.
    pub user: User,
    /// The address that the account had before, when it has another one now.
    pub old_email: Option<String>,
}

/// Keeps a link and queues its mail, both or neither.
pub async fn issue(db: &Db, token: NewToken, mail: NewSystemMail) -> Result<()> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let row = Model {
        id: Uuid::now_v7(),
        user_id: token.user_id,
        purpose: Word(token.purpose),
        token_hash: token.token_hash,
        email: token.email,
        created_at: now,
        expires_at: token.expires_at,
        used_at: None,
    };
    let row = row.into_active_model().reset_all();
    Entity::insert(row).exec_without_returning(&tx).await.map_err(error::db)?;
    insert_mail(&tx, mail, now).await?;
    tx.commit().await.map_err(error::db)
}

/// Queues a mail of the product for which nobody is signed in.
pub async fn enqueue_mail(db: &Db, mail: NewSystemMail) -> Result<()> {
    let tx = db.begin().await?;
    insert_mail(&tx, mail, db.clock().now()).await?;
    tx.commit().await.map_err(error::db)
}

pub(super) async fn insert_mail(
    tx: &DatabaseTransaction,
    mail: NewSystemMail,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = new_row(mail, now).into_active_model().reset_all();
    email_log::Entity::insert(row).exec_without_returning(tx).await.map_err(error::db).map(|_| ())
}

/// How many links of a purpose an account got since `since`.
pub async fn issued_since(db: &Db, user_id: Uuid, purpose: Purpose, since: DateTime<Utc>) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::Purpose.eq(Word(purpose)))
        .filter(Column::CreatedAt.gt(since));
    query.count(db.reader()).await.map_err(error::db)
}

/// Whose link it is, if it may still be used; it stays usable.
pub async fn peek(db: &Db, purpose: Purpose, token_hash: &str) -> Result<User> {
    let tx = db.begin().await?;
    let (_, user) = find(&tx, &[purpose], token_hash, db.clock().now()).await?;
    tx.rollback().await.map_err(error::db)?;
    Ok(users::view(user))
}

/// Uses a link that proves an address, and gives the account that address if it had another one. A link for the
/// account's own address is worth nothing once the account has another one; `email_taken` when somebody else has the
/// new one.
pub async fn verify_email(db: &Db, token_hash: &str) -> Result<Verified> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let purposes = [Purpose::VerifyEmail, Purpose::ChangeEmail];
    let (token, row) = find(&tx, &purposes, token_hash, now).await?;
    let changes = token.purpose.0 == Purpose::ChangeEmail;
    consume(&tx, &token, now).await?;
    let mut query = user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(now))
        .col_expr(user::Column::UpdatedAt, Expr::value(now));
    if changes {
        query = query
            .col_expr(user::Column::Email, Expr::value(token.email.trim()))
            .col_expr(user::Column::EmailKey, Expr::value(email_key(&token.email)));
    }
    query.filter(user::Column::Id.eq(row.id)).exec(&tx).await.map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    let old_email = changes.then(|| row.email.clone());
    let email = if changes { token.email } else { row.email.clone() };
    Ok(Verified { user: users::view(user::Model { email, ..row }), old_email })
}

/// Uses a link that sets a password: all sessions end, and the address is proved.
pub async fn reset_password(db: &Db, token_hash: &str, password_hash: &Secret) -> Result<User> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let (token, row) = find(&tx, &[Purpose::ResetPassword], token_hash, now).await?;
    consume(&tx, &token, now).await?;
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(password_hash.expose()))
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(row.email_verified_at.unwrap_or(now)))
        .col_expr(user::Column::UpdatedAt, Expr::value(now))
        .filter(user::Column::Id.eq(row.id))
        .exec(&tx)
        .await
        .map_err(error::db)?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(now))
        .filter(refresh_token::Column::UserId.eq(row.id))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(&tx)
        .await
        .map_err(error::db)?;
    tx.commit().await.map_err(error::db)?;
    Ok(users::view(row))
}

/// The link and its account, both held against others, if the link may be used now.
async fn find(
    tx: &DatabaseTransaction,
    purposes: &[Purpose],
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<(Model, user::Model)> {
    let unknown = Error::Rule(Code::LinkUnknown);
    let query = Entity::find().filter(Column::TokenHash.eq(token_hash)).lock_exclusive();
    let Some(token) = query.one(tx).await.map_err(error::db)? else { return Err(unknown) };
    if !purposes.contains(&token.purpose.0) {
        return Err(unknown);
    }
    if token.used_at.is_some() {
        return Err(Error::Rule(Code::LinkUsed));
    }
    if token.expires_at <= now {
        return Err(Error::Rule(Code::LinkExpired));
    }
    let query = user::Entity::find_by_id(token.user_id).lock_exclusive();
    let Some(user) = query.one(tx).await.map_err(error::db)? else { return Err(unknown) };
    if !user.is_active {
        return Err(Error::Rule(Code::AccountInactive));
    }
    let is_to_old_address =
        token.purpose.0 != Purpose::ChangeEmail && email_key(&token.email) != user.email_key;
    if is_to_old_address { Err(unknown) } else { Ok((token, user)) }
}

/// Marks the link as used, and with it all others of its account and purpose.
async fn consume(tx: &DatabaseTransaction, token: &Model, now: DateTime<Utc>) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::UserId.eq(token.user_id))
        .filter(Column::Purpose.eq(token.purpose))
        .filter(Column::UsedAt.is_null());
    query.exec(tx).await.map_err(error::db).map(|_| ())
}
