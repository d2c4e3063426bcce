//! The rows of a table that are chosen, and what can be done with all of them at once.

use std::collections::BTreeSet;

use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::t;

/// The rows that are chosen, by id.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<Uuid>>);

impl Selection {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// How many.
    pub fn count(self) -> u64 {
        self.0.with(BTreeSet::len) as u64
    }

    /// Which.
    pub fn ids(self) -> Vec<Uuid> {
        self.0.with_untracked(|ids| ids.iter().copied().collect())
    }

    /// Chooses none.
    pub fn clear(self) {
        self.0.update(BTreeSet::clear);
    }

    /// Whether a row is chosen.
    pub fn has(self, id: Uuid) -> bool {
        self.0.with(|ids| ids.contains(&id))
    }

    /// Chooses rows, or no longer.
    pub fn set(self, rows: &[Uuid], chosen: bool) {
        self.0.update(|ids| {
            for id in rows {
                if chosen {
                    ids.insert(*id);
                } else {
                    ids.remove(id);
                }
            }
        });
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

pub(super) fn select_one(selection: Selection, id: Uuid) -> AnyView {
    view! {
        <td role="cell" data-place="select" class="w-10 pr-0! max-md:w-auto">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-xs relative z-10 align-middle"
                aria-label=t::common::select_row
                prop:checked={move || selection.has(id)}
                on:change:target={move |event| selection.set(&[id], event.target().checked())}
            />
        </td>
    }
    .into_any()
}

pub(super) fn select_all(selection: Selection, ids: Signal<Vec<Uuid>>) -> AnyView {
    let chosen = move || ids.with(|ids| ids.iter().filter(|id| selection.has(**id)).count());
    let all = move || chosen() > 0 && chosen() == ids.with(Vec::len);
    view! {
        <th role="columnheader" scope="col" class="w-10 pr-0!">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-xs align-middle"
                aria-label=t::common::select_page
                prop:checked=all
                prop:indeterminate={move || chosen() > 0 && !all()}
                on:change:target={move |event| selection.set(&ids.get_untracked(), event.target().checked())}
            />
        </th>
    }
    .into_any()
}

/// The bar that appears while rows are chosen: how many, `bulk` buttons, and a way to choose none.
pub fn bulk_bar(selection: Selection, bulk: Option<ViewFn>) -> AnyView {
    let bar = move || {
        view! {
            <div
                class="flex flex-wrap items-center gap-2 border-y border-primary/20 bg-primary/8 px-4 py-2 sm:px-5"
                role="region"
                aria-label=t::common::bulk_actions
            >
                <span class="mr-1 font-medium text-primary tabular-nums" aria-live="polite">
                    {move || t::common::selected(selection.count())}
                </span>
                {bulk.as_ref().map(ViewFn::run)}
                <button type="button" class="btn btn-ghost btn-sm ml-auto" on:click={move |_| selection.clear()}>
                    {t::common::clear_selection}
                </button>
            </div>
        }
    };
    let any = Memo::new(move |_| selection.count() > 0);
    (move || any.get().then(&bar)).into_any()
}
