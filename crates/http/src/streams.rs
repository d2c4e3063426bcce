//! Server-sent events: what is shown is read anew whenever something happened, so that a stream holds no queue of its
//! own and also shows what another process did.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentEncoding};
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use integrations::events::Subscription;
use serde::Serialize;
use tokio::time::Instant;

/// How often the state is read when nothing is heard: other processes do not tell this one.
const POLL: Duration = Duration::from_secs(3);
/// The shortest time between two events.
const PACE: Duration = Duration::from_millis(300);
/// How often a quiet stream gives a sign of life, which proxies need.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A reader of what happens, for as long as it may read.
pub struct Watch {
    subscription: Subscription,
    until: Instant,
    written: Instant,
    shown: Option<String>,
}

impl Watch {
    /// Watches a topic for so long.
    pub fn new(subscription: Subscription, time: Duration) -> Self {
        let now = Instant::now();
        Self { subscription, until: now + time, written: now, shown: None }
    }

    /// The state at once, and again whenever something happened or it has changed.
    pub fn states<T: Serialize>(
        self,
        name: &'static str,
        read: impl AsyncFn() -> domain::Result<T>,
    ) -> impl Stream<Item = Result<Bytes, Infallible>> {
        unfold((self, read), move |(mut watch, read)| async move {
            let bytes = watch.next(name, &read).await?;
            Some((Ok(bytes), (watch, read)))
        })
    }

    async fn next<T: Serialize>(
        &mut self,
        name: &str,
        read: &impl AsyncFn() -> domain::Result<T>,
    ) -> Option<Bytes> {
        loop {
            let happened = if self.shown.is_none() { true } else { self.wait().await? };
            let state = match read().await {
                Ok(state) => serde_json::to_string(&state),
                Err(error) => {
                    tracing::warn!(%error, name, "a stream ends");
                    return None;
                }
            };
            let Ok(state) = state.inspect_err(|error| tracing::error!(%error, name, "a stream ends")) else {
                return None;
            };
            if happened || self.shown.as_ref() != Some(&state) {
                let event = format!("event: {name}\ndata: {state}\n\n");
                self.shown = Some(state);
                self.written = Instant::now();
                return Some(event.into());
            }
            if self.written.elapsed() >= HEARTBEAT {
                self.written = Instant::now();
                return Some(Bytes::from_static(b": still here\n\n"));
            }
        }
    }

    /// Whether something happened; `None` when the stream ends.
    async fn wait(&mut self) -> Option<bool> {
        tokio::select! {
            received = self.subscription.next() => {
                received?;
                // What happens meanwhile is seen by the same look.
                tokio::time::sleep(PACE).await;
                Some(true)
            }
            () = tokio::time::sleep(POLL) => Some(false),
            () = tokio::time::sleep_until(self.until) => None,
        }
    }
}

/// The answer with a stream of events.
pub fn answer(events: impl Stream<Item = Result<Bytes, Infallible>> + 'static) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(ContentEncoding::Identity)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events)
}
