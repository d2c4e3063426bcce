//! Keys of model providers: sealed when they arrive, opened only for a call.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::models::{ApiKey, Catalogue, KeyStyle, Provider};
use domain::page::{Page, Paging};
use domain::{Actor, Code, Error, Permission, Result, Secret};
use integrations::llm::{Endpoint, address};
use persistence::api_keys::{self, ApiKeyChange, NewApiKey, SealedKey};
use persistence::{Scope, llm_configs};
use uuid::Uuid;

use super::calls::{self, Probe};
use crate::App;

/// The place for which keys are sealed.
const FIELD: &str = "api_keys.key";
/// Keys shorter than this are not hinted at: four characters would be too much of them.
const HINTED: usize = 12;

/// A key as a person gives it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the API")]
pub struct GivenKey {
    pub provider: String,
    pub name: String,
    pub key: Secret,
    pub base_url: Option<String>,
    pub is_shared: bool,
}

/// What changes in a key; `None` keeps a field.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as in the API")]
pub struct KeyChange {
    pub name: Option<String>,
    pub key: Option<Secret>,
    pub is_active: Option<bool>,
}

/// One page of the actor's keys and, for who may see models, the organization's.
pub async fn list(app: &App, actor: &Actor, paging: &Paging) -> Result<Page<ApiKey>> {
    let list = async |scope: &Scope| api_keys::list(scope, paging).await;
    if actor.may(Permission::ModelRead) {
        app.db.read(actor, Permission::ModelRead, list).await
    } else {
        app.db.read_own(actor, list).await
    }
}

/// Keeps a key.
pub async fn create(app: &App, actor: &Actor, given: GivenKey) -> Result<ApiKey> {
    let is_local = Catalogue::standard().provider(&given.provider).is_some_and(|provider| provider.is_local);
    if let Some(base_url) = &given.base_url {
        check_address(actor, base_url, is_local).await?;
    }
    let new = sealed(app, given)?;
    let shared = new.shared;
    let insert = async |scope: &Scope| api_keys::insert(scope, new).await;
    if shared {
        app.db.scope(actor, Permission::ModelUpdate, insert).await
    } else {
        app.db.own(actor, insert).await
    }
}

/// A key as it is kept, under an id of its own.
pub(crate) fn sealed(app: &App, given: GivenKey) -> Result<NewApiKey> {
    let id = Uuid::now_v7();
    Ok(NewApiKey {
        id,
        shared: given.is_shared,
        provider: given.provider,
        name: given.name,
        sealed_key: seal(app, id, &given.key)?,
        key_hint: hint(&given.key),
        base_url: given.base_url.map(|url| url.trim().to_owned()),
    })
}

/// Changes a key.
pub async fn update(app: &App, actor: &Actor, id: Uuid, change: KeyChange) -> Result<ApiKey> {
    manage(app, actor, async |scope| replace(app, scope, id, change).await).await
}

/// Changes a key in a unit of work that has begun.
pub(crate) async fn replace(app: &App, scope: &Scope, id: Uuid, change: KeyChange) -> Result<ApiKey> {
    let sealed_key = match &change.key {
        Some(key) => Some((seal(app, id, key)?, hint(key))),
        None => None,
    };
    let change = ApiKeyChange { name: change.name, sealed_key, base_url: None, is_active: change.is_active };
    api_keys::update(scope, id, change).await
}

/// Deletes a key.
pub async fn delete(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    manage(app, actor, async |scope| api_keys::delete(scope, id).await).await
}

/// Asks the provider whether it accepts a key, by the shortest of calls, and notes what it says.
pub async fn verify(app: &App, actor: &Actor, id: Uuid) -> Result<Probe> {
    let look = async |scope: &Scope| api_keys::sealed(scope, id).await;
    let sealed = if actor.may(Permission::ModelUpdate) {
        app.db.read(actor, Permission::ModelUpdate, look).await?
    } else {
        app.db.read_own(actor, look).await?
    };
    let provider = Catalogue::standard()
        .provider(&sealed.key.provider)
        .ok_or_else(|| Error::internal(format!("no provider {} in the catalogue", sealed.key.provider)))?;
    let (model, base_url) = try_with(app, actor, provider, &sealed.key).await?;
    let endpoint = endpoint(app, provider, &model, Some(&sealed), base_url.as_deref())?;
    let probe = calls::probe(app, actor, &endpoint).await?;
    let said = probe.error.as_ref().map(|error| match error {
        Error::Upstream(upstream) if !upstream.detail.is_empty() => upstream.detail.clone(),
        other => other.code().text(actor.locale).to_owned(),
    });
    manage(app, actor, async |scope| api_keys::set_verified(scope, id, said.as_deref()).await).await?;
    Ok(probe)
}

/// A unit of work on one's own keys; also on the organization's for who may change models.
async fn manage<T>(app: &App, actor: &Actor, work: impl AsyncFnOnce(&Scope) -> Result<T>) -> Result<T> {
    if actor.may(Permission::ModelUpdate) {
        app.db.scope(actor, Permission::ModelUpdate, work).await
    } else {
        app.db.own(actor, work).await
    }
}

/// A model to try a key with: the catalogue's, else that of a configuration which would use the key.
async fn try_with(
    app: &App,
    actor: &Actor,
    provider: &Provider,
    key: &ApiKey,
) -> Result<(String, Option<String>)> {
    let listed =
        Catalogue::standard().models.iter().find(|m| m.provider == provider.code && !m.model.is_empty());
    if let Some(model) = listed {
        return Ok((model.model.clone(), None));
    }
    if !provider.probe_model.is_empty() {
        return Ok((provider.probe_model.clone(), None));
    }
    let configs = if actor.may(Permission::ModelRead) {
        app.db.read(actor, Permission::ModelRead, async |scope| llm_configs::active(scope).await).await?
    } else {
        Vec::new()
    };
    let fits = |config: &&domain::models::ModelConfig| {
        let own_address = config.fields.base_url.is_some() && config.fields.base_url != key.base_url;
        config.fields.provider == provider.code && (key.user_id.is_none() || !own_address)
    };
    let config = configs.iter().find(fits).ok_or(Error::Rule(Code::NoModel))?;
    Ok((config.fields.model_name.clone(), config.fields.base_url.clone()))
}

/// The endpoint of a provider's model, with the key opened. An address of the caller's choice goes before the key's,
/// which goes before the provider's own. Only providers on the operator's own machines may be at private addresses.
pub(crate) fn endpoint(
    app: &App,
    provider: &Provider,
    model: &str,
    key: Option<&SealedKey>,
    base_url: Option<&str>,
) -> Result<Endpoint> {
    let of_key = key.and_then(|sealed| sealed.key.base_url.as_deref());
    let base_url = base_url.or(of_key).unwrap_or(&provider.base_url);
    let mut endpoint = Endpoint::new(&provider.code, base_url, model);
    endpoint.allow_private = provider.is_local;
    endpoint.key = key.map(|sealed| open(app, sealed)).transpose()?;
    endpoint.key_style = match provider.key_style {
        // A server of one's own may ask for a key all the same.
        KeyStyle::None if endpoint.key.is_some() => KeyStyle::Bearer,
        style => style,
    };
    Ok(endpoint)
}

/// Checks an address that a person gave. Providers that may be at private addresses get theirs from the operator only,
/// because the network they stand in is the operator's.
pub(crate) async fn check_address(actor: &Actor, base_url: &str, is_local: bool) -> Result<()> {
    if is_local && !actor.is_superuser {
        return Err(Error::invalid("/base_url", Code::PrivateAddress));
    }
    match address::check(base_url, is_local).await {
        Err(Error::Rule(code)) => Err(Error::invalid("/base_url", code)),
        other => other,
    }
}

fn seal(app: &App, id: Uuid, key: &Secret) -> Result<Secret> {
    let key = Secret::new(key.expose().trim());
    app.vault.seal(FIELD, id, &key).map(|sealed| Secret::new(STANDARD.encode(sealed)))
}

fn open(app: &App, sealed: &SealedKey) -> Result<Secret> {
    let bytes = STANDARD.decode(sealed.sealed_key.expose()).map_err(Error::internal)?;
    app.vault.open(FIELD, sealed.key.id, &bytes)
}

/// The last four characters.
fn hint(key: &Secret) -> String {
    let characters: Vec<char> = key.expose().trim().chars().collect();
    let shown = if characters.len() < HINTED { &[] } else { &characters[characters.len() - 4..] };
    format!("…{}", shown.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_tells_four_characters_of_a_long_key_and_nothing_of_a_short_one() {
        assert_eq!(hint(&Secret::new(" sk-0123456789abcd ")), "…abcd");
        assert_eq!(hint(&Secret::new("secret")), "…");
        assert_eq!(hint(&Secret::new("千里马常有而伯乐不常有也")), "…不常有也");
    }
}
