//! Mails of the product itself: written in the language of who gets them, sealed until they are sent, and sent by the
//! same worker as all others, from the operator's mailbox or into the outbox.

mod letter;
pub mod mailbox;
mod texts;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::users::User;
use domain::{Error, Locale, Result, Secret};
use integrations::smtp::Correspondent;
use persistence::maintenance::mails::ClaimedMail;
use persistence::system_mails::NewSystemMail;
use persistence::{Scope, sign_in};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::emails::{announce_queued, message_id};

/// To what a sealed mail is bound, beside its row.
const FIELD: &str = "email_logs.content";

/// What the product has to say to somebody. Links are whole addresses.
#[derive(Clone, Debug)]
pub enum SystemMail {
    /// Asks to prove the address.
    VerifyEmail {
        /// Proves it.
        link: String,
    },
    /// Lets somebody in who forgot the password.
    ResetPassword {
        /// Leads to the page where a new one is set.
        link: String,
    },
    /// Asks to prove an address that is to replace the present one.
    ChangeEmail {
        /// Proves it.
        link: String,
    },
    /// Tells the address of before that it is replaced.
    EmailChanged {
        /// The new address.
        new_email: String,
    },
    /// Tells that the password was set anew.
    PasswordChanged,
    /// Tells of a sign-in from a device that was not seen before.
    NewDevice {
        /// In words.
        device: String,
        /// Its address.
        ip: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Asks somebody into an organization.
    Invitation {
        /// Its name.
        organization: String,
        /// Who asks.
        inviter: String,
        /// The name of the role.
        role: String,
        /// Leads to the page where it is accepted.
        link: String,
    },
}

/// Who gets a mail.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// In whose name the mail is written; nobody there sees it.
    pub organization_id: Uuid,
    /// The address.
    pub email: String,
    /// The name to greet; may be empty.
    pub name: String,
    /// The language.
    pub locale: Locale,
    /// The IANA time zone of times in the text.
    pub time_zone: String,
}

impl Addressee {
    /// The owner of an account, at the account's own address.
    pub fn of(user: &User, organization_id: Uuid) -> Self {
        Self {
            organization_id,
            email: user.email.clone(),
            name: user.display_name(),
            locale: user.locale,
            time_zone: user.time_zone.clone(),
        }
    }
}

/// Writes a mail, ready to be queued with other rows in one transaction; then call [`announce_queued`].
pub fn write(app: &App, to: &Addressee, mail: &SystemMail) -> Result<NewSystemMail> {
    let id = Uuid::now_v7();
    let letter = texts::letter(to, mail);
    let content = Content { html: letter.to_html(to.locale), text: letter.to_text() };
    let content = Secret::new(serde_json::to_string(&content).map_err(Error::internal)?);
    Ok(NewSystemMail {
        id,
        organization_id: to.organization_id,
        to_email: to.email.trim().to_owned(),
        subject: letter.subject,
        sealed_content: Secret::new(STANDARD.encode(app.vault.seal(FIELD, id, &content)?)),
        message_id: message_id(id, &own_address(app)),
    })
}

/// Writes and queues a mail for which nobody is signed in.
pub async fn enqueue(app: &App, to: &Addressee, mail: &SystemMail) -> Result<()> {
    sign_in::enqueue_mail(&app.db, write(app, to, mail)?).await?;
    announce_queued(app, to.organization_id);
    Ok(())
}

/// Writes and queues a mail within a unit of work; call [`announce_queued`] after it.
pub async fn enqueue_within(app: &App, scope: &Scope, to: &Addressee, mail: &SystemMail) -> Result<()> {
    persistence::system_mails::enqueue(scope, write(app, to, mail)?).await
}

/// The address of a page of the SPA, with a token that its mail alone tells.
pub fn link(app: &App, page: &str, token: &Secret) -> String {
    format!("{}{page}?token={}", app.settings.public_url, token.expose())
}

/// HTML and text of a mail that is about to be sent.
pub(crate) fn open(app: &App, mail: &ClaimedMail) -> Result<(String, String)> {
    let sealed = STANDARD.decode(&mail.content_html).map_err(Error::internal)?;
    let content = app.vault.open(FIELD, mail.id, &sealed)?;
    let content: Content = serde_json::from_str(content.expose()).map_err(Error::internal)?;
    Ok((content.html, content.text))
}

/// Who sends where the operator has set no mailbox.
pub(crate) fn product(app: &App) -> Correspondent {
    Correspondent::new("Bole 伯乐", own_address(app))
}

fn own_address(app: &App) -> String {
    format!("bole@{}", host(&app.settings.public_url))
}

/// The host of the installation, where it has a name.
fn host(public_url: &str) -> &str {
    let authority = public_url.split("://").nth(1).unwrap_or_default();
    let host = authority.split([':', '/']).next().unwrap_or_default();
    if host.contains(|c: char| c.is_ascii_alphabetic()) { host } else { "localhost" }
}

/// What is sealed of a mail.
#[derive(Serialize, Deserialize)]
struct Content {
    html: String,
    text: String,
}
