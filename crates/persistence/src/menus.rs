//! What the organization changed of the menu.

use domain::Result;
use domain::menus::MenuChange;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entities::menu::{Column, Entity, Model};
use crate::scope::Scope;

/// All changes.
pub async fn changes(scope: &Scope) -> Result<Vec<MenuChange>> {
    let rows = scope.all(Entity::find().order_by_asc(Column::Code)).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Puts changes in the place of those before of the same directories and pages.
pub async fn put(scope: &Scope, changes: Vec<MenuChange>) -> Result<()> {
    let codes: Vec<&str> = changes.iter().map(|change| change.code.as_str()).collect();
    scope.delete(Entity::delete_many().filter(Column::Code.is_in(codes))).await?;
    let row = |change: MenuChange| Model {
        organization_id: scope.organization_id(),
        code: change.code,
        title_en: written(change.title_en),
        title_zh: written(change.title_zh),
        position: change.position,
        hidden: change.hidden,
        updated_at: scope.now(),
    };
    scope.insert_many(changes.into_iter().map(row).collect()).await
}

/// Goes back to the menu that ships.
pub async fn reset(scope: &Scope) -> Result<()> {
    scope.delete(Entity::delete_many()).await.map(drop)
}

/// An empty title is none.
fn written(title: Option<String>) -> Option<String> {
    title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty())
}

fn view(row: Model) -> MenuChange {
    MenuChange {
        code: row.code,
        title_en: row.title_en,
        title_zh: row.title_zh,
        position: row.position,
        hidden: row.hidden,
    }
}
