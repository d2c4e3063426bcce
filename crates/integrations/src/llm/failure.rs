//! What a failed call means, and whether trying again can help.

use std::time::Duration;

use domain::error::Upstream;
use domain::{Code, Error, Service};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;

use super::address::PrivateAddress;
use super::endpoint::Endpoint;
use crate::words;

/// A failed attempt.
#[derive(Debug)]
pub(crate) struct Failure {
    pub code: Code,
    pub detail: String,
    pub retry_after: Option<Duration>,
    /// Whether the same call may succeed a little later.
    pub transient: bool,
}

impl Failure {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), retry_after: None, transient: false }
    }

    pub(crate) fn transient(code: Code, detail: impl Into<String>) -> Self {
        Self { transient: true, ..Self::new(code, detail) }
    }

    /// The call's own time is over; there is none left to try again.
    pub(crate) fn deadline() -> Self {
        Self::new(Code::AiTimeout, "no complete answer within the time allowed")
    }

    /// Whether this speaks against the provider, not against the key or the request.
    pub(crate) fn is_outage(&self) -> bool {
        matches!(self.code, Code::AiUnavailable | Code::AiTimeout)
    }

    /// The error for a caller, without the key.
    pub(crate) fn into_error(self, endpoint: &Endpoint) -> Error {
        if matches!(self.code, Code::PrivateAddress | Code::InvalidUrl) {
            return Error::Rule(self.code);
        }
        Error::Upstream(Upstream {
            service: Service::Ai,
            code: self.code,
            name: endpoint.name(),
            detail: words::shorten(&words::redact(&self.detail, endpoint.key.as_ref())),
            retry_after: self.retry_after,
        })
    }
}

/// A failure to send or to read.
impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let mut deepest: &dyn std::error::Error = &error;
        while let Some(source) = deepest.source() {
            deepest = source;
            if deepest.is::<PrivateAddress>() {
                return Self::new(Code::PrivateAddress, deepest.to_string());
            }
        }
        if error.is_timeout() {
            return Self::transient(Code::AiTimeout, "the server did not answer in time");
        }
        if error.is_builder() {
            return Self::new(Code::AiRequestRejected, deepest.to_string());
        }
        // The message of the outermost error names the URL, which may hold a resource's name; the cause does not.
        Self::transient(Code::AiUnavailable, deepest.to_string())
    }
}

/// What a status other than success means, with the server's words.
pub(crate) fn of_status(status: StatusCode, headers: &HeaderMap, body: &str) -> Failure {
    let parsed: Value = serde_json::from_str(body.trim_start_matches('\u{feff}')).unwrap_or_default();
    let said = Said::from(&parsed);
    let detail = match &said.message {
        Some(message) => format!("{} {message}", status.as_u16()),
        None => format!("{} {body}", status.as_u16()),
    };
    Failure { retry_after: retry_after(headers), ..classify(status.as_u16(), &said, detail) }
}

/// What an `error` object inside a successful answer or a stream means.
pub(crate) fn of_error_value(value: &Value) -> Option<Failure> {
    value.get("error").filter(|error| !error.is_null())?;
    let said = Said::from(value);
    let status = said.status.unwrap_or(500);
    let detail = said.message.clone().unwrap_or_else(|| value.to_string());
    Some(classify(status, &said, detail))
}

fn classify(status: u16, said: &Said, detail: String) -> Failure {
    match status {
        _ if said.mentions(&["invalid_api_key", "api key not valid", "authentication_error"]) => {
            Failure::new(Code::AiAuthenticationFailed, detail)
        }
        401 | 403 => Failure::new(Code::AiAuthenticationFailed, detail),
        404 => Failure::new(Code::AiModelNotFound, detail),
        400..500 if said.mentions(&["model_not_found", "model not exist", "invalid_model"]) => {
            Failure::new(Code::AiModelNotFound, detail)
        }
        // A quota that is used up does not come back within a call.
        429 if said.mentions(&["insufficient_quota"]) => Failure::new(Code::AiRateLimited, detail),
        429 => Failure::transient(Code::AiRateLimited, detail),
        _ if said.mentions(&["rate_limit_exceeded", "rate_limit_error"]) => {
            Failure::transient(Code::AiRateLimited, detail)
        }
        408 => Failure::transient(Code::AiTimeout, detail),
        300..500 => Failure::new(Code::AiRequestRejected, detail),
        _ => Failure::transient(Code::AiUnavailable, detail),
    }
}

/// The server's words, wherever it put them.
#[derive(Debug, Default)]
struct Said {
    message: Option<String>,
    marks: String,
    status: Option<u16>,
}

impl Said {
    fn from(value: &Value) -> Self {
        let error = value.get("error").unwrap_or(value);
        let word = |name: &str| match error.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let message =
            word("message").or_else(|| error.as_str().map(str::to_owned)).or_else(|| word("detail"));
        let marks = [word("code"), word("type"), message.clone()].into_iter().flatten().collect::<Vec<_>>();
        let number = |name| word(name).and_then(|code| code.parse().ok());
        Self {
            message,
            marks: marks.join(" ").to_lowercase(),
            status: number("code").or_else(|| number("status")).filter(|status| (400..600).contains(status)),
        }
    }

    fn mentions(&self, marks: &[&str]) -> bool {
        marks.iter().any(|mark| self.marks.contains(mark))
    }
}

/// How long the server asks to wait: seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = chrono::DateTime::parse_from_rfc2822(value).ok()?;
    Some((date.to_utc() - chrono::Utc::now()).to_std().unwrap_or_default())
}

/// Reads a body up to a limit; the rest is not read.
pub(crate) async fn read_limited(response: &mut Response, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Secret;

    fn of(status: u16, body: &str) -> Failure {
        of_status(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body)
    }

    #[test]
    fn each_status_has_its_code_and_only_passing_ones_are_tried_again() {
        let table = [
            (401, Code::AiAuthenticationFailed, false),
            (403, Code::AiAuthenticationFailed, false),
            (404, Code::AiModelNotFound, false),
            (408, Code::AiTimeout, true),
            (429, Code::AiRateLimited, true),
            (302, Code::AiRequestRejected, false),
            (400, Code::AiRequestRejected, false),
            (402, Code::AiRequestRejected, false),
            (422, Code::AiRequestRejected, false),
            (500, Code::AiUnavailable, true),
            (503, Code::AiUnavailable, true),
        ];
        for (status, code, transient) in table {
            for body in ["", "<html>nginx</html>", "{\"error\":{\"message\":\"no\",\"code\":1302}}", "[1]"] {
                let failure = of(status, body);
                assert_eq!((failure.code, failure.transient), (code, transient), "{status} {body}");
            }
        }
    }

    #[test]
    fn the_words_of_the_server_decide_where_its_status_is_vague() {
        assert_eq!(of(400, r#"{"error":{"message":"Model Not Exist"}}"#).code, Code::AiModelNotFound);
        assert_eq!(of(400, r#"[{"error":{}}]"#).code, Code::AiRequestRejected);
        assert_eq!(
            of(400, r#"{"error":{"message":"API key not valid."}}"#).code,
            Code::AiAuthenticationFailed
        );
        let quota = of(429, r#"{"error":{"message":"quota","code":"insufficient_quota"}}"#);
        assert_eq!((quota.code, quota.transient), (Code::AiRateLimited, false));
        assert_eq!(of(500, r#"{"message":"内部错误"}"#).detail, "500 内部错误");
    }

    #[test]
    fn an_error_inside_an_answer_is_read_by_its_code() {
        let code =
            |text: &str| of_error_value(&serde_json::from_str(text).unwrap()).map(|failure| failure.code);
        assert_eq!(code(r#"{"error":{"code":429,"message":"slow"}}"#), Some(Code::AiRateLimited));
        assert_eq!(code(r#"{"error":{"code":"401"}}"#), Some(Code::AiAuthenticationFailed));
        assert_eq!(code(r#"{"error":{"type":"rate_limit_error"}}"#), Some(Code::AiRateLimited));
        assert_eq!(code(r#"{"error":"overloaded"}"#), Some(Code::AiUnavailable));
        assert_eq!(code(r#"{"error":null,"choices":[]}"#), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let wait = |value: &str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
            retry_after(&headers)
        };
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("0.5"), Some(Duration::from_millis(500)));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(
            wait(&(chrono::Utc::now() + chrono::TimeDelta::seconds(90)).to_rfc2822()).unwrap()
                > Duration::from_secs(80)
        );
        for odd in ["-1", "soon", "NaN", "1e300"] {
            assert_eq!(wait(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_error_names_provider_and_model_and_not_the_key() {
        let mut endpoint = Endpoint::new("qwen", "https://x.test", "qwen-plus");
        endpoint.key = Some(Secret::new("sk-verysecret1"));
        let error = of(401, "bad key sk-verysecret1").into_error(&endpoint);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("qwen/qwen-plus") && !shown.contains("verysecret"), "{shown}");
    }
}
