//! Tokens for one's programs, through the real server.

use api::Code;
use api::auth::tokens::{CreatedApiToken, NewApiToken};
use api::jobs::JobQuery;
use api::models::PageQuery;
use bole_tests::{TestApp, User, problem};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use server::Role;

fn wanted(name: &str, scopes: &[&str], expires_at: Option<DateTime<Utc>>) -> NewApiToken {
    let scopes = serde_json::from_value(json!(scopes)).unwrap();
    NewApiToken { name: name.to_owned(), scopes, expires_at }
}

async fn make(user: &User, scopes: &[&str]) -> CreatedApiToken {
    user.client.create_api_token(&wanted("nightly import", scopes, None)).await.unwrap()
}

#[tokio::test]
async fn a_token_is_shown_once_and_works_until_it_is_revoked() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let created = make(&user, &["recruit:job:read"]).await;
    assert!(created.token.starts_with("bole_") && created.token.len() > 40);
    assert!(created.token.starts_with(&created.info.prefix));
    let program = app.with_token(&created.token);
    assert!(program.list_jobs(&JobQuery::default()).await.is_ok());
    let listed = user.client.transport().get("/api/auth/tokens").await;
    assert!(!String::from_utf8_lossy(&listed.body).contains(&created.token));
    let seen = user.client.get_api_token(created.info.id).await.unwrap();
    assert_eq!(seen.last_used_at, Some(app.clock.now()));
    user.client.delete_api_token(created.info.id).await.unwrap();
    assert_eq!(problem(program.list_jobs(&JobQuery::default()).await).code, Code::InvalidToken);
    app.stop().await;
}

#[tokio::test]
async fn a_token_ends_when_it_was_said_to() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let ends = app.clock.now() + TimeDelta::days(1);
    let new = wanted("a day", &["recruit:job:read"], Some(ends));
    let program = app.with_token(&user.client.create_api_token(&new).await.unwrap().token);
    assert!(program.list_jobs(&JobQuery::default()).await.is_ok());
    app.pass(TimeDelta::days(1));
    let refused = problem(program.list_jobs(&JobQuery::default()).await);
    assert_eq!((refused.status, refused.code), (401, Code::InvalidToken));
    let user = app.sign_in("bole").await;
    let refused =
        problem(user.client.create_api_token(&wanted("late", &["recruit:job:read"], Some(ends))).await);
    assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code), ("/expires_at", Code::InPast));
    app.stop().await;
}

#[tokio::test]
async fn a_token_never_allows_more_than_its_owner_may() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let viewer = app.colleague(&admin, "viewer", Some(Role::Viewer)).await;
    let asked = wanted("too much", &["recruit:job:read", "recruit:job:create"], None);
    let refused = problem(viewer.client.create_api_token(&asked).await);
    assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code), ("/scopes/1", Code::Forbidden));
    let nameless = problem(viewer.client.create_api_token(&NewApiToken::default()).await);
    assert_eq!(nameless.errors.len(), 2);
    make(&viewer, &["recruit:job:read"]).await;
    let twice =
        problem(viewer.client.create_api_token(&wanted("nightly import", &["recruit:job:read"], None)).await);
    assert_eq!((twice.status, twice.code), (409, Code::NameTaken));
    let listed = admin.client.list_api_tokens(&PageQuery::default()).await.unwrap();
    assert!(listed.items.is_empty(), "tokens are their owner's alone");
    app.stop().await;
}
