//! The members of the organization, for those who look after them.

mod import;
mod online;

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use api::users::{MemberFields, NewMember, User, UserPasswordReset, UserQuery, UserRoles};
use api::{ListQuery, MergePatch, Page};
use domain::{Check, Permission};
use persistence::Scope;
use persistence::users::administration;
use persistence::users::members::{self, MemberFilter};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::cursor;
use crate::extract::{Id, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::sheets::sheet;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .configure(import::routes)
        .configure(online::routes)
        .service(list_users)
        .service(export_users)
        .service(create_user)
        .service(get_user)
        .service(update_user)
        .service(remove_user)
        .service(set_user_roles)
        .service(reset_user_password);
}

/// List users
///
/// The members of the organization.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:read"])),
    params(UserQuery),
    responses((status = 200, body = Page<User>))
)]
#[get("/auth/users")]
async fn list_users(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<UserQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, filter(query));
    let list = async |scope: &Scope| members::list(scope, &filter, &paging).await;
    let page = state.app.db.read(&actor, Permission::UserRead, list).await?;
    Ok(paged(&request, &Page::<User>::numbered(page, &paging)))
}

fn filter(query: UserQuery) -> MemberFilter {
    MemberFilter { q: query.q, role_id: query.role_id, team_id: query.team_id, is_active: query.is_active }
}

/// Export users
///
/// The filtered list as CSV, or as an Excel workbook when `Accept` asks for one.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:export"])),
    params(UserQuery),
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/auth/users/export")]
async fn export_users(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<UserQuery>,
) -> Outcome<HttpResponse> {
    let filter = filter(query);
    let rows: Vec<User> = state
        .app
        .db
        .read(&actor, Permission::UserExport, async |scope| {
            let step = async |after, limit| members::cursor(scope, &filter, after, limit).await;
            cursor::all(step, |member| member.user.id).await
        })
        .await?
        .into_iter()
        .map(User::from)
        .collect();
    let header = [
        "username",
        "email",
        "last_name",
        "first_name",
        "roles",
        "team",
        "is_active",
        "last_seen_at",
        "date_joined",
    ];
    sheet(&request, "users", header, rows.iter().map(line)).await
}

fn line(user: &User) -> [String; 9] {
    let roles: Vec<&str> = user.roles.iter().map(|role| role.name.as_str()).collect();
    [
        user.username.clone(),
        user.email.clone(),
        user.last_name.clone(),
        user.first_name.clone(),
        roles.join("; "),
        user.team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
        user.is_active.to_string(),
        user.last_seen_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
        user.date_joined.to_rfc3339(),
    ]
}

/// Add a user
///
/// An account with a membership here. Without a password they are mailed a link to set one. People who have an account
/// already are invited instead.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:create"])),
    request_body = NewMember,
    responses((status = 201, body = User), (status = 409, body = api::Problem))
)]
#[post("/auth/users")]
async fn create_user(
    state: web::Data<State>,
    actor: SignedIn,
    Json(new): Json<NewMember>,
) -> Outcome<HttpResponse> {
    let user = User::from(app::users::create(&state.app, &actor, new).await?);
    let location = format!("/api/auth/users/{}", user.id);
    Ok(HttpResponse::Created().insert_header(("location", location)).json(user))
}

/// Get a user
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = User))
)]
#[get("/auth/users/{id}")]
async fn get_user(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<User>> {
    let find = async |scope: &Scope| members::find(scope, id).await;
    Ok(web::Json(state.app.db.read(&actor, Permission::UserRead, find).await?.into()))
}

/// Change a user
///
/// 409 `shared_account` for the name and address of somebody who belongs to other organizations too, `last_admin` when
/// nobody else looks after the organization. Whoever is switched off is signed out.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<MemberFields>,
    responses((status = 200, body = User), (status = 409, body = api::Problem))
)]
#[patch("/auth/users/{id}")]
async fn update_user(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    RawJson(patch): RawJson<MergePatch<MemberFields>>,
) -> Outcome<web::Json<User>> {
    let member = state
        .app
        .db
        .scope(&actor, Permission::UserUpdate, async |scope| {
            let fields = patch.apply(&administration::fields_of(&members::find(scope, id).await?))?;
            fields.validate()?;
            administration::update(scope, id, fields).await
        })
        .await?;
    Ok(web::Json(member.into()))
}

/// Remove a user from the organization
///
/// The account stays, and so does what they did. 409 `last_admin` when nobody else looks after the organization.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = api::Problem))
)]
#[delete("/auth/users/{id}")]
async fn remove_user(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let remove = async |scope: &Scope| administration::remove(scope, id).await;
    state.app.db.scope(&actor, Permission::UserDelete, remove).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Give a user roles
///
/// These and no others, from the next request on. 403 `permission_not_held` for a role that may more than one's own.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:update"])),
    params(("id" = Uuid, Path)),
    request_body = UserRoles,
    responses((status = 200, body = User), (status = 409, body = api::Problem))
)]
#[put("/auth/users/{id}/roles")]
async fn set_user_roles(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    Json(body): Json<UserRoles>,
) -> Outcome<web::Json<User>> {
    let set = async |scope: &Scope| administration::set_roles(scope, id, &body.role_ids).await;
    Ok(web::Json(state.app.db.scope(&actor, Permission::UserUpdate, set).await?.into()))
}

/// Give a user another password
///
/// Ends their sessions. 409 `shared_account` for somebody who belongs to other organizations too. Without a password
/// they are mailed a link to set it themselves.
#[utoipa::path(
    tag = "users",
    security(("bearer" = ["system:user:update"])),
    params(("id" = Uuid, Path)),
    request_body = UserPasswordReset,
    responses((status = 204), (status = 409, body = api::Problem))
)]
#[post("/auth/users/{id}/reset-password")]
async fn reset_user_password(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    Json(body): Json<UserPasswordReset>,
) -> Outcome<HttpResponse> {
    app::users::reset_password(&state.app, &actor, id, body.password).await?;
    Ok(HttpResponse::NoContent().finish())
}
