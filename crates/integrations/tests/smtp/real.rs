use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bole_integrations::smtp::{Correspondent, OutgoingMail, SmtpAccount};
use bole_integrations::tls::Trust;
use domain::email_accounts::{SmtpSecurity, TestOutcome, TestStepName};
use domain::emails::FailureKind;
use domain::{Code, Secret};

use crate::{account, mail, mailer};

/// Where the mail server of the tests is.
struct Server {
    dir: PathBuf,
    trust: Trust,
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
        let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Some(Self {
            dir: dir.into(),
            trust: Trust::with_file(Path::new(&variable("BOLE_TEST_MAIL_CA"))).unwrap(),
            starttls: variable("BOLE_TEST_SMTP_PORT").parse().unwrap(),
            tls: variable("BOLE_TEST_SMTPS_PORT").parse().unwrap(),
        })
    }

    fn accounts(&self) -> [SmtpAccount; 2] {
        [account(self.tls, SmtpSecurity::Tls), account(self.starttls, SmtpSecurity::Starttls)]
    }

    /// The mail as it lies in the recipient's mailbox.
    async fn delivered(&self, mailbox: &str, mail: &OutgoingMail) -> String {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            let folder = self.dir.join("mailboxes").join(mailbox).join("new");
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let text =
                    String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned();
                if text.contains(&mail.message_id) {
                    return text;
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{} did not arrive in {mailbox}", mail.message_id);
    }
}

#[tokio::test]
async fn a_mail_arrives_over_both_kinds_of_encryption() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(server.trust.clone());
    for account in server.accounts() {
        let mail = OutgoingMail {
            reply_to: Some(Correspondent::new("", "consultant@corp.test")),
            in_reply_to: Some("<first@corp.test>".to_owned()),
            list_unsubscribe: Some(format!("https://bole.test/u/{}", "0123456789".repeat(12))),
            ..mail("cand@candidate.test")
        };
        let sent = mailer.send(&account, &mail).await.unwrap();
        assert!(sent.response.starts_with("250 2.0.0 Ok: queued as"), "{}", sent.response);
        let text = server.delivered("candidate.test/cand", &mail).await.replace("\n ", " ");
        for expected in [
            format!("Message-ID: {}\n", mail.message_id),
            "In-Reply-To: <first@corp.test>\n".to_owned(),
            "References: <first@corp.test>\n".to_owned(),
            "Reply-To: consultant@corp.test\n".to_owned(),
            format!("List-Unsubscribe: <{}>\n", mail.list_unsubscribe.as_deref().unwrap()),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n".to_owned(),
            "From: =?utf-8?b?546L6Iqz?= <hr@corp.test>\n".to_owned(),
        ] {
            assert!(text.contains(&expected), "{expected} is not in\n{text}");
        }
        assert!(text.contains("multipart/alternative") && text.contains("text/html"));
    }
    mailer.close().await;
}

#[tokio::test]
async fn mails_of_one_mailbox_share_one_connection() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(server.trust.clone());
    let [account, _] = server.accounts();
    // Sent at the same time, they go one by one.
    let mails: Vec<_> = (0..10).map(|_| mail("cand@candidate.test")).collect();
    let sending = mails.iter().map(|mail| mailer.send(&account, mail));
    for sent in futures_util::future::join_all(sending).await {
        sent.unwrap();
    }
    for mail in &mails {
        server.delivered("candidate.test/cand", mail).await;
    }
    let log = std::fs::read_to_string(server.dir.join("postfix.log")).unwrap();
    let clients: std::collections::HashSet<_> = mails
        .iter()
        .map(|mail| {
            let cleanup = log.lines().find(|line| line.contains(&mail.message_id)).unwrap();
            let id = cleanup.split(": ").nth(1).unwrap();
            let accepted =
                log.lines().find(|line| line.contains("sasl_username") && line.contains(id)).unwrap();
            accepted.split("smtpd[").nth(1).unwrap().split(']').next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(clients.len(), 1, "one process of the server took them all: {clients:?}");
    mailer.close().await;
}

#[tokio::test]
async fn refusals_are_told_from_what_may_pass() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(server.trust.clone());
    for account in server.accounts() {
        let refused = mailer.send(&account, &mail("refused@candidate.test")).await.unwrap_err();
        assert_eq!((refused.kind, refused.error.code), (FailureKind::Permanent, Code::MailRejected));
        assert!(refused.error.detail.starts_with("550 5.1.1"), "{}", refused.error.detail);
        assert!(refused.error.detail.contains("No such person here"), "{}", refused.error.detail);
        assert_eq!(refused.error.name, format!("localhost:{}", account.port));

        let busy = mailer.send(&account, &mail("busy@candidate.test")).await.unwrap_err();
        assert_eq!((busy.kind, busy.error.code), (FailureKind::Transient, Code::MailUnavailable));
        assert!(busy.error.detail.starts_with("451 4.2.1"), "{}", busy.error.detail);

        let fine = mail("cand@candidate.test");
        mailer.send(&account, &fine).await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_password_is_an_authentication_failure_and_is_not_shown() {
    let Some(server) = Server::find() else { return };
    for account in server.accounts() {
        let account = SmtpAccount { password: Some(Secret::new("wrong-password-1")), ..account };
        let failure =
            mailer(server.trust.clone()).send(&account, &mail("cand@candidate.test")).await.unwrap_err();
        assert_eq!(
            (failure.kind, failure.error.code),
            (FailureKind::Permanent, Code::MailAuthenticationFailed)
        );
        assert!(failure.error.detail.starts_with("535"), "{}", failure.error.detail);
        assert!(!format!("{failure:?} {account:?}").contains("wrong-password"));
    }
}

#[tokio::test]
async fn a_corrected_password_opens_a_new_connection() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(server.trust.clone());
    let [account, _] = server.accounts();
    mailer.send(&account, &mail("cand@candidate.test")).await.unwrap();
    let changed = SmtpAccount { password: Some(Secret::new("not-this-one")), ..account.clone() };
    assert!(
        mailer.send(&changed, &mail("cand@candidate.test")).await.is_err(),
        "the old connection is not used"
    );
    mailer.send(&account, &mail("cand@candidate.test")).await.unwrap();
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let Some(server) = Server::find() else { return };
    for account in server.accounts() {
        let failure =
            mailer(Trust::default()).send(&account, &mail("cand@candidate.test")).await.unwrap_err();
        assert_eq!((failure.kind, failure.error.code), (FailureKind::Permanent, Code::MailTlsFailed));
        assert!(failure.error.detail.contains("UnknownIssuer"), "{}", failure.error.detail);
        // Good for localhost and 127.0.0.1, and for no other name of this machine.
        let renamed = SmtpAccount { host: "127.0.0.2".to_owned(), ..account };
        let failure =
            mailer(server.trust.clone()).send(&renamed, &mail("cand@candidate.test")).await.unwrap_err();
        assert!(matches!(failure.error.code, Code::MailTlsFailed | Code::MailUnreachable), "{failure:?}");
    }
}

#[tokio::test]
async fn a_test_goes_through_every_step_and_sends_to_oneself() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(server.trust.clone());
    for account in server.accounts() {
        let to_self = mail("hr@corp.test");
        let report = mailer.test(&account, Some(&to_self)).await;
        assert_eq!(report.failure, None);
        let names: Vec<_> = report.steps.iter().map(|step| step.name).collect();
        use TestStepName::{Authenticate, Connect, Dns, Send, Tls};
        assert_eq!(names, [Dns, Connect, Tls, Authenticate, Send]);
        assert!(report.steps.iter().all(|step| step.outcome == TestOutcome::Ok), "{report:?}");
        assert!(report.steps[3].detail.starts_with("235"), "{report:?}");
        assert!(report.steps[4].detail.starts_with("250"), "{report:?}");
        server.delivered("corp.test/hr", &to_self).await;

        let report = mailer.test(&account, None).await;
        assert_eq!((report.steps[4].outcome, report.failure), (TestOutcome::Skipped, None));
    }
}

#[tokio::test]
async fn a_test_stops_at_the_step_that_fails() {
    let Some(server) = Server::find() else { return };
    let [tls, starttls] = server.accounts();
    let wrong = SmtpAccount { password: Some(Secret::new("wrong-password")), ..tls.clone() };
    let unresolved = SmtpAccount { host: "no-such-host.invalid".to_owned(), ..tls.clone() };
    // TLS from the first byte, on a port where it begins with STARTTLS.
    let mixed_up = SmtpAccount { port: starttls.port, ..tls };
    let cases = [
        (wrong, 3, Code::MailAuthenticationFailed),
        (unresolved, 0, Code::MailUnreachable),
        (mixed_up, 2, Code::MailTlsFailed),
    ];
    for (account, failing, code) in cases {
        let report = mailer(server.trust.clone()).test(&account, Some(&mail("hr@corp.test"))).await;
        assert_eq!(report.failure.as_ref().map(|failure| failure.code), Some(code), "{report:?}");
        for (number, step) in report.steps.iter().enumerate() {
            let expected = match number.cmp(&failing) {
                std::cmp::Ordering::Less => TestOutcome::Ok,
                std::cmp::Ordering::Equal => TestOutcome::Failed,
                std::cmp::Ordering::Greater => TestOutcome::Skipped,
            };
            assert_eq!(step.outcome, expected, "{report:?}");
        }
        assert!(!report.steps[failing].detail.is_empty());
    }
}
