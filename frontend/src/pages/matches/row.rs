//! One line of a ranking, which opens to say why.

use api::matches::Match;
use leptos::prelude::*;
use uuid::Uuid;

use super::explanation::Explanation;
use super::score::ScoreRing;
use crate::i18n::t;
use crate::pages::keywords::KeywordChips;
use crate::ui::{Icon, Selection, Tone, lu};

/// What a line shows besides its score.
pub struct Line {
    /// Whom or what it is about.
    pub id: Uuid,
    /// Its name, a link.
    pub name: AnyView,
    /// A few words beside it.
    pub beside: AnyView,
    /// A few words under it.
    pub about: AnyView,
    /// What stands at its right.
    pub mark: Option<AnyView>,
    /// Its name in words, for the controls of the line.
    pub label: String,
}

/// A line with its score, what matches, what is missing; `open` says whether it begins unfolded.
pub fn match_line(line: Line, result: Match, selection: Option<Selection>, open: bool) -> AnyView {
    let open = RwSignal::new(open);
    let Line { id, name, beside, about, mark, label } = line;
    let panel_id = format!("why-{id}");
    let check = selection.map(|selection| select(selection, id, label.clone()));
    let why = t::matches::why_of(&label);
    let (matched, missing) = (result.matched.clone(), result.missing.clone());
    let score = result.score;
    let result = StoredValue::new(result);
    let controls = panel_id.clone();
    let unfold = view! {
        <button
            type="button"
            class="btn btn-ghost btn-sm btn-square"
            aria-label=why
            aria-expanded={move || open.get().to_string()}
            aria-controls=controls
            on:click={move |_| open.update(|open| *open = !*open)}
        >
            <span class="transition-transform" class:rotate-180={move || open.get()}><Icon icon=lu::LuChevronDown /></span>
        </button>
    };
    let explanation = move || {
        open.get().then(|| {
            view! {
                <div class="border-t border-line/70 bg-base-200/40 px-4 py-5 sm:px-6">
                    <Explanation result=result.get_value() />
                </div>
            }
        })
    };
    view! {
        <li
            class="border-b border-line/70 transition-colors last:border-0"
            class=("bg-primary/6", move || selection.is_some_and(|chosen| chosen.has(id)))
        >
            <div class="flex flex-wrap items-center gap-x-5 gap-y-2.5 px-4 py-3 sm:px-5 lg:flex-nowrap">
                <div class="flex min-w-0 flex-1 items-center gap-3 lg:w-96 lg:flex-none">
                    {check}
                    <ScoreRing score />
                    <div class="min-w-0 flex-1">
                        <p class="flex items-baseline gap-2">
                            <span class="truncate">{name}</span>
                            <span class="shrink-0 text-[13px] text-muted empty:hidden">{beside}</span>
                        </p>
                        <p class="truncate text-[13px] text-muted empty:hidden">{about}</p>
                    </div>
                </div>
                <div class="flex shrink-0 items-center gap-1 lg:order-last">{mark} {unfold}</div>
                <div class="w-full min-w-0 lg:flex-1">{chips(matched, missing)}</div>
            </div>
            <div id=panel_id>{explanation}</div>
        </li>
    }
    .into_any()
}

fn select(selection: Selection, id: Uuid, label: String) -> AnyView {
    view! {
        <input
            type="checkbox"
            class="checkbox checkbox-primary checkbox-xs"
            aria-label={move || t::matches::select(&label)}
            prop:checked={move || selection.has(id)}
            on:change:target={move |event| selection.set(&[id], event.target().checked())}
        />
    }
    .into_any()
}

fn chips(matched: Vec<String>, missing: Vec<String>) -> AnyView {
    let group = |icon, label: fn() -> &'static str, codes: Vec<String>, tone: Tone| {
        (!codes.is_empty()).then(|| {
            view! {
                <span class="flex min-w-0 items-start gap-1.5">
                    <span class=format!("mt-1 {}", if tone == Tone::Success { "text-success" } else { "text-muted" }) title=label>
                        <Icon icon class="size-3.5" />
                        <span class="sr-only">{label}</span>
                    </span>
                    <KeywordChips codes tone most=4 />
                </span>
            }
        })
    };
    view! {
        <div class="flex flex-wrap gap-x-5 gap-y-1.5">
            {group(lu::LuCheck, t::matches::matched, matched, Tone::Success)}
            {group(lu::LuMinus, t::matches::missing, missing, Tone::Neutral)}
        </div>
    }
    .into_any()
}
