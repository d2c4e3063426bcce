//! Links in mails: proving an address, a forgotten password, another address; and mails about sign-ins.

use api::auth::links::{EmailChange, EmailProof, ForgottenPassword, PasswordReset};
use api::auth::two_factor::SignInAnswer;
use api::auth::{LoginRequest, RefreshRequest};
use api::{ApiError, Code, Secret};
use bole_tests::{PASSWORD, TestApp, problem};
use chrono::TimeDelta;

/// Links of a kind that an account gets within an hour.
const LINKS_AN_HOUR: usize = 5;
const NEW_PASSWORD: &str = "另一个足够长的口令";

async fn ask_for_password(app: &TestApp, email: &str) {
    app.guest().forgot_password(&ForgottenPassword { email: email.to_owned() }).await.unwrap();
}

async fn reset(app: &TestApp, token: &Secret, password: &str) -> Result<(), ApiError> {
    let reset = PasswordReset { token: token.clone(), new_password: Secret::new(password) };
    app.guest().reset_password(&reset).await
}

async fn login(app: &TestApp, name: &str, password: &str) -> Result<SignInAnswer, ApiError> {
    app.guest().login(&LoginRequest { login: name.to_owned(), password: Secret::new(password) }).await
}

#[tokio::test]
async fn a_link_proves_an_address_once() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    assert!(!user.profile.email_verified);
    let proof = EmailProof { token: app.mail_to("bole@example.com", "/verify?token=").await.token() };
    assert_eq!(app.guest().verify_email(&proof).await.unwrap().email, "bole@example.com");
    assert!(user.client.get_profile().await.unwrap().email_verified);
    let again = problem(app.guest().verify_email(&proof).await);
    assert_eq!((again.status, again.code), (410, Code::LinkUsed));
    let unknown = EmailProof { token: Secret::new("nothing") };
    assert_eq!(problem(app.guest().verify_email(&unknown).await).code, Code::LinkUnknown);
    user.client.send_verification().await.unwrap();
    assert_eq!(app.outbox("bole@example.com").len(), 1, "there is nothing left to prove");
    app.stop().await;
}

#[tokio::test]
async fn a_reset_ends_every_session_and_proves_the_address() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    ask_for_password(&app, "BOLE@example.com").await;
    let token = app.mail_to("bole@example.com", "/reset?token=").await.token();
    let weak = problem(reset(&app, &token, "bole-xyz").await);
    assert_eq!(
        (weak.errors[0].pointer.as_str(), weak.errors[0].code),
        ("/new_password", Code::PasswordTooSimilar)
    );
    reset(&app, &token, NEW_PASSWORD).await.unwrap();
    let refreshed = app.guest().refresh(&RefreshRequest { refresh_token: Some(user.refresh_token) }).await;
    assert_eq!(problem(refreshed).code, Code::SessionRevoked);
    assert_eq!(problem(login(&app, "bole", PASSWORD).await).code, Code::InvalidCredentials);
    let proved = app.user(login(&app, "bole", NEW_PASSWORD).await.unwrap());
    assert!(proved.profile.email_verified);
    assert_eq!(problem(reset(&app, &token, PASSWORD).await).code, Code::LinkUsed);
    app.mail_to("bole@example.com", "密码刚刚已重置").await;
    app.stop().await;
}

#[tokio::test]
async fn a_reset_opens_a_locked_account_and_an_old_link_does_nothing() {
    let app = TestApp::start().await;
    app.register("bole").await;
    for _ in 0..5 {
        problem(login(&app, "bole", "wrong").await);
    }
    ask_for_password(&app, "bole@example.com").await;
    let first = app.mail_to("bole@example.com", "/reset?token=").await.token();
    app.pass(TimeDelta::minutes(61));
    assert_eq!(problem(reset(&app, &first, NEW_PASSWORD).await).code, Code::LinkExpired);
    ask_for_password(&app, "bole@example.com").await;
    while app.mail_to("bole@example.com", "/reset?token=").await.token() == first {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let second = app.mail_to("bole@example.com", "/reset?token=").await.token();
    reset(&app, &second, NEW_PASSWORD).await.unwrap();
    assert!(login(&app, "bole", NEW_PASSWORD).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn asking_for_a_password_tells_nothing_and_floods_nobody() {
    let app = TestApp::start().await;
    app.register("bole").await;
    ask_for_password(&app, "nobody@example.com").await;
    let refused = app.guest().forgot_password(&ForgottenPassword { email: "bole".to_owned() }).await;
    assert_eq!(problem(refused).errors[0].code, Code::InvalidEmail);
    for _ in 0..LINKS_AN_HOUR + 3 {
        ask_for_password(&app, "bole@example.com").await;
    }
    app.mail_to("bole@example.com", "/reset?token=").await;
    let sent = || app.outbox("bole@example.com").iter().filter(|mail| mail.text.contains("/reset?")).count();
    while sent() < LINKS_AN_HOUR {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(sent(), LINKS_AN_HOUR);
    assert!(app.outbox("nobody@example.com").is_empty());
    app.stop().await;
}

#[tokio::test]
async fn another_address_counts_once_it_is_proved_and_the_old_one_is_told() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let verification = EmailProof { token: app.mail_to("bole@example.com", "/verify?token=").await.token() };
    let change = |password: &str| EmailChange {
        new_email: "wang@example.com".to_owned(),
        password: Secret::new(password),
    };
    let refused = problem(user.client.change_email(&change("wrong")).await);
    assert_eq!(refused.errors[0].pointer, "/password");
    user.client.change_email(&change(PASSWORD)).await.unwrap();
    let proof = EmailProof { token: app.mail_to("wang@example.com", "/verify?token=").await.token() };
    assert_eq!(user.client.get_profile().await.unwrap().email, "bole@example.com", "not yet");
    assert_eq!(app.guest().verify_email(&proof).await.unwrap().email, "wang@example.com");
    let profile = user.client.get_profile().await.unwrap();
    assert_eq!((profile.email.as_str(), profile.email_verified), ("wang@example.com", true));
    app.mail_to("bole@example.com", "wang@example.com").await;
    let old = problem(app.guest().verify_email(&verification).await);
    assert_eq!(old.code, Code::LinkUnknown, "a link to the old address proves nothing of the new one");
    app.stop().await;
}

#[tokio::test]
async fn a_sign_in_from_a_new_device_is_told_but_not_the_first_one() {
    let app = TestApp::start().await;
    app.register("bole").await;
    login(&app, "bole", PASSWORD).await.unwrap();
    let guest = app.guest();
    let body = serde_json::json!({"login": "bole", "password": PASSWORD});
    let agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36";
    for _ in 0..2 {
        let request = guest.transport().request("POST", "/api/auth/login").header("user-agent", agent);
        assert_eq!(guest.transport().send_raw(request.json(&body)).await.status, 200);
    }
    let mail = app.mail_to("bole@example.com", "Chrome, Windows").await;
    assert!(mail.text.contains("127.0.0.1") && mail.text.contains("2026-11-24 16:00 (CST)"), "{}", mail.text);
    let told = app.outbox("bole@example.com").iter().filter(|mail| mail.text.contains("新设备")).count();
    assert_eq!(told, 1);
    app.stop().await;
}
