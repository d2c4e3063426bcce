//! The second factor of a sign-in, through the real server.

use api::auth::LoginRequest;
use api::auth::two_factor::{PasswordProof, SignInAnswer, TwoFactorCode, TwoFactorLogin};
use api::{Code, Secret};
use bole_tests::{PASSWORD, TestApp, User, problem};
use chrono::TimeDelta;
use totp_rs::Builder;

/// What the authenticator shows for a secret at the time of the server.
fn shown(app: &TestApp, secret: &Secret) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.expose()).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("a").build().unwrap();
    totp.generate(app.clock.now().timestamp().try_into().unwrap()).to_string()
}

/// Turns the second factor on; gives the secret and the recovery codes.
async fn turn_on(app: &TestApp, user: &User) -> (Secret, Vec<String>) {
    let setup = user.client.set_up_two_factor().await.unwrap();
    let code = TwoFactorCode { code: shown(app, &setup.secret) };
    let codes = user.client.confirm_two_factor(&code).await.unwrap().recovery_codes;
    (setup.secret, codes)
}

async fn ticket(app: &TestApp) -> Secret {
    let request = LoginRequest { login: "bole".to_owned(), password: Secret::new(PASSWORD) };
    match app.guest().login(&request).await.unwrap() {
        SignInAnswer::TwoFactor(asked) => asked.ticket,
        SignInAnswer::SignedIn(_) => panic!("no second factor is asked for"),
    }
}

fn second(ticket: &Secret, code: impl Into<String>) -> TwoFactorLogin {
    TwoFactorLogin { ticket: ticket.clone(), code: code.into() }
}

fn proof(password: &str) -> PasswordProof {
    PasswordProof { password: Secret::new(password) }
}

#[tokio::test]
async fn a_second_factor_is_set_up_confirmed_and_asked_for() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let setup = user.client.set_up_two_factor().await.unwrap();
    assert!(setup.otpauth_url.expose().starts_with("otpauth://totp/Bole:bole%40example.com?secret="));
    assert!(setup.qr_code.expose().starts_with("data:image/png;base64,"));
    app.sign_in("bole").await;
    let wrong = problem(user.client.confirm_two_factor(&TwoFactorCode { code: "000000".into() }).await);
    assert_eq!(
        (wrong.errors[0].pointer.as_str(), wrong.errors[0].code),
        ("/code", Code::InvalidTwoFactorCode)
    );
    let code = TwoFactorCode { code: shown(&app, &setup.secret) };
    let codes = user.client.confirm_two_factor(&code).await.unwrap().recovery_codes;
    assert_eq!(codes.len(), 10);
    let state = user.client.get_two_factor().await.unwrap();
    assert_eq!((state.enabled, state.recovery_codes_left), (true, 10));
    assert_eq!(problem(user.client.set_up_two_factor().await).code, Code::TwoFactorEnabled);

    app.pass(TimeDelta::seconds(30));
    let given = ticket(&app).await;
    let signed_in = app.guest().login_two_factor(&second(&given, shown(&app, &setup.secret))).await.unwrap();
    assert!(app.user(signed_in).client.get_profile().await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn a_code_and_a_ticket_are_good_for_one_sign_in() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let (secret, _) = turn_on(&app, &user).await;
    let first = ticket(&app).await;
    let replayed = problem(app.guest().login_two_factor(&second(&first, shown(&app, &secret))).await);
    assert_eq!(
        (replayed.status, replayed.code),
        (401, Code::InvalidTwoFactorCode),
        "it confirmed the set-up"
    );
    app.pass(TimeDelta::seconds(30));
    let code = shown(&app, &secret);
    app.guest().login_two_factor(&second(&first, code.clone())).await.unwrap();
    let other = ticket(&app).await;
    assert_eq!(
        problem(app.guest().login_two_factor(&second(&other, code)).await).code,
        Code::InvalidTwoFactorCode
    );
    app.pass(TimeDelta::seconds(30));
    let spent = problem(app.guest().login_two_factor(&second(&first, shown(&app, &secret))).await);
    assert_eq!((spent.status, spent.code), (401, Code::TicketExpired));
    app.pass(TimeDelta::minutes(5));
    let late = problem(app.guest().login_two_factor(&second(&other, shown(&app, &secret))).await);
    assert_eq!(late.code, Code::TicketExpired);
    app.stop().await;
}

#[tokio::test]
async fn a_known_password_does_not_open_endless_tries() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    turn_on(&app, &user).await;
    let (one, another) = (ticket(&app).await, ticket(&app).await);
    for _ in 0..5 {
        let wrong = problem(app.guest().login_two_factor(&second(&one, "123456")).await);
        assert_eq!(wrong.code, Code::InvalidTwoFactorCode);
    }
    assert_eq!(
        problem(app.guest().login_two_factor(&second(&one, "123456")).await).code,
        Code::TicketExpired
    );
    assert_eq!(problem(app.guest().login_two_factor(&second(&another, "123456")).await).status, 429);
    app.stop().await;
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let (_, codes) = turn_on(&app, &user).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let given = ticket(&app).await;
    app.guest().login_two_factor(&second(&given, typed)).await.unwrap();
    assert_eq!(user.client.get_two_factor().await.unwrap().recovery_codes_left, 9);
    let given = ticket(&app).await;
    let spent = problem(app.guest().login_two_factor(&second(&given, codes[3].clone())).await);
    assert_eq!(spent.code, Code::InvalidTwoFactorCode);

    assert_eq!(
        problem(user.client.renew_recovery_codes(&proof("wrong")).await).errors[0].code,
        Code::WrongPassword
    );
    let renewed = user.client.renew_recovery_codes(&proof(PASSWORD)).await.unwrap().recovery_codes;
    let old = problem(app.guest().login_two_factor(&second(&given, codes[4].clone())).await);
    assert_eq!(old.code, Code::InvalidTwoFactorCode);
    app.guest().login_two_factor(&second(&given, renewed[0].clone())).await.unwrap();
    app.stop().await;
}

#[tokio::test]
async fn the_password_turns_it_off() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    turn_on(&app, &user).await;
    let wrong = problem(user.client.disable_two_factor(&proof("wrong")).await);
    assert_eq!((wrong.errors[0].pointer.as_str(), wrong.errors[0].code), ("/password", Code::WrongPassword));
    user.client.disable_two_factor(&proof(PASSWORD)).await.unwrap();
    assert!(!user.client.get_two_factor().await.unwrap().enabled);
    app.sign_in("bole").await;
    app.stop().await;
}
