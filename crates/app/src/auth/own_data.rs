//! Taking one's data along, and leaving.

use std::io::{Cursor, Write};

use domain::{Actor, Error, Result, Secret};
use persistence::maintenance::erasure;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::avatars;
use crate::App;

/// A file of the archive.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Packs files into a ZIP.
pub async fn pack(entries: Vec<Entry>) -> Result<Vec<u8>> {
    let packed = tokio::task::spawn_blocking(move || {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for entry in entries {
            archive.start_file(entry.name, SimpleFileOptions::default()).map_err(Error::internal)?;
            archive.write_all(&entry.bytes).map_err(Error::internal)?;
        }
        archive.finish().map(Cursor::into_inner).map_err(Error::internal)
    });
    packed.await.map_err(Error::internal)?
}

/// Erases the actor's account. The password proves that it is the person and not an open page.
pub async fn erase(app: &App, actor: &Actor, password: Secret) -> Result<()> {
    super::prove(app, actor, password, "/password").await?;
    let erased = erasure::account(&app.db, actor.user_id).await?;
    if let Some(key) = erased.avatar_key {
        avatars::forget(app, &key).await;
    }
    Ok(())
}
