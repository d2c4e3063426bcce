//! An organization's model configurations.

use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::models::{ModelConfig, ModelConfigFields};
use domain::page::{Page, Paging};
use domain::{Code, Error, Kind, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::columns::Document;
use crate::entities::api_key;
use crate::entities::llm_config::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;

const SORTABLE: &[Sortable<Entity>] =
    &[Sortable::new("name", Column::Name), Sortable::new("created_at", Column::CreatedAt)];

/// One page of the configurations.
pub async fn list(scope: &Scope, paging: &Paging) -> Result<Page<ModelConfig>> {
    Ok(paging::page(scope, Entity::find(), paging, SORTABLE, Column::Id).await?.map(view))
}

/// One configuration.
pub async fn find(scope: &Scope, id: Uuid) -> Result<ModelConfig> {
    scope.one(Entity::find_by_id(id)).await?.map(view).ok_or(Error::NotFound(Kind::ModelConfig))
}

/// The configurations that are switched on, the default one first.
pub async fn active(scope: &Scope) -> Result<Vec<ModelConfig>> {
    let query = Entity::find()
        .filter(Column::IsActive.eq(true))
        .order_by_desc(Column::IsDefault)
        .order_by_asc(Column::CreatedAt);
    Ok(scope.all(query).await?.into_iter().map(view).collect())
}

/// Adds a configuration.
pub async fn insert(scope: &Scope, fields: ModelConfigFields) -> Result<ModelConfig> {
    let mut row = empty(scope);
    check_references(scope, row.id, &fields).await?;
    clear_default(scope, &fields).await?;
    assign(&mut row, fields);
    scope.insert(row.clone()).await?;
    scope.note(Verb::Created, (SubjectType::ModelConfig, row.id), &row.name, Changes::new());
    Ok(view(row))
}

/// Changes a configuration.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: ModelConfigFields,
    expected: Option<i64>,
) -> Result<ModelConfig> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let before = row.version;
    let old = fields_of(&row);
    check_references(scope, id, &fields).await?;
    if !row.is_default {
        clear_default(scope, &fields).await?;
    }
    assign(&mut row, fields);
    let changes = changes(&old, &fields_of(&row)).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        scope.note(Verb::Updated, (SubjectType::ModelConfig, id), &row.name, changes);
    }
    Ok(view(row))
}

/// Deletes a configuration; `in_use` while another one falls back to it.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = scope.take::<Entity>(id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::ModelConfig, id), &row.name, Changes::new());
    Ok(())
}

/// A shared configuration may only use the organization's own keys, and may not fall back to itself.
async fn check_references(scope: &Scope, id: Uuid, fields: &ModelConfigFields) -> Result<()> {
    if let Some(key) = fields.api_key_id {
        let shared = api_key::Entity::find_by_id(key).filter(api_key::Column::UserId.is_null());
        if !scope.exists(shared).await? {
            return Err(Error::invalid("/api_key_id", Code::UnknownReference));
        }
    }
    if let Some(fallback) = fields.fallback_config_id
        && (fallback == id || !scope.exists(Entity::find_by_id(fallback)).await?)
    {
        return Err(Error::invalid("/fallback_config_id", Code::UnknownReference));
    }
    Ok(())
}

/// There is one default at most: a new one takes the place of the old one.
async fn clear_default(scope: &Scope, fields: &ModelConfigFields) -> Result<()> {
    if !fields.is_default {
        return Ok(());
    }
    let query = Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(false))
        .filter(Column::IsDefault.eq(true));
    scope.update(query).await.map(|_| ())
}

fn assign(row: &mut Model, fields: ModelConfigFields) {
    row.name = fields.name.trim().to_owned();
    row.provider = fields.provider;
    row.model_name = fields.model_name.trim().to_owned();
    row.base_url = fields.base_url;
    row.api_key_id = fields.api_key_id;
    row.temperature = fields.temperature;
    row.max_tokens = fields.max_tokens.and_then(|tokens| i32::try_from(tokens).ok());
    row.top_p = fields.top_p;
    row.system_prompt = fields.system_prompt;
    row.purposes = Document(fields.purposes);
    row.is_default = fields.is_default;
    row.fallback_config_id = fields.fallback_config_id;
    row.is_active = fields.is_active;
}

fn empty(scope: &Scope) -> Model {
    Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        name: String::new(),
        provider: String::new(),
        model_name: String::new(),
        base_url: None,
        api_key_id: None,
        temperature: None,
        max_tokens: None,
        top_p: None,
        system_prompt: None,
        purposes: Document::default(),
        is_default: false,
        fallback_config_id: None,
        is_active: true,
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    }
}

fn fields_of(row: &Model) -> ModelConfigFields {
    ModelConfigFields {
        name: row.name.clone(),
        provider: row.provider.clone(),
        model_name: row.model_name.clone(),
        base_url: row.base_url.clone(),
        api_key_id: row.api_key_id,
        temperature: row.temperature,
        max_tokens: row.max_tokens.map(i32::unsigned_abs),
        top_p: row.top_p,
        system_prompt: row.system_prompt.clone(),
        purposes: row.purposes.0.clone(),
        is_default: row.is_default,
        fallback_config_id: row.fallback_config_id,
        is_active: row.is_active,
    }
}

fn view(row: Model) -> ModelConfig {
    ModelConfig {
        id: row.id,
        fields: fields_of(&row),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
