//! Mailboxes from which mails are sent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::is_host;
use crate::{Check, Code, Coded, Faults, Secret};

/// How the connection to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SmtpSecurity {
    /// TLS from the first byte, usually port 465.
    #[default]
    Tls,
    /// TLS after STARTTLS, usually port 587; never falls back to plain text.
    Starttls,
    /// None: for servers on the same machine.
    None,
}

impl Coded for SmtpSecurity {
    const ALL: &'static [Self] = &[Self::Tls, Self::Starttls, Self::None];

    fn code(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::Starttls => "starttls",
            Self::None => "none",
        }
    }
}

/// What a person can write into a mailbox. The password is given apart and never read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct EmailAccountFields {
    /// The address that mails come from.
    #[cfg_attr(feature = "openapi", schema(example = "hr@example.com"))]
    pub email_address: String,
    /// The name beside the address.
    #[cfg_attr(feature = "openapi", schema(example = "王芳"))]
    pub display_name: String,
    /// The server.
    #[cfg_attr(feature = "openapi", schema(example = "smtp.exmail.qq.com"))]
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// The user name, usually the address.
    pub smtp_username: String,
    /// Stands for `{{user.signature}}`; plain text or Markdown.
    pub signature: String,
    /// Mails a day at most.
    pub daily_limit: u32,
    /// Mails a minute at most.
    pub per_minute_limit: u32,
    /// Whether it may send.
    pub is_active: bool,
}

impl Default for EmailAccountFields {
    fn default() -> Self {
        Self {
            email_address: String::new(),
            display_name: String::new(),
            smtp_host: String::new(),
            smtp_port: 465,
            smtp_security: SmtpSecurity::Tls,
            smtp_username: String::new(),
            signature: String::new(),
            daily_limit: 500,
            per_minute_limit: 20,
            is_active: true,
        }
    }
}

impl Check for EmailAccountFields {
    fn check(&self, faults: &mut Faults) {
        faults.email("email_address", &self.email_address);
        faults.at_most("display_name", &self.display_name, 100);
        faults.required("smtp_host", &self.smtp_host, 253);
        if !self.smtp_host.trim().is_empty() && !is_host(&self.smtp_host) {
            faults.add("smtp_host", Code::InvalidFormat);
        }
        faults.range("smtp_port", Some(self.smtp_port), 1..=65_535);
        faults.at_most("smtp_username", &self.smtp_username, 254);
        faults.at_most("signature", &self.signature, 5000);
        faults.range("daily_limit", Some(self.daily_limit), 1..=100_000);
        faults.range("per_minute_limit", Some(self.per_minute_limit), 1..=10_000);
    }
}

/// A mailbox as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct EmailAccount {
    pub id: Uuid,
    pub user_id: Uuid,
    pub fields: EmailAccountFields,
    /// Whether a password is kept.
    pub has_password: bool,
    pub last_tested_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A mailbox with what it takes to send, for the worker.
#[derive(Clone, Debug)]
pub struct SmtpCredentials {
    /// The mailbox.
    pub account: EmailAccount,
    /// The password, opened.
    pub password: Option<Secret>,
}

/// The settings of a well-known mail provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preset {
    /// A stable word.
    pub code: &'static str,
    /// The provider's name in Chinese.
    pub name_zh: &'static str,
    /// The provider's name in English.
    pub name_en: &'static str,
    /// Domains of addresses whose mailboxes are there.
    pub domains: &'static [&'static str],
    /// The server.
    pub smtp_host: &'static str,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
    /// Whether an app password (授权码) is asked for instead of the ordinary one.
    pub needs_app_password: bool,
}

/// The providers whose settings nobody should have to look up.
pub const PRESETS: &[Preset] = &[
    preset("exmail", "腾讯企业邮", "Tencent Exmail", &[], "smtp.exmail.qq.com", true),
    preset("qq", "QQ 邮箱", "QQ Mail", &["qq.com", "foxmail.com"], "smtp.qq.com", true),
    preset("163", "网易 163 邮箱", "NetEase 163", &["163.com"], "smtp.163.com", true),
    preset("aliyun", "阿里企业邮", "Alibaba Mail", &[], "smtp.qiye.aliyun.com", false),
    preset("gmail", "Gmail", "Gmail", &["gmail.com"], "smtp.gmail.com", true),
    Preset {
        smtp_port: 587,
        smtp_security: SmtpSecurity::Starttls,
        ..preset(
            "outlook",
            "Outlook",
            "Outlook",
            &["outlook.com", "hotmail.com", "live.com"],
            "smtp.office365.com",
            true,
        )
    },
];

const fn preset(
    code: &'static str,
    name_zh: &'static str,
    name_en: &'static str,
    domains: &'static [&'static str],
    smtp_host: &'static str,
    needs_app_password: bool,
) -> Preset {
    Preset {
        code,
        name_zh,
        name_en,
        domains,
        smtp_host,
        smtp_port: 465,
        smtp_security: SmtpSecurity::Tls,
        needs_app_password,
    }
}

/// One step of testing a mailbox, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestStepName {
    /// The host name resolves.
    Dns,
    /// The port answers.
    Connect,
    /// The connection is encrypted and the certificate is good.
    Tls,
    /// User name and password are accepted.
    Authenticate,
    /// A mail to oneself is accepted.
    Send,
}

/// What a step of the test found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestStep {
    /// Which step.
    pub name: TestStepName,
    /// How it went.
    pub outcome: TestOutcome,
    /// The server's own words, or what was found.
    pub detail: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
}

/// How a step of the test went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestOutcome {
    /// Fine.
    Ok,
    /// Failed.
    Failed,
    /// Not tried: an earlier step failed, or it does not apply.
    Skipped,
}
