//! Invitations into an organization.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jobs::NamedRef;
use crate::users::RoleName;
use crate::{Check, Faults, Locale};

/// For how many days an invitation can be accepted.
pub const DAYS: i64 = 7;

/// Whom to invite, as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationFields {
    /// Where the invitation is sent.
    #[cfg_attr(feature = "openapi", schema(example = "wang@example.com"))]
    pub email: String,
    /// The code of the role that the person gets.
    #[cfg_attr(feature = "openapi", schema(example = "consultant"))]
    pub role: String,
    /// The language of the mail; absent: that of who invites.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "zh-CN"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl Check for InvitationFields {
    fn check(&self, faults: &mut Faults) {
        faults.email("email", &self.email);
        faults.required("role", &self.role, 50);
    }
}

/// An invitation as the organization sees it.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Invitation {
    pub id: Uuid,
    pub email: String,
    pub role: RoleName,
    pub invited_by: Option<NamedRef>,
    pub locale: Locale,
    pub created_at: DateTime<Utc>,
    pub sent_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub accepted_at: Option<DateTime<Utc>>,
}

/// An invitation as the invited person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Invited {
    pub organization: NamedRef,
    pub email: String,
    pub role: RoleName,
    /// Whether somebody has an account with this address.
    pub has_account: bool,
}
