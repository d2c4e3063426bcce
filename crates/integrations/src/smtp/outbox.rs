//! Mails of the product itself, written into a folder where there is no mailbox to send them from.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use domain::Code;
use domain::emails::FailureKind;
use tokio::fs::{DirBuilder, OpenOptions};
use tokio::io::AsyncWriteExt;

use super::failure::SendFailure;
use super::message::OutgoingMail;
use super::{Mailer, Sent};

/// A folder of `.eml` files that only the operator's account can read.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    /// The folder is made with the first mail.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    async fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let mut folder = DirBuilder::new();
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        {
            folder.mode(0o700);
            options.mode(0o600);
        }
        folder.recursive(true).create(&self.folder).await?;
        let mut file = options.write(true).create(true).truncate(true).open(path).await?;
        file.write_all(bytes).await?;
        file.sync_all().await
    }
}

#[async_trait]
impl Mailer for Outbox {
    async fn send(&self, mail: &OutgoingMail) -> Result<Sent, SendFailure> {
        let name = self.folder.display().to_string();
        let bytes = mail.bytes().map_err(|fault| fault.at(name.clone()))?;
        // The same mail, written again after a crash, is the same file.
        let path = self.folder.join(file_name(&mail.message_id));
        self.write(&path, &bytes).await.map_err(|error| {
            SendFailure::new(FailureKind::Transient, Code::MailUnavailable, name, &error.to_string())
        })?;
        Ok(Sent { response: path.display().to_string() })
    }
}

fn file_name(message_id: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "@.-_".contains(c) { c } else { '_' };
    let name: String = message_id.trim_matches(['<', '>', '.']).chars().map(safe).take(150).collect();
    format!("{name}.eml")
}
