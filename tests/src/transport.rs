//! How the kit's requests travel, and how raw ones are made.

use std::sync::Arc;

use api::{Body, Method, Request, Response, Transport};
use serde_json::Value;

use crate::contract::Contract;

/// The API over a socket.
#[derive(Clone)]
pub struct Http {
    base: String,
    token: Option<String>,
    client: reqwest::Client,
    contract: Arc<Contract>,
}

/// An answer to a raw request.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Http {
    pub(crate) fn new(base: String, token: Option<String>, contract: Arc<Contract>) -> Self {
        // A connection that the server is about to close, because it refused a body unread, must not be used again.
        let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
        Self { base, token, client, contract }
    }

    /// A raw request, for what the typed client cannot say.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = method.parse().unwrap();
        let request = self.client.request(method, format!("{}{path}", self.base)).header("x-client", "api");
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a raw request and holds the answer against the document.
    pub async fn send_raw(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let (method, path) = (request.method().to_string(), request.url().path().to_owned());
        let response = self.client.execute(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap().to_vec();
        let answer = Answer { status, headers, body };
        self.contract.check(&method, &path, &answer);
        answer
    }

    /// Sends JSON.
    pub async fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send_raw(self.request(method, path).json(body)).await
    }

    /// Asks.
    pub async fn get(&self, path: &str) -> Answer {
        self.send_raw(self.request("GET", path)).await
    }
}

impl Transport for Http {
    async fn send(&self, request: Request) -> Result<Response, String> {
        let mut builder = self.request(request.method.as_str(), &request.path);
        if let Some(accept) = request.accept {
            builder = builder.header("accept", accept);
        }
        if let Some(version) = request.if_match {
            builder = builder.header("if-match", format!("\"{version}\""));
        }
        if let Some(key) = &request.idempotency_key {
            builder = builder.header("idempotency-key", key);
        }
        builder = match request.body {
            Body::Json(text) => builder.header("content-type", "application/json").body(text),
            Body::Files(files, fields) => builder.multipart(form(files, fields)),
            Body::Empty => builder,
        };
        debug_assert!(request.method != Method::Get || request.if_match.is_none());
        let answer = self.send_raw(builder).await;
        Ok(Response { status: answer.status, body: answer.body })
    }
}

fn form(files: Vec<api::FilePart>, fields: Vec<(String, String)>) -> reqwest::multipart::Form {
    let mut form = reqwest::multipart::Form::new();
    for (name, value) in fields {
        form = form.text(name, value);
    }
    for file in files {
        form = form.part("file", reqwest::multipart::Part::bytes(file.bytes).file_name(file.name));
    }
    form
}
