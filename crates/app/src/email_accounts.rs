//! Mailboxes: their passwords are sealed before they are stored, and opened only to send.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::email_accounts::{EmailAccount, EmailAccountFields, SmtpCredentials};
use domain::{Actor, Error, Locale, Result, Secret};
use integrations::smtp::{Correspondent, OutgoingMail, SmtpAccount, TestReport};
use persistence::email_accounts::{self, PasswordChange, SealedAccount};
use persistence::{Scope, maintenance};
use uuid::Uuid;

use crate::App;
use crate::emails::message_id;

/// To what a sealed password is bound, beside its row.
const FIELD: &str = "email_accounts.password";

/// Adds a mailbox.
pub async fn create(
    app: &App,
    scope: &Scope,
    fields: EmailAccountFields,
    password: Option<&Secret>,
) -> Result<EmailAccount> {
    let id = Uuid::now_v7();
    email_accounts::insert(scope, id, fields, seal(app, id, password)?).await
}

/// Changes a mailbox. No password keeps the old one; an empty one forgets it.
pub async fn update(
    app: &App,
    scope: &Scope,
    id: Uuid,
    fields: EmailAccountFields,
    password: Option<&Secret>,
    version: Option<i64>,
) -> Result<EmailAccount> {
    let change = match password {
        None => PasswordChange::Keep,
        some => PasswordChange::Set(seal(app, id, some)?),
    };
    email_accounts::update(scope, id, fields, change, version).await
}

/// Tries a mailbox step by step, and notes how it went. With `send` the last step is a mail to oneself.
pub async fn test(app: &App, actor: &Actor, id: Uuid, send: bool) -> Result<TestReport> {
    let sealed = app.db.read_own(actor, async |scope| email_accounts::sealed(scope, id).await).await?;
    let credentials = open(app, sealed)?;
    let mail = send.then(|| test_mail(app, &credentials.account, actor.locale));
    let report = app.mailer.test(&SmtpAccount::from(&credentials), mail.as_ref()).await;
    let words = report.failure.as_ref().map(|failure| words(&failure.detail, failure.code.as_str()));
    app.db.own(actor, async |scope| email_accounts::set_tested(scope, id, words).await).await?;
    Ok(report)
}

/// What it takes to send from a mailbox, for the worker.
pub(crate) async fn credentials(app: &App, id: Uuid) -> Result<SmtpCredentials> {
    open(app, maintenance::mails::account(&app.db, id).await?)
}

/// The server's words, or the code when it said nothing.
pub(crate) fn words<'a>(detail: &'a str, code: &'a str) -> &'a str {
    if detail.is_empty() { code } else { detail }
}

fn seal(app: &App, id: Uuid, password: Option<&Secret>) -> Result<Option<Secret>> {
    let Some(password) = password.filter(|password| !password.expose().is_empty()) else { return Ok(None) };
    let sealed = app.vault.seal(FIELD, id, password)?;
    Ok(Some(Secret::new(STANDARD.encode(sealed))))
}

fn open(app: &App, sealed: SealedAccount) -> Result<SmtpCredentials> {
    let SealedAccount { account, sealed_password } = sealed;
    let password = match sealed_password {
        None => None,
        Some(text) => {
            let bytes = STANDARD.decode(text.expose()).map_err(Error::internal)?;
            Some(app.vault.open(FIELD, account.id, &bytes)?)
        }
    };
    Ok(SmtpCredentials { account, password })
}

fn test_mail(app: &App, account: &EmailAccount, locale: Locale) -> OutgoingMail {
    let (subject, text) = match locale {
        Locale::Zh => ("伯乐测试邮件", "这封邮件由伯乐发出，说明该邮箱可以正常发信。"),
        Locale::En => ("Test mail from Bole", "Bole sent this mail: the mailbox can send."),
    };
    let fields = &account.fields;
    let me = Correspondent::new(fields.display_name.as_str(), fields.email_address.as_str());
    OutgoingMail {
        from: me.clone(),
        to: me,
        reply_to: None,
        subject: subject.to_owned(),
        html: String::new(),
        text: text.to_owned(),
        message_id: message_id(Uuid::now_v7(), &fields.email_address),
        in_reply_to: None,
        list_unsubscribe: None,
        date: app.db.clock().now(),
    }
}
