//! AI models: the catalogue that ships, an organization's own configurations, keys, and what they are used for.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Coded, Faults};

/// The id of the engine that needs no key and no network.
pub const OFFLINE: &str = "offline";

/// What a model is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Documents into records.
    Parse,
    /// Writing mails and templates.
    Draft,
    /// Talking.
    Chat,
    /// Questions and assessments.
    Interview,
    /// Looking at pictures.
    Vision,
    /// Vectors.
    Embed,
    /// Speech to text.
    Transcribe,
    /// Text to speech.
    Speak,
}

impl Coded for Purpose {
    const ALL: &'static [Self] = &[
        Self::Parse,
        Self::Draft,
        Self::Chat,
        Self::Interview,
        Self::Vision,
        Self::Embed,
        Self::Transcribe,
        Self::Speak,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Draft => "draft",
            Self::Chat => "chat",
            Self::Interview => "interview",
            Self::Vision => "vision",
            Self::Embed => "embed",
            Self::Transcribe => "transcribe",
            Self::Speak => "speak",
        }
    }
}

/// How a provider wants to be shown the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStyle {
    /// `Authorization: Bearer …`.
    #[default]
    Bearer,
    /// `api-key: …`, with an `api-version` in the query (Azure).
    ApiKey,
    /// `x-api-key: …` beside the bearer form (Anthropic).
    XApiKey,
    /// None is needed.
    None,
}

/// How a model can be held to a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StructuredOutput {
    /// `response_format: json_schema`.
    JsonSchema,
    /// `response_format: json_object`.
    #[default]
    JsonObject,
    /// By asking.
    Plain,
}

/// A company or program that serves models.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// A stable word.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Where the OpenAI-compatible API is; empty when it differs from customer to customer.
    pub base_url: String,
    /// How the key is shown.
    #[serde(default)]
    pub key_style: KeyStyle,
    /// Where a person gets a key.
    #[serde(default)]
    pub key_url: String,
    /// Whether it runs on private addresses (the organization's own machines).
    #[serde(default)]
    pub is_local: bool,
    /// What a key is tried with, where the catalogue names no model of the provider.
    #[serde(default)]
    pub probe_model: String,
}

/// A model of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueModel {
    /// The id as users know it, such as `qwen_plus`.
    pub id: String,
    /// Label for a person.
    pub label: String,
    /// The provider's code.
    pub provider: String,
    /// The provider's name of the model; empty when any may be named.
    pub model: String,
    /// Tokens that fit in, question and answer together.
    pub context_tokens: u32,
    /// What it can do.
    pub purposes: Vec<Purpose>,
    /// How it can be held to a form.
    #[serde(default)]
    pub structured_output: StructuredOutput,
}

/// The catalogue that ships with the program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The providers.
    pub providers: Vec<Provider>,
    /// Their models.
    pub models: Vec<CatalogueModel>,
}

impl Catalogue {
    /// The one catalogue.
    #[expect(clippy::expect_used, reason = "the file is compiled in and read by a test")]
    pub fn standard() -> &'static Self {
        static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
            serde_json::from_str(include_str!("models/catalogue.json"))
                .expect("catalogue.json is well formed")
        });
        &CATALOGUE
    }

    /// A model by its id.
    pub fn model(&self, id: &str) -> Option<&CatalogueModel> {
        self.models.iter().find(|model| model.id == id)
    }

    /// A provider by its code.
    pub fn provider(&self, code: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.code == code)
    }
}

/// What a person can write into an organization's model configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ModelConfigFields {
    /// Name, unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "本地 Qwen"))]
    pub name: String,
    /// The provider's code.
    #[cfg_attr(feature = "openapi", schema(example = "local"))]
    pub provider: String,
    /// The provider's name of the model.
    #[cfg_attr(feature = "openapi", schema(example = "qwen2.5-7b-instruct"))]
    pub model_name: String,
    /// Where the API is; absent: the provider's own.
    #[cfg_attr(feature = "openapi", schema(example = "http://127.0.0.1:11434/v1"))]
    pub base_url: Option<String>,
    /// A key of the organization; absent: the caller's or the organization's for the provider.
    pub api_key_id: Option<Uuid>,
    /// 0 to 2; absent: as the task asks.
    pub temperature: Option<f64>,
    /// Tokens of an answer at most; absent: the provider's own bound.
    pub max_tokens: Option<u32>,
    /// 0 to 1.
    pub top_p: Option<f64>,
    /// Put before every task's own instructions.
    pub system_prompt: Option<String>,
    /// What it is used for.
    pub purposes: Vec<Purpose>,
    /// Used where nobody chose another one.
    pub is_default: bool,
    /// Asked when this one fails.
    pub fallback_config_id: Option<Uuid>,
    /// Whether it may be used.
    pub is_active: bool,
}

impl Default for ModelConfigFields {
    fn default() -> Self {
        Self {
            name: String::new(),
            provider: String::new(),
            model_name: String::new(),
            base_url: None,
            api_key_id: None,
            temperature: None,
            max_tokens: None,
            top_p: None,
            system_prompt: None,
            purposes: vec![Purpose::Parse, Purpose::Draft],
            is_default: false,
            fallback_config_id: None,
            is_active: true,
        }
    }
}

impl Check for ModelConfigFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        faults.required("model_name", &self.model_name, 200);
        match Catalogue::standard().provider(&self.provider) {
            None => {
                faults.add("provider", crate::Code::UnknownValue);
            }
            Some(provider) if provider.base_url.is_empty() && self.base_url.is_none() => {
                faults.add("base_url", crate::Code::Required);
            }
            Some(_) => {}
        }
        faults.url("base_url", self.base_url.as_deref());
        faults.range("temperature", self.temperature, 0.0..=2.0);
        faults.range("max_tokens", self.max_tokens, 1..=1_000_000);
        faults.range("top_p", self.top_p, 0.0..=1.0);
        faults.optional("system_prompt", self.system_prompt.as_deref(), 20_000);
        if self.purposes.is_empty() {
            faults.add("purposes", crate::Code::Required);
        }
    }
}

/// An organization's model configuration as it is kept.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ModelConfig {
    pub id: Uuid,
    pub fields: ModelConfigFields,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A key as it may be seen: never the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct ApiKey {
    pub id: Uuid,
    /// `None`: the organization's.
    pub user_id: Option<Uuid>,
    pub provider: String,
    pub name: String,
    /// The last four characters.
    pub key_hint: String,
    pub base_url: Option<String>,
    pub is_active: bool,
    pub last_verified_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// How a call to a model ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    /// With an answer of the right form.
    Ok,
    /// With an answer that could not be used.
    InvalidOutput,
    /// Without an answer.
    Failed,
}

impl Coded for CallOutcome {
    const ALL: &'static [Self] = &[Self::Ok, Self::InvalidOutput, Self::Failed];

    fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::InvalidOutput => "invalid_output",
            Self::Failed => "failed",
        }
    }
}

/// One call to a model, for the ledger.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct AiUsage {
    pub provider: String,
    pub model: String,
    pub purpose: Purpose,
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    /// In US dollars, where the price is known.
    pub cost: Option<f64>,
    pub latency_ms: i64,
    pub outcome: CallOutcome,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_catalogue_has_its_provider() {
        let catalogue = Catalogue::standard();
        assert!(catalogue.models.len() >= 20);
        for model in &catalogue.models {
            assert!(catalogue.provider(&model.provider).is_some(), "{}", model.id);
            assert!(!model.purposes.is_empty(), "{}", model.id);
        }
        assert!(catalogue.model(OFFLINE).is_none(), "the offline engine is no model");
    }

    #[test]
    fn a_provider_without_an_address_of_its_own_asks_for_one() {
        let fields = ModelConfigFields {
            name: "x".into(),
            provider: "azure".into(),
            model_name: "gpt".into(),
            ..ModelConfigFields::default()
        };
        assert!(fields.validate().is_err());
        let fields =
            ModelConfigFields { base_url: Some("https://x.openai.azure.com/openai".into()), ..fields };
        assert!(fields.validate().is_ok());
    }
}
