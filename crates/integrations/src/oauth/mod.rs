//! Signing in with an account that people have elsewhere: any OpenID Connect issuer, GitHub, WeChat.

mod github;
mod oidc;
mod web;
mod wechat;

use domain::{Error, Kind, Result, Secret};
use reqwest::Url;

use crate::tls::Trust;
use web::Web;

/// Somewhere people have an account.
#[derive(Clone, Debug)]
pub struct Provider {
    /// The word in addresses and in the database, such as `google`.
    pub key: String,
    /// The name that people know.
    pub title: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Our name there.
    pub client_id: String,
    /// Proves that it is us.
    pub client_secret: Secret,
}

/// How a provider is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// OpenID Connect: all addresses are found from the issuer's.
    Oidc {
        /// The issuer.
        issuer: String,
    },
    /// GitHub's own way.
    GitHub {
        /// Where it is: `https://github.com`, or an enterprise's own server.
        url: String,
    },
    /// WeChat's own way.
    WeChat {
        /// Where people sign in.
        pages: String,
        /// Where codes are exchanged.
        api: String,
    },
}

/// The secrets of one sign-in, which tie the answer to the question.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Comes back in the answer's address.
    pub state: Secret,
    /// Comes back inside the signed answer of an OpenID Connect issuer.
    pub nonce: Secret,
    /// Proves to the provider that whoever exchanges the code also asked for it (PKCE).
    pub verifier: Secret,
}

/// Who somebody is at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Names the account there for ever.
    pub subject: String,
    /// An address of which the provider says that it was verified.
    pub email: Option<String>,
    /// The name to show.
    pub name: String,
    /// What they call themselves there, if the provider has such names.
    pub username: Option<String>,
}

/// The configured providers.
#[derive(Clone, Debug)]
pub struct OAuth {
    providers: Vec<Provider>,
    web: Web,
}

impl OAuth {
    /// Over these providers.
    pub fn new(providers: Vec<Provider>, trust: &Trust) -> Result<Self> {
        Ok(Self { providers, web: Web::new(trust)? })
    }

    /// All of them, in the order of the configuration.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The one with this key.
    pub fn provider(&self, key: &str) -> Result<&Provider> {
        let found = self.providers.iter().find(|provider| provider.key == key);
        found.ok_or(Error::NotFound(Kind::Provider))
    }

    /// The address at which a person signs in there; the answer comes to `redirect_uri`.
    pub async fn authorize_url(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        redirect_uri: &str,
    ) -> Result<String> {
        match &provider.protocol {
            Protocol::Oidc { issuer } => {
                oidc::authorize_url(&self.web, provider, issuer, attempt, redirect_uri).await
            }
            Protocol::GitHub { url } => github::authorize_url(provider, url, attempt, redirect_uri),
            Protocol::WeChat { pages, .. } => wechat::authorize_url(provider, pages, attempt, redirect_uri),
        }
    }

    /// Who it is that came back with this code.
    pub async fn identify(
        &self,
        provider: &Provider,
        code: &str,
        attempt: &Attempt,
        redirect_uri: &str,
    ) -> Result<Person> {
        match &provider.protocol {
            Protocol::Oidc { issuer } => {
                oidc::identify(&self.web, provider, issuer, code, attempt, redirect_uri).await
            }
            Protocol::GitHub { url } => {
                github::identify(&self.web, provider, url, code, attempt, redirect_uri).await
            }
            Protocol::WeChat { api, .. } => wechat::identify(&self.web, provider, api, code).await,
        }
    }
}

fn address(base: &str, path: &str, query: &[(&str, &str)]) -> Result<Url> {
    Url::parse_with_params(&format!("{}{path}", base.trim_end_matches('/')), query).map_err(Error::internal)
}
