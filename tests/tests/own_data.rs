//! What belongs to a person: preferences, the export, and the end of the account, through the real server.

use std::io::{Cursor, Read};

use api::auth::own_data::Preferences;
use api::auth::tokens::NewApiToken;
use api::auth::two_factor::PasswordProof;
use api::operation_logs::OperationLogQuery;
use api::{Code, Secret};
use bole_tests::{PASSWORD, TestApp, problem};
use serde_json::{Value, json};
use server::Role;
use zip::ZipArchive;

fn proof(password: &str) -> PasswordProof {
    PasswordProof { password: Secret::new(password) }
}

fn unpack(bytes: Vec<u8>) -> Vec<(String, Value)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), serde_json::from_str(&text).unwrap()));
    }
    files
}

#[tokio::test]
async fn preferences_follow_from_device_to_device_and_stay_small() {
    let app = TestApp::start().await;
    let here = app.register("bole").await;
    assert_eq!(here.client.get_preferences().await.unwrap(), Preferences::default());
    let chosen = Preferences::of(json!({"theme": "dark", "columns": {"jobs": ["title"]}}));
    here.client.replace_preferences(&chosen).await.unwrap();
    let there = app.sign_in("bole").await;
    assert_eq!(there.client.get_preferences().await.unwrap(), chosen);
    let long = Preferences::of(json!({"x": "x".repeat(20_000)}));
    assert_eq!(problem(here.client.replace_preferences(&long).await).errors[0].code, Code::TooLong);
    let list = here.client.transport().json("PUT", "/api/auth/preferences", &json!([1])).await;
    assert_eq!(list.status, 422);
    app.stop().await;
}

#[tokio::test]
async fn one_takes_along_what_is_kept_about_oneself_but_no_secret() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let account = json!({"account": {
        "email_address": "bole@example.com", "smtp_host": "127.0.0.1", "smtp_port": 9, "smtp_security": "none",
        "smtp_username": "bole",
    }, "password": "very-secret-1"});
    let answer = user.client.transport().json("POST", "/api/email-accounts", &account).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    let key = json!({"provider": "qwen", "name": "mine", "key": "sk-very-secret-2"});
    assert_eq!(user.client.transport().json("POST", "/api/api-keys", &key).await.status, 201);
    let template = json!({"name": "首次联系", "subject": "您好", "body": "您好"});
    assert_eq!(user.client.transport().json("POST", "/api/email-templates", &template).await.status, 201);

    let archive = user.client.export_own_data().await.unwrap();
    let files = unpack(archive);
    let file =
        |name: &str| &files.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}")).1;
    assert_eq!(file("profile.json")["email"], "bole@example.com");
    assert_eq!(file("email_accounts.json")[0]["smtp_host"], "127.0.0.1");
    assert_eq!(file("email_templates.json")[0]["name"], "首次联系");
    assert_eq!(file("sessions.json").as_array().unwrap().len(), 1);
    for name in ["preferences", "api_tokens", "api_keys", "emails", "tasks", "activity"] {
        file(&format!("{name}.json"));
    }
    let everything = format!("{files:?}");
    assert!(!everything.contains("very-secret") && !everything.contains("argon2"));
    app.stop().await;
}

#[tokio::test]
async fn who_leaves_is_erased_and_what_belongs_to_the_organization_stays() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let leaver = app.colleague(&admin, "leaver", Some(Role::Consultant)).await;
    let job = leaver.client.transport().json("POST", "/api/jobs", &json!({"title": "Rust 工程师"})).await;
    let job = format!("/api/jobs/{}", job.json()["id"].as_str().unwrap());
    let scopes = serde_json::from_value(json!(["recruit:job:read"])).unwrap();
    let token = NewApiToken { name: "program".to_owned(), scopes, expires_at: None };
    let token = leaver.client.create_api_token(&token).await.unwrap().token;

    let wrong = problem(leaver.client.delete_account(&proof("wrong")).await);
    assert_eq!((wrong.errors[0].pointer.as_str(), wrong.errors[0].code), ("/password", Code::WrongPassword));
    leaver.client.delete_account(&proof(PASSWORD)).await.unwrap();

    assert_eq!(problem(leaver.client.get_profile().await).status, 401);
    assert_eq!(problem(app.with_token(&token).get_profile().await).status, 401);
    let login = json!({"login": "leaver", "password": PASSWORD});
    assert_eq!(app.guest().transport().json("POST", "/api/auth/login", &login).await.status, 401);
    let kept = admin.client.transport().get(&job).await;
    assert_eq!((kept.status, &kept.json()["title"]), (200, &json!("Rust 工程师")));
    assert!(!kept.json().to_string().contains("leaver"));
    app.colleague(&admin, "leaver", Some(Role::Consultant)).await;
    app.stop().await;
}

#[tokio::test]
async fn nobody_leaves_others_without_an_administrator_or_an_operator() {
    let app = TestApp::start().await;
    let operator = app.register("operator").await;
    let founder = app.stranger("founder").await;
    let member = app.colleague(&founder, "member", Some(Role::Viewer)).await;
    assert_eq!(problem(operator.client.delete_account(&proof(PASSWORD)).await).code, Code::OperatorNeeded);
    let refused = problem(founder.client.delete_account(&proof(PASSWORD)).await);
    assert_eq!((refused.status, refused.code), (409, Code::LastAdmin));
    let second = app.colleague(&founder, "second", Some(Role::Admin)).await;
    founder.client.delete_account(&proof(PASSWORD)).await.unwrap();
    member.client.delete_account(&proof(PASSWORD)).await.unwrap();
    second.client.delete_account(&proof(PASSWORD)).await.unwrap();
    operator.client.delete_account(&proof(PASSWORD)).await.unwrap();
    assert!(app.guest().get_registration().await.unwrap().is_first, "the installation can begin anew");
    assert!(app.register("operator").await.profile.is_superuser);
    app.stop().await;
}

#[tokio::test]
async fn one_sees_what_one_has_done_and_nothing_of_others() {
    let app = TestApp::start().await;
    let owner = app.register("bole").await;
    let colleague = app.colleague(&owner, "zhang", Some(Role::Admin)).await;
    for (user, name) in [(&owner, "字节跳动"), (&colleague, "千里马")] {
        let answer = user.client.transport().json("POST", "/api/companies", &json!({"name": name})).await;
        assert_eq!(answer.status, 201);
    }
    // The log is written beside the requests.
    let mut actions = Vec::new();
    for _ in 0..100 {
        let seen = colleague.client.list_activity(&OperationLogQuery::default()).await.unwrap();
        actions = seen.items.iter().map(|log| (log.action.code.clone(), log.user_id)).collect();
        if actions.iter().any(|(code, _)| code == "create_company") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let companies = actions.iter().filter(|(code, _)| code == "create_company");
    assert_eq!(companies.count(), 1, "{actions:?}");
    assert!(actions.iter().all(|(_, user)| *user == Some(colleague.profile.id)), "{actions:?}");
    app.stop().await;
}
