//! Links that prove who one is: to one's address, for a forgotten password, to a new address.

use std::time::Duration;

use chrono::TimeDelta;
use domain::one_time_tokens::{LINKS_AN_HOUR, Purpose};
use domain::users::{User, check_password};
use domain::{Actor, Error, Faults, Result, Secret};
use persistence::sign_in::{self, NewToken};
use persistence::users;
use uuid::Uuid;

use super::{guard, hash, new_token, prove};
use crate::App;
use crate::emails::announce_queued;
use crate::system_mails::{self, Addressee, SystemMail};

/// How long asking for a new password takes at least, so that the time says nothing of whether there is an account.
const ANSWER_TIME: Duration = Duration::from_millis(300);

/// Sends a link to an account's own address. No more than a few an hour: [`Error::Limited`].
pub async fn send(app: &App, user: &User, organization_id: Uuid, purpose: Purpose) -> Result<()> {
    send_to(app, user, organization_id, purpose, &user.email).await
}

/// Sends the link that proves the address of a new account, unless an invitation has proved it.
pub(super) async fn send_first(app: &App, user: &User, organization_id: Uuid) -> Result<()> {
    if user.email_verified_at.is_some() {
        return Ok(());
    }
    send(app, user, organization_id, Purpose::VerifyEmail).await
}

/// Sends a link that proves the actor's address, unless that was done before.
pub async fn send_verification(app: &App, actor: &Actor) -> Result<()> {
    let user = app.db.read_own(actor, async |scope| users::me(scope).await).await?;
    send_first(app, &user, actor.organization_id).await
}

/// Uses a link that proves an address; gives the address. A replaced one is told.
pub async fn verify_email(app: &App, token: &Secret) -> Result<String> {
    let verified = sign_in::verify_email(&app.db, &hash(token.expose())).await?;
    if let Some(old_email) = verified.old_email {
        let mail = SystemMail::EmailChanged { new_email: verified.user.email.clone() };
        tell(app, &verified.user, old_email, &mail).await?;
    }
    Ok(verified.user.email)
}

/// Sends a link for a new password, if somebody has this address. The answer is the same if not, and takes as long.
pub async fn forgot_password(app: &App, email: &str) -> Result<()> {
    let work = async {
        let Some(found) = sign_in::find_by_login(&app.db, email.trim()).await? else { return Ok(()) };
        let is_address = domain::text::email_key(&found.user.email) == domain::text::email_key(email);
        let Some(organization_id) = first_organization(app, found.user.id).await? else { return Ok(()) };
        if !found.user.is_active || !is_address {
            return Ok(());
        }
        match send(app, &found.user, organization_id, Purpose::ResetPassword).await {
            // Whoever has asked too often learns no more than others.
            Err(Error::Limited { .. }) => Ok(()),
            other => other,
        }
    };
    let (done, ()) = tokio::join!(work, tokio::time::sleep(ANSWER_TIME));
    done
}

/// Uses a link to set a new password. All sessions end, and the owner is told.
pub async fn reset_password(app: &App, token: &Secret, new: Secret) -> Result<()> {
    let token_hash = hash(token.expose());
    let user = sign_in::peek(&app.db, Purpose::ResetPassword, &token_hash).await?;
    let mut faults = Faults::default();
    check_password(&mut faults, "new_password", &new, &user.own_names());
    faults.into_result()?;
    let password_hash = Secret::new(app.passwords.hash(new).await?);
    let user = sign_in::reset_password(&app.db, &token_hash, &password_hash).await?;
    guard::free(app, &[&user.username, &user.email]).await?;
    let email = user.email.clone();
    tell(app, &user, email, &SystemMail::PasswordChanged).await
}

/// Sends a link to an address that is to replace the actor's. Nothing changes until it is used.
pub async fn change_email(app: &App, actor: &Actor, new_email: &str, password: Secret) -> Result<()> {
    prove(app, actor, password, "/password").await?;
    let user = app.db.read_own(actor, async |scope| users::me(scope).await).await?;
    send_to(app, &user, actor.organization_id, Purpose::ChangeEmail, new_email.trim()).await
}

async fn send_to(app: &App, user: &User, organization_id: Uuid, purpose: Purpose, email: &str) -> Result<()> {
    let now = app.db.clock().now();
    let hour = TimeDelta::hours(1);
    if sign_in::issued_since(&app.db, user.id, purpose, now - hour).await? >= LINKS_AN_HOUR {
        return Err(Error::Limited { retry_after: Duration::from_secs(600) });
    }
    let token = new_token()?;
    let link = system_mails::link(app, purpose.page(), &token);
    let mail = match purpose {
        Purpose::VerifyEmail => SystemMail::VerifyEmail { link },
        Purpose::ResetPassword => SystemMail::ResetPassword { link },
        Purpose::ChangeEmail => SystemMail::ChangeEmail { link },
    };
    let to = Addressee { email: email.to_owned(), ..Addressee::of(user, organization_id) };
    let new = NewToken {
        user_id: user.id,
        purpose,
        email: email.to_owned(),
        token_hash: hash(token.expose()),
        expires_at: now + TimeDelta::hours(purpose.hours()),
    };
    sign_in::issue(&app.db, new, system_mails::write(app, &to, &mail)?).await?;
    announce_queued(app, organization_id);
    Ok(())
}

/// Tells somebody what has happened to the account already.
async fn tell(app: &App, user: &User, email: String, mail: &SystemMail) -> Result<()> {
    let Some(organization_id) = first_organization(app, user.id).await? else { return Ok(()) };
    let to = Addressee { email, ..Addressee::of(user, organization_id) };
    system_mails::enqueue(app, &to, mail).await
}

async fn first_organization(app: &App, user_id: Uuid) -> Result<Option<Uuid>> {
    let memberships = sign_in::memberships(&app.db, user_id).await?;
    Ok(memberships.first().map(|membership| membership.organization_id))
}
