//! The product's own mails: into the outbox, or from the operator's mailbox; and who may set that.

use api::email_accounts::{SmtpSecurity, TestOutcome, TestRequest};
use api::system_mails::{SystemMailboxChange, SystemMailboxFields};
use api::{Code, Secret};
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{TestApp, problem};
use server::Role;

fn mailbox(smtp: &SmtpServer, password: Option<&str>) -> SystemMailboxChange {
    SystemMailboxChange {
        mailbox: SystemMailboxFields {
            from_email: "bole@corp.test".to_owned(),
            smtp_host: "127.0.0.1".to_owned(),
            smtp_port: smtp.port,
            smtp_security: SmtpSecurity::None,
            ..SystemMailboxFields::default()
        },
        password: password.map(Secret::new),
    }
}

#[tokio::test]
async fn without_a_mailbox_mails_lie_in_the_outbox_in_the_language_of_their_reader() {
    let app = TestApp::start().await;
    assert!(!app.guest().get_registration().await.unwrap().has_mail);
    app.register("bole").await;
    let mail = app.mail_to("bole@example.com", "/verify?token=").await;
    assert!(mail.text.starts_with("bole，您好：") && mail.text.contains("验证邮箱"), "{}", mail.text);
    assert!(mail.html.contains("lang=\"zh-CN\""), "{}", mail.html);
    app.stop().await;
}

#[tokio::test]
async fn the_operator_s_mailbox_is_set_tested_and_sends() {
    let app = TestApp::start().await;
    let smtp = SmtpServer::start().await;
    let operator = app.register("bole").await;
    assert_eq!(operator.client.get_system_mail().await.unwrap().mailbox, None);
    let test = TestRequest { send: true };
    assert_eq!(problem(operator.client.test_system_mail(test).await).code, Code::NotFound);
    let set = operator.client.set_system_mail(&mailbox(&smtp, Some("geheim"))).await.unwrap();
    assert!(set.mailbox.as_ref().unwrap().has_password);
    let kept = operator.client.set_system_mail(&mailbox(&smtp, None)).await.unwrap();
    assert!(kept.mailbox.unwrap().has_password, "no password keeps the old one");
    let forgotten = operator.client.set_system_mail(&mailbox(&smtp, Some(""))).await.unwrap();
    assert!(!forgotten.mailbox.unwrap().has_password, "an empty one forgets it");
    let report = operator.client.test_system_mail(test).await.unwrap();
    assert!(report.ok && report.steps.iter().any(|step| step.outcome == TestOutcome::Ok), "{report:?}");
    assert!(app.guest().get_registration().await.unwrap().has_mail);
    let sent = |to: &str| smtp.mails().iter().filter(|mail| mail.to == [to]).count();
    assert_eq!(sent("bole@example.com"), 1, "the test goes to who tests");
    operator.client.send_verification().await.unwrap();
    while sent("bole@example.com") < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(smtp.mails().iter().all(|mail| mail.from == "bole@corp.test"));
    operator.client.delete_system_mail().await.unwrap();
    assert_eq!(problem(operator.client.delete_system_mail().await).code, Code::NotFound);
    app.stop().await;
}

#[tokio::test]
async fn an_administrator_of_an_organization_is_not_the_operator() {
    let app = TestApp::start().await;
    let operator = app.register("bole").await;
    let admin = app.colleague(&operator, "admin", Some(Role::Admin)).await;
    assert_eq!(problem(admin.client.get_system_mail().await).code, Code::Forbidden);
    let smtp = SmtpServer::start().await;
    let refused = admin.client.set_system_mail(&mailbox(&smtp, None)).await;
    assert_eq!(problem(refused).code, Code::Forbidden);
    app.stop().await;
}

#[tokio::test]
async fn nobody_finds_mails_of_the_product_in_the_ledger() {
    let app = TestApp::start().await;
    let operator = app.register("bole").await;
    app.mail_to("bole@example.com", "/verify?token=").await;
    assert!(operator.mails().await.is_empty());
    app.stop().await;
}
