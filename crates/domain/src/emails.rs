//! Mails: the ledger of what was queued, sent and refused.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jobs::NamedRef;
use crate::{Check, Code, Coded, Faults, Locale};

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmailStatus {
    /// Written, not queued.
    Draft,
    /// Waits for its time.
    Queued,
    /// A worker holds it.
    Sending,
    /// The server took it.
    Sent,
    /// Given up.
    Failed,
    /// Withdrawn before it was sent.
    Cancelled,
    /// Came back.
    Bounced,
}

impl Coded for EmailStatus {
    const ALL: &'static [Self] =
        &[Self::Draft, Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Cancelled, Self::Bounced];

    fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Bounced => "bounced",
        }
    }
}

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmailKind {
    /// To a candidate.
    Outreach,
    /// From the product itself.
    System,
}

impl Coded for EmailKind {
    const ALL: &'static [Self] = &[Self::Outreach, Self::System];

    fn code(self) -> &'static str {
        match self {
            Self::Outreach => "outreach",
            Self::System => "system",
        }
    }
}

/// What made a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum TriggerType {
    Manual,
    Group,
    Template,
    Ai,
    Sequence,
    Retry,
}

impl Coded for TriggerType {
    const ALL: &'static [Self] =
        &[Self::Manual, Self::Group, Self::Template, Self::Ai, Self::Sequence, Self::Retry];

    fn code(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Group => "group",
            Self::Template => "template",
            Self::Ai => "ai",
            Self::Sequence => "sequence",
            Self::Retry => "retry",
        }
    }
}

/// Whether a failed mail may go later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Never (5xx).
    Permanent,
    /// Perhaps later (4xx, the network).
    Transient,
}

impl Coded for FailureKind {
    const ALL: &'static [Self] = &[Self::Permanent, Self::Transient];

    fn code(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Transient => "transient",
        }
    }
}

/// How often a mail is tried.
pub const MAX_ATTEMPTS: i32 = 5;

/// The wait before attempt `attempt + 1`, in seconds: 30 s doubling, with `jitter` (0–1) of it added.
pub fn retry_delay(attempt: i32, jitter: f64) -> i64 {
    let base = 30.0 * 2_f64.powi(attempt.clamp(1, 10) - 1);
    (base * (1.0 + jitter.clamp(0.0, 1.0) * 0.5)).round() as i64
}

/// Why somebody gets no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// There is no address.
    NoAddress,
    /// The address is on the suppression list.
    Suppressed,
    /// The person is marked so.
    DoNotContact,
    /// The person took the consent back.
    ConsentWithdrawn,
    /// A mail for this job went out within the time set by the organization.
    RecentlyMailed,
    /// The candidate is not there (any more).
    NotFound,
    /// A placeholder has no value for this person.
    MissingValue,
    /// Somebody before in the same send has this address.
    DuplicateAddress,
}

impl Coded for SkipReason {
    const ALL: &'static [Self] = &[
        Self::NoAddress,
        Self::Suppressed,
        Self::DoNotContact,
        Self::ConsentWithdrawn,
        Self::RecentlyMailed,
        Self::NotFound,
        Self::MissingValue,
        Self::DuplicateAddress,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Suppressed => "suppressed",
            Self::DoNotContact => "do_not_contact",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::RecentlyMailed => "recently_mailed",
            Self::NotFound => "not_found",
            Self::MissingValue => "missing_value",
            Self::DuplicateAddress => "duplicate_address",
        }
    }
}

impl SkipReason {
    /// The reason for a person.
    pub const fn text(self, locale: Locale) -> &'static str {
        let (english, chinese) = match self {
            Self::NoAddress => ("There is no e-mail address", "没有邮箱地址"),
            Self::Suppressed => {
                ("The address has unsubscribed or does not accept mail", "该邮箱已退订或拒收邮件")
            }
            Self::DoNotContact => ("Marked “do not contact”", "已标记为“请勿联系”"),
            Self::ConsentWithdrawn => ("Consent was withdrawn", "已撤回联系授权"),
            Self::RecentlyMailed => {
                ("Was already mailed about this job a short time ago", "近期已就该职位发送过邮件")
            }
            Self::NotFound => ("The candidate is not there any more", "人选不存在或已归档"),
            Self::MissingValue => ("There is no value for", "缺少"),
            Self::DuplicateAddress => {
                ("Another recipient of this mail has the same address", "与本次发送的其他收件人邮箱相同")
            }
        };
        match locale {
            Locale::En => english,
            Locale::Zh => chinese,
        }
    }
}

/// Recipients of one send at most.
pub const MAX_RECIPIENTS: usize = 5000;

/// To whom a mail goes: a selection, a group, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Recipients {
    /// These candidates.
    pub candidate_ids: Vec<Uuid>,
    /// The members of this group.
    pub group_id: Option<Uuid>,
}

/// A mail to one, many or a group: the body of send and of preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Outreach {
    /// The mailbox; must be one's own. May be left out in a preview.
    pub from_account_id: Option<Uuid>,
    /// To whom.
    pub to: Recipients,
    /// The job it is about, for `{{job.…}}` and for not mailing somebody twice.
    pub job_id: Option<Uuid>,
    /// The template that it is written from.
    pub template_id: Option<Uuid>,
    /// Subject with placeholders; absent: the template's.
    pub subject: Option<String>,
    /// Body with placeholders, in Markdown; absent: the template's.
    pub body: Option<String>,
    /// When to send; absent: now.
    pub scheduled_at: Option<DateTime<Utc>>,
}

impl Check for Outreach {
    fn check(&self, faults: &mut Faults) {
        if self.to.candidate_ids.is_empty() && self.to.group_id.is_none() {
            faults.add("to", Code::NoRecipients);
        }
        if self.to.candidate_ids.len() > MAX_RECIPIENTS {
            faults.add("to/candidate_ids", Code::TooMany).params.push(MAX_RECIPIENTS.to_string());
        }
        for (field, text, max) in [("subject", &self.subject, 300), ("body", &self.body, 50_000)] {
            if self.template_id.is_none() || text.is_some() {
                let text = text.as_deref().unwrap_or_default();
                crate::email_templates::check_text(faults, field, text, max);
            }
        }
    }
}

/// One mail of the ledger.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct EmailLog {
    pub id: Uuid,
    pub kind: EmailKind,
    pub user_id: Option<Uuid>,
    pub from_account: Option<NamedRef>,
    pub candidate: Option<NamedRef>,
    pub job: Option<NamedRef>,
    pub template_id: Option<Uuid>,
    pub group_id: Option<Uuid>,
    /// One send to many.
    pub campaign_id: Option<Uuid>,
    pub to_email: String,
    pub subject: String,
    pub content_html: String,
    pub content_text: String,
    pub status: EmailStatus,
    pub trigger_type: TriggerType,
    pub scheduled_at: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
    pub failure_reason: Option<String>,
    pub failure_kind: Option<FailureKind>,
    /// How often it was tried.
    pub retry_count: i32,
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// RFC 5322, the same over all tries.
    pub message_id: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What narrows a list of mails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct EmailLogFilter {
    /// Words in subject and address.
    pub q: Option<String>,
    pub status: Vec<EmailStatus>,
    pub candidate_id: Option<Uuid>,
    pub job_id: Option<Uuid>,
    pub campaign_id: Option<Uuid>,
    pub from_account_id: Option<Uuid>,
    pub created_from: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_jitter_only_adds() {
        assert_eq!((1..=4).map(|n| retry_delay(n, 0.0)).collect::<Vec<_>>(), [30, 60, 120, 240]);
        assert_eq!(retry_delay(1, 1.0), 45);
        assert!(retry_delay(i32::MAX, 9.0) < 86_400);
    }
}
