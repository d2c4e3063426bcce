//! Errors as they are shown and kept: problem documents as in RFC 9457.

use serde::{Deserialize, Serialize};

use crate::{Code, Error, FieldError, Locale};

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference that names the kind of problem.
    #[cfg_attr(feature = "openapi", schema(example = "/problems/stale_version"))]
    #[serde(rename = "type")]
    pub kind: String,
    /// What went wrong, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "内容已被他人修改，请刷新后重试"))]
    pub title: String,
    /// The HTTP status.
    #[cfg_attr(feature = "openapi", schema(example = 412))]
    pub status: u16,
    /// More about this occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The stable code, in snake_case; see `docs/problems.md`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "stale_version"))]
    pub code: Code,
    /// The id under which the request is in the log.
    pub request_id: String,
    /// The faults of the input, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// The provider and model, or the mail server, that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream: Option<String>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// One fault of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemField {
    /// A JSON pointer (RFC 6901) into the body, or `?name` for a query parameter.
    #[cfg_attr(feature = "openapi", schema(example = "/emails/0"))]
    pub pointer: String,
    /// The stable code.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "invalid_email"))]
    pub code: Code,
    /// What is wrong, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "邮箱地址格式不正确"))]
    pub message: String,
}

impl Problem {
    /// The problem of an error, in a language. Internal errors show nothing but their code.
    pub fn new(error: &Error, locale: Locale, request_id: &str) -> Self {
        let code = error.code();
        let mut problem = Self {
            kind: format!("/problems/{}", code.as_str()),
            title: code.text(locale).to_owned(),
            status: code.status(),
            detail: None,
            code,
            request_id: request_id.to_owned(),
            errors: Vec::new(),
            upstream: None,
            retry_after: None,
        };
        match error {
            Error::NotFound(kind) => problem.detail = Some(kind.word().to_owned()),
            Error::Forbidden(permission) => {
                problem.detail = Some(format!("{} ({permission})", permission.title(locale)));
            }
            Error::Invalid(errors) => {
                problem.errors = errors.iter().map(|error| ProblemField::new(error, locale)).collect();
            }
            Error::Limited { retry_after } => problem.retry_after = Some(retry_after.as_secs().max(1)),
            Error::Upstream(upstream) => {
                problem.detail = (!upstream.detail.is_empty()).then(|| upstream.detail.clone());
                problem.upstream = Some(upstream.name.clone());
                problem.retry_after = upstream.retry_after.map(|wait| wait.as_secs().max(1));
            }
            Error::Unauthenticated(_) | Error::Rule(_) | Error::Internal(_) => {}
        }
        problem
    }
}

impl ProblemField {
    fn new(error: &FieldError, locale: Locale) -> Self {
        Self {
            pointer: error.pointer.clone(),
            code: error.code,
            message: error.code.message(locale, &error.params),
        }
    }
}
