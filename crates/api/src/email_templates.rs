//! Mail templates.

use chrono::{DateTime, Utc};
use domain::email_templates;
use domain::{Check, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::email_templates::EmailTemplateFields;

use crate::client::{Client, Result, Transport};
use crate::emails::Generated;
use crate::{ListQuery, MergePatch, Page};

/// A mail template: one's own, or one that is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailTemplate {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "首次联系"))]
    pub name: String,
    /// Subject with placeholders.
    pub subject: String,
    /// Body with placeholders, in Markdown.
    pub body: String,
    /// Whether the whole organization may use it.
    pub shared: bool,
    /// Sent back as `If-Match` when it is changed.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<email_templates::EmailTemplate> for EmailTemplate {
    fn from(template: email_templates::EmailTemplate) -> Self {
        let EmailTemplateFields { name, subject, body, shared } = template.fields;
        Self {
            id: template.id,
            user_id: template.user_id,
            name,
            subject,
            body,
            shared,
            version: template.version,
            created_at: template.created_at,
            updated_at: template.updated_at,
        }
    }
}

impl From<&EmailTemplate> for EmailTemplateFields {
    fn from(template: &EmailTemplate) -> Self {
        Self {
            name: template.name.clone(),
            subject: template.subject.clone(),
            body: template.body.clone(),
            shared: template.shared,
        }
    }
}

/// What a list of templates can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct EmailTemplateQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
    /// `name`, `created_at`, `updated_at`; a minus turns the order round.
    pub sort: Option<String>,
    /// Words in name, subject and body.
    pub q: Option<String>,
}

impl ListQuery for EmailTemplateQuery {
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

/// For whom a template is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TemplatePreviewRequest {
    /// The candidate; absent: an example.
    pub candidate_id: Option<Uuid>,
    /// The job; absent: an example.
    pub job_id: Option<Uuid>,
    /// The mailbox whose signature is used.
    pub from_account_id: Option<Uuid>,
}

/// What to write a template about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct GenerateTemplateRequest {
    /// The points that the template must make.
    #[cfg_attr(feature = "openapi", schema(example = "邀请了解机会；强调团队和技术氛围；语气亲切"))]
    pub core_points: String,
    /// `zh-CN` or `en`; absent: the caller's language.
    pub language: Option<String>,
    /// The engine; absent: the default.
    pub engine: Option<String>,
}

impl Check for GenerateTemplateRequest {
    fn check(&self, faults: &mut Faults) {
        faults.required("core_points", &self.core_points, 4000);
        crate::emails::check_language(faults, self.language.as_deref());
        faults.optional("engine", self.engine.as_deref(), 100);
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/email-templates`
    pub async fn list_email_templates(&self, query: &EmailTemplateQuery) -> Result<Page<EmailTemplate>> {
        self.get_with("/api/email-templates", query).await
    }

    /// `POST /api/email-templates`
    pub async fn create_email_template(&self, fields: &EmailTemplateFields) -> Result<EmailTemplate> {
        self.post("/api/email-templates", fields).await
    }

    /// `GET /api/email-templates/{id}`
    pub async fn get_email_template(&self, id: Uuid) -> Result<EmailTemplate> {
        self.get(format!("/api/email-templates/{id}")).await
    }

    /// `PATCH /api/email-templates/{id}`
    pub async fn update_email_template(
        &self,
        id: Uuid,
        patch: &MergePatch<EmailTemplateFields>,
        version: Option<i64>,
    ) -> Result<EmailTemplate> {
        self.patch(format!("/api/email-templates/{id}"), patch, version).await
    }

    /// `DELETE /api/email-templates/{id}`
    pub async fn delete_email_template(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/email-templates/{id}")).await
    }

    /// `POST /api/email-templates/{id}/preview`
    pub async fn preview_email_template(
        &self,
        id: Uuid,
        request: &TemplatePreviewRequest,
    ) -> Result<crate::emails::Preview> {
        self.post(format!("/api/email-templates/{id}/preview"), request).await
    }

    /// `POST /api/email-templates/generate`
    pub async fn generate_email_template(
        &self,
        request: &GenerateTemplateRequest,
    ) -> Result<Generated<EmailTemplateFields>> {
        self.post("/api/email-templates/generate", request).await
    }
}
