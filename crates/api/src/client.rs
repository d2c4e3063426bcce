//! The typed client. Its methods are in the files of their features; how bytes travel is a [`Transport`]:
//! `fetch` in the browser, `reqwest` in the tests.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(String),
    /// `multipart/form-data` with files under the name `file`, and further fields.
    Files(Vec<FilePart>, Vec<(String, String)>),
}

/// A file to upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A request before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query, from `/api`.
    pub path: String,
    /// What it carries.
    pub body: Body,
    /// The media type wanted, where there is more than one.
    pub accept: Option<&'static str>,
    /// The version that must not have changed.
    pub if_match: Option<i64>,
    /// Makes a repeated request harmless.
    pub idempotency_key: Option<String>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// How requests travel.
#[expect(async_fn_in_trait, reason = "used with known types only; in the browser futures are not Send")]
pub trait Transport {
    /// Sends a request. `Err` only when there was no answer; the text is for the log.
    async fn send(&self, request: Request) -> std::result::Result<Response, String>;
}

/// Why a call gave nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// There was no answer.
    Network(String),
    /// There was an answer, but not one of this API.
    Unreadable(String),
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Problem(problem) => write!(formatter, "{} {}", problem.status, problem.code.as_str()),
            Self::Network(text) | Self::Unreadable(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for ApiError {}

/// The result of a call.
pub type Result<T> = std::result::Result<T, ApiError>;

/// The API, method by method.
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
}

impl<T: Transport> Client<T> {
    /// A client over a transport.
    pub const fn new(transport: T) -> Self {
        Self { transport }
    }

    /// The transport beneath.
    pub const fn transport(&self) -> &T {
        &self.transport
    }

    pub(crate) async fn get<R: DeserializeOwned>(&self, path: impl Into<String>) -> Result<R> {
        self.call(Request::new(Method::Get, path)).await
    }

    pub(crate) async fn get_with<R: DeserializeOwned>(
        &self,
        path: &str,
        query: &impl Serialize,
    ) -> Result<R> {
        self.get(with_query(path, query)).await
    }

    pub(crate) async fn post<R: DeserializeOwned>(
        &self,
        path: impl Into<String>,
        body: &impl Serialize,
    ) -> Result<R> {
        self.call(Request::new(Method::Post, path).json(body)).await
    }

    pub(crate) async fn put<R: DeserializeOwned>(
        &self,
        path: impl Into<String>,
        body: &impl Serialize,
    ) -> Result<R> {
        self.call(Request::new(Method::Put, path).json(body)).await
    }

    pub(crate) async fn patch<R: DeserializeOwned>(
        &self,
        path: impl Into<String>,
        body: &impl Serialize,
        version: Option<i64>,
    ) -> Result<R> {
        let mut request = Request::new(Method::Patch, path).json(body);
        request.if_match = version;
        self.call(request).await
    }

    pub(crate) async fn delete(&self, path: impl Into<String>) -> Result<()> {
        self.call_without_answer(Request::new(Method::Delete, path)).await
    }

    pub(crate) async fn call<R: DeserializeOwned>(&self, request: Request) -> Result<R> {
        let body = self.bytes(request).await?;
        serde_json::from_slice(&body).map_err(|error| ApiError::Unreadable(error.to_string()))
    }

    pub(crate) async fn call_without_answer(&self, request: Request) -> Result<()> {
        self.bytes(request).await.map(|_| ())
    }

    /// Sends a request and gives the bytes of a good answer, for files to download.
    pub async fn bytes(&self, request: Request) -> Result<Vec<u8>> {
        let response = self.transport.send(request).await.map_err(ApiError::Network)?;
        if (200..300).contains(&response.status) {
            return Ok(response.body);
        }
        Err(serde_json::from_slice(&response.body).map_or_else(
            |_| ApiError::Unreadable(format!("HTTP {}", response.status)),
            |problem| ApiError::Problem(Box::new(problem)),
        ))
    }
}

impl Request {
    /// A request without a body.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            body: Body::Empty,
            accept: None,
            if_match: None,
            idempotency_key: None,
        }
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // Requests are plain structs with string keys, which JSON can always hold.
        self.body = Body::Json(serde_json::to_string(body).unwrap_or_default());
        self
    }

    /// With a key that makes repeating it harmless.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }
}

/// Adds the fields of a flat struct as a query; empty and absent ones are left out.
pub fn with_query(path: &str, query: &impl Serialize) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(query) else { return path.to_owned() };
    let mut separator = '?';
    let mut out = path.to_owned();
    for (name, value) in fields {
        let text = match value {
            serde_json::Value::Null => continue,
            serde_json::Value::String(text) if text.is_empty() && name != "cursor" => continue,
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        out.push(separator);
        out.push_str(&name);
        out.push('=');
        percent_encode(&text, &mut out);
        separator = '&';
    }
    out
}

/// Writes a text as a query value: everything but unreserved characters as `%XX`.
pub fn percent_encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_leaves_out_what_is_empty_and_encodes_the_rest() {
        let query = serde_json::json!({"q": "后端 a&b", "page": 2, "status": "", "archived": null});
        assert_eq!(with_query("/api/jobs", &query), "/api/jobs?page=2&q=%E5%90%8E%E7%AB%AF%20a%26b");
    }
}
