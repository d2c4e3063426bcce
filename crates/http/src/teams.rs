//! Teams.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use api::MergePatch;
use api::teams::{Team, TeamFields, Teams};
use domain::{Check, Permission};
use persistence::teams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, versioned};
use crate::extract::{Id, IfMatch, Json, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_teams)
        .service(create_team)
        .service(get_team)
        .service(update_team)
        .service(delete_team);
}

/// List teams
///
/// A tree: each names the team above it.
#[utoipa::path(
    tag = "teams",
    security(("bearer" = ["system:team:read"])),
    responses((status = 200, body = Teams))
)]
#[get("/teams")]
async fn list_teams(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Teams>> {
    let list = async |scope: &persistence::Scope| teams::list(scope).await;
    let teams = state.app.db.read(&actor, Permission::TeamRead, list).await?;
    Ok(web::Json(Teams { items: teams.into_iter().map(Team::from).collect() }))
}

/// Create a team
#[utoipa::path(
    tag = "teams",
    security(("bearer" = ["system:team:create"])),
    request_body = TeamFields,
    responses((status = 201, body = Team), (status = 409, body = api::Problem))
)]
#[post("/teams")]
async fn create_team(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<TeamFields>,
) -> Outcome<HttpResponse> {
    let team = state
        .app
        .db
        .scope(&actor, Permission::TeamCreate, async |scope| teams::insert(scope, fields).await)
        .await?;
    let (location, version) = (format!("/api/teams/{}", team.id), team.version);
    Ok(created(&Team::from(team), location, version))
}

/// Get a team
#[utoipa::path(
    tag = "teams",
    security(("bearer" = ["system:team:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Team))
)]
#[get("/teams/{id}")]
async fn get_team(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let team =
        state.app.db.read(&actor, Permission::TeamRead, async |scope| teams::find(scope, id).await).await?;
    let version = team.version;
    Ok(versioned(&Team::from(team), version))
}

/// Change a team
///
/// What its members see follows at their next request. 422 `team_cycle` below itself or one of those below it.
#[utoipa::path(
    tag = "teams",
    security(("bearer" = ["system:team:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<TeamFields>,
    responses((status = 200, body = Team), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[patch("/teams/{id}")]
async fn update_team(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<TeamFields>>,
) -> Outcome<HttpResponse> {
    let team = state
        .app
        .db
        .scope(&actor, Permission::TeamUpdate, async |scope| {
            let fields = patch.apply(&teams::find(scope, id).await?.fields)?;
            fields.validate()?;
            teams::update(scope, id, fields, version).await
        })
        .await?;
    let version = team.version;
    Ok(versioned(&Team::from(team), version))
}

/// Delete a team
///
/// 409 while somebody is in it or a team is below it.
#[utoipa::path(
    tag = "teams",
    security(("bearer" = ["system:team:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[delete("/teams/{id}")]
async fn delete_team(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::TeamDelete, async |scope| teams::delete(scope, id, version).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
