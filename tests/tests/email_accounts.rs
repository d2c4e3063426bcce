//! Mailboxes, through the real server.

use api::email_accounts::{
    EmailAccountChange, EmailAccountFields, EmailAccountQuery, NewEmailAccount, SmtpSecurity, TestOutcome,
    TestRequest, TestStepName,
};
use api::{Code, MergePatch, Secret};
use bole_tests::mailing::{mailbox, outreach};
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{TestApp, problem};
use serde_json::json;
use server::RegistrationPolicy;

#[tokio::test]
async fn a_mailbox_is_made_changed_and_deleted_and_its_password_is_never_shown() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    let new = NewEmailAccount { account: mailbox(&smtp), password: Some(Secret::new("hunter2-hunter2")) };
    let account = user.client.create_email_account(&new).await.unwrap();
    assert!(account.has_password && account.fields.is_active);
    let answer = user.client.transport().get(&format!("/api/email-accounts/{}", account.id)).await;
    assert!(!String::from_utf8_lossy(&answer.body).contains("hunter2"));
    assert_eq!(answer.header("etag"), "\"1\"");

    let limit = EmailAccountFields { daily_limit: 7, ..mailbox(&smtp) };
    let patch = MergePatch::between(&mailbox(&smtp), &limit).unwrap();
    let change = EmailAccountChange { account: Some(patch), password: None };
    let changed = user.client.update_email_account(account.id, &change, Some(1)).await.unwrap();
    assert_eq!((changed.fields.daily_limit, changed.has_password, changed.version), (7, true, 2));
    let stale = user.client.update_email_account(account.id, &change, Some(1)).await;
    assert_eq!(problem(stale).code, Code::StaleVersion);
    let forget = EmailAccountChange { account: None, password: Some(Secret::new("")) };
    let changed = user.client.update_email_account(account.id, &forget, None).await.unwrap();
    assert!(!changed.has_password);

    user.client.delete_email_account(account.id).await.unwrap();
    assert_eq!(problem(user.client.get_email_account(account.id).await).code, Code::NotFound);
    let rest = user.client.list_email_accounts(&EmailAccountQuery::default()).await.unwrap();
    assert_eq!(rest.total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_mailbox_is_named_by_its_pointer() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    let http = user.client.transport();
    let account = user.mailbox(mailbox(&smtp)).await;
    for (account, pointer, code) in [
        (json!({"email_address": "x", "smtp_host": "h"}), "/account/email_address", "invalid_email"),
        (json!({"email_address": "a@b.cn", "smtp_host": "bad host"}), "/account/smtp_host", "invalid_format"),
        (
            json!({"email_address": "a@b.cn", "smtp_host": "h", "smtp_port": 0}),
            "/account/smtp_port",
            "out_of_range",
        ),
        (
            json!({"email_address": "a@b.cn", "smtp_host": "h", "smtp_security": "ssl"}),
            "/account/smtp_security",
            "unknown_value",
        ),
        (
            json!({"email_address": "a@b.cn", "smtp_host": "h", "password": "x"}),
            "/account/password",
            "unknown_field",
        ),
    ] {
        let answer = http.json("POST", "/api/email-accounts", &json!({"account": account})).await;
        let fault = &answer.json()["errors"][0];
        assert_eq!(
            (answer.status, fault["pointer"].as_str(), fault["code"].as_str()),
            (422, Some(pointer), Some(code))
        );
    }
    let path = format!("/api/email-accounts/{}", account.id);
    for (patch, pointer) in [
        (json!({"smtp_port": 0}), "/account/smtp_port"),
        (json!({"smtp_prot": 25}), "/account/smtp_prot"),
        (json!({"daily_limit": -1}), "/account/daily_limit"),
    ] {
        let answer = http.json("PATCH", &path, &json!({"account": patch})).await;
        assert_eq!((answer.status, answer.json()["errors"][0]["pointer"].as_str()), (422, Some(pointer)));
    }
    app.stop().await;
}

#[tokio::test]
async fn a_mailbox_is_its_owner_s_alone() {
    let app = TestApp::start_with(|config| config.registration = RegistrationPolicy::Open).await;
    let smtp = SmtpServer::start().await;
    let (owner, other) = (app.register("bole").await, app.register("jiufang").await);
    let account = owner.mailbox(mailbox(&smtp)).await;
    assert_eq!(problem(other.client.get_email_account(account.id).await).code, Code::NotFound);
    assert_eq!(problem(other.client.delete_email_account(account.id).await).code, Code::NotFound);
    let test = other.client.test_email_account(account.id, TestRequest::default()).await;
    assert_eq!(problem(test).code, Code::NotFound);
    let candidate = other.candidate("Li Lei", "li@candidate.test").await;
    let send = other.client.send_emails(&outreach(account.id, &[candidate]), "k").await;
    let fault = problem(send);
    assert_eq!(
        (fault.errors[0].pointer.as_str(), fault.errors[0].code),
        ("/from_account_id", Code::UnknownReference)
    );
    app.stop().await;
}

#[tokio::test]
async fn the_presets_name_the_usual_providers() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let presets = user.client.list_email_presets().await.unwrap();
    let codes: Vec<_> = presets.iter().map(|preset| preset.code.as_str()).collect();
    for code in ["qq", "163", "aliyun", "gmail", "outlook", "exmail"] {
        assert!(codes.contains(&code), "{code}");
    }
    assert_eq!(problem(app.guest().list_email_presets().await).code, Code::MissingCredentials);
    app.stop().await;
}

#[tokio::test]
async fn a_test_says_at_which_step_it_failed_in_the_server_s_words() {
    use TestOutcome::{Failed, Ok, Skipped};
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    let new = NewEmailAccount { account: mailbox(&smtp), password: Some(Secret::new("hunter2-hunter2")) };
    let account = user.client.create_email_account(&new).await.unwrap();
    let test = async |send: bool| {
        let report = user.client.test_email_account(account.id, TestRequest { send }).await.unwrap();
        let account = user.client.get_email_account(account.id).await.unwrap();
        assert_eq!(report.ok, account.last_error.is_none());
        assert_eq!(account.last_tested_at, Some(app.clock.now()));
        report
    };
    let outcomes = |report: &api::email_accounts::TestReport| {
        use TestStepName::{Authenticate, Connect, Dns, Send, Tls};
        let names: Vec<_> = report.steps.iter().map(|step| step.name).collect();
        assert_eq!(names, [Dns, Connect, Tls, Authenticate, Send]);
        report.steps.iter().map(|step| step.outcome).collect::<Vec<_>>()
    };

    assert_eq!(outcomes(&test(false).await), [Ok, Ok, Skipped, Ok, Skipped]);
    assert_eq!(outcomes(&test(true).await), [Ok, Ok, Skipped, Ok, Ok]);
    let [mail] = smtp.mails().try_into().unwrap();
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("hr@corp.test", ["hr@corp.test".to_owned()].as_slice())
    );

    smtp.answer("AUTH", "535 5.7.8 wrong password hunter2-hunter2");
    let report = test(true).await;
    assert_eq!(outcomes(&report), [Ok, Ok, Skipped, Failed, Skipped]);
    assert!(report.steps[3].detail.starts_with("535") && !report.steps[3].detail.contains("hunter2"));

    smtp.behave().answer("MAIL", "550 5.1.0 sender refused");
    let report = test(true).await;
    assert_eq!(outcomes(&report), [Ok, Ok, Skipped, Ok, Failed]);
    assert!(report.steps[4].detail.contains("sender refused"), "{report:?}");

    // TLS from the first byte, to a server that speaks none.
    let tls = EmailAccountFields { smtp_security: SmtpSecurity::Tls, ..mailbox(&smtp) };
    let patch = MergePatch::between(&mailbox(&smtp), &tls).unwrap();
    let change = EmailAccountChange { account: Some(patch), password: None };
    user.client.update_email_account(account.id, &change, None).await.unwrap();
    assert_eq!(outcomes(&test(false).await), [Ok, Ok, Failed, Skipped, Skipped]);
    app.stop().await;
}

#[tokio::test]
async fn deleting_a_mailbox_cancels_what_it_had_still_to_send() {
    let app = TestApp::start_with(|config| config.workers = 0).await;
    let smtp = SmtpServer::start().await;
    let user = app.register("bole").await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(3).await;
    user.client.send_emails(&outreach(account.id, &people), "k").await.unwrap();
    user.client.delete_email_account(account.id).await.unwrap();
    let counts = user.client.count_email_logs().await.unwrap();
    assert_eq!((counts.queued, counts.cancelled), (0, 3));
    let again = user.client.retry_email(user.mails().await[0].id).await;
    assert_eq!(problem(again).code, Code::AccountUnusable);
    let send = user.client.send_emails(&outreach(account.id, &people), "k2").await;
    assert_eq!(problem(send).errors[0].code, Code::UnknownReference);
    app.stop().await;
}
