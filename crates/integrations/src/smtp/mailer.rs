//! The mailer: one for the whole process, with at most one connection a mailbox.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::email_accounts::{TestStep, TestStepName};
use domain::error::Upstream;
use lettre::Message;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;
use uuid::Uuid;

use super::account::{Settings, SmtpAccount};
use super::connection::{open, quit};
use super::failure::{Fault, SendFailure};
use super::message::OutgoingMail;
use super::steps::Steps;
use super::{Mailer, Sent};

/// Sends mails. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct SmtpMailer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    lines: Mutex<HashMap<Uuid, Arc<tokio::sync::Mutex<Line>>>>,
    sweeper: OnceLock<()>,
}

/// The connection of one mailbox. Whoever sends holds it, so that mails of one mailbox go one by one.
#[derive(Default)]
struct Line {
    kept: Option<Kept>,
}

struct Kept {
    account: SmtpAccount,
    connection: AsyncSmtpConnection,
    used: Instant,
}

/// What a test of a mailbox found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReport {
    /// Every step in its order.
    pub steps: Vec<TestStep>,
    /// The failure of the step that failed, if one did.
    pub failure: Option<Upstream>,
}

impl SmtpMailer {
    /// A mailer without any connection.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner { settings, lines: Mutex::default(), sweeper: OnceLock::new() }))
    }

    /// Sends one mail from a mailbox, over its open connection where there is one. When the answer to the
    /// mail itself is lost, the failure is transient and the mail may have arrived; the Message-ID makes a
    /// second one the same mail.
    pub async fn send(&self, account: &SmtpAccount, mail: &OutgoingMail) -> Result<Sent, SendFailure> {
        let message = mail.build().map_err(|fault| fault.of(account))?;
        let line = self.line(account.id);
        let mut line = line.lock().await;
        let kept = line.take_usable(account, &self.0.settings).await;
        let was_kept = kept.is_some();
        let connection = match kept {
            Some(connection) => connection,
            None => self.open(account).await?,
        };
        match self.deliver(account, connection, &message, &mut line).await {
            // A server that closes a kept connection says so before it takes the mail.
            Err(failure) if was_kept && failure.error.detail.starts_with("421") => {
                let connection = self.open(account).await?;
                self.deliver(account, connection, &message, &mut line).await
            }
            result => result,
        }
    }

    /// Sends as this mailbox only.
    pub fn for_account(&self, account: SmtpAccount) -> AccountMailer {
        AccountMailer { mailer: self.clone(), account }
    }

    /// Tries a mailbox step by step over a connection of its own, and stops at the first failure. With a mail,
    /// which should be to oneself, sends that at the end.
    pub async fn test(&self, account: &SmtpAccount, to_self: Option<&OutgoingMail>) -> TestReport {
        let mut steps = Steps::new(account, self.0.settings.step_timeout);
        let failure = self.try_steps(account, to_self, &mut steps).await.err();
        TestReport { steps: steps.finish(), failure: failure.map(|failure| failure.error) }
    }

    /// Takes leave of every server; for a graceful stop.
    pub async fn close(&self) {
        let lines: Vec<_> = self.0.lines().drain().map(|(_, line)| line).collect();
        for line in lines {
            let kept = line.lock().await.kept.take();
            if let Some(kept) = kept {
                quit(kept.connection).await;
            }
        }
    }

    async fn try_steps(
        &self,
        account: &SmtpAccount,
        to_self: Option<&OutgoingMail>,
        steps: &mut Steps<'_>,
    ) -> Result<(), SendFailure> {
        let mut connection = open(account, &self.0.settings, steps).await?;
        if let Some(mail) = to_self {
            let sending = async {
                let message = mail.build()?;
                let answer = connection.send(message.envelope(), &message.formatted()).await;
                let answer = answer.map_err(|error| Fault::smtp(TestStepName::Send, &error))?;
                Ok(((), words(&answer)))
            };
            steps.take(TestStepName::Send, sending).await?;
        }
        quit(connection).await;
        Ok(())
    }

    async fn open(&self, account: &SmtpAccount) -> Result<AsyncSmtpConnection, SendFailure> {
        let settings = &self.0.settings;
        self.0.sweeper.get_or_init(|| drop(tokio::spawn(sweep(Arc::downgrade(&self.0), settings.idle))));
        open(account, settings, &mut Steps::new(account, settings.step_timeout)).await
    }

    async fn deliver(
        &self,
        account: &SmtpAccount,
        mut connection: AsyncSmtpConnection,
        message: &Message,
        line: &mut Line,
    ) -> Result<Sent, SendFailure> {
        let bytes = message.formatted();
        let sending = connection.send(message.envelope(), &bytes);
        let answer = match timeout(self.0.settings.send_timeout, sending).await {
            Err(_elapsed) => return Err(Fault::timeout().of(account)),
            Ok(answer) => answer.map_err(|error| Fault::smtp(TestStepName::Send, &error).of(account))?,
        };
        line.kept = Some(Kept { account: account.clone(), connection, used: Instant::now() });
        Ok(Sent { response: words(&answer) })
    }

    fn line(&self, id: Uuid) -> Arc<tokio::sync::Mutex<Line>> {
        Arc::clone(self.0.lines().entry(id).or_default())
    }
}

impl Inner {
    fn lines(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<tokio::sync::Mutex<Line>>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Takes the connection out, if it is of this account as it is now and the server still answers. While a
    /// mail is on its way the line is empty, so that a cancelled sending leaves no half-used connection.
    async fn take_usable(
        &mut self,
        account: &SmtpAccount,
        settings: &Settings,
    ) -> Option<AsyncSmtpConnection> {
        let mut kept = self.kept.take()?;
        let is_same = kept.account == *account && kept.used.elapsed() < settings.idle;
        if !is_same || kept.connection.has_broken() {
            quit(kept.connection).await;
            return None;
        }
        let answers = timeout(settings.step_timeout, kept.connection.test_connected()).await;
        answers.unwrap_or(false).then_some(kept.connection)
    }
}

impl std::fmt::Debug for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Line(open: {})", self.kept.is_some())
    }
}

/// Closes connections that nobody uses, as long as there is a mailer.
async fn sweep(mailer: Weak<Inner>, idle: Duration) {
    loop {
        tokio::time::sleep(idle.max(Duration::from_secs(1))).await;
        let Some(mailer) = mailer.upgrade() else { return };
        let mut closing = Vec::new();
        mailer.lines().retain(|_, line| {
            // A line that is locked, or handed out, is in use.
            let Some(mut line) = (Arc::strong_count(line) == 1).then(|| line.try_lock().ok()).flatten()
            else {
                return true;
            };
            if line.kept.as_ref().is_some_and(|kept| kept.used.elapsed() < idle) {
                return true;
            }
            closing.extend(line.kept.take());
            false
        });
        drop(mailer);
        for kept in closing {
            quit(kept.connection).await;
        }
    }
}

/// The server's words with their code.
pub(crate) fn words(answer: &Response) -> String {
    let said = answer.message().collect::<Vec<_>>().join(" ");
    crate::words::shorten(&format!("{} {said}", answer.code()))
}

/// Sends as one mailbox.
#[derive(Clone, Debug)]
pub struct AccountMailer {
    mailer: SmtpMailer,
    account: SmtpAccount,
}

#[async_trait]
impl Mailer for AccountMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<Sent, SendFailure> {
        self.mailer.send(&self.account, mail).await
    }
}
