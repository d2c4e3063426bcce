//! Erasing a person's account, in all organizations at once.
//!
//! The row of the user stays, emptied, because jobs, candidates and mails of the organizations refer to it. What is the
//! person's alone goes; a test looks at every table that names users.

use chrono::{DateTime, Utc};
use domain::emails::EmailStatus;
use domain::{Code, Coded, Error, Kind, Result, Role};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::{
    api_key, api_token, email_account, email_log, email_template, idempotency_key, installation,
    known_device, llm_config, membership, oauth_identity, one_time_token, operation_log, recovery_code,
    refresh_token, role, sign_in_ticket, task, totp_setup, user, user_role,
};
use crate::sign_in::OPERATOR;
use crate::{Db, error};

/// What is left to delete outside of the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The key of the picture.
    pub avatar_key: Option<String>,
}

/// Erases an account. `operator_needed` for the operator while there are other users; `last_admin` while an
/// organization with other members would be left without one.
pub async fn account(db: &Db, user_id: Uuid) -> Result<Erased> {
    let now = db.clock().now();
    let tx = db.begin().await?;
    let row = user::Entity::find_by_id(user_id).lock_exclusive().one(&tx).await.map_err(error::db)?;
    let row = row.ok_or(Error::NotFound(Kind::User))?;
    check_operator(&tx, &row).await?;
    check_admins(&tx, user_id).await?;
    delete_what_is_the_persons(&tx, user_id).await?;
    empty_mailboxes(&tx, user_id, now).await?;
    empty_logs(&tx, user_id).await?;
    empty_user(&tx, user_id, now).await?;
    tx.commit().await.map_err(error::db)?;
    Ok(Erased { avatar_key: row.avatar_key })
}

async fn check_operator(tx: &DatabaseTransaction, row: &user::Model) -> Result<()> {
    if !row.is_superuser {
        return Ok(());
    }
    let others = user::Entity::find().filter(user::Column::Id.ne(row.id));
    let others = others.filter(user::Column::ErasedAt.is_null()).count(tx).await.map_err(error::db)?;
    if others > 0 {
        return Err(Error::Rule(Code::OperatorNeeded));
    }
    // The next to register founds the installation anew.
    installation::Entity::delete_by_id(OPERATOR).exec(tx).await.map(drop).map_err(error::db)
}

async fn check_admins(tx: &DatabaseTransaction, user_id: Uuid) -> Result<()> {
    for organization_id in organizations_administered(tx, Some(user_id), None).await? {
        let others = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(organization_id))
            .filter(membership::Column::UserId.ne(user_id));
        let others = others.count(tx).await.map_err(error::db)?;
        if others > 0
            && organizations_administered(tx, None, Some((organization_id, user_id))).await?.is_empty()
        {
            return Err(Error::Rule(Code::LastAdmin));
        }
    }
    Ok(())
}

/// The organizations that a user administers; or one of them, if anybody active but the given user does.
async fn organizations_administered(
    tx: &DatabaseTransaction,
    by: Option<Uuid>,
    beside: Option<(Uuid, Uuid)>,
) -> Result<Vec<Uuid>> {
    let admin_roles = role::Entity::find()
        .select_only()
        .column(role::Column::Id)
        .filter(role::Column::Code.eq(Role::Admin.code()))
        .filter(role::Column::IsBuiltin.eq(true))
        .into_query();
    let mut query = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::OrganizationId)
        .filter(user_role::Column::RoleId.in_subquery(admin_roles));
    if let Some(user_id) = by {
        query = query.filter(user_role::Column::UserId.eq(user_id));
    }
    if let Some((organization_id, user_id)) = beside {
        let active = user::Entity::find()
            .select_only()
            .column(user::Column::Id)
            .filter(user::Column::IsActive.eq(true))
            .into_query();
        let working = membership::Entity::find()
            .select_only()
            .column(membership::Column::UserId)
            .filter(membership::Column::OrganizationId.eq(organization_id))
            .filter(membership::Column::IsActive.eq(true))
            .into_query();
        query = query
            .filter(user_role::Column::OrganizationId.eq(organization_id))
            .filter(user_role::Column::UserId.ne(user_id))
            .filter(user_role::Column::UserId.in_subquery(active))
            .filter(user_role::Column::UserId.in_subquery(working));
    }
    query.into_tuple().all(tx).await.map_err(error::db)
}

async fn delete_what_is_the_persons(tx: &DatabaseTransaction, user_id: Uuid) -> Result<()> {
    delete::<refresh_token::Entity>(tx, refresh_token::Column::UserId.eq(user_id)).await?;
    delete::<api_token::Entity>(tx, api_token::Column::UserId.eq(user_id)).await?;
    delete::<sign_in_ticket::Entity>(tx, sign_in_ticket::Column::UserId.eq(user_id)).await?;
    delete::<totp_setup::Entity>(tx, totp_setup::Column::UserId.eq(user_id)).await?;
    delete::<recovery_code::Entity>(tx, recovery_code::Column::UserId.eq(user_id)).await?;
    delete::<known_device::Entity>(tx, known_device::Column::UserId.eq(user_id)).await?;
    delete::<oauth_identity::Entity>(tx, oauth_identity::Column::UserId.eq(user_id)).await?;
    delete::<one_time_token::Entity>(tx, one_time_token::Column::UserId.eq(user_id)).await?;
    delete::<idempotency_key::Entity>(tx, idempotency_key::Column::UserId.eq(user_id)).await?;
    delete::<task::Entity>(tx, task::Column::UserId.eq(user_id)).await?;
    let unshared = email_template::Column::UserId.eq(user_id).and(email_template::Column::Shared.eq(false));
    delete::<email_template::Entity>(tx, unshared).await?;
    // Configurations that named a key of the person's ask for another one.
    let keys = api_key::Entity::find()
        .select_only()
        .column(api_key::Column::Id)
        .filter(api_key::Column::UserId.eq(user_id))
        .into_query();
    llm_config::Entity::update_many()
        .col_expr(llm_config::Column::ApiKeyId, Expr::value(None::<Uuid>))
        .filter(llm_config::Column::ApiKeyId.in_subquery(keys))
        .exec(tx)
        .await
        .map_err(error::db)?;
    delete::<api_key::Entity>(tx, api_key::Column::UserId.eq(user_id)).await?;
    delete::<user_role::Entity>(tx, user_role::Column::UserId.eq(user_id)).await?;
    delete::<membership::Entity>(tx, membership::Column::UserId.eq(user_id)).await
}

/// Mailboxes go; those that mails were sent from stay as nothing but the reference. What was still to be sent is not.
async fn empty_mailboxes(tx: &DatabaseTransaction, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    email_log::Entity::update_many()
        .col_expr(email_log::Column::Status, Expr::value(Word(EmailStatus::Cancelled)))
        .col_expr(email_log::Column::NextAttemptAt, Expr::value(None::<DateTime<Utc>>))
        .filter(email_log::Column::UserId.eq(user_id))
        .filter(email_log::Column::Status.eq(Word(EmailStatus::Queued)))
        .exec(tx)
        .await
        .map_err(error::db)?;
    let used = Query::select()
        .column(email_log::Column::FromAccountId)
        .from(email_log::Entity)
        .and_where(email_log::Column::UserId.eq(user_id))
        .and_where(email_log::Column::FromAccountId.is_not_null())
        .to_owned();
    let unused =
        email_account::Column::UserId.eq(user_id).and(email_account::Column::Id.not_in_subquery(used));
    delete::<email_account::Entity>(tx, unused).await?;
    let text =
        |query: sea_orm::UpdateMany<email_account::Entity>, column| query.col_expr(column, Expr::value(""));
    let columns = [
        email_account::Column::EmailAddress,
        email_account::Column::DisplayName,
        email_account::Column::SmtpHost,
        email_account::Column::SmtpUsername,
        email_account::Column::Signature,
    ];
    columns
        .into_iter()
        .fold(email_account::Entity::update_many(), text)
        .col_expr(email_account::Column::SmtpPasswordEncrypted, Expr::value(None::<String>))
        .col_expr(email_account::Column::LastError, Expr::value(None::<String>))
        .col_expr(email_account::Column::IsActive, Expr::value(false))
        .col_expr(email_account::Column::ArchivedAt, Expr::value(now))
        .filter(email_account::Column::UserId.eq(user_id))
        .exec(tx)
        .await
        .map(drop)
        .map_err(error::db)
}

/// What was done stays in the log; who did it, from where and with what does not.
async fn empty_logs(tx: &DatabaseTransaction, user_id: Uuid) -> Result<()> {
    operation_log::Entity::update_many()
        .col_expr(operation_log::Column::Username, Expr::value(None::<String>))
        .col_expr(operation_log::Column::Ip, Expr::value(""))
        .col_expr(operation_log::Column::UserAgent, Expr::value(""))
        .col_expr(operation_log::Column::RequestParams, Expr::value(""))
        .col_expr(operation_log::Column::ResponseHead, Expr::value(""))
        .filter(operation_log::Column::UserId.eq(user_id))
        .exec(tx)
        .await
        .map(drop)
        .map_err(error::db)
}

async fn empty_user(tx: &DatabaseTransaction, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let name = format!("erased-{}", id.simple());
    let email = format!("{name}@invalid");
    let texts = [
        (user::Column::Username, name.as_str()),
        (user::Column::UsernameKey, name.as_str()),
        (user::Column::Email, email.as_str()),
        (user::Column::EmailKey, email.as_str()),
        (user::Column::FirstName, ""),
        (user::Column::LastName, ""),
        // Nothing hashes to that.
        (user::Column::PasswordHash, "!"),
    ];
    let nothing = Expr::value(None::<String>);
    texts
        .into_iter()
        .fold(user::Entity::update_many(), |query, (column, text)| query.col_expr(column, Expr::value(text)))
        .col_expr(user::Column::AvatarKey, nothing.clone())
        .col_expr(user::Column::TotpSecretEncrypted, nothing)
        .col_expr(user::Column::Preferences, Expr::value(serde_json::json!({})))
        .col_expr(user::Column::IsSuperuser, Expr::value(false))
        .col_expr(user::Column::IsActive, Expr::value(false))
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(user::Column::LastSeenAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(user::Column::ErasedAt, Expr::value(now))
        .filter(user::Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
        .map_err(error::db)
}

async fn delete<E: EntityTrait>(
    tx: &DatabaseTransaction,
    which: impl sea_orm::sea_query::IntoCondition,
) -> Result<()> {
    let condition: Condition = which.into_condition();
    E::delete_many().filter(condition).exec(tx).await.map(drop).map_err(error::db)
}
