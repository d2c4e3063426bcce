//! `Idempotency-Key`: a repeated request gets the first answer again and does nothing twice.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Code, Error, Result};
use persistence::Scope;
use persistence::idempotency_keys::{self, Answer, Begun};
use serde::Serialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ObjectBuilder, Required, Type};

use crate::failure::Failure;

const NAME: &str = "idempotency-key";
const LONGEST: usize = 255;

/// The key of a request, if it has one.
pub struct IdempotencyKey(Option<String>);

/// What a request is answered, now as well as when it comes again.
pub struct Repeatable(Answer);

impl From<Repeatable> for HttpResponse {
    fn from(Repeatable(answer): Repeatable) -> Self {
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
        Self::build(status).content_type("application/json").body(answer.body)
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Ready<std::result::Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(NAME) else { return ready(Ok(Self(None))) };
        let key = value.to_str().map(str::trim).unwrap_or_default();
        let fits = (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        ready(if fits {
            Ok(Self(Some(key.to_owned())))
        } else {
            Err(Failure(Error::invalid("?Idempotency-Key", Code::InvalidFormat)))
        })
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST)).build();
        let parameter = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "Up to 255 printable ASCII characters of the client's choice. For 24 hours the same key with the \
                 same body gives the first answer again; with another body it is refused (422).",
            ))
            .schema(Some(schema))
            .build();
        vec![parameter]
    }
}

/// Does the work, or gives the answer that it got when it was done under this key.
///
/// The key, the work and the answer are kept in the caller's unit of work, together or not at all: what failed can be
/// tried again under the same key. An answer that is given again has the status that it had.
pub async fn once<T: Serialize>(
    scope: &Scope,
    route: &str,
    key: &IdempotencyKey,
    request: &impl Serialize,
    status: u16,
    work: impl AsyncFnOnce() -> Result<T>,
) -> Result<Repeatable> {
    let begun = match &key.0 {
        None => None,
        Some(key) => match idempotency_keys::begin(scope, route, key, &hash(request)?).await? {
            Begun::Again(answer) => return Ok(Repeatable(answer)),
            Begun::First(id) => Some(id),
        },
    };
    let body = serde_json::to_string(&work().await?).map_err(Error::internal)?;
    let answer = Answer { status, body, headers: Value::Null };
    if let Some(id) = begun {
        idempotency_keys::finish(scope, id, &answer).await?;
    }
    Ok(Repeatable(answer))
}

fn hash(request: &impl Serialize) -> Result<String> {
    let bytes = serde_json::to_vec(request).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(ring::digest::digest(&ring::digest::SHA256, &bytes)))
}
