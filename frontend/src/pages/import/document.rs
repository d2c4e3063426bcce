//! The text of a document with the evidence of a record; or why there is none.

use std::sync::Arc;

use api::parse::ParsedDocument;
use domain::models::{OFFLINE, Purpose};
use leptos::prelude::*;

use super::batch::{Batch, Record};
use super::evidence::marks;
use super::kind::Importable;
use crate::engines::{EngineChoice, engine_name};
use crate::i18n::t;
use crate::ui::feedback::problem_text;
use crate::ui::upload::UploadProgress;
use crate::ui::{EmptyState, HighlightText, Icon, Pill, Tone, lu};

/// The document that a record was found in.
pub fn document_pane<F: Importable>(
    batch: Batch<F>,
    record: Record<F>,
    active: RwSignal<Option<String>>,
    choose: Callback<String>,
) -> AnyView {
    let document =
        batch.documents.with_untracked(|all| all.get(record.document).map(|found| Arc::clone(&found.head)));
    let Some(head) = document else { return ().into_any() };
    let item = record.parsed.get_value();
    // The titles of the marks follow the language.
    let spans = Signal::derive(move || {
        let name = |field: &str| F::label(field).map_or_else(|| field.to_owned(), |label| label().to_owned());
        marks(&item, active.get().as_deref(), name)
    });
    // Where a record stands in a long list: its first piece of evidence is brought into sight.
    let first = record.parsed.with_value(|item| first_field(item));
    request_animation_frame(move || {
        if active.try_get_untracked() == Some(None) {
            active.try_set(first);
        }
    });
    let text = head.text.clone();
    view! {
        <section class="panel flex min-w-0 flex-col lg:sticky lg:top-18 lg:max-h-[calc(100dvh-10.5rem)]">
            <header class="panel-head">
                <Icon icon=lu::LuFileText class="size-4 text-muted" />
                <h2 class="panel-title min-w-0 flex-1 truncate">{head.file_name.clone()}</h2>
                {engine_pill(&head)}
            </header>
            {document_warnings(&head)}
            // A region that scrolls has to be reachable by the keyboard.
            <div
                class="min-h-40 flex-1 overflow-y-auto px-4 py-4 text-[13px] max-lg:max-h-[70dvh] sm:px-5"
                tabindex="0"
                role="region"
                aria-label=t::import::text
            >
                <HighlightText text=Signal::stored(text) marks=spans active choose />
            </div>
        </section>
    }
    .into_any()
}

fn first_field<F>(item: &api::parse::ParsedItem<F>) -> Option<String> {
    let start = |places: &Vec<api::parse::Evidence>| places.iter().map(|place| place.start).min();
    let found = item.evidence.iter().filter_map(|(field, places)| Some((start(places)?, field)));
    found.min().map(|(_, field)| field.clone())
}

fn engine_pill(head: &ParsedDocument<()>) -> AnyView {
    let engine = head.engine.clone();
    let tone = if engine == OFFLINE { Tone::Neutral } else { Tone::Accent };
    view! { <Pill tone text={move || engine_name(&engine, &engine)} /> }.into_any()
}

fn document_warnings(head: &ParsedDocument<()>) -> AnyView {
    let line = |warning: &api::parse::Warning| {
        view! {
            <li class="flex items-start gap-2">
                <span class="mt-0.5"><Icon icon=lu::LuTriangleAlert class="size-3.5" /></span>
                {warning.message.clone()}
            </li>
        }
    };
    let lines = head.warnings.iter().map(line).collect_view();
    view! {
        <ul class="grid gap-1 border-b border-line bg-warning/8 px-4 py-2 text-[13px] text-warning empty:hidden sm:px-5">
            {lines}
        </ul>
    }
    .into_any()
}

/// Trying a document again that gave nothing: as before, or by the engine that is always there.
pub fn again_buttons<F: Importable>(batch: Batch<F>, place: usize) -> AnyView {
    let failed = batch.documents.with_untracked(|all| all.get(place).cloned());
    let by_model = failed.as_ref().is_some_and(|found| found.head.engine != OFFLINE);
    if failed.is_none_or(|found| found.source.is_none()) {
        return ().into_any();
    }
    let busy = Memo::new(move |_| batch.is_busy());
    let engine = EngineChoice::of(Purpose::Parse);
    let offline = by_model.then(|| {
        view! {
            <button
                type="button"
                class="btn btn-xs btn-quiet"
                disabled={move || busy.get()}
                on:click={move |_| batch.try_again(place, Some(OFFLINE.to_owned()))}
            >
                {t::import::try_offline}
            </button>
        }
    });
    view! {
        <span class="inline-flex flex-wrap gap-1">
            {offline}
            <button
                type="button"
                class="btn btn-xs btn-ghost"
                disabled={move || busy.get()}
                on:click={move |_| batch.try_again(place, engine.get())}
            >
                {t::common::retry}
            </button>
        </span>
    }
    .into_any()
}

/// What stands there when no document gave a record.
pub fn failed_document<F: Importable>(batch: Batch<F>) -> AnyView {
    let reasons = move || {
        let documents = batch.documents.get();
        let shown = documents.iter().enumerate().filter(|(_, document)| !document.is_superseded);
        let failed = shown.filter_map(|(place, document)| {
            let error = document.head.error.as_ref()?;
            let name = document.head.file_name.clone();
            Some(view! {
                <li class="flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
                    <span class="text-error">{name} " · " {problem_text(error)}</span>
                    {again_buttons(batch, place)}
                </li>
            })
        });
        failed.collect_view()
    };
    let uploading = Memo::new(move |_| batch.watch.progress.get().is_some());
    let waiting = move || {
        let sign = if uploading.get() {
            view! { <UploadProgress watch=batch.watch /> }.into_any()
        } else if batch.reading.get() {
            view! { <span class="loading loading-spinner text-primary" role="status" aria-label=t::common::loading></span> }
                .into_any()
        } else {
            return None;
        };
        Some(view! { <div class="px-6 pb-8 text-center">{sign}</div> })
    };
    view! {
        <section class="panel">
            <EmptyState icon=lu::LuFileX title=t::import::nothing_title text=t::import::nothing_text />
            <ul class="grid justify-items-center gap-2 px-6 pb-10 text-center text-[13px]">{reasons}</ul>
            {waiting}
        </section>
    }
    .into_any()
}
