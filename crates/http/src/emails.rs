//! Previewing and sending mails.

use actix_web::{HttpResponse, post, web};
use api::emails::{
    Outreach, Preview, PreviewProblem, PreviewResponse, QueuedEmail, SendResponse, SkippedRecipient,
};
use app::emails::{Addressed, Queued};
use domain::email_templates::Placeholder;
use domain::emails::SkipReason;
use domain::{Coded, Locale, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Json;
use crate::failure::Outcome;
use crate::idempotency::{IdempotencyKey, once};
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(preview_emails).service(send_emails);
}

/// Preview a mail as its recipients will see it
///
/// Shows the first 50 of them, each with everything that speaks against sending, and names all who would get none.
#[utoipa::path(
    tag = "emails",
    security(("bearer" = ["mail:email:send"])),
    request_body = Outreach,
    responses((status = 200, body = PreviewResponse))
)]
#[post("/emails/preview")]
async fn preview_emails(
    state: web::Data<State>,
    actor: SignedIn,
    Json(outreach): Json<Outreach>,
) -> Outcome<web::Json<PreviewResponse>> {
    let previews = state
        .app
        .db
        .read(&actor, Permission::EmailSend, async |scope| {
            app::emails::preview(&state.app, scope, &outreach).await
        })
        .await?;
    let items = previews.items.into_iter().map(|one| preview_of(one, actor.locale)).collect();
    let skipped = previews.skipped.into_iter().filter_map(|one| skipped(one, actor.locale)).collect();
    Ok(web::Json(PreviewResponse { total: previews.total as u64, items, skipped }))
}

/// Send a mail to one, many or a group
///
/// Queues one mail a recipient and answers at once; those who get none are named with the reason. With an
/// `Idempotency-Key` a repeated request sends nothing twice.
#[utoipa::path(
    tag = "emails",
    security(("bearer" = ["mail:email:send"])),
    params(IdempotencyKey),
    request_body = Outreach,
    responses((status = 202, body = SendResponse), (status = 409, body = api::Problem))
)]
#[post("/emails/send")]
async fn send_emails(
    state: web::Data<State>,
    actor: SignedIn,
    key: IdempotencyKey,
    Json(outreach): Json<Outreach>,
) -> Outcome<HttpResponse> {
    let answer = state
        .app
        .db
        .scope(&actor, Permission::EmailSend, async |scope| {
            once(scope, "send_emails", &key, &outreach, 202, async || {
                let queued = app::emails::send(&state.app, scope, &outreach).await?;
                Ok(response_of(queued, actor.locale))
            })
            .await
        })
        .await?;
    app::emails::announce_queued(&state.app, actor.organization_id);
    Ok(answer.into())
}

fn response_of(done: Queued, locale: Locale) -> SendResponse {
    let queued = done.queued.into_iter();
    SendResponse {
        campaign_id: done.campaign_id,
        queued: queued
            .map(|(email_log_id, candidate_id)| QueuedEmail { email_log_id, candidate_id })
            .collect(),
        skipped: done.skipped.into_iter().filter_map(|one| skipped(one, locale)).collect(),
    }
}

fn skipped(one: Addressed, locale: Locale) -> Option<SkippedRecipient> {
    let PreviewProblem { reason, message } = problems(&one, locale).into_iter().next()?;
    Some(SkippedRecipient { candidate_id: one.candidate_id, name: one.name, reason, message })
}

fn preview_of(one: Addressed, locale: Locale) -> Preview {
    let problems = problems(&one, locale);
    let rendered = one.rendered.unwrap_or_default();
    Preview {
        candidate_id: Some(one.candidate_id),
        candidate_name: one.name,
        to_email: one.email,
        subject: rendered.subject,
        html: rendered.html,
        text: rendered.text,
        problems,
    }
}

fn problems(one: &Addressed, locale: Locale) -> Vec<PreviewProblem> {
    let missing = one.rendered.as_ref().map(|rendered| rendered.missing.as_slice()).unwrap_or_default();
    let problem = |reason: &SkipReason| match reason {
        SkipReason::MissingValue => missing_values(missing, locale),
        reason => Some(PreviewProblem { reason: *reason, message: reason.text(locale).to_owned() }),
    };
    one.objections.iter().filter_map(problem).collect()
}

/// The problem that names the placeholders without a value, if there are any.
pub fn missing_values(missing: &[Placeholder], locale: Locale) -> Option<PreviewProblem> {
    if missing.is_empty() {
        return None;
    }
    let names: Vec<String> = missing.iter().map(|slot| format!("{{{{{}}}}}", slot.code())).collect();
    let reason = SkipReason::MissingValue;
    let message = match locale {
        Locale::En => format!("{} {}", reason.text(locale), names.join(", ")),
        Locale::Zh => format!("{} {}", reason.text(locale), names.join("、")),
    };
    Some(PreviewProblem { reason, message })
}
