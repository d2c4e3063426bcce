//! Recording: every change asked of the API, by whom, from where, and what was answered.
//!
//! Rows go through a bounded queue to one writer, so that a slow database never slows or fails a request; what
//! does not fit is counted as lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use domain::Secret;
use domain::logs::OperationLog;
use domain::masking::{self, About};
use persistence::Db;
use persistence::maintenance::operation_logs::{self, Entry};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::names::{self, Named};
use crate::request::{RequestId, ip_of};
use crate::session::{Caller, SignedIn};
use crate::state::State;

/// Characters of an answer that are kept.
const ANSWER: usize = 500;
/// Characters of the parameters that are kept.
const PARAMETERS: usize = 2000;
/// Answers larger than that, in bytes, are not looked into.
const LARGE: usize = 64 * 1024;
/// Rows that may wait for the writer.
const WAITING: usize = 10_000;
/// Rows that are written together.
const BATCH: usize = 200;

/// Takes rows without waiting.
pub struct OperationLogger {
    sender: mpsc::Sender<Entry>,
    lost: Arc<AtomicU64>,
}

impl OperationLogger {
    /// Starts the writer. It ends when the logger is dropped and everything is written.
    pub fn start(db: Db) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let lost = Arc::<AtomicU64>::default();
        (Self { sender, lost: Arc::clone(&lost) }, tokio::spawn(write(db, receiver, lost)))
    }

    /// How many rows wait for the writer, and how many were lost.
    pub fn backlog(&self) -> (u64, u64) {
        let waiting = self.sender.max_capacity() - self.sender.capacity();
        (waiting as u64, self.lost.load(Ordering::Relaxed))
    }

    fn log(&self, entry: Entry) {
        if self.sender.try_send(entry).is_err() {
            lose(&self.lost, 1);
        }
    }
}

fn lose(lost: &AtomicU64, count: u64) {
    lost.fetch_add(count, Ordering::Relaxed);
    metrics::counter!("bole_operation_logs_lost_total").increment(count);
}

async fn write(db: Db, mut receiver: mpsc::Receiver<Entry>, lost: Arc<AtomicU64>) {
    let mut rows = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut rows, BATCH).await > 0 {
        let batch = std::mem::replace(&mut rows, Vec::with_capacity(BATCH));
        let count = batch.len() as u64;
        if let Err(error) = operation_logs::insert(&db, batch).await {
            tracing::error!(%error, count, "the operation log could not be written");
            lose(&lost, count);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// The body of a request, masked, for the log.
#[derive(Clone, Debug)]
struct Parameters(Value);

/// Keeps the body of a request for the log, masked. Forms with files are kept as what is told of them here.
pub fn keep_parameters(request: &HttpRequest, body: &Value) {
    if changes(request.method()) {
        let about = names::of(request).about();
        request.extensions_mut().insert(Parameters(masking::masked(body, about)));
    }
}

/// The name under which somebody tries to sign in.
struct Tried(Secret);

/// Keeps the name under which somebody tries to sign in, so that a failure is found in their organization's log.
pub fn keep_tried(request: &HttpRequest, login: &str) {
    request.extensions_mut().insert(Tried(Secret::new(login)));
}

fn changes(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE)
}

/// Middleware: writes a row for every POST, PUT, PATCH and DELETE of the API, and for sign-ins by other methods.
pub async fn record(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let known = names::of(request.request());
    let is_api = request.path().starts_with("/api/") && changes(request.method());
    if !is_api && known.operation.is_none() {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let started = Instant::now();
    let response = next.call(request).await?.map_into_boxed_body();
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let (body, head) = match body.try_into_bytes() {
        Ok(bytes) => {
            let head = head(&bytes, &known);
            (BoxBody::new(bytes), head)
        }
        Err(stream) => (stream, String::new()),
    };
    if let Some(state) = request.app_data::<web::Data<State>>() {
        let entry = entry(&request, known, response.status().as_u16(), head, started.elapsed(), state);
        state.operation_logger.log(entry);
    }
    Ok(ServiceResponse::new(request, response.set_body(body)))
}

/// The beginning of an answer, masked before it is cut.
fn head(bytes: &[u8], known: &Named) -> String {
    if bytes.len() > LARGE {
        return format!("({} bytes)", bytes.len());
    }
    let value = serde_json::from_slice::<Value>(bytes);
    value.map(|value| cut(&masking::masked(&value, known.about()).to_string(), ANSWER)).unwrap_or_default()
}

fn entry(
    request: &HttpRequest,
    known: Named,
    status: u16,
    head: String,
    took: Duration,
    state: &State,
) -> Entry {
    let extensions = request.extensions();
    let actor = extensions.get::<SignedIn>();
    let caller = extensions.get::<Caller>();
    let tried = extensions.get::<Tried>().map(|tried| tried.0.clone());
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let parameters = parameters(request, extensions.get::<Parameters>(), known.about());
    let log = OperationLog {
        id: Uuid::now_v7(),
        organization_id: actor
            .map(|actor| actor.organization_id)
            .or(caller.map(|caller| caller.organization_id)),
        user_id: actor.map(|actor| actor.user_id).or(caller.map(|caller| caller.user_id)),
        username: tried.as_ref().filter(|_| actor.is_none()).map(|name| masking::name(name.expose())),
        module: known.module,
        action: known.action,
        method: request.method().to_string(),
        path: masked_path(request.path(), &known.route),
        route: known.route,
        ip: ip_of(request.peer_addr()).to_string(),
        user_agent: cut(agent.unwrap_or_default(), 300),
        request_params: cut(&parameters, PARAMETERS),
        response_head: head,
        status,
        duration_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        request_id: extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        created_at: state.now(),
    };
    Entry { log, tried }
}

/// Query and body as one JSON object; of a form with files that nobody has told about, only the size.
fn parameters(request: &HttpRequest, body: Option<&Parameters>, about: About) -> String {
    let mut all = Map::new();
    let query: Map<String, Value> = form_urlencoded::parse(request.query_string().as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
        .collect();
    if !query.is_empty() {
        all.insert("query".to_owned(), masking::masked(&Value::Object(query), about));
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    match (body, length.filter(|length| *length != "0")) {
        (Some(Parameters(body)), _) => drop(all.insert("body".to_owned(), body.clone())),
        (None, Some(length)) => {
            let size = length.parse::<u64>().unwrap_or_default();
            all.insert("body".to_owned(), json!({"content_type": request.content_type(), "bytes": size}));
        }
        (None, None) => {}
    }
    if all.is_empty() { String::new() } else { Value::Object(all).to_string() }
}

/// The path, without tokens: they stand in it as their parameter's name.
fn masked_path(path: &str, route: &str) -> String {
    let mut pattern = route.split('/');
    let part = |part: &str| match pattern.next() {
        Some(name @ ("{token}" | "{key}" | "{ticket}")) => name.to_owned(),
        _ => masking::text(part),
    };
    cut(&path.split('/').map(part).collect::<Vec<_>>().join("/"), ANSWER)
}

fn cut(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_path_keeps_ids_and_loses_tokens() {
        for (path, route, masked) in [
            (
                "/api/jobs/018f2f6e-9f4b-7c3a-8d21-1234567890ab",
                "/api/jobs/{id}",
                "/api/jobs/018f2f6e-9f4b-7c3a-8d21-1234567890ab",
            ),
            ("/u/abc.def", "/u/{token}", "/u/{token}"),
            ("/api/nothing/13800138000", "", "/api/nothing/***"),
        ] {
            assert_eq!(masked_path(path, route), masked);
        }
    }

    #[test]
    fn parameters_are_the_query_and_the_body_and_of_a_file_only_its_size() {
        let request =
            TestRequest::delete().uri("/api/candidates/1?erase=true&phone=13800138000").to_http_request();
        let text = parameters(&request, None, About::People);
        assert_eq!(text, r#"{"query":{"erase":"true","phone":"***"}}"#);
        let form = TestRequest::post()
            .uri("/api/x")
            .insert_header((header::CONTENT_TYPE, "multipart/form-data"))
            .insert_header((header::CONTENT_LENGTH, "1234"))
            .to_http_request();
        let text = parameters(&form, None, About::Things);
        assert_eq!(text, r#"{"body":{"bytes":1234,"content_type":"multipart/form-data"}}"#);
        let body = Parameters(json!({"title": "Java"}));
        assert_eq!(parameters(&form, Some(&body), About::Things), r#"{"body":{"title":"Java"}}"#);
        let none = TestRequest::post().uri("/api/x").to_http_request();
        assert_eq!(parameters(&none, None, About::Things), "");
    }
}
