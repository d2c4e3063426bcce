//! Companies.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::companies::{Company, CompanyFields, CompanyQuery};
use api::{ListQuery, MergePatch, Page};
use domain::{Check, Permission};
use persistence::companies::{self, CompanyFilter};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, paged, versioned};
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_companies)
        .service(create_company)
        .service(get_company)
        .service(update_company)
        .service(delete_company);
}

/// List companies
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:read"])),
    params(CompanyQuery),
    responses((status = 200, body = Page<Company>))
)]
#[get("/companies")]
async fn list_companies(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<CompanyQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let filter = CompanyFilter { q: query.q, ..CompanyFilter::default() };
    let page = state
        .app
        .db
        .read(&actor, Permission::CompanyRead, async |scope| companies::list(scope, &filter, &paging).await)
        .await?;
    Ok(paged(&request, &Page::<Company>::numbered(page, &paging)))
}

/// Create a company
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:create"])),
    request_body = CompanyFields,
    responses((status = 201, body = Company), (status = 409, body = api::Problem))
)]
#[post("/companies")]
async fn create_company(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<CompanyFields>,
) -> Outcome<HttpResponse> {
    let company = state
        .app
        .db
        .scope(&actor, Permission::CompanyCreate, async |scope| companies::insert(scope, fields).await)
        .await?;
    let location = format!("/api/companies/{}", company.id);
    Ok(created(&Company::from(company.clone()), location, company.version))
}

/// Get a company
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Company))
)]
#[get("/companies/{id}")]
async fn get_company(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let company = state
        .app
        .db
        .read(&actor, Permission::CompanyRead, async |scope| companies::find(scope, id).await)
        .await?;
    let version = company.version;
    Ok(versioned(&Company::from(company), version))
}

/// Change a company
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<CompanyFields>,
    responses((status = 200, body = Company), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[patch("/companies/{id}")]
async fn update_company(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<CompanyFields>>,
) -> Outcome<HttpResponse> {
    let company = state
        .app
        .db
        .scope(&actor, Permission::CompanyUpdate, async |scope| {
            let fields = patch.apply(&companies::find(scope, id).await?.fields)?;
            fields.validate()?;
            companies::update(scope, id, fields, version).await
        })
        .await?;
    let version = company.version;
    Ok(versioned(&Company::from(company), version))
}

/// Delete a company
///
/// 409 while jobs belong to it.
#[utoipa::path(
    tag = "companies",
    security(("bearer" = ["recruit:company:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, body = api::Problem), (status = 412, body = api::Problem))
)]
#[delete("/companies/{id}")]
async fn delete_company(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::CompanyDelete, async |scope| companies::delete(scope, id, version).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
