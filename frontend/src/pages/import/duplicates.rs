//! Records that may be there already, and what to do about it.

use api::jobs::BulkAction;
use domain::candidates::{DuplicateReason, PossibleDuplicate};
use leptos::prelude::*;
use uuid::Uuid;

use super::batch::Record;
use super::kind::{Importable, Kind};
use crate::i18n::t;
use crate::ui::{Icon, lu};

/// Where the server tells faults of the choice, beside the fields of the record.
pub const POINTER: &str = "/merge_into";

/// The name that the radio buttons of a record share.
pub fn group_name<F: Importable>(record: Record<F>) -> String {
    format!("duplicate-{}", record.form.state.element_id())
}

/// The question, where there is a reason to ask it. The person has to answer it before the record is confirmed.
pub fn duplicates_panel<F: Importable>(record: Record<F>) -> AnyView {
    let item = record.parsed.get_value();
    if item.duplicates.is_empty() {
        return ().into_any();
    }
    let state = record.form.state;
    let name = group_name(record);
    state.claim(POINTER);
    let merges = item.duplicates.iter().map(|other| {
        let (id, own) = (other.id, other.clone());
        let words = move || t::import::merge_into(&own.name);
        let note = Some((F::address(id), reason(other, F::KIND)));
        choice(record, &name, BulkAction::Merge, Some(id), words, note)
    });
    let merges = merges.collect_view();
    view! {
        <fieldset
            class="mb-4 rounded-field border border-warning/40 bg-warning/8 px-3.5 py-3"
            class=("border-error", move || state.fault(POINTER).is_some())
        >
            <legend class="sr-only">{t::import::duplicates}</legend>
            <p class="flex items-center gap-2 pb-2 font-medium text-warning" aria-hidden="true">
                <Icon icon=lu::LuCopyCheck />
                {t::import::duplicates}
            </p>
            <p class="pb-2 text-[13px] text-error empty:hidden" role="alert">{move || state.fault(POINTER)}</p>
            <div class="grid gap-2">
                {merges}
                {choice(record, &name, BulkAction::Create, None, || t::import::create_anyway().to_owned(), None)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn choice<F: Importable>(
    record: Record<F>,
    name: &str,
    action: BulkAction,
    into: Option<Uuid>,
    words: impl Fn() -> String + Send + Sync + 'static,
    note: Option<(String, fn() -> &'static str)>,
) -> AnyView {
    let chosen =
        move || record.action.get() == Some(action) && (into.is_none() || record.merge_into.get() == into);
    let take = move |_| {
        record.action.set(Some(action));
        if into.is_some() {
            record.merge_into.set(into);
        }
        record.form.state.clear();
    };
    view! {
        <div class="flex flex-wrap items-start gap-x-3">
            <label class="flex min-w-0 flex-1 cursor-pointer items-start gap-2.5">
                <input
                    type="radio"
                    name=name.to_owned()
                    class="radio radio-primary radio-xs mt-1"
                    prop:checked=chosen
                    on:change=take
                />
                <span class="min-w-0 text-pretty">{words}</span>
            </label>
            {note
                .map(|(address, reason)| {
                    view! {
                        <span class="flex items-center gap-2 text-xs text-muted">
                            {reason}
                            <a class="link-plain" href=address target="_blank" rel="noopener">{t::import::look}</a>
                        </span>
                    }
                })}
        </div>
    }
    .into_any()
}

fn reason(other: &PossibleDuplicate, kind: Kind) -> fn() -> &'static str {
    match (other.reason, kind) {
        (DuplicateReason::ExternalId, _) => t::import::same_external_id,
        (DuplicateReason::Email, _) => t::import::same_email,
        (DuplicateReason::Phone, _) => t::import::same_phone,
        (DuplicateReason::NameAndCompany, Kind::Candidates) => t::import::same_name_and_company,
        (DuplicateReason::NameAndCompany, Kind::Jobs) => t::import::same_title_and_company,
    }
}
