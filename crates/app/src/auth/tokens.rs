//! Tokens for a person's programs.

use chrono::{DateTime, Utc};
use domain::api_tokens::{ApiToken, TOKEN_PREFIX};
use domain::{Actor, Code, Error, FieldError, Permission, Result, Secret};
use persistence::api_tokens::{self, NewApiToken};
use persistence::sign_in::{self, TokenInUse};

use super::{hash, new_token};
use crate::App;

/// Characters of a token that its owner sees again.
const SHOWN: usize = TOKEN_PREFIX.len() + 6;

/// A token as a person asks for it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the API")]
pub struct WantedToken {
    pub name: String,
    pub scopes: Vec<Permission>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a token; the secret is given out this once.
pub async fn create(app: &App, actor: &Actor, wanted: WantedToken) -> Result<(ApiToken, Secret)> {
    check(app, actor, &wanted)?;
    let token = Secret::new(format!("{TOKEN_PREFIX}{}", new_token()?.expose()));
    let new = NewApiToken {
        name: wanted.name,
        token_hash: hash(token.expose()),
        prefix: token.expose().chars().take(SHOWN).collect(),
        scopes: wanted.scopes.into_iter().collect(),
        expires_at: wanted.expires_at,
    };
    let kept = app.db.own(actor, async |scope| api_tokens::insert(scope, new).await).await?;
    Ok((kept, token))
}

/// Nobody gives a token what they may not do themselves, and no token is made that has ended.
fn check(app: &App, actor: &Actor, wanted: &WantedToken) -> Result<()> {
    let too_much = wanted.scopes.iter().enumerate().filter(|(_, scope)| !actor.may(**scope));
    let mut faults: Vec<_> =
        too_much.map(|(index, _)| FieldError::new(format!("/scopes/{index}"), Code::Forbidden)).collect();
    if wanted.expires_at.is_some_and(|end| end <= app.db.clock().now()) {
        faults.push(FieldError::new("/expires_at", Code::InPast));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Whether a credential has the form of a token.
pub fn is_token(credential: &str) -> bool {
    credential.starts_with(TOKEN_PREFIX)
}

/// The token that a program presents, when it is good.
pub async fn find(app: &App, token: &str) -> Result<Option<TokenInUse>> {
    sign_in::find_token(&app.db, &hash(token)).await
}

/// The actor for a program: its owner as far as the token allows. Notes the use.
pub async fn actor(app: &App, token: &TokenInUse) -> Result<Actor> {
    let owner = sign_in::actor(&app.db, token.user_id, token.organization_id).await?;
    if let Err(error) = sign_in::note_token_use(&app.db, token).await {
        tracing::warn!(%error, "the use of a token could not be noted");
    }
    Ok(owner.narrowed(&token.scopes))
}
