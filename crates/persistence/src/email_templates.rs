//! Mail templates: one's own and those that are shared.

use domain::email_templates::{EmailTemplate, EmailTemplateFields};
use domain::logs::{Changes, SubjectType, Verb, changes};
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use crate::entities::email_template::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::search;

/// What narrows a list of templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmailTemplateFilter {
    /// Words in name, subject and body.
    pub q: Option<String>,
    /// Shared ones, or those that are not.
    pub shared: Option<bool>,
    /// Only the actor's own.
    pub mine: bool,
}

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("name", Column::Name),
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("updated_at", Column::UpdatedAt),
];

/// One page of the templates that match.
pub async fn list(
    scope: &Scope,
    filter: &EmailTemplateFilter,
    paging: &Paging,
) -> Result<Page<EmailTemplate>> {
    Ok(paging::page(scope, filtered(scope, filter), paging, SORTABLE, Column::Id).await?.map(view))
}

/// Templates that match, by id from after `after`.
pub async fn cursor(
    scope: &Scope,
    filter: &EmailTemplateFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<EmailTemplate>> {
    let rows = scope.all(paging::after(filtered(scope, filter), Column::Id, after, limit)).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// One template.
pub async fn find(scope: &Scope, id: Uuid) -> Result<EmailTemplate> {
    scope.one(Entity::find_by_id(id)).await?.map(view).ok_or(Error::NotFound(Kind::EmailTemplate))
}

/// Adds a template of the actor's.
pub async fn insert(scope: &Scope, fields: EmailTemplateFields) -> Result<EmailTemplate> {
    let mut row = Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        name: String::new(),
        subject: String::new(),
        body: String::new(),
        shared: false,
        search_text: String::new(),
        version: 1,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    assign(&mut row, fields);
    scope.insert(row.clone()).await?;
    scope.note(Verb::Created, (SubjectType::EmailTemplate, row.id), &row.name, Changes::new());
    Ok(view(row))
}

/// Changes a template.
pub async fn update(
    scope: &Scope,
    id: Uuid,
    fields: EmailTemplateFields,
    expected: Option<i64>,
) -> Result<EmailTemplate> {
    let mut row = scope.take::<Entity>(id, expected).await?;
    let before = row.version;
    let old = fields_of(&row);
    assign(&mut row, fields);
    let changes = changes(&old, &fields_of(&row)).map_err(Error::internal)?;
    if !changes.is_empty() {
        row.version += 1;
        row.updated_at = scope.now();
        scope.save(row.clone(), before).await?;
        scope.note(Verb::Updated, (SubjectType::EmailTemplate, id), &row.name, changes);
    }
    Ok(view(row))
}

/// Deletes a template; mails that were written from it stay.
pub async fn delete(scope: &Scope, id: Uuid, expected: Option<i64>) -> Result<()> {
    let row = scope.take::<Entity>(id, expected).await?;
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    scope.note(Verb::Deleted, (SubjectType::EmailTemplate, id), &row.name, Changes::new());
    Ok(())
}

fn filtered(scope: &Scope, filter: &EmailTemplateFilter) -> Select<Entity> {
    let mut query = Entity::find();
    if let Some(q) = &filter.q {
        query = query.filter(search::matches(Column::SearchText, q));
    }
    if let Some(shared) = filter.shared {
        query = query.filter(Column::Shared.eq(shared));
    }
    if filter.mine {
        query = query.filter(Column::UserId.eq(scope.actor().user_id));
    }
    query
}

fn assign(row: &mut Model, fields: EmailTemplateFields) {
    row.name = fields.name.trim().to_owned();
    row.subject = fields.subject;
    row.body = fields.body;
    row.shared = fields.shared;
    row.search_text = search::text([&row.name, &row.subject, &row.body].map(|text| Some(text.as_str())));
}

fn fields_of(row: &Model) -> EmailTemplateFields {
    EmailTemplateFields {
        name: row.name.clone(),
        subject: row.subject.clone(),
        body: row.body.clone(),
        shared: row.shared,
    }
}

fn view(row: Model) -> EmailTemplate {
    EmailTemplate {
        id: row.id,
        user_id: row.user_id,
        fields: fields_of(&row),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
