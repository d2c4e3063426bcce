//! Who calls: the token of a request, and the [`Actor`] that it stands for.

use std::future::Future;
use std::pin::Pin;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use domain::{Actor, Code, Error};

use crate::failure::Failure;
use crate::request::locale_of;
use crate::state::State;
use crate::tokens::Claims;

/// A request whose token is good. Whether the person may still act is asked when a handler wants the actor.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What the token says.
    pub claims: Claims,
}

/// Middleware: reads the bearer token, if there is one. A bad token is noted and refused where it is needed.
pub async fn recognize(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let claims = bearer(request.request()).and_then(|token| {
        let state = request.app_data::<web::Data<State>>()?;
        state.tokens.verify(token, state.now()).ok()
    });
    if let Some(claims) = claims {
        request.extensions_mut().insert(Caller { claims });
    }
    next.call(request).await
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

/// The signed-in user in the organization in use, with the permissions of this moment.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Actor);

impl std::ops::Deref for SignedIn {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let state = request.app_data::<web::Data<State>>().cloned();
        let locale = locale_of(request.headers());
        let request = request.clone();
        Box::pin(async move {
            let claims = caller.await?.claims;
            let state = state.ok_or_else(|| Failure(Error::internal("the state is missing")))?;
            let found = persistence::sign_in::actor(&state.app.db, claims.sub, claims.org).await?;
            let actor = Actor { locale, ..found };
            request.extensions_mut().insert(Self(actor.clone()));
            Ok(Self(actor))
        })
    }
}
