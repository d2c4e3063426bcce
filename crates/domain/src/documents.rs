//! Documents: the files that records are parsed from.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Files of one request at most.
pub const MAX_FILES: usize = 20;
/// Hours for which a document is kept unless a record was saved from it.
pub const KEPT_HOURS: i64 = 24;

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Document {
    pub id: Uuid,
    pub storage_key: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    /// Hexadecimal.
    pub sha256: String,
    pub text: String,
    pub created_at: DateTime<Utc>,
}
