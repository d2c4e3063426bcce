//! Signing in with an account elsewhere, and the accounts that are linked.

use chrono::{DateTime, Utc};
use domain::users::check_username;
use domain::{Check, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SignedIn;
use crate::client::{Client, Method, Request, Result, Transport, percent_encode};

/// Where one can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OAuthProvider {
    /// The word in addresses.
    #[cfg_attr(feature = "openapi", schema(example = "github"))]
    pub key: String,
    /// The name that people know.
    #[cfg_attr(feature = "openapi", schema(example = "GitHub"))]
    pub title: String,
}

/// Somebody who came back from a provider with an account that is linked to nobody here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OAuthStranger {
    /// The name of the provider.
    pub provider: String,
    /// What the person is called there.
    pub name: String,
    /// The address that the provider has verified.
    pub email: Option<String>,
    /// The user name there, if the provider has such names.
    pub username: Option<String>,
    /// Whether an account here has that address: its owner signs in to it, and then links.
    pub has_account: bool,
    /// Whether the person may make an account.
    pub may_register: bool,
    /// Where in the page to go on afterwards.
    pub next: Option<String>,
}

/// A new account without a password, for whoever came back from a provider.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OAuthRegistration {
    /// 3 to 50 letters, digits, `.`, `_` or `-`; Chinese characters are letters.
    #[cfg_attr(feature = "openapi", schema(example = "bole"))]
    pub username: String,
    /// E-mail address. It counts as verified when it is the one that the provider has verified.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub email: String,
    /// Given name.
    #[serde(default)]
    pub first_name: String,
    /// Family name.
    #[serde(default)]
    pub last_name: String,
    /// The name of the organization to found.
    #[serde(default)]
    pub organization_name: Option<String>,
}

impl Check for OAuthRegistration {
    fn check(&self, faults: &mut Faults) {
        check_username(faults, &self.username);
        faults.email("email", &self.email);
        faults.at_most("first_name", &self.first_name, 50);
        faults.at_most("last_name", &self.last_name, 50);
        faults.optional("organization_name", self.organization_name.as_deref(), 100);
    }
}

/// The accounts elsewhere with which one signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identities {
    /// The accounts, the one linked first at the head.
    pub items: Vec<Identity>,
    /// Whether one can also sign in with a password. Without one, the last account cannot be unlinked.
    pub has_password: bool,
}

/// An account elsewhere with which one signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identity {
    /// The link.
    pub id: Uuid,
    /// The key of the provider.
    #[cfg_attr(feature = "openapi", schema(example = "github"))]
    pub provider: String,
    /// The name of the provider.
    #[cfg_attr(feature = "openapi", schema(example = "GitHub"))]
    pub title: String,
    /// What the account is called there.
    pub name: String,
    /// The address that the provider has verified.
    pub email: Option<String>,
    /// When it was linked.
    pub created_at: DateTime<Utc>,
}

/// A wish to link an account elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentityRequest {
    /// The key of the provider.
    #[cfg_attr(feature = "openapi", schema(example = "github"))]
    pub provider: String,
}

impl Check for IdentityRequest {
    fn check(&self, faults: &mut Faults) {
        faults.required("provider", &self.provider, 50);
    }
}

/// Where the browser has to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OAuthDeparture {
    /// The provider's page.
    pub authorize_url: String,
}

/// The address at which a browser begins to sign in with a provider.
pub fn authorize_path(provider: &str, next: &str) -> String {
    let mut path = format!("/api/auth/oauth/{provider}/authorize?next=");
    percent_encode(next, &mut path);
    path
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/oauth/providers`
    pub async fn list_oauth_providers(&self) -> Result<Vec<OAuthProvider>> {
        self.get("/api/auth/oauth/providers").await
    }

    /// `GET /api/auth/oauth/stranger`
    pub async fn get_oauth_stranger(&self) -> Result<OAuthStranger> {
        self.get("/api/auth/oauth/stranger").await
    }

    /// `POST /api/auth/oauth/register`
    pub async fn register_with_oauth(&self, registration: &OAuthRegistration) -> Result<SignedIn> {
        self.post("/api/auth/oauth/register", registration).await
    }

    /// `POST /api/auth/oauth/link`
    pub async fn link_oauth_stranger(&self) -> Result<Identity> {
        self.call(Request::new(Method::Post, "/api/auth/oauth/link")).await
    }

    /// `GET /api/auth/identities`
    pub async fn list_identities(&self) -> Result<Identities> {
        self.get("/api/auth/identities").await
    }

    /// `POST /api/auth/identities`
    pub async fn create_identity(&self, request: &IdentityRequest) -> Result<OAuthDeparture> {
        self.post("/api/auth/identities", request).await
    }

    /// `DELETE /api/auth/identities/{id}`
    pub async fn delete_identity(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/auth/identities/{id}")).await
    }
}
