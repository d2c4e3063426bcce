//! Members of the organization: accounts made and changed by administrators.

mod import;

use domain::users::{Member, NewMember, check_password};
use domain::{Actor, Faults, Permission, Result, Secret};
use persistence::Scope;
use persistence::users::{administration, members};
use uuid::Uuid;

use crate::App;

pub use import::{Imported, import};

/// Adds an account and makes it a member.
pub async fn create(app: &App, actor: &Actor, new: NewMember) -> Result<Member> {
    actor.require(Permission::UserCreate)?;
    let hash = Secret::new(app.passwords.hash(new.password.clone()).await?);
    let insert = async |scope: &Scope| administration::insert(scope, &new, hash).await;
    app.db.scope(actor, Permission::UserCreate, insert).await
}

/// Gives a member another password and ends their sessions.
pub async fn reset_password(app: &App, actor: &Actor, id: Uuid, password: Secret) -> Result<()> {
    let find = async |scope: &Scope| members::find(scope, id).await;
    let member = app.db.read(actor, Permission::UserUpdate, find).await?;
    let mut faults = Faults::default();
    check_password(&mut faults, "password", &password, &[&member.user.username, &member.user.email]);
    faults.into_result()?;
    let hash = Secret::new(app.passwords.hash(password).await?);
    let set = async |scope: &Scope| administration::set_password(scope, id, &hash).await;
    app.db.scope(actor, Permission::UserUpdate, set).await
}
