//! Mailboxes: one's own.

use chrono::{DateTime, Utc};
use domain::email_accounts;
use domain::{Check, Faults, Secret};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::email_accounts::{EmailAccountFields, SmtpSecurity, TestOutcome, TestStep, TestStepName};

use crate::client::{Client, Result, Transport};
use crate::{ListQuery, MergePatch, Page};

/// A mailbox. Its password is never sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailAccount {
    /// Its id.
    pub id: Uuid,
    /// The fields.
    #[serde(flatten)]
    pub fields: EmailAccountFieldsView,
    /// Whether a password is kept.
    pub has_password: bool,
    /// When it was last tested.
    pub last_tested_at: Option<DateTime<Utc>>,
    /// What the last test or send found wrong.
    pub last_error: Option<String>,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// The fields of a mailbox as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailAccountFieldsView {
    /// The address that mails come from.
    #[cfg_attr(feature = "openapi", schema(example = "hr@example.com"))]
    pub email_address: String,
    /// The name beside the address.
    pub display_name: String,
    /// The server.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// The user name.
    pub smtp_username: String,
    /// Stands for `{{user.signature}}`.
    pub signature: String,
    /// Mails a day at most.
    pub daily_limit: u32,
    /// Mails a minute at most.
    pub per_minute_limit: u32,
    /// Whether it may send.
    pub is_active: bool,
}

impl From<EmailAccountFields> for EmailAccountFieldsView {
    fn from(fields: EmailAccountFields) -> Self {
        Self {
            email_address: fields.email_address,
            display_name: fields.display_name,
            smtp_host: fields.smtp_host,
            smtp_port: fields.smtp_port,
            smtp_security: fields.smtp_security,
            smtp_username: fields.smtp_username,
            signature: fields.signature,
            daily_limit: fields.daily_limit,
            per_minute_limit: fields.per_minute_limit,
            is_active: fields.is_active,
        }
    }
}

impl From<&EmailAccount> for EmailAccountFields {
    fn from(account: &EmailAccount) -> Self {
        let fields = account.fields.clone();
        Self {
            email_address: fields.email_address,
            display_name: fields.display_name,
            smtp_host: fields.smtp_host,
            smtp_port: fields.smtp_port,
            smtp_security: fields.smtp_security,
            smtp_username: fields.smtp_username,
            signature: fields.signature,
            daily_limit: fields.daily_limit,
            per_minute_limit: fields.per_minute_limit,
            is_active: fields.is_active,
        }
    }
}

impl From<email_accounts::EmailAccount> for EmailAccount {
    fn from(account: email_accounts::EmailAccount) -> Self {
        Self {
            id: account.id,
            fields: account.fields.into(),
            has_password: account.has_password,
            last_tested_at: account.last_tested_at,
            last_error: account.last_error,
            version: account.version,
            created_at: account.created_at,
            updated_at: account.updated_at,
        }
    }
}

/// A new mailbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEmailAccount {
    /// The settings.
    pub account: EmailAccountFields,
    /// The password or app password (授权码); absent for servers that ask for none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password))]
    #[serde(default, serialize_with = "domain::secret::expose_some")]
    pub password: Option<Secret>,
}

/// A change of a mailbox: its settings, its password, or both.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailAccountChange {
    /// A merge patch of the settings.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EmailAccountFields>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<MergePatch<EmailAccountFields>>,
    /// A new password; absent keeps the old one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password))]
    #[serde(
        default,
        serialize_with = "domain::secret::expose_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub password: Option<Secret>,
}

impl Check for NewEmailAccount {
    fn check(&self, faults: &mut Faults) {
        faults.within("account", |faults| self.account.check(faults));
        faults.optional("password", self.password.as_ref().map(Secret::expose), 500);
    }
}

impl Check for EmailAccountChange {
    fn check(&self, faults: &mut Faults) {
        faults.optional("password", self.password.as_ref().map(Secret::expose), 500);
    }
}

/// How a mailbox is tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TestRequest {
    /// Whether to send a mail to oneself as the last step.
    pub send: bool,
}

/// What testing a mailbox found, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestReport {
    /// Whether no step failed.
    pub ok: bool,
    /// In the order in which they were taken.
    pub steps: Vec<TestStep>,
}

/// The settings of a well-known mail provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preset {
    /// A stable word.
    #[cfg_attr(feature = "openapi", schema(example = "exmail"))]
    pub code: String,
    /// The provider's name in Chinese.
    pub name_zh: String,
    /// The provider's name in English.
    pub name_en: String,
    /// Domains of addresses whose mailboxes are there.
    pub domains: Vec<String>,
    /// The server.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// Whether an app password (授权码) is asked for.
    pub needs_app_password: bool,
}

impl From<&email_accounts::Preset> for Preset {
    fn from(preset: &email_accounts::Preset) -> Self {
        Self {
            code: preset.code.to_owned(),
            name_zh: preset.name_zh.to_owned(),
            name_en: preset.name_en.to_owned(),
            domains: preset.domains.iter().map(|&domain| domain.to_owned()).collect(),
            smtp_host: preset.smtp_host.to_owned(),
            smtp_port: preset.smtp_port,
            smtp_security: preset.smtp_security,
            needs_app_password: preset.needs_app_password,
        }
    }
}

/// What a list of mailboxes can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct EmailAccountQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
}

impl ListQuery for EmailAccountQuery {
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

impl<T: Transport> Client<T> {
    /// `GET /api/email-accounts`
    pub async fn list_email_accounts(&self, query: &EmailAccountQuery) -> Result<Page<EmailAccount>> {
        self.get_with("/api/email-accounts", query).await
    }

    /// `GET /api/email-accounts/presets`
    pub async fn list_email_presets(&self) -> Result<Vec<Preset>> {
        self.get("/api/email-accounts/presets").await
    }

    /// `POST /api/email-accounts`
    pub async fn create_email_account(&self, account: &NewEmailAccount) -> Result<EmailAccount> {
        self.post("/api/email-accounts", account).await
    }

    /// `GET /api/email-accounts/{id}`
    pub async fn get_email_account(&self, id: Uuid) -> Result<EmailAccount> {
        self.get(format!("/api/email-accounts/{id}")).await
    }

    /// `PATCH /api/email-accounts/{id}`
    pub async fn update_email_account(
        &self,
        id: Uuid,
        change: &EmailAccountChange,
        version: Option<i64>,
    ) -> Result<EmailAccount> {
        self.patch(format!("/api/email-accounts/{id}"), change, version).await
    }

    /// `DELETE /api/email-accounts/{id}`
    pub async fn delete_email_account(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/email-accounts/{id}")).await
    }

    /// `POST /api/email-accounts/{id}/test`
    pub async fn test_email_account(&self, id: Uuid, request: TestRequest) -> Result<TestReport> {
        self.post(format!("/api/email-accounts/{id}/test"), &request).await
    }
}
