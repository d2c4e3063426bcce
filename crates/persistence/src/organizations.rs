//! The organization in use, and those that a person belongs to.

use domain::logs::{SubjectType, Verb, changes};
use domain::organizations::{Organization, OrganizationFields, OrganizationSettings};
use domain::{Error, Kind, Result};
use sea_orm::EntityTrait;

use crate::columns::Document;
use crate::entities::organization::{Entity, Model};
use crate::scope::Scope;

/// The organization in use.
pub async fn current(scope: &Scope) -> Result<Organization> {
    let row = scope.one(Entity::find()).await?;
    row.map(view).ok_or(Error::NotFound(Kind::Organization))
}

/// The settings of the organization in use.
pub async fn settings(scope: &Scope) -> Result<OrganizationSettings> {
    current(scope).await.map(|organization| organization.fields.settings)
}

/// Changes the organization in use.
pub async fn update(scope: &Scope, fields: OrganizationFields) -> Result<Organization> {
    let mut row = scope.take::<Entity>(scope.organization_id(), None).await?;
    let old = view(row.clone());
    let changes = changes(&old.fields, &fields).map_err(Error::internal)?;
    let before = row.version;
    row.name = fields.name.trim().to_owned();
    row.settings = Document(fields.settings);
    row.version += 1;
    row.updated_at = scope.now();
    scope.save(row.clone(), before).await?;
    scope.note(Verb::Updated, (SubjectType::Organization, row.id), &row.name, changes);
    Ok(view(row))
}

pub(crate) fn view(row: Model) -> Organization {
    Organization {
        id: row.id,
        slug: row.slug,
        fields: OrganizationFields { name: row.name, settings: row.settings.0 },
    }
}
