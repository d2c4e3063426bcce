//! A browser as far as addresses and cookies go: for what is led from page to page.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use serde_json::Value;

use crate::TestApp;

/// Goes where it is told, one step at a time, and keeps the cookies of the server under test.
pub struct Browser {
    base: String,
    client: reqwest::Client,
    cookies: BTreeMap<String, String>,
    token: Option<String>,
}

/// What came of a step.
#[derive(Debug)]
pub struct Step {
    /// The HTTP status.
    pub status: u16,
    /// Where it leads; empty when nowhere.
    pub location: String,
    /// The body; null when it is no JSON.
    pub body: Value,
    /// The cookies as they were set.
    pub set_cookies: Vec<String>,
}

impl Browser {
    /// Before the server, without cookies.
    pub fn new(app: &TestApp) -> Self {
        let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { base: app.url(), client, cookies: BTreeMap::new(), token: None }
    }

    /// From now on the page acts with this access token.
    pub fn act_with(&mut self, token: &str) {
        self.token = Some(token.to_owned());
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie in, as a thief would.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Opens an address of the server.
    pub async fn open(&mut self, path: &str) -> Step {
        let request = self.client.get(format!("{}{path}", self.base));
        self.send(request).await
    }

    /// Sends what the page would send.
    pub async fn post(&mut self, path: &str, body: &Value) -> Step {
        let request = self.client.post(format!("{}{path}", self.base)).header("x-client", "web").json(body);
        self.send(request).await
    }

    /// Goes through a provider: from its page to where it leads back, as a path of the server.
    pub async fn through(&self, page: &str) -> String {
        let answer = self.client.get(page).send().await.unwrap();
        let back = answer.headers()[LOCATION].to_str().unwrap();
        let (_, path) = back.split_once("/api/").unwrap();
        format!("/api/{path}")
    }

    async fn send(&mut self, mut request: reqwest::RequestBuilder) -> Step {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let set_cookies: Vec<String> = answer.headers().get_all(SET_COOKIE).iter().map(text).collect();
        for cookie in &set_cookies {
            let (name, rest) = cookie.split_once('=').unwrap();
            match rest.split(';').next().unwrap_or_default() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let location = answer.headers().get(LOCATION).map(text).unwrap_or_default();
        let status = answer.status().as_u16();
        let body = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default();
        Step { status, location, body, set_cookies }
    }
}
