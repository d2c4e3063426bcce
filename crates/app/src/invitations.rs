//! Inviting people: an invitation and its mail are kept together, or neither.

use std::time::Duration;

use chrono::TimeDelta;
use domain::invitations::{DAYS, Invitation, InvitationFields, Invited};
use domain::jobs::NamedRef;
use domain::{Actor, Error, Permission, Result, Secret};
use persistence::invitations::{self, InvitationToken};
use persistence::{Scope, organizations, sign_in, users};
use uuid::Uuid;

use crate::App;
use crate::auth::{hash, new_token};
use crate::emails::announce_queued;
use crate::system_mails::{self, Addressee, SystemMail};

/// How soon the same invitation may be sent again.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// Invites somebody and sends the link.
pub async fn create(app: &App, actor: &Actor, fields: &InvitationFields) -> Result<Invitation> {
    let token = new_token()?;
    let invitation = app
        .db
        .scope(actor, Permission::InvitationCreate, async |scope| {
            let invitation = invitations::insert(scope, fields, kept(app, &token)).await?;
            send(app, scope, &invitation, &token).await?;
            Ok(invitation)
        })
        .await?;
    announce_queued(app, actor.organization_id);
    Ok(invitation)
}

/// Sends an invitation again, with another link; the one before does not work any more.
pub async fn resend(app: &App, actor: &Actor, id: Uuid) -> Result<Invitation> {
    let token = new_token()?;
    let invitation = app
        .db
        .scope(actor, Permission::InvitationCreate, async |scope| {
            let sent_at = invitations::sent_at(scope, id).await?;
            if scope.now() - sent_at < PAUSE {
                return Err(Error::Limited { retry_after: Duration::from_secs(60) });
            }
            let invitation = invitations::renew(scope, id, kept(app, &token)).await?;
            send(app, scope, &invitation, &token).await?;
            Ok(invitation)
        })
        .await?;
    announce_queued(app, actor.organization_id);
    Ok(invitation)
}

/// What an invitation offers to who has its token.
pub async fn find(app: &App, token: &str) -> Result<Invited> {
    sign_in::find_invitation(&app.db, &hash(token)).await
}

/// Lets the actor's account into the organization that invited; gives the organization.
pub async fn accept(app: &App, actor: &Actor, token: &Secret) -> Result<NamedRef> {
    sign_in::accept_invitation(&app.db, actor.user_id, &hash(token.expose())).await
}

fn kept(app: &App, token: &Secret) -> InvitationToken {
    InvitationToken { hash: hash(token.expose()), expires_at: app.db.clock().now() + TimeDelta::days(DAYS) }
}

async fn send(app: &App, scope: &Scope, invitation: &Invitation, token: &Secret) -> Result<()> {
    let to = Addressee {
        organization_id: scope.organization_id(),
        email: invitation.email.clone(),
        name: String::new(),
        locale: invitation.locale,
        time_zone: String::new(),
    };
    let mail = SystemMail::Invitation {
        organization: organizations::current(scope).await?.fields.name,
        inviter: users::me(scope).await?.display_name(),
        role: invitation.role.title(invitation.locale).to_owned(),
        link: system_mails::link(app, "/invitation", token),
    };
    system_mails::enqueue_within(app, scope, &to, &mail).await
}
