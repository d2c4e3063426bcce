//! What sign-in does against guessing: locks by name and by network, the same for names that nobody has.

use api::auth::LoginRequest;
use api::{Code, Secret};
use bole_tests::{PASSWORD, TestApp, problem};
use chrono::TimeDelta;

fn login(name: &str, password: &str) -> LoginRequest {
    LoginRequest { login: name.to_owned(), password: Secret::new(password) }
}

/// Status, code and wait of a failure.
async fn guess(app: &TestApp, name: &str) -> (u16, Code, Option<u64>) {
    let problem = problem(app.guest().login(&login(name, "wrong")).await);
    (problem.status, problem.code, problem.retry_after)
}

#[tokio::test]
async fn guessing_is_answered_alike_whether_or_not_anybody_has_the_name() {
    let app = TestApp::start().await;
    app.register("bole").await;
    for _ in 0..3 {
        for _ in 0..6 {
            assert_eq!(guess(&app, "bole").await, guess(&app, "nobody").await);
        }
        app.pass(TimeDelta::minutes(2));
    }
    assert_eq!(guess(&app, "bole").await.0, 401, "the lock was over");
    assert_eq!(guess(&app, "bole").await.0, 429);
    app.stop().await;
}

#[tokio::test]
async fn guesses_side_by_side_get_no_further_than_one_after_the_other() {
    let app = TestApp::start().await;
    app.register("bole").await;
    let guesses = (0..20).map(|_| {
        let guest = app.guest();
        tokio::spawn(async move { problem(guest.login(&login("bole", "wrong")).await).status })
    });
    let mut tried = 0;
    for guess in guesses.collect::<Vec<_>>() {
        tried += usize::from(guess.await.unwrap() == 401);
    }
    assert_eq!(tried, 5);
    app.stop().await;
}

#[tokio::test]
async fn a_network_that_tries_many_names_is_locked_too() {
    let app = TestApp::start().await;
    app.register("bole").await;
    let mut statuses = Vec::new();
    for number in 0..31 {
        statuses.push(guess(&app, &format!("name{number}")).await.0);
    }
    assert_eq!((statuses[29], statuses[30]), (401, 429));
    let locked = problem(app.guest().login(&login("bole", PASSWORD)).await);
    assert_eq!(locked.status, 429, "the right password does not help from there");
    app.pass(TimeDelta::minutes(1));
    assert!(app.guest().login(&login("bole", PASSWORD)).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn signing_in_often_locks_nobody() {
    let app = TestApp::start().await;
    app.register("bole").await;
    for _ in 0..40 {
        assert!(app.guest().login(&login("bole", PASSWORD)).await.is_ok());
    }
    app.stop().await;
}
