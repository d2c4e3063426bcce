//! A provider with whose accounts people sign in: an OpenID Connect issuer, GitHub and WeChat in one, which checks what
//! it is sent and does what a test tells it. Whoever comes to its page is signed in at once as the present person.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

use actix_web::dev::ServerHandle;
use actix_web::http::header;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use server::{Protocol, Provider};

/// Our name at the provider.
pub const CLIENT_ID: &str = "bole-app";
/// What proves it.
pub const CLIENT_SECRET: &str = "hunter2-hunter2";

/// Whoever sits before the provider's page.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account, for ever.
    pub subject: String,
    /// The address.
    pub email: String,
    /// Whether the provider has verified it.
    pub verified: bool,
    /// The name.
    pub name: String,
}

/// What the issuer does wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trick {
    /// Nothing.
    #[default]
    None,
    /// Answers another question.
    OtherNonce,
    /// Signs with a key that it has not published.
    OtherKey,
    /// Signs for another application.
    OtherAudience,
    /// Signs a token that is over.
    Expired,
    /// Says that the person declined.
    Denied,
    /// Keeps the claims out of the token, and gives them to whoever asks.
    ClaimsApart,
    /// Gives no tokens.
    Down,
}

/// A running provider.
pub struct OAuthServer {
    url: String,
    handle: ServerHandle,
    shared: web::Data<Shared>,
}

struct Shared {
    url: String,
    state: Mutex<State>,
    key: Vec<u8>,
    other_key: Vec<u8>,
}

struct State {
    person: Person,
    trick: Trick,
    /// What each code was given for.
    codes: HashMap<String, HashMap<String, String>>,
    given: usize,
}

type Query = web::Query<HashMap<String, String>>;
type Form = web::Form<HashMap<String, String>>;

impl OAuthServer {
    /// Starts on a free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = || {
            let random = SystemRandom::new();
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            pkcs8.as_ref().to_vec()
        };
        let person = Person {
            subject: "4711".to_owned(),
            email: "alice@corp.test".to_owned(),
            verified: true,
            name: "Alice HR".to_owned(),
        };
        let state = State { person, trick: Trick::None, codes: HashMap::new(), given: 0 };
        let shared = web::Data::new(Shared {
            url: url.clone(),
            state: Mutex::new(state),
            key: key(),
            other_key: key(),
        });
        let data = shared.clone();
        let server = HttpServer::new(move || App::new().app_data(data.clone()).configure(routes))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .unwrap()
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { url, handle, shared }
    }

    /// Who comes next.
    pub fn person(&self, change: impl FnOnce(&mut Person)) {
        change(&mut self.shared.state().person);
    }

    /// What goes wrong from now on.
    pub fn trick(&self, trick: Trick) {
        self.shared.state().trick = trick;
    }

    /// The three of them as Bole is told of them.
    pub fn providers(&self) -> Vec<Provider> {
        let provider = |key: &str, title: &str, protocol| Provider {
            key: key.to_owned(),
            title: title.to_owned(),
            protocol,
            client_id: CLIENT_ID.to_owned(),
            client_secret: api::Secret::new(CLIENT_SECRET),
        };
        let url = || self.url.clone();
        vec![
            provider("corp", "Corp SSO", Protocol::Oidc { issuer: url() }),
            provider("github", "GitHub", Protocol::GitHub { url: url() }),
            provider("wechat", "微信", Protocol::WeChat { pages: url(), api: url() }),
        ]
    }

    /// Stops.
    pub async fn stop(self) {
        self.handle.stop(false).await;
    }
}

impl Shared {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a code was given for; a code is good for one use.
    fn redeem(&self, code: Option<&String>) -> Option<HashMap<String, String>> {
        self.state().codes.remove(code?)
    }
}

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/.well-known/openid-configuration", web::get().to(discovery))
        .route("/jwks", web::get().to(keys))
        .route("/authorize", web::get().to(consent))
        .route("/token", web::post().to(oidc_token))
        .route("/userinfo", web::get().to(oidc_claims))
        .route("/login/oauth/authorize", web::get().to(consent))
        .route("/login/oauth/access_token", web::post().to(github_token))
        .route("/api/v3/user", web::get().to(github_user))
        .route("/api/v3/user/emails", web::get().to(github_emails))
        .route("/connect/qrconnect", web::get().to(consent))
        .route("/sns/oauth2/access_token", web::get().to(wechat_token))
        .route("/sns/userinfo", web::get().to(wechat_user));
}

/// The page on which people sign in: leads back at once, with a code.
async fn consent(shared: web::Data<Shared>, query: Query) -> HttpResponse {
    let mut state = shared.state();
    state.given += 1;
    let code = format!("code-{}", state.given);
    let answer = match state.trick {
        Trick::Denied => "error=access_denied".to_owned(),
        _ => format!("code={code}&iss=whatever"),
    };
    let back = format!("{}?{answer}&state={}", query["redirect_uri"], query["state"]);
    state.codes.insert(code, query.into_inner());
    HttpResponse::Found().insert_header((header::LOCATION, back)).finish()
}

async fn discovery(shared: web::Data<Shared>) -> HttpResponse {
    let url = &shared.url;
    json_of(&json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/userinfo"),
        "jwks_uri": format!("{url}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(shared: web::Data<Shared>) -> HttpResponse {
    let pair = pair(&shared.key);
    let point = &pair.public_key().as_ref()[1..];
    let part = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point[range]);
    json_of(&json!({"keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one",
        "x": part(0..32), "y": part(32..64),
    }]}))
}

async fn oidc_token(shared: web::Data<Shared>, request: HttpRequest, form: Form) -> HttpResponse {
    let credentials = format!("Basic {}", STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}")));
    let known = request.headers().get(header::AUTHORIZATION).is_some_and(|value| *value == credentials);
    let asked = shared.redeem(form.get("code"));
    let Some(asked) = asked.filter(|asked| known && is_same_client(asked, &form)) else {
        return HttpResponse::BadRequest().json(json!({"error": "invalid_grant"}));
    };
    let state = shared.state();
    let (person, trick) = (&state.person, state.trick);
    if trick == Trick::Down {
        return HttpResponse::ServiceUnavailable().body("<h1>Down</h1>");
    }
    let now = chrono::Utc::now().timestamp();
    let mut claims = json!({
        "iss": shared.url,
        "aud": if trick == Trick::OtherAudience { "another-app" } else { CLIENT_ID },
        "sub": person.subject,
        "iat": now - 5,
        "exp": if trick == Trick::Expired { now - 3600 } else { now + 300 },
        "nonce": if trick == Trick::OtherNonce { "another" } else { &asked["nonce"] },
    });
    if trick != Trick::ClaimsApart {
        claims["email"] = json!(person.email);
        claims["email_verified"] = json!(person.verified);
        claims["name"] = json!(person.name);
    }
    let key = if trick == Trick::OtherKey { &shared.other_key } else { &shared.key };
    json_of(&json!({
        "access_token": "token", "token_type": "Bearer", "expires_in": 300, "id_token": signed(key, &claims),
    }))
}

async fn oidc_claims(shared: web::Data<Shared>) -> HttpResponse {
    let person = &shared.state().person;
    json_of(&json!({
        "sub": person.subject, "email": person.email, "email_verified": person.verified, "name": person.name,
    }))
}

async fn github_token(shared: web::Data<Shared>, form: Form) -> HttpResponse {
    let known = form.get("client_id").is_some_and(|id| id == CLIENT_ID)
        && form.get("client_secret").is_some_and(|secret| secret == CLIENT_SECRET);
    match shared.redeem(form.get("code")).filter(|asked| known && is_same_client(asked, &form)) {
        Some(_) => json_of(&json!({"access_token": "token", "token_type": "bearer"})),
        None => json_of(&json!({"error": "bad_verification_code"})),
    }
}

async fn github_user(shared: web::Data<Shared>) -> HttpResponse {
    let person = &shared.state().person;
    let id: u64 = person.subject.parse().unwrap();
    json_of(&json!({"id": id, "login": "alice-hr", "name": person.name, "email": null}))
}

async fn github_emails(shared: web::Data<Shared>) -> HttpResponse {
    let person = &shared.state().person;
    json_of(&json!([{"email": person.email, "primary": true, "verified": person.verified}]))
}

async fn wechat_token(shared: web::Data<Shared>, query: Query) -> HttpResponse {
    let known = query.get("appid").is_some_and(|id| id == CLIENT_ID)
        && query.get("secret").is_some_and(|secret| secret == CLIENT_SECRET);
    match shared.redeem(query.get("code")).filter(|_| known) {
        Some(_) => json_of(&json!({"access_token": "token", "openid": "open-1", "unionid": "union-1"})),
        None => json_of(&json!({"errcode": 40029, "errmsg": "invalid code"})),
    }
}

async fn wechat_user(shared: web::Data<Shared>) -> HttpResponse {
    let name = shared.state().person.name.clone();
    json_of(&json!({"openid": "open-1", "unionid": "union-1", "nickname": name}))
}

/// PKCE: whoever has the code must know what its challenge was made of, and come from the same place.
fn is_same_client(asked: &HashMap<String, String>, form: &HashMap<String, String>) -> bool {
    let verifier = form.get("code_verifier").map(String::as_bytes).unwrap_or_default();
    let hash = ring::digest::digest(&ring::digest::SHA256, verifier);
    asked.get("code_challenge_method").is_some_and(|method| method == "S256")
        && asked.get("code_challenge") == Some(&URL_SAFE_NO_PAD.encode(hash))
        && asked.get("redirect_uri") == form.get("redirect_uri")
}

fn pair(pkcs8: &[u8]) -> EcdsaKeyPair {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new()).unwrap()
}

fn signed(pkcs8: &[u8], claims: &Value) -> String {
    let head = URL_SAFE_NO_PAD.encode(json!({"alg": "ES256", "kid": "one"}).to_string());
    let message = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signature = pair(pkcs8).sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn json_of(value: &Value) -> HttpResponse {
    HttpResponse::Ok().json(value)
}
