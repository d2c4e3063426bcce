//! Writing, previewing and sending mails.

use domain::{Check, Code, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::emails::{Outreach, Recipients, SkipReason};

use crate::client::{Client, Method, Request, Result, Transport};

/// What an engine wrote, and which engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Generated<F> {
    /// `offline`, or the model that wrote it.
    #[cfg_attr(feature = "openapi", schema(example = "offline"))]
    pub engine: String,
    /// What it wrote.
    pub result: F,
    /// What a person should look at: numbers and names that are not in the records, a fallback.
    pub warnings: Vec<crate::parse::Warning>,
}

/// A subject and a body with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailText {
    /// Subject.
    pub subject: String,
    /// Body in Markdown.
    pub body: String,
}

/// What to write a mail about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DraftRequest {
    /// The job.
    pub job_id: Option<Uuid>,
    /// The candidate.
    pub candidate_id: Option<Uuid>,
    /// The points that the mail must make.
    #[cfg_attr(feature = "openapi", schema(example = "介绍职位亮点，约时间电话沟通"))]
    pub core_points: String,
    /// `zh-CN` or `en`; absent: the caller's language.
    pub language: Option<String>,
    /// The engine; absent: the default.
    pub engine: Option<String>,
}

impl Check for DraftRequest {
    fn check(&self, faults: &mut Faults) {
        faults.at_most("core_points", &self.core_points, 4000);
        check_language(faults, self.language.as_deref());
        faults.optional("engine", self.engine.as_deref(), 100);
    }
}

pub(crate) fn check_language(faults: &mut Faults, language: Option<&str>) {
    if language.is_some_and(|language| domain::Locale::from_tag(language).is_none()) {
        faults.add("language", Code::UnknownValue);
    }
}

/// A text to make better.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OptimizeRequest {
    /// The text. Every placeholder in it will be in the answer.
    pub text: String,
    /// What to change, such as "shorter" or 更正式.
    pub instruction: Option<String>,
    /// The engine; absent: the default.
    pub engine: Option<String>,
}

impl Check for OptimizeRequest {
    fn check(&self, faults: &mut Faults) {
        faults.required("text", &self.text, 50_000);
        faults.optional("instruction", self.instruction.as_deref(), 1000);
        faults.optional("engine", self.engine.as_deref(), 100);
    }
}

/// A better text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptimizedText {
    /// The text.
    pub optimized_text: String,
}

/// A mail as one recipient will see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The recipient; absent for an example.
    pub candidate_id: Option<Uuid>,
    /// Name of the recipient.
    pub candidate_name: String,
    /// The address; absent when there is none.
    pub to_email: Option<String>,
    /// Subject.
    pub subject: String,
    /// The HTML part, sanitised.
    pub html: String,
    /// The text part.
    pub text: String,
    /// Why this person would get no mail.
    pub problems: Vec<PreviewProblem>,
}

/// Why a person would get no mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewProblem {
    /// The reason.
    pub reason: SkipReason,
    /// In the language of the request; names the placeholders without a value.
    pub message: String,
}

/// All previews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewResponse {
    /// How many people the mail is for.
    pub total: u64,
    /// The first 50 of them.
    pub items: Vec<Preview>,
    /// All who would get none, not only those of `items`, so that a page can say it before anything is sent.
    pub skipped: Vec<SkippedRecipient>,
}

/// What sending did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendResponse {
    /// One send to many.
    pub campaign_id: Uuid,
    /// Mails in the queue.
    pub queued: Vec<QueuedEmail>,
    /// People who get none, and why.
    pub skipped: Vec<SkippedRecipient>,
}

/// A mail in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuedEmail {
    /// Its row of the ledger.
    pub email_log_id: Uuid,
    /// To whom.
    pub candidate_id: Uuid,
}

/// Somebody who gets no mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkippedRecipient {
    /// Who.
    pub candidate_id: Uuid,
    /// Name, as far as it is known.
    pub name: String,
    /// Why.
    pub reason: SkipReason,
    /// In the language of the request.
    pub message: String,
}

impl<T: Transport> Client<T> {
    /// `POST /api/emails/draft`
    pub async fn draft_email(&self, request: &DraftRequest) -> Result<Generated<EmailText>> {
        self.post("/api/emails/draft", request).await
    }

    /// `POST /api/emails/optimize`
    pub async fn optimize_email(&self, request: &OptimizeRequest) -> Result<Generated<OptimizedText>> {
        self.post("/api/emails/optimize", request).await
    }

    /// `POST /api/emails/preview`
    pub async fn preview_emails(&self, outreach: &Outreach) -> Result<PreviewResponse> {
        self.post("/api/emails/preview", outreach).await
    }

    /// `POST /api/emails/send`. The key makes sure that a repeated request does not send twice.
    pub async fn send_emails(&self, outreach: &Outreach, idempotency_key: &str) -> Result<SendResponse> {
        self.call(Request::new(Method::Post, "/api/emails/send").json(outreach).once(idempotency_key)).await
    }
}
