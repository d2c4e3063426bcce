//! Members of the organization: accounts made and changed by administrators.

mod import;

use domain::one_time_tokens::Purpose;
use domain::users::{Member, NewMember, check_password};
use domain::{Actor, Faults, Permission, Result, Secret};
use persistence::Scope;
use persistence::users::{administration, members};
use uuid::Uuid;

use crate::App;
use crate::auth::links;

pub use import::{Imported, import};

/// Adds an account and makes it a member. Without a password they are mailed a link to set one.
pub async fn create(app: &App, actor: &Actor, new: NewMember) -> Result<Member> {
    actor.require(Permission::UserCreate)?;
    let hash = first_hash(app, &new).await?;
    let insert = async |scope: &Scope| administration::insert(scope, &new, hash).await;
    let member = app.db.scope(actor, Permission::UserCreate, insert).await?;
    if new.password.is_none() {
        links::send(app, &member.user, actor.organization_id, Purpose::ResetPassword).await?;
    }
    Ok(member)
}

/// The hash of the password that was given, else of one that nobody knows.
async fn first_hash(app: &App, new: &NewMember) -> Result<Secret> {
    let password = match &new.password {
        Some(password) => password.clone(),
        None => crate::auth::new_token()?,
    };
    app.passwords.hash(password).await.map(Secret::new)
}

/// Gives a member another password and ends their sessions, or mails them a link to set one themselves.
pub async fn reset_password(app: &App, actor: &Actor, id: Uuid, password: Option<Secret>) -> Result<()> {
    let find = async |scope: &Scope| members::find(scope, id).await;
    let member = app.db.read(actor, Permission::UserUpdate, find).await?;
    let Some(password) = password else {
        return links::send(app, &member.user, actor.organization_id, Purpose::ResetPassword).await;
    };
    let mut faults = Faults::default();
    check_password(&mut faults, "password", &password, &[&member.user.username, &member.user.email]);
    faults.into_result()?;
    let hash = Secret::new(app.passwords.hash(password).await?);
    let set = async |scope: &Scope| administration::set_password(scope, id, &hash).await;
    app.db.scope(actor, Permission::UserUpdate, set).await
}
