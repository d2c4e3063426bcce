//! Signing in with an account elsewhere, and linking such accounts.
//!
//! A person leaves for the provider ([`depart`]) and comes back with its answer ([`arrive`]). What ties the two together
//! is kept by the browser, sealed, so that no other browser can bring the answer. An account elsewhere that stands for
//! nobody yet becomes a [`Stranger`], who proves an account here or makes one.

mod sealed;
mod stranger;

use domain::{Actor, Code, Error, Kind, Result, Secret};
use integrations::oauth::{self, Provider};
use persistence::sign_in::{self, NewIdentity};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Device, Session, new_token, start_in_last, two_factor};
use crate::App;

pub use sealed::LIFETIME;
pub use stranger::{Newcomer, Stranger, link, meet, register};

/// A person on the way to a provider.
pub struct Departure {
    /// Where the browser goes.
    pub url: String,
    /// What the browser must bring back.
    pub luggage: String,
}

/// What a provider sent the browser back with.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the names are the standard's")]
pub struct Answer {
    pub code: Option<String>,
    pub state: Option<String>,
    pub error: Option<String>,
}

/// How it went on.
pub enum Arrival {
    /// The account elsewhere stands for a user, who is now signed in.
    SignedIn(Session),
    /// The same, but a second factor is asked for; this is the ticket for it.
    TwoFactor(Secret),
    /// It stands for nobody: this is to be brought along to [`meet`].
    Stranger(String),
    /// It now stands for the user who asked for that.
    Linked,
}

/// What the browser keeps while the person is away.
#[derive(Serialize, Deserialize)]
pub struct Attempt {
    provider: String,
    state: String,
    nonce: String,
    verifier: String,
    /// Who wants an account linked; nobody when somebody wants to sign in.
    linking: Option<Uuid>,
    /// Where in the page to go on.
    next: Option<String>,
}

impl Attempt {
    /// Reads what the browser brought back, if it is ours and not too old.
    pub fn open(app: &App, luggage: &str) -> Result<Self> {
        sealed::open(app, sealed::ATTEMPT, luggage)
    }

    /// Whether a user wants an account linked.
    pub fn is_linking(&self) -> bool {
        self.linking.is_some()
    }

    /// Where in the page to go on after a sign-in.
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    fn secrets(&self) -> oauth::Attempt {
        oauth::Attempt {
            state: Secret::new(&*self.state),
            nonce: Secret::new(&*self.nonce),
            verifier: Secret::new(&*self.verifier),
        }
    }
}

/// Sends somebody to a provider to sign in; `next` is where in the page to go on.
pub async fn depart(app: &App, provider: &str, next: Option<String>) -> Result<Departure> {
    set_out(app, provider, next, None).await
}

/// Sends a user to a provider to link the account there.
pub async fn depart_to_link(app: &App, actor: &Actor, provider: &str) -> Result<Departure> {
    set_out(app, provider, None, Some(actor.user_id)).await
}

async fn set_out(
    app: &App,
    provider: &str,
    next: Option<String>,
    linking: Option<Uuid>,
) -> Result<Departure> {
    let provider = app.oauth.provider(provider)?;
    let random = || new_token().map(|token| token.expose().to_owned());
    let (state, nonce, verifier) = (random()?, random()?, random()?);
    let attempt = Attempt { provider: provider.key.clone(), state, nonce, verifier, linking, next };
    let url = app.oauth.authorize_url(provider, &attempt.secrets(), &callback(app, provider)).await?;
    Ok(Departure { url, luggage: sealed::seal(app, sealed::ATTEMPT, &attempt)? })
}

/// Where the provider sends people back to; it must be registered there.
fn callback(app: &App, provider: &Provider) -> String {
    format!("{}/api/auth/oauth/{}/callback", app.settings.public_url, provider.key)
}

/// Takes the answer of a provider to an attempt of the same browser.
pub async fn arrive(
    app: &App,
    provider: &str,
    attempt: &Attempt,
    answer: Answer,
    device: &Device,
) -> Result<Arrival> {
    let provider = app.oauth.provider(provider)?;
    if attempt.provider != provider.key || answer.state.as_deref() != Some(&*attempt.state) {
        return Err(Error::Rule(Code::OauthStateInvalid));
    }
    let Some(code) = answer.code.filter(|_| answer.error.is_none()) else {
        let denied = answer.error.as_deref() == Some("access_denied");
        return Err(Error::Rule(if denied { Code::OauthDenied } else { Code::OauthFailed }));
    };
    let person = app.oauth.identify(provider, &code, &attempt.secrets(), &callback(app, provider)).await?;
    let identity = NewIdentity {
        provider: provider.key.clone(),
        subject: person.subject.clone(),
        name: if person.name.is_empty() { person.username.clone().unwrap_or_default() } else { person.name },
        email: person.email,
    };
    if let Some(user_id) = attempt.linking {
        sign_in::link_identity(&app.db, user_id, &identity).await?;
        return Ok(Arrival::Linked);
    }
    match sign_in::find_by_identity(&app.db, &identity.provider, &identity.subject).await? {
        Some(found) if !found.user.is_active => Err(Error::Rule(Code::AccountInactive)),
        Some(found) if found.has_two_factor => {
            two_factor::ticket(app, found.user.id).await.map(Arrival::TwoFactor)
        }
        Some(found) => start_in_last(app, &found.user, device).await.map(Arrival::SignedIn),
        None => stranger::seal(app, identity, person.username, attempt.next.clone()).map(Arrival::Stranger),
    }
}

/// The name of a provider, also of one that is no longer configured.
pub fn title(app: &App, key: &str) -> String {
    match app.oauth.provider(key) {
        Ok(provider) => provider.title.clone(),
        Err(_) => key.to_owned(),
    }
}

/// Fails unless a provider is configured; the fault is the request's.
pub fn check_provider(app: &App, key: &str) -> Result<()> {
    match app.oauth.provider(key) {
        Err(Error::NotFound(Kind::Provider)) => Err(Error::invalid("/provider", Code::UnknownValue)),
        found => found.map(drop),
    }
}
