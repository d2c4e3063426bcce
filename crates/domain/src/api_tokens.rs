//! Tokens by which a person's programs call the API.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Permission;

/// How every token begins, so that people and scanners for leaked secrets know it when they see it.
pub const TOKEN_PREFIX: &str = "bole_";
/// Tokens that a person may have in an organization.
pub const MAX_TOKENS: usize = 50;

/// A token as its owner may see it: never the token itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ApiToken {
    pub id: Uuid,
    pub name: String,
    /// The first characters, by which the owner tells tokens apart.
    pub prefix: String,
    pub scopes: BTreeSet<Permission>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}
