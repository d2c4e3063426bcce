//! Mails that really arrive: against the mail server of `scripts/mail-server.sh`, where it runs.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use api::Secret;
use api::candidates::CandidateFields;
use api::email_accounts::{EmailAccountFields, NewEmailAccount, SmtpSecurity, TestOutcome, TestRequest};
use api::email_logs::{EmailStatus, FailureKind};
use bole_tests::mailing::outreach;
use bole_tests::{TestApp, User};
use uuid::Uuid;

/// Where the mail server of the tests is.
struct Server {
    dir: PathBuf,
    ca: PathBuf,
    starttls: u16,
    tls: u16,
}

impl Server {
    /// `None`, with the reason printed, when there is none.
    fn find() -> Option<Self> {
        let Ok(dir) = std::env::var("BOLE_TEST_MAIL_DIR") else {
            eprintln!("skipped: BOLE_TEST_MAIL_DIR is not set; see scripts/mail-server.sh");
            return None;
        };
        let variable = |name: &str| std::env::var(name).unwrap();
        Some(Self {
            dir: dir.into(),
            ca: variable("BOLE_TEST_MAIL_CA").into(),
            starttls: variable("BOLE_TEST_SMTP_PORT").parse().unwrap(),
            tls: variable("BOLE_TEST_SMTPS_PORT").parse().unwrap(),
        })
    }

    async fn start(&self) -> (TestApp, User) {
        let app = TestApp::start_with(|config| config.ca_file = Some(self.ca.clone())).await;
        let user = app.register("bole").await;
        (app, user)
    }

    fn mailbox(&self, security: SmtpSecurity) -> EmailAccountFields {
        EmailAccountFields {
            email_address: "hr@corp.test".to_owned(),
            display_name: "王芳".to_owned(),
            smtp_host: "localhost".to_owned(),
            smtp_port: if security == SmtpSecurity::Tls { self.tls } else { self.starttls },
            smtp_security: security,
            smtp_username: "hr@corp.test".to_owned(),
            per_minute_limit: 1000,
            ..EmailAccountFields::default()
        }
    }

    /// The mail as it lies in the recipient's mailbox.
    async fn delivered(&self, mailbox: &str, message_id: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            let folder = self.dir.join("mailboxes").join(mailbox).join("new");
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let text =
                    String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned();
                if text.contains(message_id) {
                    return text;
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{message_id} did not arrive in {mailbox}");
    }
}

async fn account(user: &User, fields: EmailAccountFields, password: &str) -> Uuid {
    let new = NewEmailAccount { account: fields, password: Some(Secret::new(password)) };
    user.client.create_email_account(&new).await.unwrap().id
}

#[tokio::test]
async fn a_mail_to_a_person_lies_in_the_mailbox_of_that_person() {
    let Some(server) = Server::find() else { return };
    let (app, user) = server.start().await;
    for (number, security) in [SmtpSecurity::Tls, SmtpSecurity::Starttls].into_iter().enumerate() {
        let account = account(&user, server.mailbox(security), "hr-pass").await;
        let report = user.client.test_email_account(account, TestRequest { send: true }).await.unwrap();
        assert!(report.ok && report.steps.iter().all(|step| step.outcome == TestOutcome::Ok), "{report:?}");
        let person = user.candidate("李思远", "cand@candidate.test").await;
        user.client.send_emails(&outreach(account, &[person]), &format!("k{number}")).await.unwrap();
        let is_sent = |mails: &[api::email_logs::EmailLog]| {
            mails.len() > number && mails.iter().all(|mail| mail.status == EmailStatus::Sent)
        };
        for mail in user.mails_when(is_sent).await {
            let text = server.delivered("candidate.test/cand", &mail.message_id).await;
            assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
            assert!(text.contains("From: =?utf-8?b?546L6Iqz?= <hr@corp.test>"), "{text}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn refusals_of_a_real_mail_server_are_told_apart() {
    let Some(server) = Server::find() else { return };
    let (app, user) = server.start().await;
    let account = account(&user, server.mailbox(SmtpSecurity::Starttls), "hr-pass").await;
    let mut people = Vec::new();
    for name in ["busy", "fine", "refused"] {
        people.push(user.candidate(name, &format!("{name}@candidate.test")).await);
    }
    user.client.send_emails(&outreach(account, &people), "k").await.unwrap();
    let [busy, fine, refused] = user
        .mails_when(|mails| {
            mails.iter().all(|mail| mail.status == EmailStatus::Sent || mail.failure_kind.is_some())
        })
        .await
        .try_into()
        .unwrap();
    assert_eq!((busy.status, busy.failure_kind), (EmailStatus::Queued, Some(FailureKind::Transient)));
    assert!(busy.failure_reason.unwrap().contains("Mailbox busy, try again later"));
    assert_eq!((refused.status, refused.failure_kind), (EmailStatus::Failed, Some(FailureKind::Permanent)));
    assert!(refused.failure_reason.unwrap().contains("No such person here"));
    server.delivered("candidate.test/all", &fine.message_id).await;
    app.stop().await;
}

#[tokio::test]
async fn the_mail_server_s_words_to_a_wrong_password_are_shown_and_the_password_is_not() {
    let Some(server) = Server::find() else { return };
    let (app, user) = server.start().await;
    let account = account(&user, server.mailbox(SmtpSecurity::Tls), "not-the-password").await;
    let report = user.client.test_email_account(account, TestRequest { send: true }).await.unwrap();
    assert_eq!(report.steps[3].outcome, TestOutcome::Failed);
    assert!(report.steps[3].detail.starts_with("535"), "{report:?}");
    let person = CandidateFields {
        name: "李思远".into(),
        emails: vec!["cand@candidate.test".into()],
        ..CandidateFields::default()
    };
    let person = user.client.create_candidate(&person).await.unwrap().id;
    user.client.send_emails(&outreach(account, &[person]), "k").await.unwrap();
    let [mail] = user.mails_when(|mails| mails[0].status == EmailStatus::Failed).await.try_into().unwrap();
    let reason = mail.failure_reason.unwrap();
    assert!(reason.starts_with("535") && !reason.contains("not-the-password"), "{reason}");
    app.stop().await;
}
