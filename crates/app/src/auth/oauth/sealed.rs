//! What the browser keeps for us between two requests: sealed, so that it can neither be read nor made up, and good for
//! a few minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Code, Error, Result, Secret};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;

/// What an attempt is sealed for.
pub(super) const ATTEMPT: &str = "oauth.attempt";
/// What somebody unknown is sealed for.
pub(super) const STRANGER: &str = "oauth.stranger";

/// How long people may take for one step.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

#[derive(Serialize, Deserialize)]
struct Dated<T> {
    until: DateTime<Utc>,
    content: T,
}

pub(super) fn seal(app: &App, purpose: &str, content: &impl Serialize) -> Result<String> {
    let until = app.db.clock().now() + LIFETIME;
    let text = serde_json::to_string(&Dated { until, content }).map_err(Error::internal)?;
    let sealed = app.vault.seal(purpose, Uuid::nil(), &Secret::new(text))?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// `oauth_state_invalid` for what is not ours, is meant for something else, or is too old.
pub(super) fn open<T: DeserializeOwned>(app: &App, purpose: &str, sealed: &str) -> Result<T> {
    let read = || {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let text = app.vault.open(purpose, Uuid::nil(), &sealed).ok()?;
        let dated: Dated<T> = serde_json::from_str(text.expose()).ok()?;
        (dated.until > app.db.clock().now()).then_some(dated.content)
    };
    read().ok_or(Error::Rule(Code::OauthStateInvalid))
}
