//! The end of an import: what was saved, and where to go from here.

use api::jobs::BulkAction;
use leptos::prelude::*;
use uuid::Uuid;

use super::batch::Batch;
use super::decide::Decision;
use super::kind::{Importable, Kind};
use crate::i18n::t;
use crate::ui::{Icon, lu};

/// Records shown by name; with more, the list of all is the better place.
const SHOWN: usize = 12;

/// What was saved, with links, and the way to the next import.
pub fn done<F: Importable>(batch: Batch<F>, start_again: Callback<()>) -> AnyView {
    let saved: Vec<(Uuid, BulkAction, String)> = untrack(|| {
        batch.records.with(|records| {
            let saved = records.iter().filter_map(|record| match record.decision.get() {
                Decision::Saved(id, action) => Some((id, action, record.form.draft.with(F::heading).0)),
                _ => None,
            });
            saved.collect()
        })
    });
    let skipped = batch.records.with_untracked(Vec::len) as u64 - saved.len() as u64;
    let count = saved.len() as u64;
    let title =
        move || if count == 0 { t::import::nothing_saved().to_owned() } else { t::import::done_title(count) };
    let rest = saved.len().saturating_sub(SHOWN) as u64;
    let rows =
        saved.into_iter().take(SHOWN).map(|(id, action, name)| row::<F>(id, action, name)).collect_view();
    let (all, all_words): (_, fn() -> &'static str) = match F::KIND {
        Kind::Candidates => ("/candidates", t::import::all_candidates),
        Kind::Jobs => ("/jobs", t::import::all_jobs),
    };
    let matching =
        (count > 0).then(|| view! { <a class="btn btn-quiet" href="/matching">{t::import::to_matching}</a> });
    view! {
        <section class="panel">
            <div class="grid justify-items-center gap-1 px-6 pt-12 pb-6 text-center" role="status">
                <span class="mb-2 grid size-11 place-items-center rounded-full bg-success/10 text-success">
                    <Icon icon=lu::LuCheck class="size-5" />
                </span>
                <h2 class="text-[15px] font-semibold">{title}</h2>
                <p class="text-muted">{move || (skipped > 0).then(|| t::import::done_skipped(skipped))}</p>
                <div class="mt-4 flex flex-wrap justify-center gap-2">
                    <a class="btn btn-ghost" href=all>{all_words}</a>
                    {matching}
                    <button type="button" class="btn btn-primary" on:click={move |_| start_again.run(())}>
                        {t::import::next_import}
                    </button>
                </div>
            </div>
            <ul class="mx-auto max-w-2xl divide-y divide-line px-5 pb-8">{rows}</ul>
            {(rest > 0).then(|| view! { <p class="pb-8 text-center text-muted">{move || t::import::and_more(rest)}</p> })}
        </section>
    }
    .into_any()
}

fn row<F: Importable>(id: Uuid, action: BulkAction, name: String) -> AnyView {
    let matches = format!("{}?tab=matches", F::address(id));
    let who = match F::KIND {
        Kind::Candidates => t::import::matching_jobs,
        Kind::Jobs => t::import::matching_candidates,
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <a class="min-w-0 flex-1 truncate font-medium hover:text-primary" href=F::address(id)>{name}</a>
            {(action == BulkAction::Merge).then(|| view! { <span class="text-xs text-muted">{t::import::merged}</span> })}
            <a class="link-plain inline-flex items-center gap-1 text-[13px]" href=matches>
                <Icon icon=lu::LuTarget class="size-3.5" />
                {who}
            </a>
        </li>
    }
    .into_any()
}
