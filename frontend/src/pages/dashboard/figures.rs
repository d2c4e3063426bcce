//! The four figures at the top.

use api::dashboard::Dashboard;
use leptos::prelude::*;

use crate::format::{compact, number, percent};
use crate::i18n::t;
use crate::ui::{Icon, Sparkline, Tone, lu};

/// Open jobs, candidates, mails, AI.
#[component]
pub fn FigureCards(figures: Dashboard) -> AnyView {
    let added: Vec<f64> = figures.days.iter().map(|day| day.candidates_added as f64).collect();
    let sent: Vec<f64> = figures.days.iter().map(|day| day.mails_sent as f64).collect();
    let (now, before) = (figures.candidates_added, figures.candidates_added_before);
    let (mails, mails_before) = (figures.mails_sent, figures.mails_sent_before);
    let all_jobs: u64 = figures.jobs_by_status.iter().map(|slice| slice.count).sum();
    let tokens = figures.ai_tokens as f64;
    view! {
        <ul class="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
            {card(
                "/jobs?status=pending,in_progress",
                t::dashboard::open_jobs,
                lu::LuBriefcase,
                figures.open_jobs,
                None,
                (move || t::dashboard::of_jobs(all_jobs)).into_any(),
            )}
            {card(
                "/candidates",
                t::dashboard::candidates,
                lu::LuUsers,
                figures.candidates,
                Some(added),
                view! {
                    <span>{move || t::dashboard::added(now)}</span>
                    {change(now, before)}
                }
                    .into_any(),
            )}
            {card("/mail/queue", t::dashboard::mails_sent, lu::LuSend, mails, Some(sent), mails_note(mails, mails_before))}
            {card(
                "/ai",
                t::dashboard::ai_calls,
                lu::LuSparkles,
                figures.ai_calls,
                None,
                (move || t::dashboard::tokens(compact(tokens))).into_any(),
            )}
        </ul>
    }
    .into_any()
}

fn card(
    href: &'static str,
    label: fn() -> &'static str,
    icon: icondata_core::Icon,
    value: u64,
    course: Option<Vec<f64>>,
    note: AnyView,
) -> AnyView {
    let course = course
        .filter(|course| course.iter().any(|value| *value > 0.0))
        .map(|course| {
            view! { <span class="max-sm:hidden"><Sparkline values={Signal::stored(course)} tone=Tone::Primary /></span> }
        });
    view! {
        <li class="panel relative p-4 transition-colors hover:border-primary/40 sm:px-5">
            <div class="flex h-6 items-center justify-between gap-3">
                <a class="row-link inline-flex items-center gap-2 text-[13px] font-normal! text-muted!" href=href>
                    <Icon icon class="size-4" />
                    {label}
                </a>
                {course}
            </div>
            <p class="pt-2 text-[26px]/8 font-semibold tracking-tight tabular-nums">{move || number(value as f64)}</p>
            <p class="flex flex-wrap items-center gap-x-2 pt-1 text-[13px] text-muted">{note}</p>
        </li>
    }
    .into_any()
}

fn mails_note(now: u64, before: u64) -> AnyView {
    view! {
        <span>{t::dashboard::last_days}</span>
        {change(now, before)}
    }
    .into_any()
}

/// Against the 30 days before; nothing where there is nothing to compare with.
fn change(now: u64, before: u64) -> Option<AnyView> {
    if before == 0 {
        return None;
    }
    let share = now as f64 / before as f64 - 1.0;
    let (icon, tone) = match share {
        share if share > 0.005 => (lu::LuTrendingUp, Tone::Success),
        share if share < -0.005 => (lu::LuTrendingDown, Tone::Error),
        _ => (lu::LuMinus, Tone::Neutral),
    };
    let words = move || {
        let sign = if share > 0.0 { "+" } else { "" };
        format!("{sign}{}", percent(share))
    };
    let view = view! {
        <span class=format!("inline-flex items-center gap-1 font-medium tabular-nums {}", tone.text()) title=t::dashboard::against_before>
            <Icon icon class="size-3.5" />
            {words}
        </span>
    };
    Some(view.into_any())
}
