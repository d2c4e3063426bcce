//! Previewing and queueing a mail to one, many or a group.

use domain::email_templates::Placeholder;
use domain::emails::{Outreach, TriggerType};
use domain::{Code, Error, Result};
use persistence::email_logs::{self, NewEmail};
use persistence::{Scope, candidates, email_accounts, email_templates, jobs, users};
use uuid::Uuid;

use super::mailing::{Addressed, Mailing, referred};
use super::rendering::{self, Letter, Rendered};
use super::{examples, message_id, unsubscribing};
use crate::App;

/// Recipients whose mails are shown.
const SHOWN: usize = 50;
/// Mails that are rendered and stored together, so that memory stays bounded.
const TOGETHER: usize = 100;

/// What each recipient would get.
pub struct Previews {
    /// How many people the mail is for.
    pub total: usize,
    /// The first of them.
    pub items: Vec<Addressed>,
    /// All who would get nothing, without the mail.
    pub skipped: Vec<Addressed>,
}

/// What was queued, and who gets nothing.
pub struct Queued {
    /// One send to many.
    pub campaign_id: Uuid,
    /// Mail and candidate.
    pub queued: Vec<(Uuid, Uuid)>,
    /// Those with an objection; their mails are not kept.
    pub skipped: Vec<Addressed>,
}

/// The mail as its first recipients will see it.
pub async fn preview(app: &App, scope: &Scope, outreach: &Outreach) -> Result<Previews> {
    let mut mailing = Mailing::prepare(app, scope, outreach).await?;
    let ids = mailing.candidate_ids.clone();
    let mut previews = Previews { total: ids.len(), items: Vec::new(), skipped: Vec::new() };
    for ids in ids.chunks(TOGETHER) {
        for one in mailing.address(scope, ids).await? {
            if !one.objections.is_empty() {
                previews.skipped.push(without_content(one.clone()));
            }
            if previews.items.len() < SHOWN {
                previews.items.push(one);
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(previews)
}

/// Queues the mail for everybody who may get it, all in the unit of work of the caller, who then tells the workers.
pub async fn send(app: &App, scope: &Scope, outreach: &Outreach) -> Result<Queued> {
    let mut mailing = Mailing::prepare(app, scope, outreach).await?;
    let account = mailing.account.clone().ok_or(Error::invalid("/from_account_id", Code::Required))?;
    if !account.fields.is_active {
        return Err(Error::Rule(Code::AccountUnusable));
    }
    let mut done = Queued { campaign_id: Uuid::now_v7(), queued: Vec::new(), skipped: Vec::new() };
    for ids in mailing.candidate_ids.clone().chunks(TOGETHER) {
        let mut mails = Vec::with_capacity(ids.len());
        for mut one in mailing.address(scope, ids).await? {
            let rendered = if one.objections.is_empty() { one.rendered.take() } else { None };
            let (Some(rendered), Some(to_email)) = (rendered, one.email.clone()) else {
                done.skipped.push(without_content(one));
                continue;
            };
            done.queued.push((one.mail_id, one.candidate_id));
            mails.push(NewEmail {
                id: one.mail_id,
                from_account_id: Some(account.id),
                candidate_id: Some(one.candidate_id),
                job_id: outreach.job_id,
                group_id: outreach.to.group_id,
                template_id: outreach.template_id,
                campaign_id: Some(done.campaign_id),
                to_email,
                subject: rendered.subject,
                content_html: rendered.html,
                content_text: rendered.text,
                trigger_type: trigger(outreach),
                scheduled_at: outreach.scheduled_at,
                message_id: message_id(one.mail_id, &account.fields.email_address),
            });
        }
        email_logs::enqueue(scope, mails).await?;
        // Rendering is work, and others wait for this thread.
        tokio::task::yield_now().await;
    }
    Ok(done)
}

/// A template as a candidate would see it, for a job; examples stand where none is chosen.
pub async fn preview_template(
    app: &App,
    scope: &Scope,
    template_id: Uuid,
    choice: &TemplateChoice,
) -> Result<TemplatePreview> {
    let template = email_templates::find(scope, template_id).await?.fields;
    let account = match choice.from_account_id {
        None => None,
        Some(id) => Some(referred("/from_account_id", email_accounts::find(scope, id).await)?.fields),
    };
    let job = match choice.job_id {
        None => None,
        Some(id) => Some(referred("/job_id", jobs::find(scope, id).await)?),
    };
    let candidate = match choice.candidate_id {
        None => None,
        Some(id) => Some(referred("/candidate_id", candidates::find(scope, id).await)?),
    };
    let mut values = rendering::common_values(&users::me(scope).await?, account.as_ref(), job.as_ref());
    if let Some(candidate) = &candidate {
        rendering::add_candidate(&mut values, &candidate.fields);
    }
    let locale = scope.actor().locale;
    examples::complete(&mut values, locale, candidate.is_none(), job.is_none());
    values.insert(Placeholder::UnsubscribeUrl, unsubscribing::url(app, Uuid::now_v7())?);
    let rendered = Letter { subject: template.subject, body: template.body }.render(&values)?;
    let fields = candidate.as_ref().map(|candidate| &candidate.fields);
    Ok(TemplatePreview {
        name: fields
            .map_or_else(|| examples::candidate_name(locale).to_owned(), |fields| fields.name.clone()),
        email: fields.and_then(|fields| fields.emails.first().cloned()),
        rendered,
    })
}

/// A template as somebody would see it.
pub struct TemplatePreview {
    /// The name of the candidate, or of the example.
    pub name: String,
    /// The candidate's address.
    pub email: Option<String>,
    /// The mail.
    pub rendered: Rendered,
}

/// For whom a template is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct TemplateChoice {
    /// The candidate.
    pub candidate_id: Option<Uuid>,
    /// The job.
    pub job_id: Option<Uuid>,
    /// The mailbox whose signature is used.
    pub from_account_id: Option<Uuid>,
}

/// What is said about somebody who gets no mail needs the placeholders without a value, and not the mail.
fn without_content(one: Addressed) -> Addressed {
    let missing = |rendered: Rendered| Rendered { missing: rendered.missing, ..Rendered::default() };
    Addressed { rendered: one.rendered.map(missing), ..one }
}

const fn trigger(outreach: &Outreach) -> TriggerType {
    match (outreach.to.group_id, outreach.template_id) {
        (Some(_), _) => TriggerType::Group,
        (None, Some(_)) => TriggerType::Template,
        (None, None) => TriggerType::Manual,
    }
}
