//! A score as a ring, and its parts as bars.

use api::matches::MatchComponent;
use leptos::prelude::*;

use super::words::{component_words, score_tone};
use crate::format::{decimal, percent};
use crate::i18n::t;
use crate::ui::Tone;

const AROUND: f64 = std::f64::consts::TAU * 20.0;

/// The number in a ring that is as full as the score is high. Without a score, that nothing can be said.
#[component]
pub fn ScoreRing(score: Option<f64>) -> AnyView {
    let tone = score.map_or(Tone::Neutral, score_tone);
    let dash = format!("{:.2} {AROUND:.2}", score.unwrap_or_default().clamp(0.0, 100.0) / 100.0 * AROUND);
    let label = move || match score {
        Some(score) => t::matches::score_of(decimal(score)),
        None => t::matches::cannot_be_scored().to_owned(),
    };
    let digits = move || score.map_or_else(|| "–".to_owned(), |score| decimal(score.round()));
    view! {
        <svg viewBox="0 0 48 48" class=format!("size-12 shrink-0 {}", tone.paint()) role="img" aria-label=label>
            <circle cx="24" cy="24" r="20" fill="none" stroke-width="4" class="stroke-base-content/8" />
            <circle
                cx="24" cy="24" r="20" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"
                stroke-dasharray=dash
                transform="rotate(-90 24 24)"
                class:hidden={score.unwrap_or_default() <= 0.0}
            />
            <text x="24" y="29" text-anchor="middle" class="fill-base-content text-[14px] font-semibold tabular-nums">
                {digits}
            </text>
        </svg>
    }
    .into_any()
}

/// Each part: what it is, how well it is met, the points it gives of those it could, and why.
#[component]
pub fn ScoreParts(parts: Vec<MatchComponent>) -> AnyView {
    let row = |part: MatchComponent| {
        let MatchComponent { name, weight, value, contribution, explanation } = part;
        let width = format!("{:.1}%", (value * 100.0).clamp(0.0, 100.0));
        let points = move || t::matches::points_of(decimal(contribution), decimal(weight * 100.0));
        view! {
            <li class="grid gap-1">
                <div class="flex items-baseline justify-between gap-3">
                    <span class="font-medium">{move || component_words(&name)}</span>
                    <span class="text-[13px] tabular-nums text-muted" title={move || percent(value)}>{points}</span>
                </div>
                <span class="h-1.5 overflow-hidden rounded-full bg-base-content/8" aria-hidden="true">
                    <span class="block h-full rounded-full bg-primary" style:width=width></span>
                </span>
                <p class="text-[13px] text-pretty text-muted empty:hidden">{explanation}</p>
            </li>
        }
    };
    view! { <ul class="grid gap-3.5">{parts.into_iter().map(row).collect_view()}</ul> }.into_any()
}
