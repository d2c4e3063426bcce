//! Why a score is what it is.

use std::collections::BTreeMap;

use api::matches::{FieldSpan, Match, MatchEvidence};
use leptos::prelude::*;

use super::score::ScoreParts;
use super::words::place_words;
use crate::format::{decimal, percent};
use crate::i18n::t;
use crate::pages::keywords::{KeywordChips, keyword_name};
use crate::ui::{Icon, Notice, Tone, lu};

/// Keywords whose places are shown at first.
const SHOWN: usize = 6;

/// The parts of the score at the left, and the words of both records that it rests on at the right.
#[component]
pub fn Explanation(result: Match) -> AnyView {
    let Match {
        score,
        base_score,
        matched,
        missing,
        extra,
        coverage,
        components,
        evidence,
        policy_version,
        ..
    } = result;
    let unscored =
        score.is_none().then(|| view! { <Notice tone=Tone::Info text=t::matches::cannot_be_scored_text /> });
    let foot = move || {
        [
            t::matches::base_score(percent(base_score)),
            t::matches::coverage(u64::from(coverage)),
            t::matches::policy(&policy_version),
        ]
        .join(" · ")
    };
    view! {
        <div class="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
            <section class="grid gap-4">
                <h3 class="text-[13px] font-semibold text-muted">{t::matches::parts}</h3>
                {unscored}
                <ScoreParts parts=components />
                <p class="text-xs text-muted">{foot}</p>
            </section>
            <section class="grid gap-5">
                {chips(t::matches::matched, matched.clone(), Tone::Success)}
                {chips(t::matches::missing, missing, Tone::Warning)}
                {chips(t::matches::extra, extra, Tone::Neutral)}
                <Evidence codes=matched evidence />
            </section>
        </div>
    }
    .into_any()
}

fn chips(label: fn() -> &'static str, codes: Vec<String>, tone: Tone) -> Option<AnyView> {
    if codes.is_empty() {
        return None;
    }
    let count = codes.len();
    let view = view! {
        <div>
            <h3 class="pb-1.5 text-[13px] font-semibold text-muted">{label} " " <span class="tabular-nums">{decimal(count as f64)}</span></h3>
            <KeywordChips codes tone most=14 foldable=true />
        </div>
    };
    Some(view.into_any())
}

/// Where each keyword stands in the job and in the candidate.
#[component]
fn Evidence(codes: Vec<String>, evidence: BTreeMap<String, MatchEvidence>) -> AnyView {
    let found: Vec<(String, MatchEvidence)> = codes
        .into_iter()
        .filter_map(|code| evidence.get(&code).cloned().map(|places| (code, places)))
        .filter(|(_, places)| !places.job.is_empty() || !places.candidate.is_empty())
        .collect();
    if found.is_empty() {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let total = found.len();
    let rows = move || {
        let shown = if open.get() { total } else { SHOWN.min(total) };
        found[..shown].iter().cloned().map(evidence_row).collect_view()
    };
    let more = (total > SHOWN).then(|| {
        view! {
            <button type="button" class="link-plain cursor-pointer justify-self-start text-[13px]" on:click={move |_| open.update(|open| *open = !*open)}>
                {move || if open.get() { t::common::show_less() } else { t::common::show_all() }}
            </button>
        }
    });
    view! {
        <div class="grid gap-2">
            <h3 class="text-[13px] font-semibold text-muted">{t::matches::evidence}</h3>
            <ul class="grid gap-3">{rows}</ul>
            {more}
        </div>
    }
    .into_any()
}

fn evidence_row((code, places): (String, MatchEvidence)) -> AnyView {
    let MatchEvidence { job, candidate } = places;
    view! {
        <li class="rounded-field border border-line/70 bg-base-200/50 px-3 py-2">
            <p class="pb-1 text-[13px] font-medium">{move || keyword_name(&code)}</p>
            {quote(lu::LuBriefcase, t::matches::in_job, job)}
            {quote(lu::LuUserRound, t::matches::in_candidate, candidate)}
        </li>
    }
    .into_any()
}

/// The first place is enough to be convinced.
fn quote(icon: icondata_core::Icon, side: fn() -> &'static str, places: Vec<FieldSpan>) -> Option<AnyView> {
    let first = places.into_iter().next()?;
    let FieldSpan { field, quote, .. } = first;
    let place = move || format!("{} · {}", side(), place_words(&field));
    let pointed = place.clone();
    let view = view! {
        <p class="flex items-start gap-2 py-0.5 text-[13px]">
            <span class="mt-0.5 text-muted" title=pointed>
                <Icon icon class="size-3.5" />
                <span class="sr-only">{place}</span>
            </span>
            <q class="min-w-0 wrap-anywhere text-muted">{quote}</q>
        </p>
    };
    Some(view.into_any())
}
