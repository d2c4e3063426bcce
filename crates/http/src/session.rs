//! Who calls: the credential of a request, and the [`Actor`] that it stands for.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use app::auth;
use chrono::{DateTime, Utc};
use domain::{Actor, Code, Error};
use persistence::sign_in::{self, TokenInUse};
use uuid::Uuid;

use crate::failure::Failure;
use crate::request::locale_of;
use crate::state::State;
use crate::tokens::{Claims, LIFETIME};

/// A request whose credential is good. Whether the person may still act is asked when a handler wants the actor.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user_id: Uuid,
    /// The organization in use.
    pub organization_id: Uuid,
    /// By what the user is known.
    pub credential: Credential,
}

/// By what a user is known.
#[derive(Clone, Debug)]
pub enum Credential {
    /// An access token: the person signed in.
    Session(Claims),
    /// An API token: one of the person's programs.
    Token(TokenInUse),
}

impl Caller {
    /// For how long an answer that goes on may rest on the credential before it is looked at again.
    pub fn time_left(&self, now: DateTime<Utc>) -> Duration {
        match &self.credential {
            Credential::Session(claims) => claims.time_left(now),
            Credential::Token(_) => Duration::from_secs(LIFETIME),
        }
    }
}

impl From<Claims> for Caller {
    fn from(claims: Claims) -> Self {
        Self { user_id: claims.sub, organization_id: claims.org, credential: Credential::Session(claims) }
    }
}

impl From<TokenInUse> for Caller {
    fn from(token: TokenInUse) -> Self {
        Self {
            user_id: token.user_id,
            organization_id: token.organization_id,
            credential: Credential::Token(token),
        }
    }
}

/// Middleware: reads the bearer token, if there is one. A bad one is noted and refused where it is needed.
pub async fn recognize(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = request.app_data::<web::Data<State>>().cloned();
    let caller = match (bearer(request.request()), state) {
        (Some(token), Some(state)) => caller(&state, token).await,
        _ => None,
    };
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    next.call(request).await
}

async fn caller(state: &State, token: &str) -> Option<Caller> {
    if !auth::tokens::is_token(token) {
        return state.tokens.verify(token, state.now()).ok().map(Caller::from);
    }
    match auth::tokens::find(&state.app, token).await {
        Ok(found) => found.map(Caller::from),
        Err(error) => {
            tracing::error!(%error, "an API token could not be looked up");
            None
        }
    }
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        let missing = || match bearer(request) {
            None => Failure(Error::Unauthenticated(Code::MissingCredentials)),
            Some(_) => Failure(Error::Unauthenticated(Code::InvalidToken)),
        };
        std::future::ready(caller.ok_or_else(missing))
    }
}

/// The user in the organization in use, with the permissions of this moment, in person or by a token.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Actor);

/// The same, in person: signed in, not by an API token. For whatever a token must not touch, because it could then
/// outlive its end or reach beyond its scopes: the account, its sessions and tokens, and the secrets kept for it.
#[derive(Clone, Debug)]
pub struct InPerson {
    actor: Actor,
    /// The session that asks.
    pub session_id: Uuid,
}

impl std::ops::Deref for SignedIn {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl std::ops::Deref for InPerson {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move { signed_in(&request, &caller.await?).await })
    }
}

impl FromRequest for InPerson {
    type Error = Failure;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let caller = caller.await?;
            let SignedIn(actor) = signed_in(&request, &caller).await?;
            match caller.credential {
                Credential::Session(claims) => Ok(Self { actor, session_id: claims.sid }),
                Credential::Token(_) => Err(Failure(Error::Rule(Code::TokenNotAllowed))),
            }
        })
    }
}

async fn signed_in(request: &HttpRequest, caller: &Caller) -> Result<SignedIn, Failure> {
    let state = request.app_data::<web::Data<State>>().cloned();
    let state = state.ok_or_else(|| Failure(Error::internal("the state is missing")))?;
    let app = &state.app;
    let found = match &caller.credential {
        Credential::Session(claims) => {
            sign_in::actor_in_session(&app.db, claims.sub, claims.org, claims.sid).await?
        }
        Credential::Token(token) => auth::tokens::actor(app, token).await?,
    };
    let actor = Actor { locale: locale_of(request.headers()), ..found };
    state.presence.note(app, actor.user_id);
    request.extensions_mut().insert(SignedIn(actor.clone()));
    Ok(SignedIn(actor))
}
