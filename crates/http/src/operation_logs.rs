//! The operation log: every change asked of the API, by whom, from where, and what was answered.
//!
//! Rows go through a bounded queue to one writer, so that a slow database never slows or fails a request; what
//! does not fit is counted as lost.

use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use domain::logs::OperationLog;
use persistence::Db;
use serde_json::Value;
use tokio::sync::mpsc;

use crate::request::{RequestId, ip_of};
use crate::session::{Caller, SignedIn};
use crate::state::State;

/// Characters of parameters and answers that are kept.
const KEPT: usize = 500;
/// Rows that may wait for the writer.
const WAITING: usize = 10_000;
/// Rows that are written together.
const BATCH: usize = 200;

/// Takes rows without waiting.
pub struct OperationLogger {
    sender: mpsc::Sender<OperationLog>,
}

impl OperationLogger {
    /// Starts the writer. It ends when the logger is dropped and everything is written.
    pub fn start(db: Db) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self { sender }, tokio::spawn(write(db, receiver)))
    }

    fn log(&self, row: OperationLog) {
        if self.sender.try_send(row).is_err() {
            metrics::counter!("bole_operation_logs_lost_total").increment(1);
        }
    }
}

async fn write(db: Db, mut receiver: mpsc::Receiver<OperationLog>) {
    let mut rows = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut rows, BATCH).await > 0 {
        let batch = std::mem::replace(&mut rows, Vec::with_capacity(BATCH));
        let count = batch.len() as u64;
        if let Err(error) = persistence::maintenance::insert_operation_logs(&db, batch).await {
            tracing::error!(%error, count, "the operation log could not be written");
            metrics::counter!("bole_operation_logs_lost_total").increment(count);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// The parameters of a request, masked and cut, for the log.
#[derive(Clone, Debug, Default)]
pub struct Parameters(String);

impl Parameters {
    /// Of a JSON body.
    pub fn of(body: &Value) -> Self {
        Self(cut(&masked(None, body).to_string()))
    }
}

fn cut(text: &str) -> String {
    text.chars().take(KEPT).collect()
}

/// A copy without secrets and personal data.
fn masked(field: Option<&str>, value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), masked(Some(name), value))).collect()
        }
        Value::Array(items) => items.iter().map(|item| masked(field, item)).collect(),
        Value::String(text) => masked_text(field.unwrap_or_default(), text).into(),
        other => other.clone(),
    }
}

fn masked_text(field: &str, text: &str) -> String {
    const SECRETS: [&str; 6] = ["password", "token", "secret", "key", "ticket", "code"];
    const LONG_TEXTS: [&str; 8] =
        ["text", "body", "content", "summary", "description", "requirement", "notes", "skills"];
    if SECRETS.iter().any(|word| field.contains(word)) && field != "code"
        || field == "code" && text.len() < 12
    {
        return "***".to_owned();
    }
    if field.contains("phone") {
        return "***".to_owned();
    }
    if LONG_TEXTS.iter().any(|word| field.ends_with(word)) {
        return format!("({} characters)", text.chars().count());
    }
    match text.split_once('@') {
        Some((local, host)) if !host.is_empty() && !text.contains(char::is_whitespace) => {
            format!("{}***@{host}", local.chars().next().unwrap_or_default())
        }
        _ => text.chars().take(80).collect(),
    }
}

/// Middleware: writes a row for every POST, PUT, PATCH and DELETE of the API.
pub async fn record(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let changes = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    if !changes || !request.path().starts_with("/api/") {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let started = Instant::now();
    let response = next.call(request).await?.map_into_boxed_body();
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let (body, head) = match body.try_into_bytes() {
        Ok(bytes) => {
            let head =
                serde_json::from_slice::<Value>(&bytes).map(|value| cut(&masked(None, &value).to_string()));
            (BoxBody::new(bytes), head.unwrap_or_default())
        }
        Err(stream) => (stream, String::new()),
    };
    if let Some(state) = request.app_data::<web::Data<State>>() {
        let row = row(&request, response.status().as_u16(), head, started.elapsed(), state);
        state.operation_logger.log(row);
    }
    Ok(ServiceResponse::new(request, response.set_body(body)))
}

fn row(
    request: &actix_web::HttpRequest,
    status: u16,
    head: String,
    took: Duration,
    state: &State,
) -> OperationLog {
    let extensions = request.extensions();
    let actor = extensions.get::<SignedIn>();
    let caller = extensions.get::<Caller>();
    let route = request.match_pattern().unwrap_or_default();
    let (module, action) = name_of(request.method(), &route);
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    OperationLog {
        organization_id: actor
            .map(|actor| actor.organization_id)
            .or(caller.map(|caller| caller.organization_id)),
        user_id: actor.map(|actor| actor.user_id).or(caller.map(|caller| caller.user_id)),
        username: None,
        module,
        action,
        method: request.method().to_string(),
        path: request.path().chars().take(KEPT).collect(),
        route,
        ip: ip_of(request.peer_addr()).to_string(),
        user_agent: agent.unwrap_or_default().chars().take(300).collect(),
        request_params: extensions.get::<Parameters>().cloned().unwrap_or_default().0,
        response_head: head,
        status,
        duration_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        request_id: extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        created_at: state.now(),
    }
}

/// Module and action of a route: `/api/jobs/{id}/status` is `jobs` and `status`, `DELETE /api/jobs/{id}` is `delete`.
fn name_of(method: &Method, route: &str) -> (String, String) {
    let mut words = route.trim_start_matches("/api/").split('/').filter(|word| !word.starts_with('{'));
    let module = words.next().unwrap_or_default().to_owned();
    let action = words.next_back().unwrap_or(match *method {
        Method::POST => "create",
        Method::PUT | Method::PATCH => "update",
        _ => "delete",
    });
    (module, action.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_and_personal_data_do_not_reach_the_log() {
        let body = json!({
            "login": "li.wei@example.com",
            "password": "hunter22",
            "account": {"smtp_password": "x", "api_key": "sk-1"},
            "phone": "13800138000",
            "text": "李思远，男，1990 年生……",
            "emails": ["a@b.cn"],
            "title": "Java",
        });
        let text = Parameters::of(&body).0;
        for secret in ["hunter22", "sk-1", "13800138000", "李思远", "li.wei", "a@b.cn"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("l***@example.com") && text.contains("Java"));
        assert!(Parameters::of(&json!({"title": "长".repeat(9000)})).0.chars().count() <= KEPT);
    }

    #[test]
    fn a_route_names_its_module_and_action() {
        for (method, route, module, action) in [
            (Method::POST, "/api/jobs", "jobs", "create"),
            (Method::POST, "/api/jobs/{id}/status", "jobs", "status"),
            (Method::DELETE, "/api/jobs/{id}", "jobs", "delete"),
            (Method::POST, "/api/auth/login", "auth", "login"),
        ] {
            assert_eq!(name_of(&method, route), (module.to_owned(), action.to_owned()));
        }
    }
}
