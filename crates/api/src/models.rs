//! AI models: the catalogue, an organization's configurations, and keys.

use chrono::{DateTime, Utc};
use domain::models::{self, Purpose};
use domain::{Check, Code, Faults, Secret};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::models::ModelConfigFields;

use crate::client::{Client, Method, Request, Result, Transport};
use crate::{ListQuery, MergePatch, Page};

/// What can be chosen as an engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Models {
    /// `offline`, the organization's configurations, and the models of the catalogue, in this order.
    pub models: Vec<Model>,
    /// Who serves them.
    pub providers: Vec<Provider>,
}

/// A model that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Model {
    /// What is given as `engine`.
    #[cfg_attr(feature = "openapi", schema(example = "qwen_plus"))]
    pub id: String,
    /// Label for a person.
    pub label: String,
    /// The provider's code; `offline` for the built-in engine.
    pub provider: String,
    /// The provider's name of the model; empty when it has to be named in a configuration.
    pub model: String,
    /// What it can do.
    pub purposes: Vec<Purpose>,
    /// Tokens that fit in, question and answer together.
    pub context_tokens: Option<u32>,
    /// Whether it can be used now: it needs no key, or there is one.
    pub is_available: bool,
    /// Whether it is the one used where nobody chose another.
    pub is_default: bool,
}

/// Who serves models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    /// A stable word.
    #[cfg_attr(feature = "openapi", schema(example = "qwen"))]
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Where the API is; empty when it differs from customer to customer.
    pub base_url: String,
    /// Whether a key is needed.
    pub needs_key: bool,
    /// Where a person gets a key.
    pub key_url: String,
}

impl From<&models::Provider> for Provider {
    fn from(provider: &models::Provider) -> Self {
        Self {
            code: provider.code.clone(),
            name_zh: provider.name_zh.clone(),
            name_en: provider.name_en.clone(),
            base_url: provider.base_url.clone(),
            needs_key: provider.key_style != models::KeyStyle::None,
            key_url: provider.key_url.clone(),
        }
    }
}

/// A key: never the key itself, only its last four characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id.
    pub id: Uuid,
    /// Whether it is the organization's rather than one's own.
    pub is_shared: bool,
    /// The provider's code.
    pub provider: String,
    /// Name.
    pub name: String,
    /// The last four characters.
    #[cfg_attr(feature = "openapi", schema(example = "…a1b2"))]
    pub key_hint: String,
    /// Another address of the provider's API.
    pub base_url: Option<String>,
    /// Whether it may be used.
    pub is_active: bool,
    /// When the provider last accepted it.
    pub last_verified_at: Option<DateTime<Utc>>,
    /// What the provider said when it did not.
    pub last_error: Option<String>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<models::ApiKey> for ApiKey {
    fn from(key: models::ApiKey) -> Self {
        Self {
            id: key.id,
            is_shared: key.user_id.is_none(),
            provider: key.provider,
            name: key.name,
            key_hint: key.key_hint,
            base_url: key.base_url,
            is_active: key.is_active,
            last_verified_at: key.last_verified_at,
            last_error: key.last_error,
            created_at: key.created_at,
            updated_at: key.updated_at,
        }
    }
}

/// A new key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// The provider's code.
    #[cfg_attr(feature = "openapi", schema(example = "qwen"))]
    pub provider: String,
    /// Name, unique among one's keys of the provider.
    pub name: String,
    /// The key; sealed at once, never sent again.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub key: Secret,
    /// Another address of the provider's API, such as a proxy.
    #[serde(default)]
    pub base_url: Option<String>,
    /// Whether the whole organization may use it; needs `ai:model:update`.
    #[serde(default)]
    pub is_shared: bool,
}

impl Check for NewApiKey {
    fn check(&self, faults: &mut Faults) {
        if models::Catalogue::standard().provider(&self.provider).is_none() {
            faults.add("provider", Code::UnknownValue);
        }
        faults.required("name", &self.name, 100);
        faults.required("key", self.key.expose(), 4000);
        faults.url("base_url", self.base_url.as_deref());
    }
}

/// A change of a key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiKeyChange {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new key.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password))]
    #[serde(
        default,
        serialize_with = "domain::secret::expose_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub key: Option<Secret>,
    /// Whether it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

impl Check for ApiKeyChange {
    fn check(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            faults.required("name", name, 100);
        }
        if let Some(key) = &self.key {
            faults.required("key", key.expose(), 4000);
        }
    }
}

/// What trying a key or a model found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// Whether it works.
    pub ok: bool,
    /// How long the answer took, in milliseconds.
    pub latency_ms: u64,
    /// What went wrong.
    pub error: Option<crate::Problem>,
}

/// An organization's model configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields of ModelConfigFields, as they are kept")]
pub struct ModelConfig {
    pub id: Uuid,
    pub name: String,
    pub provider: String,
    pub model_name: String,
    pub base_url: Option<String>,
    pub api_key_id: Option<Uuid>,
    pub temperature: Option<f64>,
    pub max_tokens: Option<u32>,
    pub top_p: Option<f64>,
    pub system_prompt: Option<String>,
    pub purposes: Vec<Purpose>,
    pub is_default: bool,
    pub fallback_config_id: Option<Uuid>,
    pub is_active: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<models::ModelConfig> for ModelConfig {
    fn from(config: models::ModelConfig) -> Self {
        let fields = config.fields;
        Self {
            id: config.id,
            name: fields.name,
            provider: fields.provider,
            model_name: fields.model_name,
            base_url: fields.base_url,
            api_key_id: fields.api_key_id,
            temperature: fields.temperature,
            max_tokens: fields.max_tokens,
            top_p: fields.top_p,
            system_prompt: fields.system_prompt,
            purposes: fields.purposes,
            is_default: fields.is_default,
            fallback_config_id: fields.fallback_config_id,
            is_active: fields.is_active,
            version: config.version,
            created_at: config.created_at,
            updated_at: config.updated_at,
        }
    }
}

impl From<&ModelConfig> for ModelConfigFields {
    fn from(config: &ModelConfig) -> Self {
        Self {
            name: config.name.clone(),
            provider: config.provider.clone(),
            model_name: config.model_name.clone(),
            base_url: config.base_url.clone(),
            api_key_id: config.api_key_id,
            temperature: config.temperature,
            max_tokens: config.max_tokens,
            top_p: config.top_p,
            system_prompt: config.system_prompt.clone(),
            purposes: config.purposes.clone(),
            is_default: config.is_default,
            fallback_config_id: config.fallback_config_id,
            is_active: config.is_active,
        }
    }
}

/// What a list of keys or configurations can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct PageQuery {
    /// From 1.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1000000))]
    pub page: Option<u32>,
    /// Rows a page: 20 unless told, at most 100.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub per_page: Option<u32>,
}

impl ListQuery for PageQuery {
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
    /// `GET /api/ai/models`
    pub async fn list_models(&self) -> Result<Models> {
        self.get("/api/ai/models").await
    }

    /// `GET /api/api-keys`
    pub async fn list_api_keys(&self, query: &PageQuery) -> Result<Page<ApiKey>> {
        self.get_with("/api/api-keys", query).await
    }

    /// `POST /api/api-keys`
    pub async fn create_api_key(&self, key: &NewApiKey) -> Result<ApiKey> {
        self.post("/api/api-keys", key).await
    }

    /// `PATCH /api/api-keys/{id}`
    pub async fn update_api_key(&self, id: Uuid, change: &ApiKeyChange) -> Result<ApiKey> {
        self.patch(format!("/api/api-keys/{id}"), change, None).await
    }

    /// `DELETE /api/api-keys/{id}`
    pub async fn delete_api_key(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/api-keys/{id}")).await
    }

    /// `POST /api/api-keys/{id}/verify`
    pub async fn verify_api_key(&self, id: Uuid) -> Result<Verification> {
        self.call(Request::new(Method::Post, format!("/api/api-keys/{id}/verify"))).await
    }

    /// `GET /api/llm/configs`
    pub async fn list_model_configs(&self, query: &PageQuery) -> Result<Page<ModelConfig>> {
        self.get_with("/api/llm/configs", query).await
    }

    /// `POST /api/llm/configs`
    pub async fn create_model_config(&self, fields: &ModelConfigFields) -> Result<ModelConfig> {
        self.post("/api/llm/configs", fields).await
    }

    /// `GET /api/llm/configs/{id}`
    pub async fn get_model_config(&self, id: Uuid) -> Result<ModelConfig> {
        self.get(format!("/api/llm/configs/{id}")).await
    }

    /// `PATCH /api/llm/configs/{id}`
    pub async fn update_model_config(
        &self,
        id: Uuid,
        patch: &MergePatch<ModelConfigFields>,
        version: Option<i64>,
    ) -> Result<ModelConfig> {
        self.patch(format!("/api/llm/configs/{id}"), patch, version).await
    }

    /// `DELETE /api/llm/configs/{id}`
    pub async fn delete_model_config(&self, id: Uuid) -> Result<()> {
        self.delete(format!("/api/llm/configs/{id}")).await
    }

    /// `POST /api/llm/configs/{id}/test`
    pub async fn test_model_config(&self, id: Uuid) -> Result<Verification> {
        self.call(Request::new(Method::Post, format!("/api/llm/configs/{id}/test"))).await
    }
}
