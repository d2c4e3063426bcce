//! The client: one for the whole process.

use std::sync::Arc;
use std::time::Duration;

use domain::{Code, Error, Result};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Response, redirect};
use serde_json::{Map, Value};
use tokio::time::{Instant, timeout_at};

use super::address::PublicResolver;
use super::chat::{ChatReply, ChatRequest, Message};
use super::endpoint::Endpoint;
use super::failure::{self, Failure, read_limited};
use super::gate::{Gate, Limits, Pass};
use super::stream::{self, DeltaStream};
use super::wire;
use crate::tls::Trust;

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many calls run at once.
    pub limits: Limits,
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// How long a server may say nothing, before its first byte or between two.
    pub silence_timeout: Duration,
    /// How often a call is tried again.
    pub retries: u32,
    /// The wait before the first retry; it doubles with each.
    pub backoff: Duration,
    /// The longest answer that is read.
    pub longest_answer: usize,
    /// Which certificates are trusted.
    pub trust: Trust,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            connect_timeout: Duration::from_secs(10),
            silence_timeout: Duration::from_secs(120),
            retries: 3,
            backoff: Duration::from_millis(500),
            longest_answer: 8 << 20,
            trust: Trust::default(),
        }
    }
}

/// Calls models. Cheap to clone; clones share connections, limits and circuits.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Resolves to public addresses only.
    public: reqwest::Client,
    /// For endpoints that an administrator allowed to be private.
    private: reqwest::Client,
    gate: Gate,
    settings: Settings,
}

impl Client {
    /// A client with these settings.
    pub fn new(settings: Settings) -> Result<Self> {
        let public = builder(&settings)?.dns_resolver(PublicResolver).https_only(true);
        let private = builder(&settings)?;
        Ok(Self(Arc::new(Inner {
            public: public.build().map_err(Error::internal)?,
            private: private.build().map_err(Error::internal)?,
            gate: Gate::new(settings.limits.clone()),
            settings,
        })))
    }

    /// Asks a model and waits for the whole answer.
    pub async fn chat(&self, endpoint: &Endpoint, request: &ChatRequest) -> Result<ChatReply> {
        let started = Instant::now();
        let body = wire::body(endpoint, request, false);
        let read = async |response: Response| self.read_answer(response).await;
        let (answer, pass) = self.call(endpoint, body, started + request.deadline, read).await?;
        pass.answered();
        Ok(reply(answer, started))
    }

    /// Asks a model and gives its answer piece by piece. Only the opening of the stream is tried again; once
    /// a piece has come, a failure ends the stream as its last item.
    pub async fn stream(&self, endpoint: &Endpoint, request: &ChatRequest) -> Result<DeltaStream> {
        let deadline = Instant::now() + request.deadline;
        let body = wire::body(endpoint, request, true);
        let open = async |response: Response| self.open_stream(response).await;
        let (source, pass) = self.call(endpoint, body, deadline, open).await?;
        Ok(stream::deltas(source, pass, endpoint.clone(), deadline))
    }

    /// Whether key and model work, by the shortest of calls and without retries.
    pub async fn verify(&self, endpoint: &Endpoint) -> Result<ChatReply> {
        let endpoint = Endpoint { max_tokens: Some(16), temperature: None, top_p: None, ..endpoint.clone() };
        let request =
            ChatRequest { deadline: Duration::from_secs(20), ..ChatRequest::new(vec![Message::user("Hi")]) };
        let body = wire::body(&endpoint, &request, false);
        let read = async |response: Response| self.read_answer(response).await;
        let started = Instant::now();
        let (answer, pass) = self.call_within(&endpoint, body, started + request.deadline, 0, read).await?;
        pass.answered();
        Ok(reply(answer, started))
    }

    async fn call<T>(
        &self,
        endpoint: &Endpoint,
        body: Map<String, Value>,
        deadline: Instant,
        read: impl AsyncFn(Response) -> Result<T, Failure>,
    ) -> Result<(T, Pass)> {
        self.call_within(endpoint, body, deadline, self.0.settings.retries, read).await
    }

    async fn call_within<T>(
        &self,
        endpoint: &Endpoint,
        mut body: Map<String, Value>,
        deadline: Instant,
        retries: u32,
        read: impl AsyncFn(Response) -> Result<T, Failure>,
    ) -> Result<(T, Pass)> {
        let mut retry = 0;
        loop {
            let failure = match self.attempt(endpoint, &body, deadline, &read).await {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            // Each adaptation takes something out of the body, so that this comes to an end.
            if failure.code == Code::AiRequestRejected && wire::adapt(&mut body, &failure.detail) {
                continue;
            }
            let pause = failure.retry_after.unwrap_or_else(|| backoff(self.0.settings.backoff, retry));
            if !failure.transient || retry == retries || Instant::now() + pause >= deadline {
                return Err(failure.into_error(endpoint));
            }
            tracing::debug!(
                model = endpoint.name(),
                retry,
                ?pause,
                code = failure.code.as_str(),
                "trying again"
            );
            tokio::time::sleep(pause).await;
            retry += 1;
        }
    }

    async fn attempt<T>(
        &self,
        endpoint: &Endpoint,
        body: &Map<String, Value>,
        deadline: Instant,
        read: &impl AsyncFn(Response) -> Result<T, Failure>,
    ) -> Result<(T, Pass), Failure> {
        let url = endpoint.chat_url().map_err(|error| Failure::new(error.code(), error.to_string()))?;
        let http = if endpoint.allow_private { &self.0.private } else { &self.0.public };
        let call = http.post(url.clone()).headers(endpoint.headers()?).header(ACCEPT, "*/*").json(body);
        let entering = self.0.gate.enter(url.authority(), endpoint.organization_id);
        let pass =
            timeout_at(deadline, entering).await.unwrap_or_else(|_elapsed| Err(Failure::deadline()))?;
        let answered = async { read(self.check_status(call.send().await?).await?).await };
        match timeout_at(deadline, answered).await.unwrap_or_else(|_elapsed| Err(Failure::deadline())) {
            Ok(value) => Ok((value, pass)),
            Err(failure) => {
                if failure.is_outage() {
                    pass.failed()
                } else {
                    pass.answered()
                }
                Err(failure)
            }
        }
    }

    async fn check_status(&self, mut response: Response) -> Result<Response, Failure> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let headers = response.headers().clone();
        // The status is what counts; words that cannot be read are left out.
        let body = read_limited(&mut response, 1 << 16).await.ok().flatten().unwrap_or_default();
        Err(failure::of_status(status, &headers, &String::from_utf8_lossy(&body)))
    }

    async fn read_answer(&self, mut response: Response) -> Result<wire::Answer, Failure> {
        let limit = self.0.settings.longest_answer;
        let Some(body) = read_limited(&mut response, limit).await? else {
            return Err(Failure::new(
                Code::AiInvalidOutput,
                format!("the answer is longer than {limit} bytes"),
            ));
        };
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&body);
        let value: Value = serde_json::from_slice(body).map_err(|error| {
            let start = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
            Failure::new(Code::AiInvalidOutput, format!("not JSON ({error}): {start}"))
        })?;
        if let Some(failure) = failure::of_error_value(&value) {
            return Err(failure);
        }
        wire::answer(&value)
            .ok_or_else(|| Failure::new(Code::AiInvalidOutput, format!("no message in the answer: {value}")))
    }

    /// A server that does not stream answers in one piece.
    async fn open_stream(&self, response: Response) -> Result<stream::Source, Failure> {
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match content_type
            .map(|kind| kind.split(';').next().unwrap_or_default().trim().to_lowercase())
            .as_deref()
        {
            Some("application/json") => Ok(stream::Source::Whole(self.read_answer(response).await?)),
            Some("text/html") => Err(Failure::new(Code::AiInvalidOutput, "a web page instead of a stream")),
            _ => Ok(stream::Source::Events { response, limit: self.0.settings.longest_answer }),
        }
    }
}

fn reply(answer: wire::Answer, started: Instant) -> ChatReply {
    ChatReply {
        content: answer.content,
        reasoning: Some(answer.reasoning).filter(|reasoning| !reasoning.is_empty()),
        usage: answer.usage,
        finish_reason: answer.finish_reason,
        latency: started.elapsed(),
    }
}

fn builder(settings: &Settings) -> Result<reqwest::ClientBuilder> {
    let mut tls = settings.trust.config()?;
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // A redirect or a proxy would lead around the check of addresses.
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(settings.connect_timeout)
        .read_timeout(settings.silence_timeout)
        .user_agent(concat!("bole/", env!("CARGO_PKG_VERSION"))))
}

/// Doubles with every retry, and varies by half, so that callers do not come back all at once.
fn backoff(first: Duration, retry: u32) -> Duration {
    let full = first.saturating_mul(2_u32.saturating_pow(retry)).min(Duration::from_secs(60));
    full.mul_f64(0.5 + fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_varies_and_stays_bounded() {
        let first = Duration::from_millis(500);
        for retry in 0..40 {
            let full = first.saturating_mul(2_u32.saturating_pow(retry)).min(Duration::from_secs(60));
            let wait = backoff(first, retry);
            assert!(wait >= full / 2 && wait <= full, "{retry}: {wait:?}");
        }
        let waits: std::collections::HashSet<_> = (0..20).map(|_| backoff(first, 3)).collect();
        assert!(waits.len() > 10);
    }
}
