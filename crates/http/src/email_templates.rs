//! Mail templates: one's own, and those that are shared.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use api::email_templates::{EmailTemplate, EmailTemplateFields, EmailTemplateQuery, TemplatePreviewRequest};
use api::emails::Preview;
use api::{ListQuery, MergePatch, Page};
use app::emails::TemplateChoice;
use domain::{Check, Permission};
use persistence::email_templates::{self, EmailTemplateFilter};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{created, paged, versioned};
use crate::emails::missing_values;
use crate::extract::{Id, IfMatch, Json, Query, RawJson};
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_email_templates)
        .service(create_email_template)
        .service(get_email_template)
        .service(update_email_template)
        .service(delete_email_template)
        .service(preview_email_template);
}

/// List templates
///
/// One's own, and those that colleagues share.
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:read"])),
    params(EmailTemplateQuery),
    responses((status = 200, body = Page<EmailTemplate>))
)]
#[get("/email-templates")]
async fn list_email_templates(
    state: web::Data<State>,
    actor: SignedIn,
    request: HttpRequest,
    Query(query): Query<EmailTemplateQuery>,
) -> Outcome<HttpResponse> {
    let paging = query.paging()?;
    let filter = EmailTemplateFilter { q: query.q, ..EmailTemplateFilter::default() };
    let page = state
        .app
        .db
        .read(&actor, Permission::TemplateRead, async |scope| {
            email_templates::list(scope, &filter, &paging).await
        })
        .await?;
    Ok(paged(&request, &Page::<EmailTemplate>::numbered(page, &paging)))
}

/// Create a template
///
/// 422 names each placeholder that does not exist.
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:create"])),
    request_body = EmailTemplateFields,
    responses((status = 201, body = EmailTemplate), (status = 409, body = api::Problem))
)]
#[post("/email-templates")]
async fn create_email_template(
    state: web::Data<State>,
    actor: SignedIn,
    Json(fields): Json<EmailTemplateFields>,
) -> Outcome<HttpResponse> {
    let template = state
        .app
        .db
        .scope(&actor, Permission::TemplateCreate, async |scope| email_templates::insert(scope, fields).await)
        .await?;
    let (location, version) = (format!("/api/email-templates/{}", template.id), template.version);
    Ok(created(&EmailTemplate::from(template), location, version))
}

/// Get a template
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:read"])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = EmailTemplate))
)]
#[get("/email-templates/{id}")]
async fn get_email_template(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<HttpResponse> {
    let template = state
        .app
        .db
        .read(&actor, Permission::TemplateRead, async |scope| email_templates::find(scope, id).await)
        .await?;
    let version = template.version;
    Ok(versioned(&EmailTemplate::from(template), version))
}

/// Change a template
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:update"])),
    params(("id" = Uuid, Path)),
    request_body = MergePatch<EmailTemplateFields>,
    responses(
        (status = 200, body = EmailTemplate),
        (status = 409, body = api::Problem),
        (status = 412, body = api::Problem)
    )
)]
#[patch("/email-templates/{id}")]
async fn update_email_template(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
    RawJson(patch): RawJson<MergePatch<EmailTemplateFields>>,
) -> Outcome<HttpResponse> {
    let template = state
        .app
        .db
        .scope(&actor, Permission::TemplateUpdate, async |scope| {
            let fields = patch.apply(&email_templates::find(scope, id).await?.fields)?;
            fields.validate()?;
            email_templates::update(scope, id, fields, version).await
        })
        .await?;
    let version = template.version;
    Ok(versioned(&EmailTemplate::from(template), version))
}

/// Delete a template
///
/// Mails that were written from it stay.
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:delete"])),
    params(("id" = Uuid, Path)),
    responses((status = 204), (status = 412, body = api::Problem))
)]
#[delete("/email-templates/{id}")]
async fn delete_email_template(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    IfMatch(version): IfMatch,
) -> Outcome<HttpResponse> {
    state
        .app
        .db
        .scope(&actor, Permission::TemplateDelete, async |scope| {
            email_templates::delete(scope, id, version).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Preview a template
///
/// As a candidate would see it, for a job; examples stand where none is chosen.
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:read"])),
    params(("id" = Uuid, Path)),
    request_body = TemplatePreviewRequest,
    responses((status = 200, body = Preview))
)]
#[post("/email-templates/{id}/preview")]
async fn preview_email_template(
    state: web::Data<State>,
    actor: SignedIn,
    Id(id): Id,
    RawJson(request): RawJson<TemplatePreviewRequest>,
) -> Outcome<web::Json<Preview>> {
    let choice = TemplateChoice {
        candidate_id: request.candidate_id,
        job_id: request.job_id,
        from_account_id: request.from_account_id,
    };
    let preview = state
        .app
        .db
        .read(&actor, Permission::TemplateRead, async |scope| {
            app::emails::preview_template(&state.app, scope, id, &choice).await
        })
        .await?;
    Ok(web::Json(Preview {
        candidate_id: request.candidate_id,
        candidate_name: preview.name,
        to_email: preview.email,
        problems: missing_values(&preview.rendered.missing, actor.locale).into_iter().collect(),
        subject: preview.rendered.subject,
        html: preview.rendered.html,
        text: preview.rendered.text,
    }))
}
