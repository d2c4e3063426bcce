//! Links by which a recipient, who has no account, ends the mails of an organization.
//!
//! A link names the mail and is signed, so that it can neither be guessed nor changed; it holds no address, so that
//! none gets into the logs of the servers on its way.

use std::fmt::Write as _;

use domain::{Error, Kind, Result};
use integrations::events::Topic;
use persistence::maintenance::recipients::{self, Recipient};
use uuid::Uuid;

use crate::App;
use crate::vault::SIGNATURE_LEN;

const PURPOSE: &str = "unsubscribe";
const ID_LEN: usize = 16;

/// The address that unsubscribes whoever got this mail. Hexadecimal, because Markdown and mail programs leave it alone.
pub fn url(app: &App, mail_id: Uuid) -> Result<String> {
    let signature = app.vault.sign(PURPOSE, mail_id.as_bytes())?;
    let mut url = format!("{}/u/{}", app.settings.public_url, mail_id.simple());
    for byte in signature {
        write!(url, "{byte:02x}").map_err(Error::internal)?;
    }
    Ok(url)
}

/// Who would be unsubscribed.
pub async fn recipient(app: &App, token: &str) -> Result<Recipient> {
    let mail_id = mail_of(app, token).ok_or(Error::NotFound(Kind::Page))?;
    recipients::find(&app.db, mail_id).await?.ok_or(Error::NotFound(Kind::Page))
}

/// Unsubscribes; once more changes nothing.
pub async fn unsubscribe(app: &App, token: &str) -> Result<Recipient> {
    let mail_id = mail_of(app, token).ok_or(Error::NotFound(Kind::Page))?;
    let recipient = recipients::find(&app.db, mail_id).await?.ok_or(Error::NotFound(Kind::Page))?;
    recipients::unsubscribe(&app.db, mail_id).await?;
    app.events.publish(Topic::Emails(recipient.organization_id), &())?;
    Ok(recipient)
}

fn mail_of(app: &App, token: &str) -> Option<Uuid> {
    if token.len() != 2 * (ID_LEN + SIGNATURE_LEN) || !token.is_ascii() {
        return None;
    }
    let (id, signature) = token.split_at(2 * ID_LEN);
    let mail_id = Uuid::try_parse(id).ok()?;
    let digits = signature.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    let signature: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect();
    app.vault.is_signed(PURPOSE, mail_id.as_bytes(), &signature?).then_some(mail_id)
}
