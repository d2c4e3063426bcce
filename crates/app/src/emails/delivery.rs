//! Handing one mail over that a worker holds, and telling what became of it.

use std::time::Duration;

use chrono::TimeDelta;
use domain::emails::{EmailKind, FailureKind, MAX_ATTEMPTS, retry_delay};
use domain::{Code, Result};
use integrations::smtp::{Correspondent, Mailer, Outbox, OutgoingMail, SendFailure, SmtpAccount};
use persistence::maintenance::mails::{self, ClaimedMail, Sent};
use persistence::maintenance::recipients;

use super::unsubscribing;
use crate::system_mails::{self, mailbox};
use crate::{App, email_accounts};

/// For how long a mail belongs to its worker without a word from it.
pub(crate) const LEASE: TimeDelta = TimeDelta::seconds(15);
/// How often the worker gives word.
const HEARTBEAT: Duration = Duration::from_secs(4);
/// How often it is tried to write down that a mail was sent, before another worker sends it again.
const RECORD_TRIES: u32 = 6;

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Delivered {
    /// It is written down.
    Settled(Sent),
    /// It is written down, and the mailbox itself is at fault: further mails would fail alike.
    MailboxFailed(Sent),
    /// Another worker has it.
    Lost,
}

/// Sends a mail and writes down what became of it.
pub(crate) async fn deliver(app: &App, mail: &ClaimedMail) -> Result<Delivered> {
    if let Some(reason) = recipients::objection(&app.db, mail).await? {
        return settle(app, mail, Sent::Withdrawn(reason)).await;
    }
    let prepared = async {
        let sender = sender(app, mail).await?;
        let outgoing = outgoing(app, mail, sender.from.clone())?;
        Ok((sender, outgoing))
    };
    let (sender, outgoing) = match prepared.await {
        Ok(prepared) => prepared,
        Err(error) => {
            // Nothing was sent; a later try may find the key or reach the database.
            record(app, mail, Sent::Released).await?;
            return Err(error);
        }
    };
    let Some(result) = while_held(app, mail, sender.mailer.send(&outgoing)).await else {
        return Ok(Delivered::Lost);
    };
    let Err(failure) = result else {
        if sender.had_error {
            note(app, mail, None).await?;
        }
        return settle(app, mail, Sent::Ok).await;
    };
    let words = email_accounts::words(&failure.error.detail, failure.error.code.as_str());
    let delivered = settle(app, mail, after(app, mail, failure.kind, words)).await?;
    match delivered {
        Delivered::Settled(sent) if is_of_mailbox(&failure) => {
            note(app, mail, Some(words)).await?;
            Ok(Delivered::MailboxFailed(sent))
        }
        delivered => Ok(delivered),
    }
}

async fn settle(app: &App, mail: &ClaimedMail, sent: Sent) -> Result<Delivered> {
    if !record(app, mail, sent.clone()).await? {
        return Ok(Delivered::Lost);
    }
    super::announce(app, mail.organization_id);
    let outcome = match &sent {
        Sent::Ok => "sent",
        Sent::Failed(..) => "failed",
        Sent::Retry(..) => "retried",
        Sent::Released => "released",
        Sent::Withdrawn(_) => "withdrawn",
    };
    metrics::counter!("bole_mails_total", "outcome" => outcome).increment(1);
    Ok(Delivered::Settled(sent))
}

/// By whom and as whom a mail is sent.
struct Sender {
    mailer: Box<dyn Mailer>,
    from: Correspondent,
    /// Whether the mailbox is known to have failed, which a success disproves.
    had_error: bool,
}

/// The mailbox of the mail; for the product's own mails the operator's, or the outbox.
async fn sender(app: &App, mail: &ClaimedMail) -> Result<Sender> {
    let Some(id) = mail.from_account_id else { return own_sender(app).await };
    let credentials = email_accounts::credentials(app, id).await?;
    let fields = &credentials.account.fields;
    let from = Correspondent::new(fields.display_name.as_str(), fields.email_address.as_str());
    Ok(Sender {
        mailer: Box::new(app.mailer.for_account(SmtpAccount::from(&credentials))),
        from,
        had_error: credentials.account.last_error.is_some(),
    })
}

async fn own_sender(app: &App) -> Result<Sender> {
    let Some(mailbox) = mails::system_mailbox(&app.db).await? else {
        let outbox = Outbox::new(app.settings.data_dir.join("outbox"));
        return Ok(Sender { mailer: Box::new(outbox), from: system_mails::product(app), had_error: false });
    };
    Ok(Sender {
        mailer: Box::new(app.mailer.for_account(mailbox::account(app, &mailbox)?)),
        from: mailbox::sender(&mailbox),
        had_error: mailbox.last_error.is_some(),
    })
}

/// Notes in the mailbox what keeps it from sending; `None` when it sends again.
async fn note(app: &App, mail: &ClaimedMail, error: Option<&str>) -> Result<()> {
    match mail.from_account_id {
        Some(id) => mails::note_account(&app.db, id, error).await,
        None => mails::note_system_mailbox(&app.db, error).await,
    }
}

fn outgoing(app: &App, mail: &ClaimedMail, from: Correspondent) -> Result<OutgoingMail> {
    let unsubscribe = match mail.candidate_id {
        Some(_) => Some(unsubscribing::url(app, mail.id)?),
        None => None,
    };
    let (html, text) = match mail.kind {
        EmailKind::Outreach => (mail.content_html.clone(), mail.content_text.clone()),
        EmailKind::System => system_mails::open(app, mail)?,
    };
    Ok(OutgoingMail {
        from,
        to: Correspondent::new("", mail.to_email.as_str()),
        reply_to: None,
        subject: mail.subject.clone(),
        html,
        text,
        message_id: mail.message_id.clone(),
        in_reply_to: None,
        list_unsubscribe: unsubscribe,
        date: mail.queued_at,
    })
}

/// Waits for the sending while it renews the lease; `None`, and the sending is given up, when another worker has the
/// mail.
async fn while_held<T>(app: &App, mail: &ClaimedMail, sending: impl Future<Output = T>) -> Option<T> {
    let mut sending = std::pin::pin!(sending);
    let mut beat = tokio::time::interval(HEARTBEAT);
    beat.tick().await;
    loop {
        tokio::select! {
            result = &mut sending => return Some(result),
            _ = beat.tick() => match mails::heartbeat(&app.db, mail, LEASE).await {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => tracing::warn!(%error, mail = %mail.id, "the lease of a mail was not renewed"),
            }
        }
    }
}

/// What follows from a failure.
fn after(app: &App, mail: &ClaimedMail, kind: FailureKind, words: &str) -> Sent {
    if kind == FailureKind::Permanent || mail.attempt >= MAX_ATTEMPTS {
        return Sent::Failed(kind, words.to_owned());
    }
    let wait = TimeDelta::seconds(retry_delay(mail.attempt, fastrand::f64()));
    Sent::Retry(words.to_owned(), app.db.clock().now() + wait)
}

/// Whether the failure says nothing of the mail: the server is not there, or does not let the mailbox in.
const fn is_of_mailbox(failure: &SendFailure) -> bool {
    matches!(
        failure.error.code,
        Code::MailUnreachable | Code::MailTimeout | Code::MailTlsFailed | Code::MailAuthenticationFailed
    )
}

/// Writes down what became of a mail. It has left already, so that a database that is busy is asked again.
async fn record(app: &App, mail: &ClaimedMail, sent: Sent) -> Result<bool> {
    let mut wait = Duration::from_millis(100);
    for _ in 1..RECORD_TRIES {
        match mails::finish(&app.db, mail, sent.clone()).await {
            Ok(held) => return Ok(held),
            Err(error) => {
                tracing::warn!(%error, mail = %mail.id, "the fate of a mail was not written down yet")
            }
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    mails::finish(&app.db, mail, sent).await
}
