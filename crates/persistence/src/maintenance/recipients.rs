//! The wishes of those who get mails, who have no account: unsubscribing, and what keeps a queued mail back.

use chrono::{DateTime, Utc};
use domain::candidates::ConsentStatus;
use domain::emails::{EmailKind, EmailStatus, SkipReason};
use domain::text::email_key;
use domain::{Code, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use super::mails::ClaimedMail;
use crate::columns::Word;
use crate::entities::{candidate, email_log, organization, suppression};
use crate::suppressions::SuppressionReason;
use crate::{Db, error};

/// Somebody who got a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Recipient {
    pub organization_id: Uuid,
    pub organization_name: String,
    pub email: String,
}

/// Who got this mail, and from which organization; `None` when the mail or the person was erased.
pub async fn find(db: &Db, mail_id: Uuid) -> Result<Option<Recipient>> {
    let row = email_log::Entity::find_by_id(mail_id).one(db.reader()).await.map_err(error::db)?;
    let Some(row) = row.filter(|row| !row.to_email.is_empty()) else { return Ok(None) };
    let query = organization::Entity::find_by_id(row.organization_id);
    let organization = query.one(db.reader()).await.map_err(error::db)?;
    Ok(organization.map(|organization| Recipient {
        organization_id: organization.id,
        organization_name: organization.name,
        email: row.to_email,
    }))
}

/// Suppresses the address that got this mail, in the organization that sent it, and withdraws what is queued for
/// it. Once more changes nothing.
pub async fn unsubscribe(db: &Db, mail_id: Uuid) -> Result<()> {
    let row = email_log::Entity::find_by_id(mail_id).one(db.reader()).await.map_err(error::db)?;
    let Some(mail) = row.filter(|row| !row.to_email.is_empty()) else { return Ok(()) };
    let now = db.clock().now();
    let tx = db.begin().await?;
    withdraw(&tx, &mail, now).await?;
    match suppress(&tx, &mail, now).await {
        Ok(()) => tx.commit().await.map_err(error::db),
        // Somebody clicked twice, and the other click is through.
        Err(Error::Rule(Code::Conflict)) => tx.rollback().await.map_err(error::db),
        Err(error) => Err(error),
    }
}

/// Why a mail must not be sent any more although it was queued: what changed since then.
/// Mails of the product itself go in any case: who has unsubscribed may still forget a password.
pub async fn objection(db: &Db, mail: &ClaimedMail) -> Result<Option<SkipReason>> {
    if mail.kind == EmailKind::System {
        return Ok(None);
    }
    let query = suppressed(mail.organization_id, &email_key(&mail.to_email));
    if query.one(db.reader()).await.map_err(error::db)?.is_some() {
        return Ok(Some(SkipReason::Suppressed));
    }
    let Some(id) = mail.candidate_id else { return Ok(None) };
    let candidate = candidate::Entity::find_by_id(id).one(db.reader()).await.map_err(error::db)?;
    Ok(match candidate {
        None => Some(SkipReason::NotFound),
        Some(row) if row.do_not_contact => Some(SkipReason::DoNotContact),
        Some(row) if row.consent_status.0 == ConsentStatus::Withdrawn => Some(SkipReason::ConsentWithdrawn),
        Some(_) => None,
    })
}

fn suppressed(organization_id: Uuid, key: &str) -> sea_orm::Select<suppression::Entity> {
    suppression::Entity::find()
        .filter(suppression::Column::OrganizationId.eq(organization_id))
        .filter(suppression::Column::EmailKey.eq(key))
}

async fn withdraw(tx: &DatabaseTransaction, mail: &email_log::Model, now: DateTime<Utc>) -> Result<()> {
    use email_log::Column as Mail;
    email_log::Entity::update_many()
        .col_expr(Mail::Status, Expr::value(Word(EmailStatus::Cancelled)))
        .col_expr(Mail::FailureReason, Expr::value(domain::Coded::code(SkipReason::Suppressed)))
        .col_expr(Mail::NextAttemptAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Mail::UpdatedAt, Expr::value(now))
        .filter(Mail::OrganizationId.eq(mail.organization_id))
        .filter(Mail::ToEmailKey.eq(&mail.to_email_key))
        .filter(Mail::Status.eq(Word(EmailStatus::Queued)))
        .exec(tx)
        .await
        .map_err(error::db)
        .map(|_| ())
}

async fn suppress(tx: &DatabaseTransaction, mail: &email_log::Model, now: DateTime<Utc>) -> Result<()> {
    let known = suppressed(mail.organization_id, &mail.to_email_key).one(tx).await.map_err(error::db)?;
    if known.is_some() {
        return Ok(());
    }
    let row = suppression::Model {
        id: Uuid::now_v7(),
        organization_id: mail.organization_id,
        email: mail.to_email.clone(),
        email_key: mail.to_email_key.clone(),
        reason: Word(SuppressionReason::Unsubscribed),
        created_at: now,
    };
    let row = row.into_active_model().reset_all();
    suppression::Entity::insert(row).exec_without_returning(tx).await.map_err(error::db).map(|_| ())
}
