//! Writing mails and templates by an engine.

use actix_web::{post, web};
use api::email_templates::{EmailTemplateFields, GenerateTemplateRequest};
use api::emails::{DraftRequest, EmailText, Generated, OptimizeRequest, OptimizedText};
use api::parse::Warning;
use app::drafts::{Brief, Written};
use domain::drafts::DraftWarning;
use domain::{Actor, Locale};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Json;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(draft_email).service(optimize_email).service(generate_email_template);
}

/// Draft a mail
///
/// The body opens with the salutation, ends with the signature, and invites a reply. What in it is not in the records
/// is among the warnings. An engine that is named here never falls back.
#[utoipa::path(
    tag = "emails",
    security(("bearer" = ["mail:email:send"])),
    request_body = DraftRequest,
    responses(
        (status = 200, body = Generated<EmailText>),
        (status = 409, body = api::Problem),
        (status = 502, body = api::Problem),
        (status = 504, body = api::Problem)
    )
)]
#[post("/emails/draft")]
async fn draft_email(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<DraftRequest>,
) -> Outcome<web::Json<Generated<EmailText>>> {
    let brief = Brief {
        job_id: request.job_id,
        candidate_id: request.candidate_id,
        locale: language(request.language.as_deref(), &actor),
        core_points: request.core_points,
        engine: request.engine,
    };
    let written = app::drafts::draft(&state.app, &actor, &brief).await?;
    let text = |mail: app::drafts::MailText| EmailText { subject: mail.subject, body: mail.body };
    Ok(web::Json(generated(written, actor.locale, text)))
}

/// Make a text better
///
/// Every placeholder of the text is in the answer, or the answer is refused.
#[utoipa::path(
    tag = "emails",
    security(("bearer" = ["mail:email:send"])),
    request_body = OptimizeRequest,
    responses(
        (status = 200, body = Generated<OptimizedText>),
        (status = 409, body = api::Problem),
        (status = 502, body = api::Problem),
        (status = 504, body = api::Problem)
    )
)]
#[post("/emails/optimize")]
async fn optimize_email(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<OptimizeRequest>,
) -> Outcome<web::Json<Generated<OptimizedText>>> {
    let OptimizeRequest { text, instruction, engine } = request;
    let written =
        app::drafts::optimize(&state.app, &actor, &text, instruction.as_deref(), engine.as_deref()).await?;
    let text = |optimized_text| OptimizedText { optimized_text };
    Ok(web::Json(generated(written, actor.locale, text)))
}

/// Write a template
///
/// From core points; nothing is saved.
#[utoipa::path(
    tag = "email_templates",
    security(("bearer" = ["mail:template:create"])),
    request_body = GenerateTemplateRequest,
    responses(
        (status = 200, body = Generated<EmailTemplateFields>),
        (status = 409, body = api::Problem),
        (status = 502, body = api::Problem),
        (status = 504, body = api::Problem)
    )
)]
#[post("/email-templates/generate")]
async fn generate_email_template(
    state: web::Data<State>,
    actor: SignedIn,
    Json(request): Json<GenerateTemplateRequest>,
) -> Outcome<web::Json<Generated<EmailTemplateFields>>> {
    let locale = language(request.language.as_deref(), &actor);
    let engine = request.engine.as_deref();
    let written = app::drafts::template(&state.app, &actor, &request.core_points, locale, engine).await?;
    Ok(web::Json(generated(written, actor.locale, |fields| fields)))
}

/// The language asked for, which the check of the request has let through, else the caller's.
fn language(tag: Option<&str>, actor: &Actor) -> Locale {
    tag.and_then(Locale::from_tag).unwrap_or(actor.locale)
}

fn generated<T, F>(written: Written<T>, locale: Locale, result: impl FnOnce(T) -> F) -> Generated<F> {
    let warning = |warning: &DraftWarning| Warning {
        code: warning.code().to_owned(),
        message: warning.message(locale),
    };
    Generated {
        engine: written.engine,
        result: result(written.value),
        warnings: written.warnings.iter().map(warning).collect(),
    }
}
