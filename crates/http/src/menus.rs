//! The menu as one sees it, what one may do, and the organization's changes of the menu.

use actix_web::{HttpResponse, delete, get, patch, web};
use api::menus::{MenuChanges, MenuTree, OwnPermissions, PermissionTitle};
use domain::{Coded, Permission, menus};
use persistence::menus as changes;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Json;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_own_menu)
        .service(get_own_permissions)
        .service(get_menus)
        .service(update_menus)
        .service(reset_menus);
}

/// Get the menu as one sees it
///
/// What the organization shows and one's roles allow: directories with their pages, pages with their buttons.
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = MenuTree)))]
#[get("/auth/menus")]
async fn get_own_menu(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<MenuTree>> {
    let changes = state.app.db.read_own(&actor, async |scope| changes::changes(scope).await).await?;
    let items = menus::seen(menus::tree(&changes), &|permission| actor.may(permission));
    Ok(web::Json(MenuTree { items }))
}

/// Get one's own permissions
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = OwnPermissions)))]
#[get("/auth/permissions")]
async fn get_own_permissions(actor: SignedIn) -> Outcome<web::Json<OwnPermissions>> {
    let title = |code: Permission| PermissionTitle { code, title: code.title(actor.locale).to_owned() };
    let held = Permission::ALL.iter().copied().filter(|permission| actor.may(*permission));
    Ok(web::Json(OwnPermissions { permissions: held.map(title).collect(), data_scope: actor.data_scope }))
}

/// Get the whole menu
///
/// With the organization's changes, and with what it has hidden.
#[utoipa::path(
    tag = "menus",
    security(("bearer" = ["system:menu:read"])),
    responses((status = 200, body = MenuTree))
)]
#[get("/menus")]
async fn get_menus(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<MenuTree>> {
    let read = async |scope: &persistence::Scope| changes::changes(scope).await;
    let changes = state.app.db.read(&actor, Permission::MenuRead, read).await?;
    Ok(web::Json(MenuTree { items: menus::tree(&changes) }))
}

/// Change the menu
///
/// Titles, order, and what is hidden, for everybody in the organization. What is hidden can still be gone to.
#[utoipa::path(
    tag = "menus",
    security(("bearer" = ["system:menu:update"])),
    request_body = MenuChanges,
    responses((status = 200, body = MenuTree))
)]
#[patch("/menus")]
async fn update_menus(
    state: web::Data<State>,
    actor: SignedIn,
    Json(body): Json<MenuChanges>,
) -> Outcome<web::Json<MenuTree>> {
    let changes = state
        .app
        .db
        .scope(&actor, Permission::MenuUpdate, async |scope| {
            changes::put(scope, body.items).await?;
            changes::changes(scope).await
        })
        .await?;
    Ok(web::Json(MenuTree { items: menus::tree(&changes) }))
}

/// Go back to the menu that ships
#[utoipa::path(tag = "menus", security(("bearer" = ["system:menu:update"])), responses((status = 204)))]
#[delete("/menus")]
async fn reset_menus(state: web::Data<State>, actor: SignedIn) -> Outcome<HttpResponse> {
    let work = async |scope: &persistence::Scope| changes::reset(scope).await;
    state.app.db.scope(&actor, Permission::MenuUpdate, work).await?;
    Ok(HttpResponse::NoContent().finish())
}
