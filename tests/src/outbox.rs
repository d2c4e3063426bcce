//! Mails of the product itself, as they lie in the outbox of a server without a mailbox.

use std::time::{Duration, Instant};

use api::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::TestApp;

/// A mail of the outbox.
#[derive(Clone, Debug)]
pub struct OutboxMail {
    /// The address of the recipient.
    pub to: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl OutboxMail {
    fn read(source: &str) -> Self {
        let source = source.replace("\r\n", "\n");
        let to = source.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or_default();
        let part = |kind: &str| {
            let at = source.find(&format!("Content-Type: {kind}")).unwrap_or_else(|| panic!("no {kind}"));
            let (head, body) = source[at..].split_once("\n\n").unwrap();
            let body = body.split("\n--").next().unwrap();
            let encoding = head.lines().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: "));
            decoded(encoding.unwrap_or_default(), body)
        };
        Self { to: to.to_owned(), text: part("text/plain"), html: part("text/html") }
    }

    /// The token of the link in it.
    pub fn token(&self) -> Secret {
        let (_, rest) = self.text.split_once("token=").unwrap_or_else(|| panic!("no link in {self:?}"));
        Secret::new(rest.split_whitespace().next().unwrap())
    }
}

fn decoded(encoding: &str, body: &str) -> String {
    let bytes = match encoding {
        "base64" => STANDARD.decode(body.replace('\n', "")).unwrap(),
        "quoted-printable" => {
            let body = body.replace("=\n", "");
            let mut pieces = body.split('=');
            let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
            for piece in pieces {
                bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            bytes
        }
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).unwrap()
}

impl TestApp {
    /// The mails in the outbox to an address, the first written at the head.
    pub fn outbox(&self, to: &str) -> Vec<OutboxMail> {
        let Ok(folder) = std::fs::read_dir(self.data_dir().join("outbox")) else { return Vec::new() };
        let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        // A file that is being written has no end yet.
        let sources = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
        let whole = sources.filter(|source| source.trim_end().ends_with("--"));
        whole.map(|source| OutboxMail::read(&source)).filter(|mail| mail.to == to).collect()
    }

    /// Waits for a mail to an address that contains these words, and gives the last one.
    pub async fn mail_to(&self, to: &str, words: &str) -> OutboxMail {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let found = self.outbox(to).into_iter().rfind(|mail| mail.text.contains(words));
            if let Some(mail) = found {
                return mail;
            }
            assert!(Instant::now() < deadline, "no {words:?} to {to}: {:#?}", self.outbox(to));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
