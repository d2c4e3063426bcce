//! The second factor of the actor's own account: its secret, sealed, and codes for when the device is lost.

use domain::{Code, Error, Result, Secret};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::{recovery_code, totp_setup, user};
use crate::scope::Scope;

/// How the second factor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoFactorState {
    /// Whether a sign-in asks for it.
    pub is_enabled: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u64,
}

/// How the actor's second factor stands.
pub async fn state(scope: &Scope) -> Result<TwoFactorState> {
    let is_enabled = scope.me().await?.totp_secret_encrypted.is_some();
    let unused = recovery_code::Entity::find().filter(recovery_code::Column::UsedAt.is_null());
    Ok(TwoFactorState { is_enabled, recovery_codes_left: scope.mine(unused).await?.len() as u64 })
}

/// Keeps a secret until its first code proves that the device has it; one begun before is forgotten.
pub async fn begin(scope: &Scope, sealed: &Secret) -> Result<()> {
    if scope.me().await?.totp_secret_encrypted.is_some() {
        return Err(Error::Rule(Code::TwoFactorEnabled));
    }
    scope.delete_mine(totp_setup::Entity::delete_many()).await?;
    let row = totp_setup::Model {
        user_id: scope.actor().user_id,
        secret_encrypted: sealed.expose().to_owned(),
        created_at: scope.now(),
    };
    scope.insert_mine(vec![row]).await
}

/// The secret that was begun.
pub async fn begun(scope: &Scope) -> Result<Secret> {
    let rows = scope.mine(totp_setup::Entity::find()).await?;
    let row = rows.into_iter().next().ok_or(Error::Rule(Code::TwoFactorDisabled))?;
    Ok(Secret::new(row.secret_encrypted))
}

/// Turns the second factor on with the secret that was begun; `step` is that of the code which proved it.
pub async fn enable(scope: &Scope, sealed: &Secret, step: i64) -> Result<()> {
    if scope.delete_mine(totp_setup::Entity::delete_many()).await? == 0 {
        return Err(Error::Rule(Code::TwoFactorDisabled));
    }
    set(scope, Some(sealed), Some(step)).await
}

/// Turns it off and forgets everything of it.
pub async fn disable(scope: &Scope) -> Result<()> {
    scope.delete_mine(totp_setup::Entity::delete_many()).await?;
    scope.delete_mine(recovery_code::Entity::delete_many()).await?;
    set(scope, None, None).await
}

async fn set(scope: &Scope, sealed: Option<&Secret>, step: Option<i64>) -> Result<()> {
    let query = user::Entity::update_many()
        .col_expr(user::Column::TotpSecretEncrypted, Expr::value(sealed.map(Secret::expose)))
        .col_expr(user::Column::TotpLastStep, Expr::value(step))
        .col_expr(user::Column::UpdatedAt, Expr::value(scope.now()));
    scope.update_me(query).await
}

/// Replaces the recovery codes by ones with these hashes.
pub async fn replace_recovery_codes(scope: &Scope, hashes: Vec<String>) -> Result<()> {
    scope.delete_mine(recovery_code::Entity::delete_many()).await?;
    let row = |code_hash| recovery_code::Model {
        id: Uuid::now_v7(),
        user_id: scope.actor().user_id,
        code_hash,
        created_at: scope.now(),
        used_at: None,
    };
    scope.insert_mine(hashes.into_iter().map(row).collect()).await
}
