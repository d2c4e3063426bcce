//! Where a model is, and how one proves who is asking.

use domain::models::KeyStyle;
use domain::{Code, Result, Secret};
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use super::address;
use super::failure::Failure;

/// One model of one provider, with the key and the settings to call it with.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The provider's id in the catalogue, as in `qwen`.
    pub provider: String,
    /// What `/chat/completions` is appended to; a query, such as Azure's `api-version`, is kept.
    pub base_url: String,
    /// The model's name as the provider knows it; for Azure the deployment.
    pub model: String,
    /// Not needed by local servers.
    pub key: Option<Secret>,
    /// How the key is sent.
    pub key_style: KeyStyle,
    /// An administrator's leave to call a private address and to use plain http.
    pub allow_private: bool,
    /// Whose calls these are, for the limit of calls at once.
    pub organization_id: Option<Uuid>,
    /// The provider's default when absent.
    pub temperature: Option<f64>,
    /// The provider's default when absent.
    pub top_p: Option<f64>,
    /// The provider's default when absent.
    pub max_tokens: Option<u32>,
}

impl Endpoint {
    /// An endpoint on the public internet with the provider's own defaults and no key.
    pub fn new(provider: impl Into<String>, base_url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            base_url: base_url.into(),
            model: model.into(),
            key: None,
            key_style: KeyStyle::Bearer,
            allow_private: false,
            organization_id: None,
            temperature: None,
            top_p: None,
            max_tokens: None,
        }
    }

    /// The name that errors carry.
    pub fn name(&self) -> String {
        format!("{}/{}", self.provider, self.model)
    }

    /// The URL of chat completions.
    pub(crate) fn chat_url(&self) -> Result<Url> {
        let mut url = address::parse(&self.base_url, self.allow_private)?;
        let mut path = url.path().trim_end_matches('/').to_owned();
        if self.key_style == KeyStyle::ApiKey {
            path = self.azure_path(&url, path);
        }
        if !path.ends_with("/chat/completions") {
            path.push_str("/chat/completions");
        }
        url.set_path(&path);
        Ok(url)
    }

    /// Azure names the deployment in the path when there is an `api-version`, and in the body when there is none.
    fn azure_path(&self, url: &Url, path: String) -> String {
        if !matches!(path.as_str(), "" | "/openai") {
            return path;
        }
        if url.query_pairs().any(|(name, _)| name == "api-version") {
            format!("/openai/deployments/{}", self.model)
        } else {
            "/openai/v1".to_owned()
        }
    }

    /// The headers that carry the key, marked as sensitive.
    pub(crate) fn headers(&self) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        let Some(key) = &self.key else { return Ok(headers) };
        let (name, value) = match self.key_style {
            KeyStyle::None => return Ok(headers),
            KeyStyle::Bearer => (AUTHORIZATION, format!("Bearer {}", key.expose())),
            KeyStyle::ApiKey => (HeaderName::from_static("api-key"), key.expose().to_owned()),
            KeyStyle::XApiKey => {
                headers.insert("anthropic-version", HeaderValue::from_static("2023-06-01"));
                (HeaderName::from_static("x-api-key"), key.expose().to_owned())
            }
        };
        let mut value = HeaderValue::from_str(&value).map_err(|_reason| {
            Failure::new(Code::AiAuthenticationFailed, "the key has characters that no key can have")
        })?;
        value.set_sensitive(true);
        headers.insert(name, value);
        Ok(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(endpoint: &Endpoint) -> String {
        endpoint.chat_url().unwrap().to_string()
    }

    #[test]
    fn the_path_of_chat_completions_is_appended_once() {
        for base in [
            "https://api.deepseek.com/v1",
            "https://api.deepseek.com/v1/",
            "https://api.deepseek.com/v1/chat/completions",
        ] {
            assert_eq!(
                url(&Endpoint::new("deepseek", base, "deepseek-chat")),
                "https://api.deepseek.com/v1/chat/completions"
            );
        }
    }

    #[test]
    fn an_azure_resource_is_called_by_its_deployment_and_version() {
        let mut azure = Endpoint::new("azure", "https://bole.openai.azure.com/openai", "my gpt");
        (azure.key_style, azure.key) = (KeyStyle::ApiKey, Some(Secret::new("k1")));
        assert_eq!(url(&azure), "https://bole.openai.azure.com/openai/v1/chat/completions");
        azure.base_url = "https://bole.openai.azure.com?api-version=2024-10-21".to_owned();
        assert_eq!(
            url(&azure),
            "https://bole.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21"
        );
        azure.base_url = "https://gateway.corp.com/azure/deployments/a?api-version=1".to_owned();
        assert_eq!(
            url(&azure),
            "https://gateway.corp.com/azure/deployments/a/chat/completions?api-version=1"
        );
        assert_eq!(azure.headers().unwrap()["api-key"], "k1");
    }

    #[test]
    fn each_provider_gets_the_key_in_its_own_header_and_none_prints_it() {
        let mut endpoint = Endpoint::new("anthropic", "https://api.anthropic.com/v1", "claude");
        (endpoint.key_style, endpoint.key) = (KeyStyle::XApiKey, Some(Secret::new("secret-key")));
        let headers = endpoint.headers().unwrap();
        assert_eq!(headers["x-api-key"], "secret-key");
        endpoint.key_style = KeyStyle::Bearer;
        let headers = endpoint.headers().unwrap();
        assert_eq!(headers["authorization"], "Bearer secret-key");
        assert!(!format!("{headers:?} {endpoint:?}").contains("secret-key"));
    }

    #[test]
    fn a_key_that_cannot_be_sent_is_an_authentication_failure() {
        let mut endpoint = Endpoint::new("qwen", "https://dashscope.aliyuncs.com", "qwen-plus");
        endpoint.key = Some(Secret::new("sk-1\r\nX-Evil: 1"));
        assert_eq!(endpoint.headers().unwrap_err().code, Code::AiAuthenticationFailed);
    }
}
