//! Roles.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use api::MergePatch;
use api::roles::{Role, RoleFields, Roles};
use domain::{Check, Permission};
use persistence::roles;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, versioned};
use crate::extract::{Id, IfMatch, Json, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_roles)
        .service(create_role)
        .service(get_role)
        .service(update_role)
        .service(delete_role);
}

/// List roles
///
/// The built-in ones first; what they allow grows with the program.
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:read"])),
    responses((status = 200, body = Roles))
)]
#[get("/roles")]
async fn list_roles(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Roles>> {
    let list = async |scope: &persistence::Scope| roles::list(scope).await;
    let roles = state.app.db.read(&actor, Permission::RoleRead, list).await?;
    Ok(web::Json(Roles { items: roles.into_iter().map(Role::from).collect() }))
}

/// Create a role
///
/// 403 `permission_not_held` when it would allow or see more than one's own roles do.
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:create"])),
    request_body = RoleFields,
    responses((status = 201, body = Role), (status = 409, body = api::Problem))
)]
#[post("/roles")]
async fn create_role(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<RoleFields>,
) -> Outcome<HttpResponse> {
    let role = state
        .app
        .db
        .scope(&actor, Permission::RoleCreate, async |scope| roles::insert(scope, fields).await)
        .await?;
    let (location, version) = (format!("/api/roles/{}", role.id), role.version);
    Ok(created(&Role::from(role), location, version))
}

/// Get a role
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Role))
)]
#[get("/roles/{id}")]
async fn get_role(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let role =
        state.app.db.read(&actor, Permission::RoleRead, async |scope| roles::find(scope, id).await).await?;
    let version = role.version;
    Ok(versioned(&Role::from(role), version))
}

/// Change a role
///
/// It holds from the next request of everybody who has it. 409 `built_in_role` for those that every organization has.
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<RoleFields>,
    responses((status = 200, body = Role), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[patch("/roles/{id}")]
async fn update_role(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<RoleFields>>,
) -> Outcome<HttpResponse> {
    let role = state
        .app
        .db
        .scope(&actor, Permission::RoleUpdate, async |scope| {
            let fields = patch.apply(&roles::find(scope, id).await?.fields)?;
            fields.validate()?;
            roles::update(scope, id, fields, version).await
        })
        .await?;
    let version = role.version;
    Ok(versioned(&Role::from(role), version))
}

/// Delete a role
///
/// 409 while somebody has it.
#[utoipa::path(
    tag = "roles",
    security(("bearer" = ["system:role:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[delete("/roles/{id}")]
async fn delete_role(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::RoleDelete, async |scope| roles::delete(scope, id, version).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
