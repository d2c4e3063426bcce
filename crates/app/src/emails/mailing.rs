//! A mail to many: what all recipients share, and what is found out about each.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::TimeDelta;
use domain::candidates::{Candidate, ConsentStatus};
use domain::email_accounts::EmailAccount;
use domain::email_templates::{Placeholder, Values};
use domain::emails::{MAX_RECIPIENTS, Outreach, SkipReason};
use domain::text::email_key;
use domain::{Code, Error, FieldError, Result};
use persistence::{
    Scope, candidate_groups, candidates, email_accounts, email_logs, email_templates, jobs, organizations,
    suppressions, users,
};
use uuid::Uuid;

use super::rendering::{self, Letter, Rendered};
use super::unsubscribing;
use crate::App;

/// What all recipients share.
pub(crate) struct Mailing<'a> {
    app: &'a App,
    letter: Letter,
    job_id: Option<Uuid>,
    pause: TimeDelta,
    values: Values,
    /// The mailbox, if it is chosen already.
    pub(crate) account: Option<EmailAccount>,
    /// The recipients, each once, in the order asked for.
    pub(crate) candidate_ids: Vec<Uuid>,
    /// Addresses of the recipients so far.
    taken: HashSet<String>,
}

/// One recipient with the mail.
#[derive(Clone, Debug)]
pub struct Addressed {
    /// The id that the mail will have.
    pub mail_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// The candidate's name; empty when there is no such candidate.
    pub name: String,
    /// The address; `None` when there is none.
    pub email: Option<String>,
    /// Everything that speaks against sending; the first one counts.
    pub objections: Vec<SkipReason>,
    /// The mail; `None` when there is no such candidate.
    pub rendered: Option<Rendered>,
}

impl<'a> Mailing<'a> {
    /// Looks up what the outreach refers to; what is not there is at fault by its pointer.
    pub(crate) async fn prepare(app: &'a App, scope: &Scope, outreach: &Outreach) -> Result<Self> {
        let account = match outreach.from_account_id {
            None => None,
            Some(id) => Some(referred("/from_account_id", email_accounts::find(scope, id).await)?),
        };
        let job = match outreach.job_id {
            None => None,
            Some(id) => Some(referred("/job_id", jobs::find(scope, id).await)?),
        };
        let user = users::me(scope).await?;
        let settings = organizations::settings(scope).await?;
        Ok(Self {
            app,
            letter: letter(scope, outreach).await?,
            job_id: outreach.job_id,
            pause: TimeDelta::days(i64::from(settings.mail_pause_days)),
            values: rendering::common_values(
                &user,
                account.as_ref().map(|account| &account.fields),
                job.as_ref(),
            ),
            account,
            candidate_ids: recipients(scope, outreach).await?,
            taken: HashSet::new(),
        })
    }

    /// Renders the mail for some of the recipients, in their order.
    pub(crate) async fn address(&mut self, scope: &Scope, ids: &[Uuid]) -> Result<Vec<Addressed>> {
        let found = candidates::find_many(scope, ids).await?;
        let found: HashMap<Uuid, Candidate> =
            found.into_iter().map(|candidate| (candidate.id, candidate)).collect();
        let emails = found.values().filter_map(|candidate| candidate.fields.emails.first());
        let suppressed = suppressions::among(scope, emails.map(String::as_str)).await?;
        let mailed = match self.job_id {
            Some(job_id) if self.pause > TimeDelta::zero() => {
                email_logs::mailed_since(scope, job_id, ids, scope.now() - self.pause).await?
            }
            _ => HashSet::new(),
        };
        let mut addressed = Vec::with_capacity(ids.len());
        for id in ids {
            let mut one = match found.get(id) {
                Some(candidate) => self.one(candidate)?,
                None => nobody(*id),
            };
            let key = one.email.as_deref().map(email_key).unwrap_or_default();
            let is_mailable = one.objections.is_empty();
            if suppressed.contains(&key) {
                one.objections.push(SkipReason::Suppressed);
            }
            if mailed.contains(id) {
                one.objections.push(SkipReason::RecentlyMailed);
            }
            if one.rendered.as_ref().is_some_and(|rendered| !rendered.missing.is_empty()) {
                one.objections.push(SkipReason::MissingValue);
            }
            if is_mailable && !self.taken.insert(key) {
                one.objections.push(SkipReason::DuplicateAddress);
            }
            addressed.push(one);
        }
        Ok(addressed)
    }

    /// One candidate, with what the candidate alone says against it.
    fn one(&self, candidate: &Candidate) -> Result<Addressed> {
        let mail_id = Uuid::now_v7();
        let mut values = self.values.clone();
        rendering::add_candidate(&mut values, &candidate.fields);
        values.insert(Placeholder::UnsubscribeUrl, unsubscribing::url(self.app, mail_id)?);
        let email = candidate.fields.emails.first().cloned();
        let objections = [
            (candidate.archived_at.is_some(), SkipReason::NotFound),
            (candidate.fields.do_not_contact, SkipReason::DoNotContact),
            (candidate.fields.consent_status == ConsentStatus::Withdrawn, SkipReason::ConsentWithdrawn),
            (email.is_none(), SkipReason::NoAddress),
        ];
        Ok(Addressed {
            mail_id,
            candidate_id: candidate.id,
            name: candidate.fields.name.clone(),
            email,
            objections: objections
                .into_iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, reason)| reason)
                .collect(),
            rendered: Some(self.letter.render(&values)?),
        })
    }
}

fn nobody(candidate_id: Uuid) -> Addressed {
    Addressed {
        mail_id: Uuid::now_v7(),
        candidate_id,
        name: String::new(),
        email: None,
        objections: vec![SkipReason::NotFound],
        rendered: None,
    }
}

/// The text that is sent: as it was edited, else the template's.
async fn letter(scope: &Scope, outreach: &Outreach) -> Result<Letter> {
    let template = match outreach.template_id {
        None => None,
        Some(id) => Some(referred("/template_id", email_templates::find(scope, id).await)?.fields),
    };
    let (subject, body) = template.map(|fields| (fields.subject, fields.body)).unwrap_or_default();
    Ok(Letter {
        subject: outreach.subject.clone().unwrap_or(subject),
        body: outreach.body.clone().unwrap_or(body),
    })
}

async fn recipients(scope: &Scope, outreach: &Outreach) -> Result<Vec<Uuid>> {
    let mut ids = outreach.to.candidate_ids.clone();
    if let Some(group_id) = outreach.to.group_id {
        ids.extend(referred("/to/group_id", candidate_groups::member_ids(scope, group_id).await)?);
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    if ids.is_empty() {
        return Err(Error::invalid("/to", Code::NoRecipients));
    }
    if ids.len() > MAX_RECIPIENTS {
        return Err(Error::Invalid(vec![FieldError::new("/to", Code::TooMany).with(MAX_RECIPIENTS)]));
    }
    Ok(ids)
}

/// What a field of the request refers to.
pub(super) fn referred<T>(pointer: &str, found: Result<T>) -> Result<T> {
    found.map_err(|error| match error {
        Error::NotFound(_) => Error::invalid(pointer, Code::UnknownReference),
        other => other,
    })
}
