//! The mail as each recipient will see it.

use std::time::Duration;

use api::emails::{Preview, PreviewResponse};
use domain::Check;
use domain::emails::Outreach;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::state::to_request;
use crate::i18n::t;
use crate::load::{Load, Query, query};
use crate::pages::mail::templates::Letter;
use crate::transport::client;
use crate::ui::{EmptyState, ErrorState, Icon, Notice, Panel, Skeleton, Tone, lu};

/// A pause in writing after which the preview follows.
const PAUSE: Duration = Duration::from_millis(600);

/// The previews of a draft; nothing while the draft could not be sent.
pub fn previews(draft: RwSignal<Outreach>) -> Query<Option<PreviewResponse>> {
    let settled = RwSignal::new(None::<Outreach>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let request = Some(to_request(&draft.get())).filter(|request| request.validate().is_ok());
        timer.update_value(|timer| {
            if let Some(pending) = timer.take() {
                pending.clear();
            }
            *timer = set_timeout_with_handle(move || drop(settled.try_set(request)), PAUSE).ok();
        });
    });
    let settled = Memo::new(move |_| settled.get());
    query(move || {
        let request = settled.get();
        async move {
            match request {
                Some(request) => client().preview_emails(&request).await.map(Some),
                None => Ok(None),
            }
        }
    })
}

/// One preview at a time, with the way to the others.
#[component]
pub fn PreviewPanel(previews: Query<Option<PreviewResponse>>) -> AnyView {
    let at = RwSignal::new(0_usize);
    let retry = Callback::new(move |()| previews.reload());
    let body = move || {
        match previews.state().get() {
        Load::Loading => view! { <Skeleton lines=6 /> }.into_any(),
        Load::Failed(error) => view! { <ErrorState error retry /> }.into_any(),
        Load::Ready(None) => {
            view! { <EmptyState icon=lu::LuMailOpen title=t::mail::no_preview_title text=t::mail::no_preview_text /> }
                .into_any()
        }
        Load::Ready(Some(response)) => found(response, at),
    }
    };
    view! {
        <Panel title=t::mail::preview>
            <div class="transition-opacity" class=("opacity-60", move || previews.asking())>{body}</div>
        </Panel>
    }
    .into_any()
}

fn found(response: PreviewResponse, at: RwSignal<usize>) -> AnyView {
    let PreviewResponse { total, items, skipped } = response;
    let count = items.len();
    let skipped = skipped.len() as u64;
    let place = move || at.get().min(count.saturating_sub(1));
    let shown = move || items.get(place()).cloned().map(one);
    view! {
        <div class="flex items-center gap-2 pb-3">
            <p class="min-w-0 flex-1 text-[13px] text-muted tabular-nums" role="status">
                {move || t::mail::preview_counts(total.saturating_sub(skipped), skipped)}
            </p>
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square"
                aria-label=t::mail::previous_recipient
                disabled={move || place() == 0}
                on:click={move |_| at.set(place().saturating_sub(1))}
            >
                <Icon icon=lu::LuChevronLeft />
            </button>
            <span class="text-[13px] tabular-nums">{move || format!("{} / {count}", place() + usize::from(count > 0))}</span>
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square"
                aria-label=t::mail::next_recipient
                disabled={move || place() + 1 >= count}
                on:click={move |_| at.set(place() + 1)}
            >
                <Icon icon=lu::LuChevronRight />
            </button>
        </div>
        {shown}
    }
    .into_any()
}

fn one(preview: Preview) -> AnyView {
    let to = match preview.to_email {
        Some(address) => format!("{} <{address}>", preview.candidate_name),
        None => preview.candidate_name,
    };
    let problem = |message: String| {
        view! { <div class="pb-3"><Notice tone=Tone::Warning text=message /></div> }
    };
    let problems = preview.problems.into_iter().map(|found| problem(found.message)).collect_view();
    view! {
        {problems}
        <Letter subject=Signal::stored(preview.subject) html=Signal::stored(preview.html) to=Signal::stored(to) />
    }
    .into_any()
}
