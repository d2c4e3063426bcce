use domain::models::Catalogue;
use domain::text::is_url;
use domain::{Code, Error, Permission, Result};
use persistence::imports::RowKind;
use persistence::{Scope, api_keys};
use uuid::Uuid;

use super::{Context, Record, Refusal, Row, cut};
use crate::App;
use crate::models::keys::{self, GivenKey, KeyChange};

/// Names of providers that our catalogue knows by another one.
const PROVIDERS: &[(&str, &str)] = &[
    ("dashscope", "qwen"),
    ("tongyi", "qwen"),
    ("通义千问", "qwen"),
    ("moonshot", "kimi"),
    ("volcengine", "doubao"),
    ("豆包", "doubao"),
    ("claude", "anthropic"),
    ("google", "gemini"),
];

/// A key of a model provider. Without an owner it is the organization's.
#[derive(Clone)]
pub(in crate::import_django) struct Key(GivenKey);

impl Record for Key {
    const KIND: RowKind = RowKind::ApiKey;
    const PERMISSION: Permission = Permission::ModelUpdate;
    const SEALED: bool = true;

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let provider = row.text("provider").unwrap_or_default().to_lowercase();
        let other = PROVIDERS.iter().find(|(name, _)| *name == provider).map(|(_, code)| (*code).to_owned());
        let provider = other.unwrap_or(provider);
        if Catalogue::standard().provider(&provider).is_none() {
            return Err(Error::invalid("/provider", Code::UnknownValue).into());
        }
        let missing = || Error::invalid("/secret", Code::Required);
        let key = context.open(row, "secret")?.ok_or_else(missing)?;
        Ok(Self(GivenKey {
            name: cut(row.text("name"), 100).unwrap_or_else(|| provider.clone()),
            base_url: row.text("base_url").filter(|url| is_url(url)),
            is_shared: row.text("owner").is_none(),
            provider,
            key,
        }))
    }

    fn give_way(&mut self, key: &str) -> Option<&'static str> {
        self.0.name = super::renamed(&self.0.name, key)?;
        Some("its name was taken; its key in the Django database was added to it")
    }

    async fn create(app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(records.len());
        for Self(given) in records {
            ids.push(api_keys::insert(scope, keys::sealed(app, given)?).await?.id);
        }
        Ok(ids)
    }

    async fn update(self, app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        let change = KeyChange { key: Some(self.0.key), ..KeyChange::default() };
        keys::replace(app, scope, id, change).await.map(|_| ())
    }
}
