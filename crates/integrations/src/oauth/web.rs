//! The requests to providers: short, bounded, and never led elsewhere.

use std::time::Duration;

use domain::error::{Service, Upstream};
use domain::{Code, Error, Result, Secret};
use openidconnect::{HttpRequest, HttpResponse, http};
use reqwest::{RequestBuilder, redirect};
use serde_json::Value;

use super::Provider;
use crate::tls::Trust;
use crate::words;

/// The longest answer that is read. An issuer's keys are some kilobytes.
const LONGEST: usize = 512 * 1024;
const TIMEOUT: Duration = Duration::from_secs(15);

/// Sends requests. Where a proxy is set by `HTTPS_PROXY`, they go through it.
#[derive(Clone, Debug)]
pub(super) struct Web(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("{0}")]
    Response(#[from] http::Error),
    #[error("the answer is too long")]
    TooLong,
}

impl Web {
    pub(super) fn new(trust: &Trust) -> Result<Self> {
        let mut tls = trust.config()?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // Secrets are in these requests: they go to the configured place and nowhere else.
            .redirect(redirect::Policy::none())
            .timeout(TIMEOUT)
            .user_agent(concat!("bole/", env!("CARGO_PKG_VERSION")));
        client.build().map(Self).map_err(Error::internal)
    }

    /// A request to begin with.
    pub(super) fn client(&self) -> &reqwest::Client {
        &self.0
    }

    /// The form in which the OpenID Connect library sends.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Fault> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut answer = http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        Ok(answer.body(read(&mut response).await?)?)
    }

    /// The JSON that answers a request.
    pub(super) async fn json(&self, provider: &Provider, request: RequestBuilder) -> Result<Value> {
        let ask = async move {
            let mut response = request.header("accept", "application/json").send().await?;
            Ok::<_, Fault>((response.status(), read(&mut response).await?))
        };
        let (status, body) = ask.await.map_err(|fault| failed(provider, &fault.to_string()))?;
        if !status.is_success() {
            return Err(failed(provider, &format!("{status}: {}", String::from_utf8_lossy(&body))));
        }
        serde_json::from_slice(&body).map_err(|error| failed(provider, &error.to_string()))
    }
}

async fn read(response: &mut reqwest::Response) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LONGEST {
            return Err(Fault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The provider did not do its part.
pub(super) fn failed(provider: &Provider, detail: &str) -> Error {
    // reqwest's errors end with the address, which for WeChat holds the secret.
    let detail = words::redact(detail, Some(&provider.client_secret));
    Error::Upstream(Upstream {
        service: Service::SignIn,
        code: Code::OauthFailed,
        name: provider.key.clone(),
        detail: words::shorten(&detail),
        retry_after: None,
    })
}

/// A text that an answer must have.
pub(super) fn text<'a>(provider: &Provider, answer: &'a Value, field: &str) -> Result<&'a str> {
    let found = answer[field].as_str().filter(|text| !text.is_empty());
    found.ok_or_else(|| failed(provider, &format!("no {field} in the answer: {}", without_tokens(answer))))
}

fn without_tokens(answer: &Value) -> Value {
    let said = ["error", "error_description", "errcode", "errmsg", "message"];
    let fields = answer.as_object().into_iter().flatten().filter(|(name, _)| said.contains(&name.as_str()));
    fields.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A token of an answer.
pub(super) fn token(provider: &Provider, answer: &Value) -> Result<Secret> {
    text(provider, answer, "access_token").map(Secret::new)
}
