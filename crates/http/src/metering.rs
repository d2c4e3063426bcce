//! One log line and one set of figures for every request, and the counts of an organization's requests by the hour.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use domain::statistics::{CLASSES, class_of};
use persistence::Db;
use persistence::maintenance::request_counts::{self, RequestCount};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::request::RequestId;
use crate::session::{Caller, SignedIn};
use crate::state::State;

/// How often what was counted is written.
const EVERY: Duration = Duration::from_secs(60);
/// Requests that may wait to be counted.
const WAITING: usize = 10_000;

/// Middleware: counts and times every request, and logs those of the API.
pub async fn meter(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let started = Instant::now();
    let response = next.call(request).await?;
    let took = started.elapsed();
    let request = response.request();
    let method = request.method().to_string();
    // The pattern, not the path: ids would make a figure of each.
    let route = request.match_pattern().unwrap_or_else(|| "other".to_owned());
    let status = response.status().as_u16();
    let labels = [("method", method.clone()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("bole_http_requests_total", &labels).increment(1);
    metrics::histogram!("bole_http_request_seconds", "method" => method.clone(), "route" => route.clone())
        .record(took.as_secs_f64());
    if request.path().starts_with("/api/") {
        let extensions = request.extensions();
        let request_id = extensions.get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
        let user_id = extensions.get::<Caller>().map(|caller| tracing::field::display(caller.user_id));
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(request_id, method, path = request.path(), status, took_ms, user_id, "request");
        // A body that cannot be read is refused before it is asked who sent it.
        let caller = extensions.get::<Caller>().map(|caller| caller.organization_id);
        let organization_id = extensions.get::<SignedIn>().map(|actor| actor.organization_id).or(caller);
        if let (Some(organization_id), Some(state)) =
            (organization_id, request.app_data::<web::Data<State>>())
        {
            let at = state.now();
            state.request_meter.count(Sample { organization_id, method, route, status, took_ms, at });
        }
    }
    Ok(response)
}

/// Counts the requests of organizations without making them wait.
pub struct RequestMeter {
    sender: mpsc::Sender<Message>,
}

/// A request that was answered.
struct Sample {
    organization_id: Uuid,
    method: String,
    route: String,
    status: u16,
    took_ms: u64,
    at: DateTime<Utc>,
}

enum Message {
    Count(Sample),
    Flush(oneshot::Sender<()>),
}

impl RequestMeter {
    /// Starts counting. It ends when the meter is dropped and everything is written.
    pub fn start(db: Db) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self { sender }, tokio::spawn(gather(db, receiver)))
    }

    fn count(&self, sample: Sample) {
        if self.sender.try_send(Message::Count(sample)).is_err() {
            metrics::counter!("bole_request_counts_lost_total").increment(1);
        }
    }

    /// Writes what was counted so far.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.sender.send(Message::Flush(done)).await.is_ok() && written.await.is_err() {
            tracing::warn!("the request meter has stopped");
        }
    }
}

type Counts = HashMap<(Uuid, DateTime<Utc>, String, String), RequestCount>;

async fn gather(db: Db, mut receiver: mpsc::Receiver<Message>) {
    let mut counts = Counts::new();
    let mut every = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            message = receiver.recv() => match message {
                Some(Message::Count(sample)) => add(&mut counts, sample),
                Some(Message::Flush(done)) => {
                    write(&db, &mut counts).await;
                    // Whoever asked may have gone away.
                    let _gone = done.send(());
                }
                None => return write(&db, &mut counts).await,
            },
            _ = every.tick() => write(&db, &mut counts).await,
        }
    }
}

fn add(counts: &mut Counts, sample: Sample) {
    let hour = sample.at.duration_trunc(TimeDelta::hours(1)).unwrap_or(sample.at);
    let key = (sample.organization_id, hour, sample.method.clone(), sample.route.clone());
    let count = counts.entry(key).or_insert_with(|| RequestCount {
        organization_id: sample.organization_id,
        hour,
        method: sample.method,
        route: sample.route.chars().take(200).collect(),
        requests: 0,
        client_errors: 0,
        server_errors: 0,
        total_ms: 0,
        classes: [0; CLASSES],
    });
    count.requests += 1;
    count.client_errors += i64::from((400..500).contains(&sample.status));
    count.server_errors += i64::from(sample.status >= 500);
    count.total_ms += i64::try_from(sample.took_ms).unwrap_or(i64::MAX);
    count.classes[class_of(sample.took_ms)] += 1;
}

async fn write(db: &Db, counts: &mut Counts) {
    let counts: Vec<_> = counts.drain().map(|(_, count)| count).collect();
    let requests: i64 = counts.iter().map(|count| count.requests).sum();
    if let Err(error) = request_counts::add(db, counts).await {
        tracing::error!(%error, requests, "the counts of requests could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_an_hour_are_counted_by_route_with_errors_and_latency() {
        let at: DateTime<Utc> = "2026-11-24T08:59:59Z".parse().unwrap();
        let sample = |status, took_ms, minutes| Sample {
            organization_id: Uuid::nil(),
            method: "GET".to_owned(),
            route: "/api/jobs".to_owned(),
            status,
            took_ms,
            at: at + TimeDelta::minutes(minutes),
        };
        let mut counts = Counts::new();
        for sample in [sample(200, 3, 0), sample(404, 30, -50), sample(500, 9000, 0), sample(200, 3, 1)] {
            add(&mut counts, sample);
        }
        let mut counts: Vec<_> = counts.into_values().collect();
        counts.sort_by_key(|count| count.hour);
        assert_eq!(counts.len(), 2, "the next hour has a count of its own");
        let first = &counts[0];
        assert_eq!(
            (first.requests, first.client_errors, first.server_errors, first.total_ms),
            (3, 1, 1, 9033)
        );
        assert_eq!(first.classes, [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
    }
}
