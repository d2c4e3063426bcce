//! Extractors whose failures are typed and localized: bodies, queries, ids and preconditions.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use domain::{Check, Code, Error, FieldError};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::failure::Failure;
use crate::operation_logs::keep_parameters;

/// A JSON body that was read and checked.
pub struct Json<T>(pub T);

/// A JSON body that was read; what is wrong with its values is found later (merge patches, tagged choices).
pub struct RawJson<T>(pub T);

/// The query of the address, read strictly: unknown names are faults.
pub struct Query<T>(pub T);

/// An id in the path. What is not an id is not found.
pub struct Id(pub Uuid);

/// The version that `If-Match` asks for; absent when the last write may win.
pub struct IfMatch(pub Option<i64>);

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl<T: DeserializeOwned + Check + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = RawJson::<T>::from_request(request, payload);
        Box::pin(async move {
            let RawJson(value) = body.await?;
            value.validate()?;
            Ok(Self(value))
        })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for RawJson<T> {
    type Error = Failure;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let bytes = web::Bytes::from_request(&request, payload);
        Box::pin(async move {
            let kind = request.content_type();
            if !(kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json")))
            {
                return Err(Failure(Error::Rule(Code::UnsupportedMediaType)));
            }
            let bytes = bytes.await.map_err(|error| body_failure(&error))?;
            let value: Value =
                serde_json::from_slice(&bytes).map_err(|_not_json| Failure(Error::Rule(Code::Malformed)))?;
            if contains_nul(&value) {
                return Err(Failure(Error::invalid("", Code::InvalidFormat)));
            }
            keep_parameters(&request, &value);
            read(value).map(Self)
        })
    }
}

fn body_failure(error: &actix_web::Error) -> Failure {
    let too_large = error.as_response_error().status_code() == actix_web::http::StatusCode::PAYLOAD_TOO_LARGE;
    Failure(Error::Rule(if too_large { Code::PayloadTooLarge } else { Code::Malformed }))
}

/// Databases refuse NUL characters in texts, and no person types one.
fn contains_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(contains_nul),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || contains_nul(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Reads a value into a request type; what does not fit is named by its JSON pointer.
fn read<T: DeserializeOwned>(value: Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().iter().filter_map(|segment| match segment {
            serde_path_to_error::Segment::Seq { index } => Some(index.to_string()),
            serde_path_to_error::Segment::Map { key } => Some(key.replace('~', "~0").replace('/', "~1")),
            _ => None,
        });
        let pointer: String = path.map(|segment| format!("/{segment}")).collect();
        Failure(Error::Invalid(vec![fault(&pointer, &error.inner().to_string())]))
    })
}

/// serde tells what is wrong only in words; these are the beginnings of its sentences.
fn fault(pointer: &str, words: &str) -> FieldError {
    let quoted = words.split('`').nth(1).unwrap_or_default();
    let here = |code| FieldError::new(pointer, code);
    if words.starts_with("unknown field") {
        let at_end = pointer.ends_with(&format!("/{quoted}"));
        let pointer = if at_end { pointer.to_owned() } else { format!("{pointer}/{quoted}") };
        FieldError::new(pointer, Code::UnknownField).with(quoted)
    } else if words.starts_with("missing field") {
        FieldError::new(format!("{pointer}/{quoted}"), Code::Required)
    } else if words.starts_with("unknown variant") {
        here(Code::UnknownValue)
    } else {
        here(Code::InvalidFormat)
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read_query(request.query_string()).map(Self))
    }
}

fn read_query<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    let text = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    let read = serde_path_to_error::deserialize(text).map_err(|error| {
        let words = error.inner().to_string();
        let unknown = words.starts_with("unknown field").then(|| words.split('`').nth(1).unwrap_or_default());
        let name = unknown.map_or_else(|| error.path().to_string(), str::to_owned);
        let mut fault = fault("", &words);
        fault.pointer = format!("?{name}");
        Failure(Error::Invalid(vec![fault]))
    })?;
    if query.contains("%00") {
        return Err(Failure(Error::invalid("?", Code::InvalidFormat)));
    }
    Ok(read)
}

impl FromRequest for Id {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("id").and_then(|text| Uuid::try_parse(text).ok());
        ready(id.map(Self).ok_or(Failure(Error::NotFound(domain::Kind::Page))))
    }
}

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = match request.headers().get(header::IF_MATCH) {
            None => Ok(None),
            Some(value) if value == "*" => Ok(None),
            Some(value) => value
                .to_str()
                .ok()
                .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok())
                .map(Some)
                // Whatever it is, it is not the tag that this API gave out.
                .ok_or(Failure(Error::Rule(Code::StaleVersion))),
        };
        ready(version.map(Self))
    }
}

#[cfg(test)]
mod tests {
    use domain::candidates::CandidateFields;
    use serde_json::json;

    use super::*;

    fn faults<T: DeserializeOwned>(read: Result<T, Failure>) -> Vec<(String, Code)> {
        match read {
            Err(Failure(Error::Invalid(errors))) => errors.into_iter().map(|e| (e.pointer, e.code)).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_pointer() {
        for (body, pointer, code) in [
            (json!({"nmae": "x"}), "/nmae", Code::UnknownField),
            (json!({"name": 7}), "/name", Code::InvalidFormat),
            (json!({"emails": ["a@b.cn", 1]}), "/emails/1", Code::InvalidFormat),
            (json!({"consent_status": "maybe"}), "/consent_status", Code::UnknownValue),
        ] {
            assert_eq!(faults(read::<CandidateFields>(body)), [(pointer.to_owned(), code)]);
        }
        let missing = faults(read::<api::auth::LoginRequest>(json!({"login": "x"})));
        assert_eq!(missing, [("/password".to_owned(), Code::Required)]);
    }

    #[test]
    fn a_query_is_read_strictly() {
        let good = read_query::<api::jobs::JobQuery>("page=2&status=pending,closed&q=%E5%90%8E%E7%AB%AF");
        assert_eq!(good.map(|query| query.status.0.len()).ok(), Some(2));
        for (query, pointer, code) in [
            ("pgae=2", "?pgae", Code::UnknownField),
            ("page=two", "?page", Code::InvalidFormat),
            ("company_id=1", "?company_id", Code::InvalidFormat),
        ] {
            assert_eq!(
                faults(read_query::<api::jobs::JobQuery>(query)),
                [(pointer.to_owned(), code)],
                "{query}"
            );
        }
    }
}
