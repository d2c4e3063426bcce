//! Mails of the product itself, and the mailbox that they come from.

use chrono::{DateTime, Utc};
use domain::emails::{EmailKind, EmailStatus, TriggerType};
use domain::system_mails::{SystemMailbox, SystemMailboxFields};
use domain::text::email_key;
use domain::{Error, Kind, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, ExprTrait};
use uuid::Uuid;

use crate::columns::Word;
use crate::email_accounts::PasswordChange;
use crate::entities::email_log;
use crate::entities::system_mailbox::{Column, Entity, Model};
use crate::scope::Scope;

/// The id of the one mailbox.
pub const MAILBOX: Uuid = Uuid::from_u128(1);

/// A mail to queue. Its content is sealed, because it may hold a link that opens an account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct NewSystemMail {
    pub id: Uuid,
    /// In whose name it is written; nobody there sees it.
    pub organization_id: Uuid,
    pub to_email: String,
    pub subject: String,
    pub sealed_content: Secret,
    pub message_id: String,
}

/// Queues a mail. Its organization is the scope's.
pub async fn enqueue(scope: &Scope, mail: NewSystemMail) -> Result<()> {
    scope.insert(new_row(mail, scope.now())).await
}

/// The mailbox, where there is one.
pub async fn mailbox(scope: &Scope) -> Result<Option<SystemMailbox>> {
    Ok(scope.system_mailbox().await?.map(view))
}

/// Sets the mailbox up, or anew.
pub async fn set_mailbox(
    scope: &Scope,
    fields: SystemMailboxFields,
    password: PasswordChange,
) -> Result<SystemMailbox> {
    let mut query = Entity::update_many()
        .col_expr(Column::FromEmail, Expr::value(fields.from_email.trim()))
        .col_expr(Column::FromName, Expr::value(fields.from_name.trim()))
        .col_expr(Column::SmtpHost, Expr::value(fields.smtp_host.trim()))
        .col_expr(Column::SmtpPort, Expr::value(i32::from(fields.smtp_port)))
        .col_expr(Column::SmtpSecurity, Expr::value(Word(fields.smtp_security)))
        .col_expr(Column::SmtpUsername, Expr::value(fields.smtp_username.trim()))
        .col_expr(Column::LastError, Expr::value(None::<String>))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    if let PasswordChange::Set(sealed) = &password {
        let sealed = sealed.as_ref().map(Secret::expose);
        query = query.col_expr(Column::SmtpPasswordEncrypted, Expr::value(sealed));
    }
    if !scope.update_system_mailbox(query).await? {
        scope.insert_system_mailbox(first_row(fields, password, scope.now())).await?;
    }
    mailbox(scope).await?.ok_or(Error::NotFound(Kind::SystemMailbox))
}

/// Removes the mailbox: mails go into the outbox from then on.
pub async fn remove_mailbox(scope: &Scope) -> Result<()> {
    if scope.delete_system_mailbox().await? { Ok(()) } else { Err(Error::NotFound(Kind::SystemMailbox)) }
}

/// Notes how a test of the mailbox ended; `None` when all was well.
pub async fn set_tested(scope: &Scope, error: Option<&str>) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::LastTestedAt, Expr::value(scope.now()))
        .col_expr(Column::LastError, Expr::value(error));
    scope.update_system_mailbox(query).await.map(|_| ())
}

fn first_row(fields: SystemMailboxFields, password: PasswordChange, now: DateTime<Utc>) -> Model {
    let sealed = match password {
        PasswordChange::Keep => None,
        PasswordChange::Set(sealed) => sealed,
    };
    Model {
        id: MAILBOX,
        from_email: fields.from_email.trim().to_owned(),
        from_name: fields.from_name.trim().to_owned(),
        smtp_host: fields.smtp_host.trim().to_owned(),
        smtp_port: i32::from(fields.smtp_port),
        smtp_security: Word(fields.smtp_security),
        smtp_username: fields.smtp_username.trim().to_owned(),
        smtp_password_encrypted: sealed.map(|sealed| sealed.expose().to_owned()),
        last_tested_at: None,
        last_error: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(crate) fn view(row: Model) -> SystemMailbox {
    SystemMailbox {
        id: row.id,
        sealed_password: row.smtp_password_encrypted.map(Secret::new),
        last_tested_at: row.last_tested_at,
        last_error: row.last_error,
        version: row.version,
        updated_at: row.updated_at,
        fields: SystemMailboxFields {
            from_email: row.from_email,
            from_name: row.from_name,
            smtp_host: row.smtp_host,
            smtp_port: u16::try_from(row.smtp_port).unwrap_or_default(),
            smtp_security: row.smtp_security.0,
            smtp_username: row.smtp_username,
        },
    }
}

pub(crate) fn new_row(mail: NewSystemMail, now: DateTime<Utc>) -> email_log::Model {
    email_log::Model {
        id: mail.id,
        organization_id: mail.organization_id,
        kind: Word(EmailKind::System),
        user_id: None,
        from_account_id: None,
        candidate_id: None,
        job_id: None,
        group_id: None,
        template_id: None,
        campaign_id: None,
        to_email_key: email_key(&mail.to_email),
        to_email: mail.to_email,
        subject: mail.subject,
        content_html: mail.sealed_content.expose().to_owned(),
        content_text: String::new(),
        status: Word(EmailStatus::Queued),
        trigger_type: Word(TriggerType::Manual),
        next_attempt_at: Some(now),
        scheduled_at: None,
        sent_at: None,
        failure_reason: None,
        failure_kind: None,
        retry_count: 0,
        locked_by: None,
        lease_expires_at: None,
        message_id: mail.message_id,
        search_text: String::new(),
        created_at: now,
        updated_at: now,
    }
}
