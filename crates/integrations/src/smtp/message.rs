//! A mail as it goes over the wire.

use chrono::{DateTime, Utc};
use domain::Code;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::failure::Fault;

/// A mail that is ready to go: rendered, with an id that stays the same over all tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Who sends it.
    pub from: Correspondent,
    /// Who gets it.
    pub to: Correspondent,
    /// Where answers go, when not to the sender.
    pub reply_to: Option<Correspondent>,
    /// On one line; line breaks become spaces.
    pub subject: String,
    /// Empty for a mail of text only.
    pub html: String,
    /// The same as text.
    pub text: String,
    /// With its angle brackets.
    pub message_id: String,
    /// The Message-ID that this answers or follows up.
    pub in_reply_to: Option<String>,
    /// An https address that unsubscribes with one POST (RFC 8058).
    pub list_unsubscribe: Option<String>,
    /// When it was queued.
    pub date: DateTime<Utc>,
}

/// A name and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// May be empty.
    pub name: String,
    /// The bare address.
    pub address: String,
}

impl Correspondent {
    /// A name and an address.
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Self {
        Self { name: name.into(), address: address.into() }
    }
}

impl OutgoingMail {
    /// Builds the message. What cannot be a header is refused, and names and subjects are put on one line, so
    /// that nobody can add a header or a recipient.
    pub(crate) fn build(&self) -> Result<Message, Fault> {
        let mut builder = Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&self.to)?)
            .subject(one_line(&self.subject))
            .date(self.date.into())
            .message_id(Some(message_id(&self.message_id)?));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox(reply_to)?);
        }
        if let Some(id) = &self.in_reply_to {
            let id = message_id(id)?;
            builder = builder.in_reply_to(id.clone()).references(id);
        }
        if let Some(url) = &self.list_unsubscribe {
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{}>", unsubscribe_url(url)?)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = if self.html.is_empty() {
            builder.singlepart(SinglePart::plain(self.text.clone()))
        } else {
            builder.multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
        };
        message.map_err(|error| refused(error.to_string()))
    }

    /// The bytes of the message, as they are sent.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Fault> {
        Ok(self.build()?.formatted())
    }
}

fn refused(detail: String) -> Fault {
    Fault::permanent(Code::MailRejected, detail)
}

fn mailbox(correspondent: &Correspondent) -> Result<Mailbox, Fault> {
    let address: Address = correspondent
        .address
        .trim()
        .parse()
        .map_err(|error| refused(format!("{:?} is no address: {error}", correspondent.address)))?;
    let name = one_line(&correspondent.name);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// Control characters, line breaks among them, and what turns text around become spaces.
fn one_line(text: &str) -> String {
    let is_kept = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.split(|c| !is_kept(c)).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn message_id(id: &str) -> Result<String, Fault> {
    let inner = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
    match inner {
        Some(inner) if is_plain(inner) && inner.contains('@') => Ok(id.to_owned()),
        _ => Err(refused(format!("{id:?} is no Message-ID"))),
    }
}

fn unsubscribe_url(url: &str) -> Result<&str, Fault> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if is_web && is_plain(url) { Ok(url) } else { Err(refused(format!("{url:?} is no web address"))) }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,".contains(&byte))
}

/// The value is known to be plain, and must not be folded or encoded: clients take it as it is.
fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}
