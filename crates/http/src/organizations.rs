//! The organization in use.

use actix_web::{get, patch, post, web};
use api::MergePatch;
use api::organizations::{Organization, OrganizationFields, SampleData};
use domain::{Check, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::RawJson;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_organization).service(update_organization).service(load_sample_data);
}

/// Get the organization in use
#[utoipa::path(
    tag = "organizations",
    security(("bearer" = ["system:organization:read"])),
    responses((status = 200, body = Organization))
)]
#[get("/organization")]
async fn get_organization(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Organization>> {
    let organization = state
        .app
        .db
        .read(&actor, Permission::OrganizationRead, async |scope| {
            persistence::organizations::current(scope).await
        })
        .await?;
    Ok(web::Json(organization.into()))
}

/// Change the organization in use
#[utoipa::path(
    tag = "organizations",
    security(("bearer" = ["system:organization:update"])),
    request_body = MergePatch<OrganizationFields>,
    responses((status = 200, body = Organization))
)]
#[patch("/organization")]
async fn update_organization(
    state: web::Data<State>,
    actor: SignedIn,
    RawJson(patch): RawJson<MergePatch<OrganizationFields>>,
) -> Outcome<web::Json<Organization>> {
    let change = |before: &OrganizationFields| {
        let fields = patch.apply(before)?;
        fields.validate().map(|()| fields)
    };
    let organization = app::organizations::update(&state.app, &actor, change).await?;
    Ok(web::Json(organization.into()))
}

/// Fill an empty organization with sample data
///
/// 20 jobs and 60 candidates in both languages, with companies, groups and templates. 409 `sample_data_not_empty`
/// when there is anything already.
#[utoipa::path(
    tag = "organizations",
    security(("bearer" = ["system:organization:update"])),
    responses((status = 200, body = SampleData), (status = 409, body = api::Problem))
)]
#[post("/organization/sample-data")]
async fn load_sample_data(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<SampleData>> {
    let made = app::organizations::load_sample_data(&state.app, &actor).await?;
    Ok(web::Json(SampleData {
        companies: made.companies,
        jobs: made.jobs,
        candidates: made.candidates,
        groups: made.groups,
        templates: made.templates,
    }))
}
