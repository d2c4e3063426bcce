//! One mail, looked at without leaving the list.

use std::time::Duration;

use api::email_logs::EmailLog;
use chrono::{DateTime, Utc};
use domain::emails::{EmailStatus, FailureKind};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions;
use crate::format::date_time;
use crate::i18n::t;
use crate::load::query;
use crate::pages::logs::{Timeline, TimelineOf};
use crate::pages::mail::templates::Letter;
use crate::pages::mail::words::{status, status_tone};
use crate::transport::client;
use crate::ui::{Drawer, Fact, Loaded, Notice, Pill, Tone};

/// Opens when a mail is chosen, and follows it while it is on its way.
#[component]
pub fn MailDrawer(shown: RwSignal<Option<Uuid>>, changed: Callback<()>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(shown.get().is_some()));
    Effect::new(move |_| {
        if !open.get() && shown.get_untracked().is_some() {
            shown.set(None);
        }
    });
    view! {
        <Drawer open title=t::mail::mail>
            {move || shown.get().map(|id| content(id, changed))}
        </Drawer>
    }
    .into_any()
}

fn content(id: Uuid, changed: Callback<()>) -> AnyView {
    let log = query(move || async move { client().get_email_log(id).await });
    let is_moving = |log: &EmailLog| matches!(log.status, EmailStatus::Queued | EmailStatus::Sending);
    log.poll(Duration::from_millis(2500), is_moving);
    let changed = Callback::new(move |()| {
        log.reload();
        changed.run(());
    });
    view! { <Loaded query=log let:log>{draw(log, changed)}</Loaded> }.into_any()
}

fn draw(log: EmailLog, changed: Callback<()>) -> AnyView {
    let state = log.status;
    let to = match &log.candidate {
        Some(candidate) => format!("{} <{}>", candidate.name, log.to_email),
        None => log.to_email.clone(),
    };
    let buttons = actions::buttons(&log, changed);
    let failure = log.failure_reason.clone().map(|words| {
        let later = log.failure_kind == Some(FailureKind::Transient) && state == EmailStatus::Queued;
        let tone = if later { Tone::Warning } else { Tone::Error };
        view! { <Notice tone text=words /> }
    });
    let link = |href: String, name: String| view! { <a class="link-plain" href=href>{name}</a> };
    let candidate = log.candidate.clone().map(|known| link(format!("/candidates/{}", known.id), known.name));
    let job = log.job.clone().map(|known| link(format!("/jobs/{}", known.id), known.name));
    let tries_again = state == EmailStatus::Queued && log.retry_count > 0;
    view! {
        <div class="grid gap-4">
            <div class="flex flex-wrap items-center gap-2">
                <Pill tone=status_tone(state) text={move || status(state)} />
                <span class="flex-1"></span>
                {buttons}
            </div>
            {failure}
            <Letter
                subject=Signal::stored(log.subject)
                html=Signal::stored(log.content_html)
                to=Signal::stored(to)
            />
            <dl class="grid gap-x-6 gap-y-3 sm:grid-cols-2">
                {candidate.map(|link| view! { <Fact label=t::mail::candidate>{link}</Fact> })}
                {job.map(|link| view! { <Fact label=t::mail::job>{link}</Fact> })}
                {log.from_account.map(|account| view! { <Fact label=t::mail::from>{account.name}</Fact> })}
                {(log.retry_count > 0).then(|| view! { <Fact label=t::mail::tries>{log.retry_count}</Fact> })}
                {moment(t::mail::queued_at, Some(log.created_at))}
                {moment(t::mail::scheduled_at, log.scheduled_at)}
                {moment(t::mail::sent_at, log.sent_at)}
                {moment(t::mail::next_try, log.next_attempt_at.filter(|_| tries_again))}
            </dl>
            <p class="font-mono text-xs break-all text-muted">{log.message_id}</p>
            <Timeline of=TimelineOf::Mail(log.id) />
        </div>
    }
    .into_any()
}

/// A time, where there is one.
fn moment(label: fn() -> &'static str, at: Option<DateTime<Utc>>) -> Option<AnyView> {
    at.map(|at| view! { <Fact label>{move || date_time(at)}</Fact> }.into_any())
}
