//! Registration, sign-in and sessions, through the real server.

use api::auth::{LoginRequest, PasswordChange, ProfileFields, RefreshRequest};
use api::{Code, Secret};
use bole_tests::{PASSWORD, TestApp, problem, registration};
use chrono::TimeDelta;

fn login(login: &str, password: &str) -> LoginRequest {
    LoginRequest { login: login.to_owned(), password: Secret::new(password) }
}

fn refresh(token: &str) -> RefreshRequest {
    RefreshRequest { refresh_token: Some(token.to_owned()) }
}

#[tokio::test]
async fn the_first_to_register_is_the_operator_and_later_ones_need_an_invitation() {
    let app = TestApp::start().await;
    assert!(app.guest().get_registration().await.unwrap().is_first);
    let first = app.register("bole").await;
    assert!(first.profile.is_superuser);
    assert_eq!(first.profile.roles, ["admin"]);
    assert!(!app.guest().get_registration().await.unwrap().is_first);
    let refused = problem(app.guest().register(&registration("second")).await);
    assert_eq!((refused.status, refused.code), (403, Code::InvitationRequired));
    app.stop().await;
}

#[tokio::test]
async fn a_sign_in_works_by_name_and_by_address_and_tells_nothing_about_who_exists() {
    let app = TestApp::start().await;
    app.register("bole").await;
    for name in ["bole", "BOLE", "bole@example.com"] {
        let signed_in = app.guest().login(&login(name, PASSWORD)).await.unwrap();
        assert_eq!(app.user(signed_in).client.get_profile().await.unwrap().username, "bole");
    }
    let wrong = problem(app.guest().login(&login("bole", "wrong")).await);
    let unknown = problem(app.guest().login(&login("nobody", "wrong")).await);
    assert_eq!((wrong.status, wrong.code), (401, Code::InvalidCredentials));
    assert_eq!((unknown.status, unknown.code, unknown.title), (wrong.status, wrong.code, wrong.title));
    app.stop().await;
}

#[tokio::test]
async fn an_account_is_locked_for_a_growing_time() {
    let app = TestApp::start().await;
    app.register("bole").await;
    for _ in 0..5 {
        problem(app.guest().login(&login("bole", "wrong")).await);
    }
    let locked = problem(app.guest().login(&login("bole", PASSWORD)).await);
    assert_eq!((locked.status, locked.retry_after), (429, Some(30)));
    app.pass(TimeDelta::seconds(31));
    assert!(app.guest().login(&login("bole", PASSWORD)).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn an_access_token_ends_and_a_refresh_token_is_good_for_one_use() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    app.pass(TimeDelta::minutes(16));
    assert_eq!(problem(user.client.get_profile().await).code, Code::InvalidToken);
    let next = app.guest().refresh(&refresh(&user.refresh_token)).await.unwrap();
    let next = app.user(next);
    assert!(next.client.get_profile().await.is_ok());
    app.pass(TimeDelta::minutes(1));
    let stolen = problem(app.guest().refresh(&refresh(&user.refresh_token)).await);
    assert_eq!(stolen.code, Code::SessionRevoked);
    let family = problem(app.guest().refresh(&refresh(&next.refresh_token)).await);
    assert_eq!(family.code, Code::SessionRevoked);
    app.stop().await;
}

#[tokio::test]
async fn a_changed_password_counts_from_then_on() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let other = app.user(app.guest().login(&login("bole", PASSWORD)).await.unwrap());
    let change = |old: &str| PasswordChange {
        old_password: Secret::new(old),
        new_password: Secret::new("another 千里马 password"),
    };
    let refused = problem(user.client.change_password(&change("wrong")).await);
    assert_eq!(
        (refused.errors[0].pointer.as_str(), refused.errors[0].code),
        ("/old_password", Code::WrongPassword)
    );
    user.client.change_password(&change(PASSWORD)).await.unwrap();
    assert!(app.guest().login(&login("bole", PASSWORD)).await.is_err());
    assert!(app.guest().login(&login("bole", "another 千里马 password")).await.is_ok());
    assert!(app.guest().refresh(&refresh(&other.refresh_token)).await.is_err());
    assert!(app.guest().refresh(&refresh(&user.refresh_token)).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn a_profile_is_changed_field_by_field() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let old = ProfileFields::from(&user.profile);
    let new = ProfileFields { first_name: "思远".into(), last_name: "李".into(), ..old.clone() };
    let patch = api::MergePatch::between(&old, &new).unwrap();
    let profile = user.client.update_profile(&patch).await.unwrap();
    assert_eq!(profile.display_name, "李思远");
    assert_eq!(profile.time_zone, old.time_zone);
    app.stop().await;
}
