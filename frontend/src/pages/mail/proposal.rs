//! What an engine wrote, as a difference to take or to leave. Nothing is changed without a yes.

use api::parse::Warning;
use domain::models::OFFLINE;
use leptos::prelude::*;

use crate::engines::engine_name;
use crate::i18n::t;
use crate::ui::{DiffView, Icon, Pill, Tone, lu};

/// The parts of a text before and after, with what a person should look at.
#[component]
pub fn Proposal(
    #[prop(into)] engine: String,
    warnings: Vec<Warning>,
    /// Name, old and new text of each part.
    parts: Vec<(TextProp, String, String)>,
    accept: Callback<()>,
    reject: Callback<()>,
) -> AnyView {
    let tone = if engine == OFFLINE { Tone::Neutral } else { Tone::Accent };
    let unchanged = parts.iter().all(|(_, old, new)| old == new);
    let part = |(name, old, new): (TextProp, String, String)| {
        view! {
            <div>
                <p class="pb-1 text-xs text-muted">{move || name.get()}</p>
                <DiffView old new />
            </div>
        }
    };
    let warning = |warning: Warning| {
        view! {
            <li class="flex items-start gap-2 text-warning">
                <span class="mt-0.5"><Icon icon=lu::LuTriangleAlert class="size-3.5" /></span>
                {warning.message}
            </li>
        }
    };
    view! {
        <section class="rounded-field border border-primary/30 bg-primary/4" aria-label=t::mail::proposal>
            <header class="flex flex-wrap items-center gap-2 border-b border-primary/20 px-3.5 py-2.5">
                <span class="text-primary"><Icon icon=lu::LuSparkles /></span>
                <h3 class="flex-1 font-medium">{t::mail::proposal}</h3>
                <Pill tone text={move || engine_name(&engine, &engine)} />
            </header>
            <div class="grid max-h-96 gap-3 overflow-y-auto px-3.5 py-3 text-[13px]" tabindex="0" role="region" aria-label=t::mail::proposal>
                <ul class="grid gap-1 empty:hidden">{warnings.into_iter().map(warning).collect_view()}</ul>
                {unchanged.then(|| view! { <p class="text-muted">{t::mail::unchanged}</p> })}
                {parts.into_iter().map(part).collect_view()}
            </div>
            <footer class="flex justify-end gap-2 border-t border-primary/20 px-3.5 py-2.5">
                <button type="button" class="btn btn-sm btn-ghost" on:click={move |_| reject.run(())}>{t::mail::reject}</button>
                <button type="button" class="btn btn-sm btn-primary" on:click={move |_| accept.run(())}>
                    <Icon icon=lu::LuCheck />
                    {t::mail::accept}
                </button>
            </footer>
        </section>
    }
    .into_any()
}
