//! The devices on which one is signed in, through the real server.

use api::Code;
use bole_tests::{PASSWORD, TestApp, problem};
use chrono::TimeDelta;
use serde_json::json;

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_signs_a_device_out() {
    let app = TestApp::start().await;
    let here = app.register("bole").await;
    app.pass(TimeDelta::minutes(5));
    let guest = app.guest();
    let request = guest.transport().request("POST", "/api/auth/login");
    let phone =
        "Mozilla/5.0 (Linux; Android 16; 25010PN30C) AppleWebKit/537.36 Chrome/146.0 Mobile Safari/537.36";
    let request = request.header("user-agent", phone).json(&json!({"login": "bole", "password": PASSWORD}));
    let answer = guest.transport().send_raw(request).await;
    let phone = app.with_token(answer.json()["access_token"].as_str().unwrap());

    let sessions = here.client.list_sessions().await.unwrap();
    let seen: Vec<_> = sessions.iter().map(|session| (session.device.as_str(), session.is_current)).collect();
    assert_eq!(seen, [("Chrome, Android", false), ("", true)]);
    assert_eq!(sessions[0].ip, "127.0.0.1");
    assert!(phone.list_sessions().await.unwrap()[0].is_current);

    here.client.delete_session(sessions[0].id).await.unwrap();
    let refused = problem(phone.get_profile().await);
    assert_eq!((refused.status, refused.code), (401, Code::SessionRevoked));
    assert_eq!(here.client.list_sessions().await.unwrap().len(), 1);
    assert_eq!(problem(here.client.delete_session(sessions[0].id).await).status, 404);
    app.stop().await;
}

#[tokio::test]
async fn a_session_that_goes_on_stays_one_and_remembers_its_start() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let start = app.clock.now();
    let user = app.pass_for(user, TimeDelta::minutes(20)).await;
    let user = app.pass_for(user, TimeDelta::minutes(20)).await;
    let sessions = user.client.list_sessions().await.unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!((sessions[0].started_at, sessions[0].last_used_at), (start, app.clock.now()));
    app.stop().await;
}

#[tokio::test]
async fn signing_out_everywhere_stops_every_device_at_once() {
    let app = TestApp::start().await;
    let one = app.register("bole").await;
    let two = app.sign_in("bole").await;
    one.client.logout_all().await.unwrap();
    for user in [one, two] {
        assert_eq!(problem(user.client.get_profile().await).code, Code::SessionRevoked);
    }
    app.stop().await;
}
