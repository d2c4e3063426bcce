//! The last question before a mail goes out: how many, who not and why, and when.

use api::ApiError;
use api::email_accounts::EmailAccount;
use api::emails::{PreviewResponse, SendResponse, SkippedRecipient};
use domain::emails::Outreach;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::recipients::address_of;
use super::state::{by_reason, minutes_to_send, to_request};
use crate::format::{date_time, duration};
use crate::i18n::t;
use crate::load::{Load, Query, query};
use crate::transport::client;
use crate::ui::{ErrorState, Fact, Icon, Modal, Notice, Skeleton, Tone, error_text, lu};

/// People named in the dialog; of more, only the number is told for each reason.
const NAMED: usize = 8;

/// Asks the server once more who would get the mail, and sends it on a yes.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    draft: RwSignal<Outreach>,
    accounts: Query<Vec<EmailAccount>>,
    /// Hears what sending did.
    sent: Callback<SendResponse>,
) -> AnyView {
    // Made anew each time the dialog opens: a repeated click, or a retry after a broken line, sends once.
    let key = StoredValue::new(String::new());
    let preview = query(move || {
        let request = open.get().then(|| to_request(&draft.get_untracked()));
        key.set_value(Uuid::new_v4().to_string());
        async move {
            match request {
                Some(request) => client().preview_emails(&request).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let sending = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    Effect::new(move |_| {
        if open.get() {
            failure.set(None);
        }
    });
    let ready = Memo::new(move |_| match preview.state().get() {
        Load::Ready(Some(response)) if !preview.asking() => {
            Some(response.total.saturating_sub(response.skipped.len() as u64))
        }
        _ => None,
    });
    let send = move |_| {
        if sending.get_untracked() {
            return;
        }
        let request = to_request(&draft.get_untracked());
        sending.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = client().send_emails(&request, &key.get_value()).await;
            if sending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(response) => {
                    open.set(false);
                    sent.run(response);
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let footer = move || {
        let count = move || ready.get().unwrap_or_default();
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <button
                type="button"
                class="btn btn-primary"
                disabled={move || count() == 0 || sending.get()}
                on:click=send
            >
                {move || {
                    if sending.get() {
                        view! { <span class="loading loading-spinner loading-xs"></span> }.into_any()
                    } else {
                        view! { <Icon icon=lu::LuSend /> }.into_any()
                    }
                }}
                {move || t::mail::send_count(count())}
            </button>
        }
    };
    let body = move || match preview.state().get() {
        _ if preview.asking() => view! { <Skeleton lines=4 /> }.into_any(),
        Load::Loading | Load::Ready(None) => view! { <Skeleton lines=4 /> }.into_any(),
        Load::Failed(error) => {
            view! { <ErrorState error retry=Callback::new(move |()| preview.reload()) /> }.into_any()
        }
        Load::Ready(Some(response)) => summary(response, draft.get_untracked(), accounts),
    };
    view! {
        <Modal open title=t::mail::confirm_title footer>
            {body}
            {move || {
                let error = failure.get()?;
                Some(view! { <div class="pt-3"><Notice tone=Tone::Error text={move || error_text(&error)} /></div> })
            }}
        </Modal>
    }
    .into_any()
}

fn summary(response: PreviewResponse, draft: Outreach, accounts: Query<Vec<EmailAccount>>) -> AnyView {
    let count = response.total.saturating_sub(response.skipped.len() as u64);
    let account = accounts
        .with(|all| all.iter().find(|account| Some(account.id) == draft.from_account_id).cloned())
        .flatten();
    let wait = account.as_ref().and_then(|account| {
        minutes_to_send(count, account.fields.per_minute_limit, account.fields.daily_limit)
    });
    let from = account.as_ref().map(address_of);
    let when = draft.scheduled_at;
    view! {
        <p class="pb-3 text-[15px]">{move || t::mail::confirm_count(count)}</p>
        <dl class="grid gap-x-6 gap-y-3 pb-3 sm:grid-cols-2">
            <Fact label=t::mail::from>{from}</Fact>
            <Fact label=t::mail::when>
                {move || when.map_or_else(|| t::mail::now().to_owned(), date_time)}
                {wait.map(|minutes| view! {
                    <span class="block text-xs text-muted">{move || t::mail::takes(duration(minutes))}</span>
                })}
            </Fact>
        </dl>
        {skipped_list(response.skipped)}
    }
    .into_any()
}

/// Who gets no mail, and why.
pub fn skipped_list(skipped: Vec<SkippedRecipient>) -> AnyView {
    if skipped.is_empty() {
        return ().into_any();
    }
    let count = skipped.len() as u64;
    let lines: Vec<(String, String)> = if skipped.len() <= NAMED {
        skipped.into_iter().map(|person| (person.name, person.message)).collect()
    } else {
        let reasons = by_reason(skipped.iter().map(|person| person.message.as_str()));
        reasons.into_iter().map(|(message, count)| (t::mail::people(count), message)).collect()
    };
    let line = |(who, why): (String, String)| {
        view! {
            <li class="flex gap-3 py-1">
                <span class="w-28 shrink-0 truncate font-medium">{who}</span>
                <span class="min-w-0 text-muted">{why}</span>
            </li>
        }
    };
    view! {
        <section class="rounded-field border border-warning/40 bg-warning/8 px-3.5 py-2.5">
            <h3 class="pb-1 font-medium text-warning">{move || t::mail::skipped_count(count)}</h3>
            <ul class="text-[13px]">{lines.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
