//! What programs may do by a token, for every operation of the document.

use api::auth::tokens::NewApiToken;
use bole_tests::{Http, TestApp, User};
use serde_json::json;
use server::Role;

use super::{Operation, nowhere, operations};

/// Operations on the account that only tell a program on whose behalf it acts.
const TELLING: [&str; 3] = ["get_own_menu", "get_own_permissions", "get_profile"];

#[tokio::test]
async fn a_token_does_not_touch_the_account_that_it_belongs_to() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let program = token(&app, &admin, json!(Role::Admin.permissions())).await;
    let mut asked = 0;
    let of_the_account = |operation: &&Operation| {
        operation.pattern.starts_with("/api/auth/")
            && operation.permission.as_ref().is_some_and(Vec::is_empty)
            && !TELLING.contains(&operation.id.as_str())
    };
    for operation in operations().iter().filter(of_the_account) {
        let (status, problem) = operation.ask(&program, &operation.path(&nowhere())).await;
        let at = format!("{} {}: {status} {problem}", operation.method, operation.pattern);
        assert_eq!((status, problem["code"].as_str()), (403, Some("token_not_allowed")), "{at}");
        asked += 1;
    }
    assert!(asked > 5, "only {asked} operations are about the account");
    assert_eq!(program.get("/api/auth/profile").await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn a_token_may_do_what_its_scopes_say_and_nothing_else() {
    let app = TestApp::start().await;
    let operator = app.register("operator").await;
    let scope = "recruit:job:read";
    let program = token(&app, &operator, json!([scope])).await;
    for operation in operations() {
        let Some(permission) = operation.permission.as_ref().and_then(|all| all.first()) else { continue };
        let (status, problem) = operation.ask(&program, &operation.path(&nowhere())).await;
        let at = format!("{} {}: {status} {problem}", operation.method, operation.pattern);
        if permission == scope {
            assert!(status != 401 && status != 403 && status < 500, "{at}");
        } else {
            assert_eq!((status, problem["code"].as_str()), (403, Some("forbidden")), "{at}");
        }
    }
    app.stop().await;
}

async fn token(app: &TestApp, owner: &User, scopes: serde_json::Value) -> Http {
    let scopes = serde_json::from_value(scopes).unwrap();
    let new = NewApiToken { name: "program".to_owned(), scopes, expires_at: None };
    let created = owner.client.create_api_token(&new).await.unwrap();
    app.with_token(&created.token).transport().clone()
}
