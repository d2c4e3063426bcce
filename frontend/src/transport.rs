//! How the typed client's requests travel in the browser.
//!
//! The access token lives in memory only; the refresh token is a cookie that scripts cannot read. A 401
//! refreshes once, silently, and the request is sent again.

use std::cell::RefCell;

use api::auth::RefreshRequest;
use api::{Body, Client, Method, Request, Response, Transport};
use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared};
use gloo_net::http::{Method as Verb, RequestBuilder};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::RequestCredentials;

use crate::i18n::locale_untracked;
use crate::session;
use crate::upload::{self, Watch};

/// Tells the server that the caller is this page, so that it uses the cookie and keeps the refresh token out
/// of the body.
pub const CLIENT_HEADER: (&str, &str) = ("X-Client", "web");

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Every call of the API, by the names of the OpenAPI document: `client().list_jobs(&query).await`.
pub fn client() -> Client<Browser> {
    Client::new(Browser { watch: None })
}

/// The same, with the progress of what it uploads shown in `watch`, and cancelled from there.
pub fn client_watched(watch: Watch) -> Client<Browser> {
    Client::new(Browser { watch: Some(watch) })
}

/// Remembers the token of the present session, or forgets it.
pub fn set_token(token: Option<String>) {
    TOKEN.with_borrow_mut(|held| *held = token);
}

/// The token of the present session.
pub fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// The browser's `fetch`, and for files `XMLHttpRequest`, which tells how far it is.
#[derive(Clone)]
pub struct Browser {
    watch: Option<Watch>,
}

impl Transport for Browser {
    async fn send(&self, request: Request) -> Result<Response, String> {
        let response = self.send_once(&request).await?;
        if response.status != 401 || !may_refresh(&request.path) || !refresh().await {
            return Ok(response);
        }
        self.send_once(&request).await
    }
}

impl Browser {
    async fn send_once(&self, request: &Request) -> Result<Response, String> {
        if let Body::Files(files, fields) = &request.body {
            return upload::send(request, files, fields, self.watch).await;
        }
        let mut builder = RequestBuilder::new(&request.path)
            .method(verb(request.method))
            .credentials(RequestCredentials::SameOrigin);
        for (name, value) in headers(request) {
            builder = builder.header(name, &value);
        }
        let sent = match &request.body {
            Body::Json(json) => builder.header("Content-Type", "application/json").body(json.as_str()),
            Body::Empty | Body::Files(..) => builder.build(),
        };
        let answer =
            sent.map_err(|error| error.to_string())?.send().await.map_err(|error| error.to_string())?;
        let status = answer.status();
        let body = answer.binary().await.map_err(|error| error.to_string())?;
        Ok(Response { status, body })
    }
}

/// The headers of a request, whichever way it travels.
pub(crate) fn headers(request: &Request) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        (CLIENT_HEADER.0, CLIENT_HEADER.1.to_owned()),
        ("Accept-Language", locale_untracked().tag().to_owned()),
    ];
    if let Some(token) = token() {
        headers.push(("Authorization", format!("Bearer {token}")));
    }
    if let Some(accept) = request.accept {
        headers.push(("Accept", accept.to_owned()));
    }
    if let Some(version) = request.if_match {
        headers.push(("If-Match", format!("\"{version}\"")));
    }
    if let Some(key) = &request.idempotency_key {
        headers.push(("Idempotency-Key", key.clone()));
    }
    headers
}

const fn verb(method: Method) -> Verb {
    match method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Put => Verb::PUT,
        Method::Patch => Verb::PATCH,
        Method::Delete => Verb::DELETE,
    }
}

/// A 401 of these says something about what was typed in, not about the token.
fn may_refresh(path: &str) -> bool {
    !["/login", "/login/2fa", "/register", "/refresh", "/logout"]
        .iter()
        .any(|end| path == format!("/api/auth{end}"))
}

/// Refreshes the token by the cookie. Requests that fail at the same time share one refresh, and so do open
/// tabs one after the other: a rotated cookie that comes twice would end the session.
pub async fn refresh() -> bool {
    thread_local! {
        static RUNNING: RefCell<Option<Shared<LocalBoxFuture<'static, bool>>>> = const { RefCell::new(None) };
    }
    let start = || {
        let once = async {
            let refreshed = refresh_in_turn().await;
            RUNNING.set(None);
            refreshed
        };
        once.boxed_local().shared()
    };
    RUNNING.with_borrow_mut(|running| running.get_or_insert_with(start).clone()).await
}

/// Waits for the other tabs. Where the browser has no locks (plain http but on localhost), it does not.
async fn refresh_in_turn() -> bool {
    let body = Closure::<dyn FnMut() -> Promise>::new(|| {
        future_to_promise(async { Ok(JsValue::from_bool(ask_for_token().await)) })
    });
    match request_lock(body.as_ref().unchecked_ref()) {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|refreshed| refreshed.is_truthy()),
        None => ask_for_token().await,
    }
}

fn request_lock(body: &Function) -> Option<Promise> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call2(&locks, &"bole.refresh".into(), body).ok()?.dyn_into().ok()
}

#[derive(Deserialize)]
struct Refreshed {
    access_token: String,
}

async fn ask_for_token() -> bool {
    let request = Request::new(Method::Post, "/api/auth/refresh").json(&RefreshRequest::default());
    let Ok(answer) = (Browser { watch: None }).send_once(&request).await else { return false };
    let refreshed = serde_json::from_slice::<Refreshed>(&answer.body).ok().filter(|_| answer.status == 200);
    if refreshed.is_none() {
        session::lost();
    }
    set_token(refreshed.map(|refreshed| refreshed.access_token));
    token().is_some()
}
