//! The two logs: what was asked of the API, and what became of jobs, candidates and mails.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::Coded;
use crate::jobs::NamedRef;

/// What a line of the timeline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum SubjectType {
    Company,
    Job,
    Candidate,
    CandidateGroup,
    EmailLog,
    EmailTemplate,
    EmailAccount,
    ModelConfig,
    ApiKey,
    Organization,
    User,
    Role,
    Team,
}

impl Coded for SubjectType {
    const ALL: &'static [Self] = &[
        Self::Company,
        Self::Job,
        Self::Candidate,
        Self::CandidateGroup,
        Self::EmailLog,
        Self::EmailTemplate,
        Self::EmailAccount,
        Self::ModelConfig,
        Self::ApiKey,
        Self::Organization,
        Self::User,
        Self::Role,
        Self::Team,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Job => "job",
            Self::Candidate => "candidate",
            Self::CandidateGroup => "candidate_group",
            Self::EmailLog => "email_log",
            Self::EmailTemplate => "email_template",
            Self::EmailAccount => "email_account",
            Self::ModelConfig => "model_config",
            Self::ApiKey => "api_key",
            Self::Organization => "organization",
            Self::User => "user",
            Self::Role => "role",
            Self::Team => "team",
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Verb {
    Created,
    Updated,
    StatusChanged,
    Archived,
    Restored,
    Deleted,
    Erased,
    Merged,
    AddedToGroup,
    RemovedFromGroup,
    MailQueued,
    MailSent,
    MailFailed,
    MailCancelled,
    MailRetried,
}

impl Coded for Verb {
    const ALL: &'static [Self] = &[
        Self::Created,
        Self::Updated,
        Self::StatusChanged,
        Self::Archived,
        Self::Restored,
        Self::Deleted,
        Self::Erased,
        Self::Merged,
        Self::AddedToGroup,
        Self::RemovedFromGroup,
        Self::MailQueued,
        Self::MailSent,
        Self::MailFailed,
        Self::MailCancelled,
        Self::MailRetried,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::StatusChanged => "status_changed",
            Self::Archived => "archived",
            Self::Restored => "restored",
            Self::Deleted => "deleted",
            Self::Erased => "erased",
            Self::Merged => "merged",
            Self::AddedToGroup => "added_to_group",
            Self::RemovedFromGroup => "removed_from_group",
            Self::MailQueued => "mail_queued",
            Self::MailSent => "mail_sent",
            Self::MailFailed => "mail_failed",
            Self::MailCancelled => "mail_cancelled",
            Self::MailRetried => "mail_retried",
        }
    }
}

/// What changed: field → old value, new value.
pub type Changes = BTreeMap<String, [Value; 2]>;

/// The fields in which two objects differ.
pub fn changes<T: Serialize>(old: &T, new: &T) -> serde_json::Result<Changes> {
    let (Value::Object(old), Value::Object(new)) = (serde_json::to_value(old)?, serde_json::to_value(new)?)
    else {
        return Ok(Changes::new());
    };
    Ok(new
        .into_iter()
        .filter_map(|(field, after)| {
            let before = old.get(&field).cloned().unwrap_or(Value::Null);
            (before != after).then_some((field, [before, after]))
        })
        .collect())
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ActionLog {
    pub id: Uuid,
    pub user: Option<NamedRef>,
    pub verb: Verb,
    pub subject_type: SubjectType,
    pub subject_id: Uuid,
    /// The subject's name at the time.
    pub summary: String,
    pub changes: Changes,
    pub created_at: DateTime<Utc>,
}

/// One request, for the operation log. Texts are masked and cut before they come here.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct OperationLog {
    pub id: Uuid,
    pub organization_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub username: Option<String>,
    pub module: String,
    pub action: String,
    pub method: String,
    pub path: String,
    pub route: String,
    pub ip: String,
    pub user_agent: String,
    pub request_params: String,
    pub response_head: String,
    pub status: u16,
    pub duration_ms: i64,
    pub request_id: String,
    pub created_at: DateTime<Utc>,
}

/// What narrows a list of operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct OperationLogFilter {
    /// Words in the name of the user, the path and the request id.
    pub q: Option<String>,
    pub user_id: Option<Uuid>,
    pub module: Option<String>,
    pub action: Option<String>,
    pub method: Option<String>,
    pub ip: Option<String>,
    pub status: Option<u16>,
    pub success: Option<bool>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

/// What narrows a list of what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct ActionLogFilter {
    /// Words in the name of the subject.
    pub q: Option<String>,
    pub user_id: Option<Uuid>,
    pub verb: Option<Verb>,
    pub subject_type: Option<SubjectType>,
    pub subject_id: Option<Uuid>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::companies::CompanyFields;

    #[test]
    fn only_what_differs_is_noted() {
        let old = CompanyFields { name: "甲".into(), ..CompanyFields::default() };
        let new = CompanyFields { city: Some("上海".into()), ..old.clone() };
        let changes = changes(&old, &new).expect("serializable");
        assert_eq!(changes.len(), 1);
        assert_eq!(changes["city"], [Value::Null, Value::from("上海")]);
    }
}
