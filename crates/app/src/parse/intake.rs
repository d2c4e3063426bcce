//! Taking documents in: read in a process of their own, stored, and recorded for a day.

use std::sync::Arc;

use bytes::Bytes;
use documents::{ExtractError, Extracted, Sheet, Warning};
use domain::documents::{Document, MAX_BYTES};
use domain::{Actor, Error, Kind, Locale, Permission, Result};
use persistence::Scope;
use persistence::documents::NewDocument;
use ring::digest;
use uuid::Uuid;

use crate::App;

/// A file as it arrived.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name.
    pub file_name: String,
    /// Its bytes; `None` when there were more than are taken.
    pub bytes: Option<Bytes>,
}

/// A document that was taken in, or the reason why it was not.
#[derive(Debug, Default)]
pub struct Taken {
    /// Its id; absent when it could not be read.
    pub document_id: Option<Uuid>,
    /// Its name.
    pub file_name: String,
    /// Bytes; 0 when it was too large to be kept.
    pub size: usize,
    /// Told by content; empty when that could not be told.
    pub media_type: String,
    /// What a reader sees.
    pub text: Arc<str>,
    /// The rows, when it is a spreadsheet.
    pub sheets: Arc<[Sheet]>,
    /// What is odd about the document.
    pub warnings: Vec<Warning>,
    /// Why it could not be read.
    pub error: Option<Error>,
}

impl Taken {
    /// The same content for another thread; text and rows are shared.
    pub(super) fn clone_content(&self) -> Self {
        Self {
            document_id: self.document_id,
            file_name: self.file_name.clone(),
            size: self.size,
            media_type: self.media_type.clone(),
            text: Arc::clone(&self.text),
            sheets: Arc::clone(&self.sheets),
            warnings: Vec::new(),
            error: None,
        }
    }
}

/// Takes a document in. What is wrong with the document itself is part of the answer; `Err` is a fault of ours.
pub async fn take(app: &App, actor: &Actor, permission: Permission, upload: Upload) -> Result<Taken> {
    let Upload { file_name, bytes } = upload;
    let refused = |error: ExtractError| Taken {
        file_name: file_name.clone(),
        error: Some(Error::Rule(error.code())),
        ..Taken::default()
    };
    let Some(bytes) = bytes.filter(|bytes| bytes.len() <= MAX_BYTES) else {
        return Ok(refused(ExtractError::TooLarge));
    };
    let size = bytes.len();
    match app.extractor.extract(&file_name, &bytes).await {
        Ok(extracted) => keep(app, actor, permission, file_name, bytes, extracted).await,
        Err(ExtractError::Process(reason)) => Err(Error::internal(reason)),
        Err(error) => Ok(Taken { size, ..refused(error) }),
    }
}

async fn keep(
    app: &App,
    actor: &Actor,
    permission: Permission,
    file_name: String,
    bytes: Bytes,
    extracted: Extracted,
) -> Result<Taken> {
    let id = Uuid::now_v7();
    let key = storage_key(app, actor, id);
    let new = NewDocument {
        id,
        storage_key: key.clone(),
        file_name: file_name.clone(),
        media_type: extracted.media_type.clone(),
        size: i64::try_from(bytes.len()).map_err(Error::internal)?,
        sha256: sha256(&bytes),
        text: extracted.text.clone(),
    };
    let size = bytes.len();
    app.storage.put(&key, bytes).await?;
    let insert =
        app.db.scope(actor, permission, async |scope| persistence::documents::insert(scope, new).await);
    if let Err(error) = insert.await {
        app.storage.delete(&key).await?;
        return Err(error);
    }
    Ok(Taken {
        document_id: Some(id),
        file_name,
        size,
        media_type: extracted.media_type,
        text: extracted.text.into(),
        sheets: extracted.sheets.into(),
        warnings: extracted.warnings,
        error: None,
    })
}

/// Reads a document once more that was taken in before.
pub(super) async fn reopen(app: &App, actor: &Actor, permission: Permission, id: Uuid) -> Result<Taken> {
    let find = async |scope: &Scope| persistence::documents::find(scope, id).await;
    let document = app.db.read(actor, permission, find).await?;
    let bytes = app.storage.get(&document.storage_key).await?.ok_or(Error::NotFound(Kind::Document))?;
    let size = bytes.len();
    let extracted = app.extractor.extract(&document.file_name, &bytes).await;
    let extracted = extracted.map_err(|error| match error {
        ExtractError::Process(reason) => Error::internal(reason),
        error => Error::Rule(error.code()),
    })?;
    Ok(Taken {
        document_id: Some(id),
        file_name: document.file_name,
        size,
        media_type: extracted.media_type,
        text: extracted.text.into(),
        sheets: extracted.sheets.into(),
        warnings: extracted.warnings,
        error: None,
    })
}

/// A document of the organization with its bytes.
pub async fn file(app: &App, actor: &Actor, id: Uuid) -> Result<(Document, Bytes)> {
    let document = app
        .db
        .read(actor, Permission::CandidateRead, async |scope| persistence::documents::find(scope, id).await)
        .await?;
    let bytes = app.storage.get(&document.storage_key).await?;
    bytes.map(|bytes| (document, bytes)).ok_or(Error::NotFound(Kind::Document))
}

fn storage_key(app: &App, actor: &Actor, id: Uuid) -> String {
    let month = app.db.clock().now().format("%Y/%m");
    format!("documents/{}/{}/{month}/{id}", actor.organization_id, actor.user_id)
}

fn sha256(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is odd about a document: a stable word, and the text for a person.
pub fn describe(warning: &Warning, locale: Locale) -> (&'static str, String) {
    let (en, zh) = match warning {
        Warning::HiddenText { sample } => (
            format!("The document has text that a reader cannot see; it was left out: {sample}"),
            format!("文档中含有肉眼不可见的文字，已忽略：{sample}"),
        ),
        Warning::HiddenSheet { name } => {
            (format!("A hidden sheet was left out: {name}"), format!("已忽略隐藏的工作表：{name}"))
        }
        Warning::UndecodableText { count } => {
            (format!("{count} places could not be decoded"), format!("有 {count} 处字符无法解码"))
        }
    };
    let message = match locale {
        Locale::En => en,
        Locale::Zh => zh,
    };
    (warning.code(), message)
}
