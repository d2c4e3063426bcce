//! The members of the organization, for those who look after them.

use chrono::{DateTime, Utc};
use domain::jobs::NamedRef;
use domain::users::{self, check_password, check_roles};
use domain::{Check, Faults, Locale, Secret};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::users::{MemberFields, NewMember, RoleName};

use crate::client::{Body, Client, FilePart, Method, Request, Result, Transport, with_query};
use crate::{ListQuery, MergePatch, Page, SheetFormat};

/// A member of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Their id.
    pub id: Uuid,
    /// User name.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei"))]
    pub username: String,
    /// E-mail address.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei@example.com"))]
    pub email: String,
    /// Whether it is known to be theirs.
    pub email_verified: bool,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The name to show.
    #[cfg_attr(feature = "openapi", schema(example = "张伟"))]
    pub display_name: String,
    /// The language of mails and texts.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "zh-CN"))]
    pub locale: Locale,
    /// Whether they may work in the organization.
    pub is_active: bool,
    /// Whether this is the operator of the installation.
    pub is_superuser: bool,
    /// Belongs to other organizations too: name, address and password are then the person's own affair.
    pub is_shared: bool,
    /// Their roles.
    pub roles: Vec<RoleName>,
    /// The team they are in.
    pub team: Option<NamedRef>,
    /// When the account was made.
    pub date_joined: DateTime<Utc>,
    /// When they became a member.
    pub joined_at: DateTime<Utc>,
    /// When they were last here.
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl From<users::Member> for User {
    fn from(member: users::Member) -> Self {
        let user = member.user;
        Self {
            display_name: user.display_name(),
            id: user.id,
            username: user.username,
            email: user.email,
            email_verified: member.email_verified,
            first_name: user.first_name,
            last_name: user.last_name,
            locale: user.locale,
            is_active: member.is_active,
            is_superuser: user.is_superuser,
            is_shared: member.is_shared,
            roles: member.roles,
            team: member.team,
            date_joined: user.date_joined,
            joined_at: member.joined_at,
            last_seen_at: user.last_seen_at,
        }
    }
}

impl From<&User> for MemberFields {
    fn from(user: &User) -> Self {
        Self {
            username: user.username.clone(),
            email: user.email.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            team_id: user.team.as_ref().map(|team| team.id),
            is_active: user.is_active,
        }
    }
}

/// What a list of users can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct UserQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `username`, `email`, `name`, `last_seen_at`, `date_joined`; a minus turns the order round.
    #[cfg_attr(feature = "openapi", param(example = "username"))]
    pub sort: Option<String>,
    /// Words in user name, address and name.
    pub q: Option<String>,
    /// Who has this role.
    pub role_id: Option<Uuid>,
    /// Who is in this team.
    pub team_id: Option<Uuid>,
    /// Who may work in the organization, or who may not.
    pub is_active: Option<bool>,
}

impl ListQuery for UserQuery {
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

/// The roles of a member, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UserRoles {
    /// Ids of roles; those that are not named are taken away.
    pub role_ids: Vec<Uuid>,
}

impl Check for UserRoles {
    fn check(&self, faults: &mut Faults) {
        check_roles(faults, &self.role_ids);
    }
}

/// A new password for a member.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UserPasswordReset {
    /// 8 to 128 characters, not a common one. Without one they are mailed a link to set it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password))]
    #[serde(
        default,
        serialize_with = "domain::secret::expose_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub password: Option<Secret>,
}

impl Check for UserPasswordReset {
    fn check(&self, faults: &mut Faults) {
        if let Some(password) = &self.password {
            check_password(faults, "password", password, &[]);
        }
    }
}

/// Somebody who is here now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnlineUser {
    /// Their id.
    pub id: Uuid,
    /// User name.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// The name to show.
    pub display_name: String,
    /// When they were last here.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// How many devices they are signed in on.
    pub sessions: u64,
    /// The address of the session that was used last.
    pub ip: String,
    /// What its browser or program calls itself.
    pub user_agent: String,
}

impl From<users::OnlineUser> for OnlineUser {
    fn from(online: users::OnlineUser) -> Self {
        let user = online.user;
        Self {
            display_name: user.display_name(),
            id: user.id,
            username: user.username,
            email: user.email,
            last_seen_at: user.last_seen_at,
            sessions: online.sessions,
            ip: online.ip,
            user_agent: online.user_agent,
        }
    }
}

/// Which page of those who are online.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct OnlineQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
}

impl ListQuery for OnlineQuery {
    fn page(&self) -> Option<u32> {
        self.page
    }
    fn per_page(&self) -> Option<u32> {
        self.per_page
    }
    fn sort(&self) -> Option<&str> {
        None
    }
}

/// How an import is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ImportQuery {
    /// Only says what would happen.
    pub dry_run: Option<bool>,
}

/// What became of an import, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Lines in the file that hold something, without the header.
    pub lines: u64,
    /// Users who were added, or would be.
    pub created: u64,
    /// What is wrong; as long as there is anything, nobody is added.
    pub errors: Vec<ImportError>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportError {
    /// The number at the left edge of the sheet, from 1.
    pub line: u32,
    /// The column, as in the template.
    #[cfg_attr(feature = "openapi", schema(example = "email"))]
    pub column: String,
    /// What is wrong, as one of the codes for fields.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "invalid_email"))]
    pub code: domain::Code,
    /// The same in words, in the language of the request.
    pub message: String,
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/users`
    pub async fn list_users(&self, query: &UserQuery) -> Result<Page<User>> {
        self.get_with("/api/auth/users", query).await
    }

    /// `POST /api/auth/users`
    pub async fn create_user(&self, new: &NewMember) -> Result<User> {
        self.post("/api/auth/users", new).await
    }

    /// `GET /api/auth/users/{id}`
    pub async fn get_user(&self, id: Uuid) -> Result<User> {
        self.get(format!("/api/auth/users/{id}")).await
    }

    /// `PATCH /api/auth/users/{id}`
    pub async fn update_user(&self, id: Uuid, patch: &MergePatch<MemberFields>) -> Result<User> {
        self.patch(format!("/api/auth/users/{id}"), patch, None).await
    }

    /// `DELETE /api/auth/users/{id}`
    pub async fn remove_user(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/auth/users/{id}")).await
    }

    /// `PUT /api/auth/users/{id}/roles`
    pub async fn set_user_roles(&self, id: Uuid, role_ids: Vec<Uuid>) -> Result<User> {
        let request = Request::new(Method::Put, format!("/api/auth/users/{id}/roles"));
        self.call(request.json(&UserRoles { role_ids })).await
    }

    /// `POST /api/auth/users/{id}/reset-password`
    pub async fn reset_user_password(&self, id: Uuid, reset: &UserPasswordReset) -> Result<()> {
        let request = Request::new(Method::Post, format!("/api/auth/users/{id}/reset-password"));
        self.call_without_answer(request.json(reset)).await
    }

    /// `POST /api/auth/users/{id}/sign-out`
    pub async fn sign_out_user(&self, id: Uuid) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, format!("/api/auth/users/{id}/sign-out"))).await
    }

    /// `GET /api/auth/users/online`
    pub async fn list_online_users(&self, query: &OnlineQuery) -> Result<Page<OnlineUser>> {
        self.get_with("/api/auth/users/online", query).await
    }

    /// `GET /api/auth/users/export`
    pub async fn export_users(&self, query: &UserQuery, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet(with_query("/api/auth/users/export", query), format).await
    }

    /// `GET /api/auth/users/import-template`
    pub async fn get_user_import_template(&self, format: SheetFormat) -> Result<Vec<u8>> {
        self.sheet("/api/auth/users/import-template", format).await
    }

    /// `POST /api/auth/users/import`
    pub async fn import_users(&self, file: FilePart, dry_run: bool) -> Result<ImportReport> {
        let mut request = Request::new(Method::Post, format!("/api/auth/users/import?dry_run={dry_run}"));
        request.body = Body::Files(vec![file], Vec::new());
        self.call(request).await
    }
}
