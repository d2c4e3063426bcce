//! Mailboxes: the owner's alone, whatever the data scope.

use domain::email_accounts::{EmailAccount, EmailAccountFields};
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use crate::columns::Word;
use crate::email_logs;
use crate::entities::email_account::{Column, Entity, Model};
use crate::entities::email_log;
use crate::jobs::Removed;
use crate::paging::{self, Sortable};
use crate::scope::Scope;

/// A mailbox with its password as it is kept: sealed. The one who holds the key opens it.
#[derive(Clone, Debug)]
pub struct SealedAccount {
    /// The mailbox.
    pub account: EmailAccount,
    /// The sealed password.
    pub sealed_password: Option<Secret>,
}

/// What happens to the password in an update.
#[derive(Clone, Debug)]
pub enum PasswordChange {
    /// It stays.
    Keep,
    /// It becomes this one, sealed; `None` forgets it.
    Set(Option<Secret>),
}

const SORTABLE: &[Sortable<Entity>] =
    &[Sortable::new("created_at", Column::CreatedAt), Sortable::new("email_address", Column::EmailAddress)];

/// One page of the actor's mailboxes.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<EmailAccount>> {
    Ok(paging::page(scope, living(), paging, SORTABLE, Column::Id).await?.map(view))
}

/// One of the actor's mailboxes.
pub async fn find(scope: &Scope, id: Uuid) -> Result<EmailAccount> {
    sealed(scope, id).await.map(|sealed| sealed.account)
}

/// One of the actor's mailboxes with its sealed password.
pub async fn sealed(scope: &Scope, id: Uuid) -> Result<SealedAccount> {
    let row =
        scope.one(living().filter(Column::Id.eq(id))).await?.ok_or(Error::NotFound(Kind::EmailAccount))?;
    Ok(sealed_view(row))
}

/// Adds a mailbox under an id of the caller's, for which its password is sealed.
pub async fn insert(
    scope: &Scope,
    id: Uuid,
    fields: EmailAccountFields,
    sealed_password: Option<Secret>,
) -> Result<EmailAccount> {
    let mut row = empty(scope, id);
    assign(&mut row, fields)?;
    row.smtp_password_encrypted = sealed_password.map(|secret| secret.expose().to_owned());
    scope.insert(row.clone()).await?;
    Ok(view(row))
}

/// Changes a mailbox.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: EmailAccountFields,
    password: PasswordChange,
    expected: Option<i64>,
) -> Result<EmailAccount> {
    let mut row = taken(scope, id, expected).await?;
    let before = row.version;
    assign(&mut row, fields)?;
    if let PasswordChange::Set(sealed) = password {
        row.smtp_password_encrypted = sealed.map(|secret| secret.expose().to_owned());
    }
    store(scope, row, before).await
}

/// Notes how a test of the mailbox went; `None` is well.
pub async fn set_tested(scope: &Scope, id: Uuid, error: Option<&str>) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::LastTestedAt, Expr::value(scope.now()))
        .col_expr(Column::LastError, Expr::value(error))
        .filter(Column::Id.eq(id));
    scope.update(query).await.map(|_| ())
}

/// Deletes a mailbox, or archives it without its password when mails were sent from it. What it had still to send
/// is cancelled.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Removed> {
    let mut row = taken(scope, id, expected).await?;
    if scope.exists(email_log::Entity::find().filter(email_log::Column::FromAccountId.eq(id))).await? {
        let before = row.version;
        row.archived_at = Some(scope.now());
        row.is_active = false;
        row.smtp_password_encrypted = None;
        store(scope, row, before).await?;
        email_logs::cancel_from(scope, id).await?;
        return Ok(Removed::Archived);
    }
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    Ok(Removed::Deleted)
}

async fn taken(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<Model> {
    let row = scope.take::<Entity>(id, expected).await?;
    if row.archived_at.is_some() { Err(Error::NotFound(Kind::EmailAccount)) } else { Ok(row) }
}

async fn store(scope: &Scope, mut row: Model, before: i64) -> Result<EmailAccount> {
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    Ok(view(row))
}

fn living() -> Select<Entity> {
    Entity::find().filter(Column::ArchivedAt.is_null())
}

fn assign(row: &mut Model, fields: EmailAccountFields) -> Result<()> {
    row.email_address = fields.email_address.trim().to_owned();
    row.display_name = fields.display_name.trim().to_owned();
    row.smtp_host = fields.smtp_host.trim().to_owned();
    row.smtp_port = i32::from(fields.smtp_port);
    row.smtp_security = Word(fields.smtp_security);
    row.smtp_username = fields.smtp_username.trim().to_owned();
    row.signature = fields.signature;
    row.daily_limit = i32::try_from(fields.daily_limit).map_err(Error::internal)?;
    row.per_minute_limit = i32::try_from(fields.per_minute_limit).map_err(Error::internal)?;
    row.is_active = fields.is_active;
    Ok(())
}

fn empty(scope: &Scope, id: Uuid) -> Model {
    Model {
        id,
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        email_address: String::new(),
        display_name: String::new(),
        smtp_host: String::new(),
        smtp_port: 0,
        smtp_security: Word(Default::default()),
        smtp_username: String::new(),
        smtp_password_encrypted: None,
        signature: String::new(),
        daily_limit: 0,
        per_minute_limit: 0,
        is_active: true,
        last_tested_at: None,
        last_error: None,
        archived_at: None,
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    }
}

pub(crate) fn sealed_view(row: Model) -> SealedAccount {
    let sealed_password = row.smtp_password_encrypted.clone().map(Secret::new);
    SealedAccount { account: view(row), sealed_password }
}

fn view(row: Model) -> EmailAccount {
    EmailAccount {
        id: row.id,
        user_id: row.user_id,
        has_password: row.smtp_password_encrypted.is_some(),
        last_tested_at: row.last_tested_at,
        last_error: row.last_error,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        fields: EmailAccountFields {
            email_address: row.email_address,
            display_name: row.display_name,
            smtp_host: row.smtp_host,
            smtp_port: u16::try_from(row.smtp_port).unwrap_or_default(),
            smtp_security: row.smtp_security.0,
            smtp_username: row.smtp_username,
            signature: row.signature,
            daily_limit: row.daily_limit.unsigned_abs(),
            per_minute_limit: row.per_minute_limit.unsigned_abs(),
            is_active: row.is_active,
        },
    }
}
