//! An organization's model configurations: addresses checked before they are kept, and tried on demand.

use domain::models::{Catalogue, ModelConfig, ModelConfigFields};
use domain::{Actor, Code, Error, Permission, Result};
use persistence::llm_configs;
use uuid::Uuid;

use super::calls::{self, Probe};
use super::engines::Known;
use super::keys;
use crate::App;

/// Adds a configuration.
pub async fn create(app: &App, actor: &Actor, fields: ModelConfigFields) -> Result<ModelConfig> {
    actor.require(Permission::ModelCreate)?;
    check_address(actor, &fields).await?;
    app.db.scope(actor, Permission::ModelCreate, async |scope| llm_configs::insert(scope, fields).await).await
}

/// Changes a configuration by `change`, which gets the fields as they are.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: Option<i64>,
    change: impl FnOnce(&ModelConfigFields) -> Result<ModelConfigFields>,
) -> Result<ModelConfig> {
    let before =
        app.db.read(actor, Permission::ModelUpdate, async |scope| llm_configs::find(scope, id).await).await?;
    let fields = change(&before.fields)?;
    let place = |fields: &ModelConfigFields| (fields.provider.clone(), fields.base_url.clone());
    if place(&fields) != place(&before.fields) {
        check_address(actor, &fields).await?;
    }
    // What was checked is what is kept: nobody may have changed it in between.
    let expected = version.unwrap_or(before.version);
    app.db
        .scope(actor, Permission::ModelUpdate, async |scope| {
            llm_configs::update(scope, id, fields, Some(expected)).await
        })
        .await
}

/// Tries a configuration by the shortest of calls.
pub async fn test(app: &App, actor: &Actor, id: Uuid) -> Result<Probe> {
    let (config, known) = app
        .db
        .read(actor, Permission::ModelUpdate, async |scope| {
            Ok((llm_configs::find(scope, id).await?, Known::load(scope).await?))
        })
        .await?;
    if !known.ai_enabled {
        return Err(Error::Rule(Code::AiDisabled));
    }
    let route = known.route_of(app, &config)?;
    calls::probe(app, actor, &route.endpoint).await
}

async fn check_address(actor: &Actor, fields: &ModelConfigFields) -> Result<()> {
    let provider = Catalogue::standard().provider(&fields.provider);
    let provider = provider.ok_or_else(|| Error::invalid("/provider", Code::UnknownValue))?;
    if provider.is_local && !actor.is_superuser {
        return Err(Error::invalid("/provider", Code::PrivateAddress));
    }
    match &fields.base_url {
        Some(base_url) => keys::check_address(actor, base_url, provider.is_local).await,
        None => Ok(()),
    }
}
