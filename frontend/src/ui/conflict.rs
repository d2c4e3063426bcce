//! What to do when somebody else has saved the record that is being edited.

use leptos::prelude::*;

use super::form::FormState;
use super::icon::{Icon, lu};
use crate::i18n::t;

/// Put it at the end of a form that sends a version: appears when the version was stale, with both ways out.
#[component]
pub fn Conflict(
    state: FormState,
    /// Loads what the other person saved; what was typed is lost.
    theirs: Callback<()>,
    /// Sends the changes once more, without a version.
    mine: Callback<()>,
) -> AnyView {
    state.resolve_conflicts();
    let stale = Memo::new(move |_| state.is_stale());
    let choice = move || {
        view! {
            <div role="alert" class="col-span-full my-2 grid gap-3 rounded-box border border-warning/30 bg-warning/8 p-4">
                <div class="flex items-start gap-3">
                    <span class="mt-0.5 text-warning"><Icon icon=lu::LuGitMerge /></span>
                    <div>
                        <p class="font-semibold">{t::common::conflict_title}</p>
                        <p class="text-pretty text-muted">{t::common::conflict_text}</p>
                    </div>
                </div>
                <div class="flex flex-wrap justify-end gap-2">
                    <button type="button" class="btn btn-sm btn-ghost" on:click={move |_| theirs.run(())}>
                        {t::common::conflict_theirs}
                    </button>
                    <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| mine.run(())}>
                        {t::common::conflict_mine}
                    </button>
                </div>
            </div>
        }
    };
    (move || stale.get().then(choice)).into_any()
}
