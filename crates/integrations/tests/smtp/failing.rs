use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bole_integrations::smtp::{Settings, SmtpAccount, SmtpMailer};
use bole_integrations::tls::Trust;
use domain::Code;
use domain::email_accounts::SmtpSecurity;
use domain::emails::FailureKind;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::{account, mail, mailer};

/// A server without encryption that answers each command by the first rule whose words begin it.
struct Scripted {
    port: u16,
    connections: Arc<AtomicUsize>,
    ended: Arc<AtomicUsize>,
}

/// An empty answer closes the connection; `…` says nothing for ever.
type Rules = &'static [(&'static str, &'static str)];

const FINE: Rules = &[
    ("EHLO", "250 mx.corp.test"),
    ("MAIL", "250 ok"),
    ("RCPT", "250 ok"),
    ("DATA", "354 go on"),
    (".", "250 taken"),
    ("NOOP", "250 ok"),
    ("QUIT", "221 bye"),
];

impl Scripted {
    async fn start(greeting: &'static str, rules: Rules) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::<AtomicUsize>::default();
        let ended = Arc::<AtomicUsize>::default();
        let counters = (Arc::clone(&connections), Arc::clone(&ended));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                counters.0.fetch_add(1, Ordering::SeqCst);
                let ended = Arc::clone(&counters.1);
                tokio::spawn(async move {
                    talk(stream, greeting, rules).await;
                    ended.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, connections, ended }
    }

    fn account(&self) -> SmtpAccount {
        SmtpAccount { password: None, ..account(self.port, SmtpSecurity::None) }
    }
}

async fn talk(stream: TcpStream, greeting: &str, rules: Rules) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    say(&mut write, greeting).await?;
    let mut in_data = false;
    let mut mails = 0;
    loop {
        let line = lines.next_line().await.ok()??;
        if in_data && line != "." {
            continue;
        }
        in_data = line == "DATA";
        // A rule may be for the second mail of a connection only.
        mails += usize::from(line.starts_with("MAIL"));
        let nth = format!("{mails}:{line}");
        let rule = rules.iter().find(|(start, _)| nth.starts_with(start) || line.starts_with(start));
        let known = rule.or_else(|| FINE.iter().find(|(start, _)| line.starts_with(start)));
        say(&mut write, known.map_or("502 what?", |(_, answer)| answer)).await?;
    }
}

async fn say(write: &mut tokio::net::tcp::OwnedWriteHalf, answer: &str) -> Option<()> {
    match answer {
        "" => None,
        "…" => std::future::pending().await,
        answer => write.write_all(format!("{answer}\r\n").as_bytes()).await.ok(),
    }
}

#[tokio::test]
async fn each_failure_has_its_code_and_says_whether_to_try_again() {
    use FailureKind::{Permanent, Transient};
    let hi = "220 mx.corp.test";
    let cases: &[(&'static str, Rules, FailureKind, Code)] = &[
        ("554 go away", &[], Permanent, Code::MailRejected),
        ("421 too busy", &[], Transient, Code::MailUnavailable),
        ("", &[], Transient, Code::MailUnreachable),
        ("hello, this is no mail server", &[], Transient, Code::MailUnreachable),
        (hi, &[("MAIL", "530 5.7.0 sign in first")], Permanent, Code::MailAuthenticationFailed),
        (hi, &[("MAIL", "552 5.3.4 too big")], Permanent, Code::MailRejected),
        (hi, &[("RCPT", "450 4.2.0 greylisted")], Transient, Code::MailUnavailable),
        (hi, &[("DATA", "")], Transient, Code::MailUnreachable),
        (hi, &[(".", "554 5.7.1 spam")], Permanent, Code::MailRejected),
        (hi, &[(".", "")], Transient, Code::MailUnreachable),
    ];
    for (greeting, rules, kind, code) in cases {
        let server = Scripted::start(greeting, rules).await;
        let failure =
            mailer(Trust::default()).send(&server.account(), &mail("a@candidate.test")).await.unwrap_err();
        assert_eq!((failure.kind, failure.error.code), (*kind, *code), "{greeting} {rules:?} {failure:?}");
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    for (greeting, rules) in [("…", [("X", "")]), ("220 mx", [("EHLO", "…")]), ("220 mx", [(".", "…")])]
    {
        let rules: Rules = Box::leak(Box::new(rules));
        let server = Scripted::start(greeting, rules).await;
        let wait = Duration::from_millis(300);
        let mailer =
            SmtpMailer::new(Settings { step_timeout: wait, send_timeout: wait, ..Settings::default() });
        let started = Instant::now();
        let failure = mailer.send(&server.account(), &mail("a@candidate.test")).await.unwrap_err();
        assert_eq!((failure.kind, failure.error.code), (FailureKind::Transient, Code::MailTimeout));
        assert!(started.elapsed() < Duration::from_secs(4));
    }
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let free = listener.local_addr().unwrap().port();
    drop(listener);
    let account = account(free, SmtpSecurity::Tls);
    let failure = mailer(Trust::default()).send(&account, &mail("a@candidate.test")).await.unwrap_err();
    assert_eq!((failure.kind, failure.error.code), (FailureKind::Transient, Code::MailUnreachable));
}

#[tokio::test]
async fn without_starttls_nothing_is_said_in_the_clear() {
    let server = Scripted::start("220 mx", &[]).await;
    let account = account(server.port, SmtpSecurity::Starttls);
    let failure = mailer(Trust::default()).send(&account, &mail("a@candidate.test")).await.unwrap_err();
    assert_eq!((failure.kind, failure.error.code), (FailureKind::Permanent, Code::MailTlsFailed));
}

#[tokio::test]
async fn a_server_without_sign_in_is_told_so() {
    let server = Scripted::start("220 mx", &[]).await;
    let account = account(server.port, SmtpSecurity::None);
    let failure = mailer(Trust::default()).send(&account, &mail("a@candidate.test")).await.unwrap_err();
    assert_eq!((failure.kind, failure.error.code), (FailureKind::Permanent, Code::MailAuthenticationFailed));
}

#[tokio::test]
async fn a_connection_that_the_server_wants_to_end_is_replaced_without_losing_the_mail() {
    let server = Scripted::start("220 mx", &[("2:MAIL", "421 4.7.0 enough for one connection")]).await;
    let mailer = mailer(Trust::default());
    for _ in 0..3 {
        mailer.send(&server.account_of(1), &mail("a@candidate.test")).await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_kept_connection_that_died_is_noticed_before_a_mail_goes_into_it() {
    let server = Scripted::start("220 mx", &[("NOOP", "")]).await;
    let mailer = mailer(Trust::default());
    for _ in 0..2 {
        mailer.send(&server.account_of(1), &mail("a@candidate.test")).await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_connection_that_nobody_uses_is_closed() {
    let server = Scripted::start("220 mx", &[]).await;
    let mailer = SmtpMailer::new(Settings { idle: Duration::from_secs(1), ..Settings::default() });
    mailer.send(&server.account(), &mail("a@candidate.test")).await.unwrap();
    assert_eq!(server.ended.load(Ordering::SeqCst), 0, "it is kept for the next mail");
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(server.ended.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn closing_the_mailer_takes_leave_of_every_server() {
    let server = Scripted::start("220 mx", &[]).await;
    let mailer = mailer(Trust::default());
    mailer.send(&server.account_of(1), &mail("a@candidate.test")).await.unwrap();
    mailer.send(&server.account_of(2), &mail("a@candidate.test")).await.unwrap();
    mailer.close().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.ended.load(Ordering::SeqCst), 2);
}

impl Scripted {
    /// The same mailbox every time.
    fn account_of(&self, id: u128) -> SmtpAccount {
        SmtpAccount { id: uuid::Uuid::from_u128(id), ..self.account() }
    }
}
