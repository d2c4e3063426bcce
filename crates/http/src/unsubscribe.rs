//! The page by which a recipient ends the mails of an organization: without sign-in, script or cookie.
//!
//! Looking at it changes nothing, because mail scanners follow links; the button does, and so does the POST of mail
//! programs (RFC 8058).

use std::sync::LazyLock;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use app::emails::unsubscribing;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Error;
use persistence::maintenance::recipients::Recipient;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::failure::{Failure, Outcome};
use crate::state::State;

const STYLE: &str = "body{font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;max-width:32rem;\
    margin:15vh auto;padding:0 1.5rem;color:#1c1917;background:#fff}h1{font-size:1.25rem}\
    button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:.5rem;background:#1d4ed8;color:#fff;cursor:pointer}\
    button:focus-visible{outline:3px solid #93c5fd;outline-offset:2px}\
    @media(prefers-color-scheme:dark){body{color:#e7e5e4;background:#1c1917}}";

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(show_unsubscribe).service(unsubscribe);
}

/// Show what unsubscribing will do
///
/// A page in both languages with a button. Changes nothing.
#[utoipa::path(
    tag = "emails",
    security(()),
    params(("token" = String, Path, description = "From the link in a mail")),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 404, content_type = "text/html", body = String)
    )
)]
#[get("/u/{token}")]
async fn show_unsubscribe(state: web::Data<State>, request: HttpRequest) -> Outcome<HttpResponse> {
    page(unsubscribing::recipient(&state.app, token(&request)).await, |recipient| {
        let (organization, email) = words(recipient);
        let zh = format!("<h1>退订邮件</h1><p>{email} 将不再收到“{organization}”发送的邮件。</p>");
        let en = format!("<p lang=\"en\">{email} will get no more mails from “{organization}”.</p>");
        format!("{zh}{en}<form method=\"post\"><button>退订 · Unsubscribe</button></form>")
    })
}

/// Unsubscribe
///
/// Suppresses the address in the organization that sent the mail and withdraws what is queued for it. The same as the
/// one-click POST of RFC 8058; the body is not looked at. Once more changes nothing.
#[utoipa::path(
    tag = "emails",
    security(()),
    params(("token" = String, Path, description = "From the link in a mail")),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 404, content_type = "text/html", body = String)
    )
)]
#[post("/u/{token}")]
async fn unsubscribe(state: web::Data<State>, request: HttpRequest) -> Outcome<HttpResponse> {
    page(unsubscribing::unsubscribe(&state.app, token(&request)).await, |recipient| {
        let (organization, email) = words(recipient);
        let zh = format!("<h1>已退订</h1><p>{email} 不会再收到“{organization}”发送的邮件。</p>");
        format!("{zh}<p lang=\"en\">Done: {email} gets no more mails from “{organization}”.</p>")
    })
}

/// As it stands in the address: what is no token is answered like any other that is not ours.
fn token(request: &HttpRequest) -> &str {
    request.match_info().get("token").unwrap_or_default()
}

fn page(found: domain::Result<Recipient>, body: impl FnOnce(&Recipient) -> String) -> Outcome<HttpResponse> {
    let (status, body) = match found {
        Ok(recipient) => (StatusCode::OK, body(&recipient)),
        Err(Error::NotFound(_)) => (
            StatusCode::NOT_FOUND,
            "<h1>链接无效</h1><p>该退订链接无效或已失效。</p>\
             <p lang=\"en\">This link is not valid, or not any more.</p>"
                .to_owned(),
        ),
        Err(error) => return Err(Failure(error)),
    };
    let html = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>退订 · Unsubscribe</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    );
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY.as_str()))
        .body(html))
}

/// The style by its hash, the form to where it comes from, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// Organization and address for HTML; of the address only as much as its owner needs to recognise it.
fn words(recipient: &Recipient) -> (String, String) {
    let (local, domain) = recipient.email.rsplit_once('@').unwrap_or(("", ""));
    let shown: String = local.chars().take(2).collect();
    (escaped(&recipient.organization_name), escaped(&format!("{shown}…@{domain}")))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
