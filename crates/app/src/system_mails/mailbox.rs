//! The mailbox of the product's own mails: set and tested by the operator.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::system_mails::{SystemMailbox, SystemMailboxFields};
use domain::{Actor, Error, Kind, Locale, Permission, Result, Secret};
use integrations::smtp::{Correspondent, OutgoingMail, SmtpAccount, TestReport};
use persistence::email_accounts::PasswordChange;
use persistence::system_mails::MAILBOX;
use persistence::{Scope, maintenance, system_mails, users};
use uuid::Uuid;

use crate::App;
use crate::email_accounts::words;
use crate::emails::message_id;

/// To what a sealed password is bound, beside its row.
const FIELD: &str = "system_mailboxes.password";

/// Whether mails go to a server; else they are written into the outbox.
pub async fn is_set(app: &App) -> Result<bool> {
    Ok(maintenance::mails::system_mailbox(&app.db).await?.is_some())
}

/// Sets the mailbox up, or anew. No password keeps the old one; an empty one forgets it.
pub async fn set(
    app: &App,
    scope: &Scope,
    fields: SystemMailboxFields,
    password: Option<&Secret>,
) -> Result<SystemMailbox> {
    let change = match password {
        None => PasswordChange::Keep,
        Some(password) if password.expose().is_empty() => PasswordChange::Set(None),
        Some(password) => {
            let sealed = app.vault.seal(FIELD, MAILBOX, password)?;
            PasswordChange::Set(Some(Secret::new(STANDARD.encode(sealed))))
        }
    };
    system_mails::set_mailbox(scope, fields, change).await
}

/// Tries the mailbox step by step, and notes how it went. With `send` the last step is a mail to the actor.
pub async fn test(app: &App, actor: &Actor, send: bool) -> Result<TestReport> {
    let (mailbox, me) = app
        .db
        .read(actor, Permission::InstallationUpdate, async |scope| {
            Ok((system_mails::mailbox(scope).await?, users::me(scope).await?))
        })
        .await?;
    let mailbox = mailbox.ok_or(Error::NotFound(Kind::SystemMailbox))?;
    let to = Correspondent::new(me.display_name(), me.email);
    let mail = send.then(|| test_mail(app, &mailbox, to, actor.locale));
    let report = app.mailer.test(&account(app, &mailbox)?, mail.as_ref()).await;
    let words = report.failure.as_ref().map(|failure| words(&failure.detail, failure.code.as_str()));
    let note = async |scope: &Scope| system_mails::set_tested(scope, words).await;
    app.db.scope(actor, Permission::InstallationUpdate, note).await?;
    Ok(report)
}

/// What it takes to send from the mailbox.
pub(crate) fn account(app: &App, mailbox: &SystemMailbox) -> Result<SmtpAccount> {
    let password = match &mailbox.sealed_password {
        None => None,
        Some(sealed) => {
            let bytes = STANDARD.decode(sealed.expose()).map_err(Error::internal)?;
            Some(app.vault.open(FIELD, MAILBOX, &bytes)?)
        }
    };
    let fields = &mailbox.fields;
    let username = fields.smtp_username.trim();
    Ok(SmtpAccount {
        id: mailbox.id,
        host: fields.smtp_host.clone(),
        port: fields.smtp_port,
        security: fields.smtp_security,
        username: if username.is_empty() { &fields.from_email } else { username }.to_owned(),
        password,
    })
}

/// As whom it sends.
pub(crate) fn sender(mailbox: &SystemMailbox) -> Correspondent {
    Correspondent::new(mailbox.fields.from_name.as_str(), mailbox.fields.from_email.as_str())
}

fn test_mail(app: &App, mailbox: &SystemMailbox, to: Correspondent, locale: Locale) -> OutgoingMail {
    let (subject, text) = match locale {
        Locale::Zh => ("伯乐系统邮件测试", "这封邮件由伯乐发出，说明系统邮箱可以正常发信。"),
        Locale::En => ("Test of Bole's own mails", "Bole sent this mail: the system mailbox can send."),
    };
    OutgoingMail {
        from: sender(mailbox),
        to,
        reply_to: None,
        subject: subject.to_owned(),
        html: String::new(),
        text: text.to_owned(),
        message_id: message_id(Uuid::now_v7(), &mailbox.fields.from_email),
        in_reply_to: None,
        list_unsubscribe: None,
        date: app.db.clock().now(),
    }
}
