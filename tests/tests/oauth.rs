//! Signing in with an account elsewhere: an OpenID Connect issuer, GitHub and WeChat, through the real server.

use api::auth::LoginRequest;
use api::auth::oauth::IdentityRequest;
use api::auth::two_factor::TwoFactorCode;
use api::{Code, Secret};
use bole_tests::oauth_server::{OAuthServer, Trick};
use bole_tests::{Browser, PASSWORD, Step, TestApp, problem};
use chrono::TimeDelta;
use serde_json::json;
use server::RegistrationPolicy;

const COOKIE: &str = "bole_oauth";

async fn start(registration: RegistrationPolicy) -> (TestApp, OAuthServer) {
    let provider = OAuthServer::start();
    let providers = provider.providers();
    let app = TestApp::start_with(|config| {
        config.oauth = providers;
        config.registration = registration;
    })
    .await;
    (app, provider)
}

async fn stop(app: TestApp, provider: OAuthServer) {
    app.stop().await;
    provider.stop().await;
}

/// Signs in with a provider up to where it leads.
async fn come_back(browser: &mut Browser, provider: &str) -> Step {
    let away = browser.open(&format!("/api/auth/oauth/{provider}/authorize?next=%2Fjobs%3Fpage%3D2")).await;
    assert_eq!(away.status, 303, "{away:?}");
    let back = browser.through(&away.location).await;
    browser.open(&back).await
}

/// The user whom the refresh cookie of a browser opens a session for.
async fn username(browser: &mut Browser) -> String {
    let refreshed = browser.post("/api/auth/refresh", &json!({})).await;
    assert_eq!(refreshed.status, 200, "{refreshed:?}");
    refreshed.body["user"]["username"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_sign_in_page_learns_which_providers_there_are() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    let titles: Vec<_> =
        app.guest().list_oauth_providers().await.unwrap().into_iter().map(|p| (p.key, p.title)).collect();
    let expected = [("corp", "Corp SSO"), ("github", "GitHub"), ("wechat", "微信")];
    assert_eq!(titles, expected.map(|(key, title)| (key.to_owned(), title.to_owned())));
    let mut browser = Browser::new(&app);
    assert_eq!(browser.open("/api/auth/oauth/nowhere/authorize").await.status, 404);
    stop(app, provider).await;
}

#[tokio::test]
async fn whoever_is_new_makes_an_account_and_is_known_from_then_on() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    for key in ["corp", "github", "wechat"] {
        let mut browser = Browser::new(&app);
        let back = come_back(&mut browser, key).await;
        assert_eq!((back.status, back.location.as_str()), (303, "/oauth/link"), "{key}: {back:?}");
        let stranger = browser.open("/api/auth/oauth/stranger").await.body;
        assert_eq!((&stranger["name"], &stranger["may_register"]), (&json!("Alice HR"), &json!(true)));
        assert_eq!(stranger["next"], "/jobs?page=2");
        let knows_address = key != "wechat";
        assert_eq!(stranger["email"].is_string(), knows_address, "{stranger}");

        let name = format!("alice-{key}");
        let email = format!("{name}@corp.test");
        let made = browser.post("/api/auth/oauth/register", &json!({"username": name, "email": email})).await;
        assert_eq!(made.status, 201, "{made:?}");
        assert_eq!(browser.cookie(COOKIE), None);
        assert_eq!(username(&mut browser).await, name);

        let mut another = Browser::new(&app);
        let back = come_back(&mut another, key).await;
        assert_eq!((back.status, back.location.as_str()), (303, "/jobs?page=2"), "{key}: {back:?}");
        let kept = back.set_cookies.iter().find(|cookie| cookie.starts_with("bole_refresh=")).unwrap();
        assert!(kept.contains("HttpOnly") && kept.contains("SameSite=Strict"), "{kept}");
        assert_eq!(username(&mut another).await, name);

        let wrong = LoginRequest { login: name, password: Secret::new("!") };
        assert_eq!(problem(app.guest().login(&wrong).await).code, Code::InvalidCredentials);
    }
    stop(app, provider).await;
}

#[tokio::test]
async fn the_first_of_all_may_come_from_a_provider_and_becomes_the_operator() {
    let (app, provider) = start(RegistrationPolicy::Closed).await;
    let mut browser = Browser::new(&app);
    come_back(&mut browser, "corp").await;
    let body = json!({"username": "alice", "email": "alice@corp.test", "organization_name": "千里马"});
    let made = browser.post("/api/auth/oauth/register", &body).await;
    assert_eq!((made.status, &made.body["user"]["is_superuser"]), (201, &json!(true)), "{made:?}");

    provider.person(|person| person.subject = "4712".to_owned());
    let mut second = Browser::new(&app);
    come_back(&mut second, "corp").await;
    assert_eq!(second.open("/api/auth/oauth/stranger").await.body["may_register"], false);
    let refused =
        second.post("/api/auth/oauth/register", &json!({"username": "eve", "email": "e@corp.test"})).await;
    assert_eq!((refused.status, &refused.body["code"]), (403, &json!("registration_closed")));
    stop(app, provider).await;
}

#[tokio::test]
async fn an_account_with_the_same_address_is_not_taken_over_but_linked_by_its_owner() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    let owner = app.register("alice").await;
    provider.person(|person| person.email = "ALICE@example.com".to_owned());
    let mut browser = Browser::new(&app);
    let back = come_back(&mut browser, "corp").await;
    assert_eq!(back.location, "/oauth/link");
    assert_eq!(browser.cookie("bole_refresh"), None);
    assert_eq!(browser.open("/api/auth/oauth/stranger").await.body["has_account"], true);
    let taken = json!({"username": "other", "email": "alice@example.com"});
    assert_eq!(browser.post("/api/auth/oauth/register", &taken).await.body["code"], "email_taken");

    let alone = browser.post("/api/auth/oauth/link", &json!({})).await;
    assert_eq!(alone.status, 401, "{alone:?}");
    let signed_in = browser.post("/api/auth/login", &json!({"login": "alice", "password": PASSWORD})).await;
    browser.act_with(signed_in.body["access_token"].as_str().unwrap());
    let linked = browser.post("/api/auth/oauth/link", &json!({})).await;
    assert_eq!((linked.status, &linked.body["provider"]), (201, &json!("corp")), "{linked:?}");

    let mut another = Browser::new(&app);
    assert_eq!(come_back(&mut another, "corp").await.location, "/jobs?page=2");
    assert_eq!(username(&mut another).await, owner.profile.username);
    stop(app, provider).await;
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_verified_means_nothing() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("alice").await;
    for key in ["corp", "github"] {
        provider.person(|person| {
            person.email = "alice@example.com".to_owned();
            person.verified = false;
        });
        let mut browser = Browser::new(&app);
        come_back(&mut browser, key).await;
        let stranger = browser.open("/api/auth/oauth/stranger").await.body;
        assert_eq!((&stranger["email"], &stranger["has_account"]), (&json!(null), &json!(false)), "{key}");
    }
    stop(app, provider).await;
}

#[tokio::test]
async fn a_user_links_and_unlinks_but_never_loses_the_last_way_to_sign_in() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    let mut browser = Browser::new(&app);
    come_back(&mut browser, "corp").await;
    let made = json!({"username": "alice", "email": "alice@corp.test"});
    let made = browser.post("/api/auth/oauth/register", &made).await;
    let token = made.body["access_token"].as_str().unwrap();
    browser.act_with(token);
    let alice = app.with_token(token);
    let identities = alice.list_identities().await.unwrap();
    assert!(!identities.has_password);
    let last = identities.items[0].id;
    assert_eq!(problem(alice.delete_identity(last).await).code, Code::LastSignIn);

    let unknown = IdentityRequest { provider: "nowhere".to_owned() };
    assert_eq!(problem(alice.create_identity(&unknown).await).errors[0].pointer, "/provider");
    let away = browser.post("/api/auth/identities", &json!({"provider": "github"})).await;
    let back = browser.through(away.body["authorize_url"].as_str().unwrap()).await;
    let linked = browser.open(&back).await;
    assert_eq!(linked.location, "/settings?tab=security", "{linked:?}");
    let providers: Vec<_> =
        alice.list_identities().await.unwrap().items.into_iter().map(|i| i.provider).collect();
    assert_eq!(providers, ["corp", "github"]);

    let stranger = app.stranger("mallory").await;
    assert_eq!(problem(stranger.client.delete_identity(last).await).code, Code::NotFound);
    alice.delete_identity(last).await.unwrap();
    assert_eq!(come_back(&mut Browser::new(&app), "corp").await.location, "/oauth/link");
    stop(app, provider).await;
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_the_provider_too() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    let mut browser = Browser::new(&app);
    come_back(&mut browser, "corp").await;
    let made = json!({"username": "alice", "email": "alice@corp.test"});
    let made = browser.post("/api/auth/oauth/register", &made).await;
    let alice = app.with_token(made.body["access_token"].as_str().unwrap());
    let secret = alice.set_up_two_factor().await.unwrap().secret;
    let secret = totp_rs::Secret::try_from_base32(secret.expose()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("a").build().unwrap();
    let code = |app: &TestApp| totp.generate(app.clock.now().timestamp().try_into().unwrap()).to_string();
    alice.confirm_two_factor(&TwoFactorCode { code: code(&app) }).await.unwrap();

    let mut another = Browser::new(&app);
    let back = come_back(&mut another, "corp").await;
    let (page, ticket) = back.location.split_once("#ticket=").unwrap();
    assert_eq!(page, "/login?next=%2Fjobs%3Fpage%3D2");
    assert_eq!(another.cookie("bole_refresh"), None);
    app.pass(TimeDelta::minutes(1));
    let second = json!({"ticket": ticket, "code": code(&app)});
    assert_eq!(another.post("/api/auth/login/2fa", &second).await.status, 200);
    assert_eq!(username(&mut another).await, "alice");
    stop(app, provider).await;
}

#[tokio::test]
async fn an_account_elsewhere_stands_for_one_user_only() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    for name in ["alice", "mallory"] {
        app.stranger(name).await;
        let mut browser = Browser::new(&app);
        let signed_in = browser.post("/api/auth/login", &json!({"login": name, "password": PASSWORD})).await;
        browser.act_with(signed_in.body["access_token"].as_str().unwrap());
        let away = browser.post("/api/auth/identities", &json!({"provider": "corp"})).await;
        let back = browser.through(away.body["authorize_url"].as_str().unwrap()).await;
        let location = browser.open(&back).await.location;
        let problem = if name == "alice" { "" } else { "&problem=identity_taken" };
        assert_eq!(location, format!("/settings?tab=security{problem}"));
    }
    stop(app, provider).await;
}

#[tokio::test]
async fn an_answer_counts_only_in_the_browser_that_asked_with_the_state_it_asked_with_and_in_time() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    let mut browser = Browser::new(&app);
    let away = browser.open("/api/auth/oauth/corp/authorize").await;
    let kept = &away.set_cookies[0];
    assert!(kept.contains("HttpOnly") && kept.contains("SameSite=Lax"), "{kept}");
    assert!(away.location.contains("code_challenge_method=S256") && away.location.contains("nonce="));
    let back = browser.through(&away.location).await;
    let refused = "/login?problem=oauth_state_invalid";

    // Somebody else's browser, to which the answer was sent.
    let mut victim = Browser::new(&app);
    assert_eq!(victim.open(&back).await.location, refused);
    victim.open("/api/auth/oauth/corp/authorize").await;
    assert_eq!(victim.open(&back).await.location, refused);
    // An answer to another provider's question.
    let elsewhere = back.replace("/oauth/corp/", "/oauth/github/");
    let luggage = browser.cookie(COOKIE).unwrap().to_owned();
    assert_eq!(browser.open(&elsewhere).await.location, refused);
    browser.set_cookie(COOKIE, &luggage);
    // What was sealed for one step does not do for another one.
    assert_eq!(browser.open("/api/auth/oauth/stranger").await.body["code"], "oauth_state_invalid");
    app.pass(TimeDelta::minutes(11));
    assert_eq!(browser.open(&back).await.location, refused);
    stop(app, provider).await;
}

#[tokio::test]
async fn a_code_is_good_for_one_use() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    let mut browser = Browser::new(&app);
    let away = browser.open("/api/auth/oauth/corp/authorize").await;
    let back = browser.through(&away.location).await;
    let luggage = browser.cookie(COOKIE).unwrap().to_owned();
    assert_eq!(browser.open(&back).await.location, "/oauth/link");
    browser.set_cookie(COOKIE, &luggage);
    assert_eq!(browser.open(&back).await.location, "/login?problem=oauth_failed");
    stop(app, provider).await;
}

#[tokio::test]
async fn an_issuer_that_is_wrong_in_any_way_signs_nobody_in() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    for (trick, problem) in [
        (Trick::OtherNonce, "oauth_failed"),
        (Trick::OtherKey, "oauth_failed"),
        (Trick::OtherAudience, "oauth_failed"),
        (Trick::Expired, "oauth_failed"),
        (Trick::Down, "oauth_failed"),
        (Trick::Denied, "oauth_denied"),
    ] {
        provider.trick(trick);
        let mut browser = Browser::new(&app);
        let back = come_back(&mut browser, "corp").await;
        assert_eq!(back.location, format!("/login?problem={problem}"), "{trick:?}");
        assert_eq!(browser.cookie(COOKIE), None);
    }
    provider.trick(Trick::ClaimsApart);
    let mut browser = Browser::new(&app);
    come_back(&mut browser, "corp").await;
    assert_eq!(browser.open("/api/auth/oauth/stranger").await.body["email"], "alice@corp.test");
    stop(app, provider).await;
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_is_told_on_the_sign_in_page() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    provider.stop().await;
    let step = Browser::new(&app).open("/api/auth/oauth/corp/authorize").await;
    assert_eq!((step.status, step.location.as_str()), (303, "/login?problem=oauth_failed"));
    app.stop().await;
}

#[tokio::test]
async fn a_foreign_page_cannot_register_with_the_cookie() {
    let (app, provider) = start(RegistrationPolicy::Open).await;
    app.register("bole").await;
    let mut browser = Browser::new(&app);
    come_back(&mut browser, "corp").await;
    let request = app.guest().transport().request("POST", "/api/auth/oauth/register");
    let request = request
        .header("cookie", format!("{COOKIE}={}", browser.cookie(COOKIE).unwrap()))
        .json(&json!({"username": "eve", "email": "eve@corp.test"}));
    let answer = app.guest().transport().send_raw(request).await;
    assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("client_header_required")));
    stop(app, provider).await;
}
