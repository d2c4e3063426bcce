//! Somebody who came back from a provider with an account that stands for nobody here.
//!
//! An account here is never taken over by an address alone, verified or not: whoever has one signs in to it first, and
//! then links. Others make an account, if the installation lets them.

use domain::one_time_tokens::Purpose;
use domain::users::{Identity, NO_PASSWORD, Registration};
use domain::{Actor, Code, Error, Locale, Result, Secret};
use persistence::sign_in::{self, NewAccount, NewIdentity};
use serde::{Deserialize, Serialize};

use super::super::{Device, Session, establish, links, organization_name, registration_state, start_in_last};
use super::{sealed, title};
use crate::{App, RegistrationPolicy};

/// Somebody unknown, as the page may show them.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// The name of the provider.
    pub provider: String,
    /// What they are called there.
    pub name: String,
    /// The address that the provider has verified.
    pub email: Option<String>,
    /// What they call themselves there.
    pub username: Option<String>,
    /// Whether an account here has that address.
    pub has_account: bool,
    /// Whether they may make an account.
    pub may_register: bool,
    /// Where in the page to go on.
    pub next: Option<String>,
}

/// What somebody unknown says for an account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Newcomer {
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub organization_name: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Luggage {
    provider: String,
    subject: String,
    name: String,
    email: Option<String>,
    username: Option<String>,
    next: Option<String>,
}

impl Luggage {
    fn open(app: &App, luggage: &str) -> Result<Self> {
        sealed::open(app, sealed::STRANGER, luggage)
    }

    fn identity(&self) -> NewIdentity {
        NewIdentity {
            provider: self.provider.clone(),
            subject: self.subject.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
        }
    }
}

pub(super) fn seal(
    app: &App,
    identity: NewIdentity,
    username: Option<String>,
    next: Option<String>,
) -> Result<String> {
    let NewIdentity { provider, subject, name, email } = identity;
    sealed::seal(app, sealed::STRANGER, &Luggage { provider, subject, name, email, username, next })
}

/// Who it is that came back, and what they can do.
pub async fn meet(app: &App, luggage: &str) -> Result<Stranger> {
    let luggage = Luggage::open(app, luggage)?;
    let has_account = match &luggage.email {
        Some(email) => sign_in::find_by_login(&app.db, email).await?.is_some(),
        None => false,
    };
    Ok(Stranger {
        provider: title(app, &luggage.provider),
        may_register: registration_state(app).await?.is_open,
        has_account,
        name: luggage.name,
        email: luggage.email,
        username: luggage.username,
        next: luggage.next,
    })
}

/// Links the account elsewhere to the one that the person has proved by signing in to it.
pub async fn link(app: &App, actor: &Actor, luggage: &str) -> Result<Identity> {
    let luggage = Luggage::open(app, luggage)?;
    sign_in::link_identity(&app.db, actor.user_id, &luggage.identity()).await
}

/// Makes an account without a password and signs in, as the registration policy allows.
pub async fn register(
    app: &App,
    luggage: &str,
    newcomer: Newcomer,
    locale: Locale,
    device: &Device,
) -> Result<Session> {
    let luggage = Luggage::open(app, luggage)?;
    let state = registration_state(app).await?;
    if !state.is_open {
        return Err(Error::Rule(match app.settings.registration {
            RegistrationPolicy::Closed => Code::RegistrationClosed,
            _ => Code::InvitationRequired,
        }));
    }
    let (account, organization) = account(newcomer, luggage.identity(), locale);
    let founded = establish(app, &account, &organization, state.is_first).await?;
    if !luggage.identity().vouches_for(&founded.user.email) {
        links::send(app, &founded.user, founded.organization.id, Purpose::VerifyEmail).await?;
    }
    start_in_last(app, &founded.user, device).await
}

/// The account, and the name of its organization.
fn account(newcomer: Newcomer, identity: NewIdentity, locale: Locale) -> (NewAccount, String) {
    let registration = Registration {
        username: newcomer.username,
        email: newcomer.email,
        password: Secret::new(""),
        first_name: newcomer.first_name,
        last_name: newcomer.last_name,
        organization_name: newcomer.organization_name,
        invitation_token: None,
    };
    let organization = organization_name(&registration, locale);
    let account = NewAccount {
        username: registration.username,
        email: registration.email,
        first_name: registration.first_name,
        last_name: registration.last_name,
        password_hash: Secret::new(NO_PASSWORD),
        locale,
        identity: Some(identity),
    };
    (account, organization)
}
