//! Invitations into an organization.

use chrono::{DateTime, Utc};
use domain::invitations;
use domain::jobs::NamedRef;
use domain::users::RoleName;
use domain::{Check, Faults, Locale, Secret};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::invitations::InvitationFields;

use crate::client::{Client, Method, Request, Result, Transport};
use crate::{ListQuery, Page};

/// An invitation as the organization sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// Where it was sent.
    #[cfg_attr(feature = "openapi", schema(example = "wang@example.com"))]
    pub email: String,
    /// The role that the person gets.
    pub role: RoleName,
    /// Who invited; absent when that account is gone.
    pub invited_by: Option<NamedRef>,
    /// The language of the mail.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "zh-CN"))]
    pub locale: Locale,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last sent.
    pub sent_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
}

impl From<invitations::Invitation> for Invitation {
    fn from(invitation: invitations::Invitation) -> Self {
        Self {
            id: invitation.id,
            email: invitation.email,
            role: invitation.role,
            invited_by: invitation.invited_by,
            locale: invitation.locale,
            created_at: invitation.created_at,
            sent_at: invitation.sent_at,
            expires_at: invitation.expires_at,
            accepted_at: invitation.accepted_at,
        }
    }
}

/// An invitation as the invited person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// Into which organization.
    pub organization: NamedRef,
    /// Where it was sent.
    pub email: String,
    /// The role that the person gets.
    pub role: RoleName,
    /// Whether somebody has an account with this address.
    pub has_account: bool,
}

impl From<invitations::Invited> for Invited {
    fn from(invited: invitations::Invited) -> Self {
        Self {
            organization: invited.organization,
            email: invited.email,
            role: invited.role,
            has_account: invited.has_account,
        }
    }
}

/// The acceptance of an invitation by somebody who has an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// From the link in the mail.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub token: Secret,
}

impl Check for Acceptance {
    fn check(&self, faults: &mut Faults) {
        faults.required("token", self.token.expose(), 200);
    }
}

/// What a list of invitations can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct InvitationQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `email`, `created_at`, `expires_at`; a minus turns the order round.
    #[cfg_attr(feature = "openapi", param(example = "-created_at"))]
    pub sort: Option<String>,
}

impl ListQuery for InvitationQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        self.sort.as_deref()
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/invitations`
    pub async fn list_invitations(&self, query: &InvitationQuery) -> Result<Page<Invitation>> {
        self.get_with("/api/invitations", query).await
    }

    /// `POST /api/invitations`
    pub async fn create_invitation(&self, fields: &InvitationFields) -> Result<Invitation> {
        self.post("/api/invitations", fields).await
    }

    /// `POST /api/invitations/{id}/resend`
    pub async fn resend_invitation(&self, id: Uuid) -> Result<Invitation> {
        self.call(Request::new(Method::Post, format!("/api/invitations/{id}/resend"))).await
    }

    /// `DELETE /api/invitations/{id}`
    pub async fn delete_invitation(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/invitations/{id}")).await
    }

    /// `GET /api/invitations/by-token/{token}`
    pub async fn get_invited(&self, token: &Secret) -> Result<Invited> {
        self.get(format!("/api/invitations/by-token/{}", token.expose())).await
    }

    /// `POST /api/invitations/accept`
    pub async fn accept_invitation(&self, acceptance: &Acceptance) -> Result<NamedRef> {
        self.post("/api/invitations/accept", acceptance).await
    }
}
