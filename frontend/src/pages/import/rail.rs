//! The records of a batch, by document, with where each stands.

use leptos::prelude::*;

use super::batch::{Batch, Document, Record};
use super::decide::Standing;
use super::document::again_buttons;
use super::kind::Importable;
use crate::i18n::t;
use crate::ui::{Icon, Tone, lu};

/// The list beside the record; on small screens a strip above it.
pub fn rail<F: Importable>(batch: Batch<F>) -> AnyView {
    let groups = move || {
        let records = batch.records.get();
        let documents = batch.documents.get();
        let shown = documents.into_iter().enumerate().filter(|(_, document)| !document.is_superseded);
        shown.map(|(place, document)| group(batch, place, document, &records)).collect_view()
    };
    view! {
        <nav
            class="panel min-w-0 self-start p-2 max-xl:max-h-52 max-xl:overflow-y-auto xl:sticky xl:top-18 xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto"
            aria-label=t::import::records
        >
            <ul class="flex gap-3 overflow-x-auto xl:grid xl:grid-cols-1 xl:gap-2">{groups}</ul>
        </nav>
    }
    .into_any()
}

fn group<F: Importable>(batch: Batch<F>, place: usize, document: Document, records: &[Record<F>]) -> AnyView {
    let own = records.iter().filter(|record| record.document == place).copied();
    let entries = own.map(|record| entry(batch, record)).collect_view();
    let failed = document.head.error.is_some();
    let name = document.head.file_name.clone();
    let reason = document.head.error.as_ref().map(|error| error.title.clone());
    view! {
        <li class="min-w-0 max-xl:w-56 max-xl:shrink-0">
            <p class="flex items-center gap-1.5 px-2 py-1 text-xs text-muted" class=("text-error", failed)>
                <Icon icon={if failed { lu::LuFileX } else { lu::LuFileText }} class="size-3.5" />
                <span class="truncate" title=name.clone()>{name.clone()}</span>
            </p>
            {reason.map(|reason| view! {
                <p class="px-2 pb-1 text-xs text-error">{reason}</p>
                <div class="px-1 pb-1">{again_buttons(batch, place)}</div>
            })}
            <ul class="grid grid-cols-1 gap-0.5">{entries}</ul>
        </li>
    }
    .into_any()
}

fn entry<F: Importable>(batch: Batch<F>, record: Record<F>) -> AnyView {
    let heading = Memo::new(move |_| record.form.draft.with(F::heading));
    let standing = Memo::new(move |_| record.standing());
    let chosen = Memo::new(move |_| batch.current.get() == Some(record.index));
    let sign = move || {
        let (icon, tone, words) = standing_icon(standing.get());
        view! {
            <span class=format!("mt-0.5 {}", tone.text()) title=words><Icon icon /></span>
            <span class="sr-only">{words}</span>
        }
    };
    view! {
        <li>
            <button
                type="button"
                class="relative flex w-full cursor-pointer items-start gap-2 rounded-field px-2 py-1.5 text-left hover:bg-base-200 aria-[current=true]:bg-primary/10"
                aria-current={move || chosen.get().then_some("true")}
                on:click={move |_| batch.current.set(Some(record.index))}
            >
                {sign}
                <span class="min-w-0 flex-1">
                    <span class="block truncate font-medium">{move || heading.get().0}</span>
                    <span class="block truncate text-xs text-muted">{move || heading.get().1}</span>
                </span>
            </button>
        </li>
    }
    .into_any()
}

/// How a standing is shown.
pub fn standing_icon(standing: Standing) -> (icondata_core::Icon, Tone, &'static str) {
    match standing {
        Standing::ToReview => (lu::LuCircleDashed, Tone::Neutral, t::import::standing_open()),
        Standing::Confirmed => (lu::LuCircleCheck, Tone::Success, t::import::standing_confirmed()),
        Standing::Skipped => (lu::LuCircleSlash, Tone::Neutral, t::import::standing_skipped()),
        Standing::Faulty => (lu::LuCircleAlert, Tone::Error, t::import::standing_faulty()),
        Standing::Saved => (lu::LuCircleCheckBig, Tone::Success, t::import::standing_saved()),
    }
}
