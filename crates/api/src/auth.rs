//! Registration, sign-in, and one's own account.

pub mod links;
pub mod oauth;
pub mod own_data;
pub mod sessions;
pub mod tokens;
pub mod two_factor;

use chrono::{DateTime, Utc};
use domain::jobs::NamedRef;
use domain::users::check_password;
use domain::{Check, Coded, Faults, Locale, Permission, Secret};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::avatars::Crop;
pub use domain::users::Registration;

use crate::MergePatch;
use crate::client::{Body, Client, FilePart, Method, Request, Result, Transport};
use two_factor::SignInAnswer;

/// The signed-in user in the organization in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The user.
    pub id: Uuid,
    /// User name.
    #[cfg_attr(feature = "openapi", schema(example = "bole"))]
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// Whether its owner has proved it by a link.
    pub email_verified: bool,
    /// The address of the picture, if there is one.
    #[cfg_attr(feature = "openapi", schema(example = "/api/avatars/0f2c….jpg"))]
    pub avatar_url: Option<String>,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The name to show.
    pub display_name: String,
    /// The language of mails and texts.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "zh-CN"))]
    pub locale: Locale,
    /// IANA time zone.
    #[cfg_attr(feature = "openapi", schema(example = "Asia/Shanghai"))]
    pub time_zone: String,
    /// Whether this is the operator of the installation.
    pub is_superuser: bool,
    /// The organization in use.
    pub organization: NamedRef,
    /// All organizations that one belongs to, the one joined first at the head.
    #[serde(default)]
    pub organizations: Vec<NamedRef>,
    /// Codes of the roles in it.
    pub roles: Vec<String>,
    /// What the user may do in it. A page that is older than its server leaves out what it does not know.
    #[serde(deserialize_with = "known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["recruit:job:read"])))]
    pub permissions: Vec<Permission>,
    /// When the account was made.
    pub date_joined: DateTime<Utc>,
}

/// A sign-in that worked.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Who signed in.
    pub user: Profile,
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds for which it is good.
    #[cfg_attr(feature = "openapi", schema(example = 900))]
    pub expires_in: u64,
    /// Only for clients that send `X-Client: api`; browsers get a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignedIn").field("user", &self.user.username).finish_non_exhaustive()
    }
}

/// A sign-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// User name or e-mail address.
    #[cfg_attr(feature = "openapi", schema(example = "bole"))]
    pub login: String,
    /// Password.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub password: Secret,
}

impl Check for LoginRequest {
    fn check(&self, faults: &mut Faults) {
        faults.required("login", &self.login, 254);
        faults.required("password", self.password.expose(), 1024);
    }
}

/// A refresh. Browsers send an empty object: their token is in the cookie.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RefreshRequest {
    /// The refresh token, for clients that keep it themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// Another organization for the session. Browsers leave the token out: theirs is in the cookie.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SwitchRequest {
    /// The organization to use from now on.
    pub organization_id: Uuid,
    /// The refresh token, for clients that keep it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// A change of one's password.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub old_password: Secret,
    /// The new one.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub new_password: Secret,
}

impl Check for PasswordChange {
    fn check(&self, faults: &mut Faults) {
        faults.required("old_password", self.old_password.expose(), 1024);
        check_password(faults, "new_password", &self.new_password, &[]);
    }
}

/// What one can change about oneself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProfileFields {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The language of mails and texts.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "zh-CN"))]
    pub locale: Locale,
    /// IANA time zone.
    pub time_zone: String,
}

impl Default for ProfileFields {
    fn default() -> Self {
        Self {
            first_name: String::new(),
            last_name: String::new(),
            locale: Locale::Zh,
            time_zone: "Asia/Shanghai".to_owned(),
        }
    }
}

impl Check for ProfileFields {
    fn check(&self, faults: &mut Faults) {
        faults.at_most("first_name", &self.first_name, 50);
        faults.at_most("last_name", &self.last_name, 50);
        faults.required("time_zone", &self.time_zone, 64);
    }
}

impl From<&Profile> for ProfileFields {
    fn from(profile: &Profile) -> Self {
        Self {
            first_name: profile.first_name.clone(),
            last_name: profile.last_name.clone(),
            locale: profile.locale,
            time_zone: profile.time_zone.clone(),
        }
    }
}

/// What a visitor may know before signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationInfo {
    /// Whether nobody has registered yet: the next one becomes the operator.
    pub is_first: bool,
    /// Whether one can register without an invitation.
    pub is_open: bool,
    /// Whether mails of the product reach people; else the operator finds them in the outbox.
    pub has_mail: bool,
}

fn known<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Vec<Permission>, D::Error> {
    let codes = Vec::<String>::deserialize(deserializer)?;
    Ok(codes.iter().filter_map(|code| Permission::from_code(code)).collect())
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/registration`
    pub async fn get_registration(&self) -> Result<RegistrationInfo> {
        self.get("/api/auth/registration").await
    }

    /// `POST /api/auth/register`
    pub async fn register(&self, registration: &Registration) -> Result<SignedIn> {
        self.post("/api/auth/register", registration).await
    }

    /// `POST /api/auth/login`
    pub async fn login(&self, request: &LoginRequest) -> Result<SignInAnswer> {
        self.post("/api/auth/login", request).await
    }

    /// `POST /api/auth/refresh`
    pub async fn refresh(&self, request: &RefreshRequest) -> Result<SignedIn> {
        self.post("/api/auth/refresh", request).await
    }

    /// `POST /api/auth/switch`
    pub async fn switch_organization(&self, request: &SwitchRequest) -> Result<SignedIn> {
        self.post("/api/auth/switch", request).await
    }

    /// `POST /api/auth/logout`
    pub async fn logout(&self, request: &RefreshRequest) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/logout").json(request)).await
    }

    /// `POST /api/auth/logout-all`
    pub async fn logout_all(&self) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/logout-all")).await
    }

    /// `GET /api/auth/profile`
    pub async fn get_profile(&self) -> Result<Profile> {
        self.get("/api/auth/profile").await
    }

    /// `PATCH /api/auth/profile`
    pub async fn update_profile(&self, patch: &MergePatch<ProfileFields>) -> Result<Profile> {
        self.patch("/api/auth/profile", patch, None).await
    }

    /// `PUT /api/auth/profile/avatar`, with the section to keep in pixels of the picture.
    pub async fn set_avatar(&self, picture: FilePart, crop: Option<Crop>) -> Result<Profile> {
        let mut request = Request::new(Method::Put, "/api/auth/profile/avatar");
        let section = crop.map(|crop| {
            let numbers = [crop.x, crop.y, crop.width, crop.height].map(|number| number.to_string());
            ["crop_x", "crop_y", "crop_width", "crop_height"].map(str::to_owned).into_iter().zip(numbers)
        });
        request.body = Body::Files(vec![picture], section.into_iter().flatten().collect());
        self.call(request).await
    }

    /// `DELETE /api/auth/profile/avatar`
    pub async fn delete_avatar(&self) -> Result<()> {
        self.delete("/api/auth/profile/avatar").await
    }

    /// `POST /api/auth/password/change`
    pub async fn change_password(&self, change: &PasswordChange) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/password/change").json(change)).await
    }
}
