//! The page that writes and sends.

use api::email_accounts::EmailAccountQuery;
use api::emails::SendResponse;
use domain::emails::Outreach;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::assist::AssistPanel;
use super::confirm::{ConfirmDialog, skipped_list};
use super::preview::{PreviewPanel, previews};
use super::recipients::RecipientsPanel;
use super::state::{from_address, to_request};
use super::text::TextPanel;
use crate::format::{from_local_input, local_input};
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{Form, FormView, Icon, PageHeader, Panel, SubmitButton, TextField, lu};

/// The mail that the address asks for; then what became of it.
#[component]
pub fn Compose() -> AnyView {
    let address = use_query_map().get_untracked();
    let start = from_address(|name| address.get(name));
    let form = Form::new(start);
    let sent = RwSignal::new(None::<SendResponse>);
    let again = Callback::new(move |()| {
        form.reset(Outreach::default());
        sent.set(None);
    });
    crate::ui::unsaved::guard(move || sent.with(Option::is_none) && is_written(form));
    view! {
        <PageHeader title=t::mail::compose_title subtitle=t::mail::compose_subtitle />
        {move || match sent.get() {
            Some(response) => outcome(response, again),
            None => write(form, sent),
        }}
    }
    .into_any()
}

/// Whether leaving would lose something that was written here. A mailbox or a template alone is not.
fn is_written(form: Form<Outreach>) -> bool {
    form.draft.with(|draft| {
        draft.template_id.is_none() && draft.body.as_deref().is_some_and(|body| !body.trim().is_empty())
    })
}

fn write(form: Form<Outreach>, sent: RwSignal<Option<SendResponse>>) -> AnyView {
    let accounts = query(|| async {
        let all = EmailAccountQuery { per_page: Some(100), ..EmailAccountQuery::default() };
        client().list_email_accounts(&all).await.map(|page| page.items)
    });
    let confirming = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let draft = form.draft.get_untracked();
        if !form.state.check(&to_request(&draft)) {
            return;
        }
        if draft.from_account_id.is_none() {
            return form.state.reject("/from_account_id", t::mail::choose_sender);
        }
        confirming.set(true);
    });
    let previews = previews(form.draft);
    view! {
        <div class="grid items-start gap-5 lg:grid-cols-2">
            <div class="min-w-0">
                <FormView state=form.state submit>
                    <div class="grid min-w-0 gap-5">
                        <RecipientsPanel form accounts />
                        <TextPanel form />
                    </div>
                </FormView>
                <div class="grid gap-3 pt-2"><AssistPanel form /></div>
            </div>
            <div class="grid min-w-0 gap-5 lg:sticky lg:top-18">
                <PreviewPanel previews />
                {schedule(form)}
            </div>
        </div>
        <ConfirmDialog open=confirming draft=form.draft accounts sent=Callback::new(move |response| sent.set(Some(response))) />
    }
    .into_any()
}

fn schedule(form: Form<Outreach>) -> AnyView {
    let at = form.mapped(
        "/scheduled_at",
        |draft| draft.scheduled_at.map(local_input).unwrap_or_default(),
        |draft, text| draft.scheduled_at = from_local_input(&text),
    );
    view! {
        <Panel title=t::mail::sending>
            <div class="flex flex-wrap items-end justify-between gap-x-4">
                <div class="min-w-52 flex-1">
                    <TextField field=at label=t::mail::scheduled_at hint=t::mail::scheduled_hint kind="datetime-local" />
                </div>
                <div class="pb-5">
                    <SubmitButton state=form.state label=t::mail::review_and_send />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

fn outcome(response: SendResponse, again: Callback<()>) -> AnyView {
    let count = response.queued.len() as u64;
    let queue = format!("/mail/queue?campaign_id={}", response.campaign_id);
    view! {
        <section class="panel">
            <div class="grid justify-items-center gap-1 px-6 pt-12 pb-8 text-center" role="status">
                <span class="mb-2 grid size-11 place-items-center rounded-full bg-success/10 text-success">
                    <Icon icon=lu::LuSend class="size-5" />
                </span>
                <h2 class="text-[15px] font-semibold">{move || t::mail::queued(count)}</h2>
                <p class="max-w-md text-pretty text-muted">{t::mail::queued_text}</p>
                <div class="mt-4 flex flex-wrap justify-center gap-2">
                    <button type="button" class="btn btn-ghost" on:click={move |_| again.run(())}>{t::mail::write_another}</button>
                    <a class="btn btn-primary" href=queue>{t::mail::watch_queue}</a>
                </div>
            </div>
            <div class="mx-auto max-w-xl px-5 pb-8 empty:hidden">{skipped_list(response.skipped)}</div>
        </section>
    }
    .into_any()
}
