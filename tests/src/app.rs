//! A server as a test sees it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use api::auth::two_factor::SignInAnswer;
use api::auth::{LoginRequest, Profile, RefreshRequest, Registration};
use api::{ApiError, Client, Problem, Secret};
use chrono::{DateTime, TimeDelta, Utc};
use server::{Config, Instance, Locale, Role};
use tempfile::TempDir;

use crate::contract::Contract;
use crate::database::Database;
use crate::transport::Http;

/// The real server on a database of its own, with a clock that stands still until a test moves it.
pub struct TestApp {
    /// The server.
    pub instance: Option<Instance>,
    /// The clock of the server.
    pub clock: server::Clock,
    contract: Arc<Contract>,
    folder: Arc<TempDir>,
    database: Option<Arc<Database>>,
}

/// A signed-in person.
pub struct User {
    /// The API as this person.
    pub client: Client<Http>,
    /// Who it is.
    pub profile: Profile,
    /// The token for further sessions.
    pub refresh_token: String,
}

/// The password of everybody in the tests.
pub const PASSWORD: &str = "千里马常有而伯乐不常有";

impl TestApp {
    /// Starts a server with nothing in it.
    pub async fn start() -> Self {
        Self::start_with(|_config| {}).await
    }

    /// Starts a server whose configuration a test changes.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let now: DateTime<Utc> = "2026-11-24T08:00:00Z".parse().unwrap();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let database = Database::create().await.map(Arc::new);
        Self::start_in(folder, database, server::Clock::fixed(now), change).await
    }

    /// Starts another server over the same data, with a clock of its own that shows the same time.
    pub async fn start_another(&self, change: impl FnOnce(&mut Config)) -> Self {
        let (folder, database) = (Arc::clone(&self.folder), self.database.clone());
        Self::start_in(folder, database, server::Clock::fixed(self.clock.now()), change).await
    }

    async fn start_in(
        folder: Arc<TempDir>,
        database: Option<Arc<Database>>,
        clock: server::Clock,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::for_tests(folder.path());
        config.bind = SocketAddr::from(([127, 0, 0, 1], 0));
        config.rate_limit = None;
        if let Some(database) = &database {
            config.database_url = Secret::new(database.url());
        }
        change(&mut config);
        let options = server::Options { clock: clock.clone(), ..server::Options::default() };
        let instance = server::start(&config, options, &program()).await.unwrap();
        Self { instance: Some(instance), clock, contract: Contract::shared(), folder, database }
    }

    /// The address of the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.instance().address)
    }

    /// The server that runs.
    pub fn instance(&self) -> &Instance {
        self.instance.as_ref().unwrap()
    }

    /// The folder of its data.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Where the server's database is, for a command of the same program.
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite://{}", self.folder.path().join("bole.db").display());
        self.database.as_ref().map_or_else(file, |database| database.url())
    }

    /// Moves the clock.
    pub fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// The API without sign-in.
    pub fn guest(&self) -> Client<Http> {
        Client::new(Http::new(self.url(), None, Arc::clone(&self.contract)))
    }

    /// Registers somebody: the first one becomes the operator.
    pub async fn register(&self, username: &str) -> User {
        let signed_in = self.guest().register(&registration(username)).await.unwrap();
        self.user(signed_in)
    }

    /// Makes an account in the organization of `colleague` and signs in.
    pub async fn colleague(&self, colleague: &User, username: &str, role: Option<Role>) -> User {
        let (registration, name) = (registration(username), &colleague.profile.username);
        server::create_member(&self.instance().app, registration, name, role, Locale::En).await.unwrap();
        self.sign_in(username).await
    }

    /// Makes an account with an organization of its own, whatever the registration policy, and signs in.
    pub async fn stranger(&self, username: &str) -> User {
        server::create_account(&self.instance().app, registration(username), Locale::En).await.unwrap();
        self.sign_in(username).await
    }

    /// Signs in with the password of everybody.
    pub async fn sign_in(&self, username: &str) -> User {
        let request = LoginRequest { login: username.to_owned(), password: Secret::new(PASSWORD) };
        self.user(self.guest().login(&request).await.unwrap())
    }

    /// A user of what a sign-in gave, which must have been all that it takes.
    pub fn user(&self, answer: impl Into<SignInAnswer>) -> User {
        let SignInAnswer::SignedIn(signed_in) = answer.into() else { panic!("a second factor is asked for") };
        User {
            client: self.with_token(&signed_in.access_token),
            profile: signed_in.user,
            refresh_token: signed_in.refresh_token.unwrap_or_default(),
        }
    }

    /// Moves the clock past the life of an access token, and renews the user's.
    pub async fn pass_for(&self, user: User, time: TimeDelta) -> User {
        self.pass(time);
        let request = RefreshRequest { refresh_token: Some(user.refresh_token) };
        self.user(self.guest().refresh(&request).await.unwrap())
    }

    /// The API with a token.
    pub fn with_token(&self, token: &str) -> Client<Http> {
        Client::new(Http::new(self.url(), Some(token.to_owned()), Arc::clone(&self.contract)))
    }

    /// Stops the server as an operator would.
    pub async fn stop(mut self) {
        self.instance.take().unwrap().stop().await.unwrap();
        // The last server over the data removes it.
        if let Some(database) = self.database.take().and_then(Arc::into_inner) {
            database.drop().await;
        }
    }
}

/// A registration that the policy takes.
pub fn registration(username: &str) -> Registration {
    serde_json::from_value(serde_json::json!({
        "username": username,
        "email": format!("{username}@example.com"),
        "password": PASSWORD,
        "organization_name": format!("{username} 猎头"),
    }))
    .unwrap()
}

/// The problem of a failed call.
#[track_caller]
pub fn problem<T: std::fmt::Debug>(result: Result<T, ApiError>) -> Problem {
    match result {
        Err(ApiError::Problem(problem)) => *problem,
        other => panic!("expected a problem, got {other:?}"),
    }
}

/// The program that opens documents in child processes: built beside the tests.
pub fn program() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    let program = path.join("bole");
    assert!(program.exists(), "{} is not built: run the tests by `make unit`", program.display());
    program
}
