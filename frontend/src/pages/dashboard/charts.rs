//! The charts of the dashboard.

use api::dashboard::{Dashboard, Day};
use api::jobs::JobStatus;
use chrono::NaiveTime;
use domain::Coded;
use domain::emails::EmailStatus;
use leptos::prelude::*;

use crate::format::{number, short_date};
use crate::i18n::t;
use crate::pages::jobs::words::{status_tone, status_words};
use crate::pages::keywords::keyword_name;
use crate::ui::{AreaChart, Donut, Panel, Slice, Tone};

/// What was done each day: candidates or mails, by choice.
pub fn activity(figures: &Dashboard) -> AnyView {
    let days = figures.days.clone();
    let mails = RwSignal::new(false);
    let points = Signal::derive(move || {
        let value = |day: &Day| if mails.get() { day.mails_sent } else { day.candidates_added };
        days.iter().map(|day| (day_words(day), value(day) as f64)).collect::<Vec<_>>()
    });
    let label =
        move || if mails.get() { t::dashboard::mails_a_day() } else { t::dashboard::candidates_a_day() };
    let choice = move |words: fn() -> &'static str, of_mails: bool| {
        let chosen = move || mails.get() == of_mails;
        view! {
            <button
                type="button"
                class="cursor-pointer rounded-selector px-2.5 py-1 text-[13px] text-muted aria-pressed:bg-base-100 aria-pressed:font-medium aria-pressed:text-base-content aria-pressed:shadow-sm"
                aria-pressed={move || chosen().to_string()}
                on:click={move |_| mails.set(of_mails)}
            >
                {words}
            </button>
        }
    };
    let actions = move || {
        view! {
            <div class="flex rounded-field bg-base-content/6 p-0.5" role="group" aria-label=t::dashboard::activity>
                {choice(t::dashboard::candidates, false)}
                {choice(t::dashboard::mails, true)}
            </div>
        }
    };
    view! { <Panel title=t::dashboard::activity actions><AreaChart label points height=240.0 /></Panel> }
        .into_any()
}

/// The middle of the day, so that no time zone turns it into another one.
fn day_words(day: &Day) -> String {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    short_date(day.date.and_time(noon).and_utc())
}

/// Jobs by state.
pub fn jobs_by_status(figures: &Dashboard) -> AnyView {
    let counted: Vec<(JobStatus, f64)> = figures
        .jobs_by_status
        .iter()
        .filter_map(|slice| Some((JobStatus::from_code(&slice.name)?, slice.count as f64)))
        .collect();
    let slices = Signal::derive(move || {
        let slice = |(status, count): &(JobStatus, f64)| {
            let status = *status;
            Slice::new(move || status_words(status), *count, status_tone(status))
        };
        counted.iter().map(slice).collect::<Vec<_>>()
    });
    let empty = slices.with_untracked(Vec::is_empty);
    let content = if empty {
        view! { <p class="text-muted">{t::dashboard::no_jobs}</p> }.into_any()
    } else {
        view! { <Donut label=t::dashboard::jobs_by_status slices unit=t::dashboard::jobs /> }.into_any()
    };
    view! { <Panel title=t::dashboard::jobs_by_status>{content}</Panel> }.into_any()
}

/// Mails of the last days by state.
pub fn mails_by_status(figures: &Dashboard) -> AnyView {
    let counted: Vec<(EmailStatus, u64)> = figures
        .mails_by_status
        .iter()
        .filter_map(|slice| Some((EmailStatus::from_code(&slice.name)?, slice.count)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let most = counted.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let content = if counted.is_empty() {
        view! {
            <p class="text-muted">
                {t::dashboard::no_mails} " " <a class="link-plain" href="/mail/compose">{t::dashboard::write_first}</a>
            </p>
        }
        .into_any()
    } else {
        let rows = counted
            .into_iter()
            .map(|(status, count)| bar((move || mail_words(status)).into(), count, most, mail_tone(status)));
        view! { <ul class="grid gap-2.5">{rows.collect_view()}</ul> }.into_any()
    };
    view! { <Panel title=t::dashboard::mails_by_status>{content}</Panel> }.into_any()
}

/// What open jobs ask for most.
pub fn top_keywords(figures: &Dashboard) -> AnyView {
    let top = figures.top_keywords.clone();
    let most = top.iter().map(|slice| slice.count).max().unwrap_or_default();
    let content = if top.is_empty() {
        view! { <p class="text-muted">{t::dashboard::no_keywords}</p> }.into_any()
    } else {
        let rows = top.into_iter().map(|slice| {
            let code = slice.name;
            bar((move || keyword_name(&code)).into(), slice.count, most, Tone::Primary)
        });
        view! { <ul class="grid gap-2.5">{rows.collect_view()}</ul> }.into_any()
    };
    view! { <Panel title=t::dashboard::top_keywords>{content}</Panel> }.into_any()
}

/// A line with its name, a bar as long as its share of the longest, and its number.
fn bar(label: TextProp, count: u64, most: u64, tone: Tone) -> AnyView {
    let width = format!("{:.1}%", 100.0 * count as f64 / most.max(1) as f64);
    view! {
        <li class="grid grid-cols-[7rem_1fr_auto] items-center gap-3">
            <span class="truncate text-[13px]">{move || label.get()}</span>
            <span class="h-2 overflow-hidden rounded-full bg-base-content/6" aria-hidden="true">
                <span class=format!("block h-full min-w-1 rounded-full bg-current {}", tone.text()) style:width=width></span>
            </span>
            <span class="min-w-6 text-right text-[13px] font-medium tabular-nums">{move || number(count as f64)}</span>
        </li>
    }
    .into_any()
}

fn mail_words(status: EmailStatus) -> &'static str {
    match status {
        EmailStatus::Draft => t::dashboard::mail_draft(),
        EmailStatus::Queued => t::dashboard::mail_queued(),
        EmailStatus::Sending => t::dashboard::mail_sending(),
        EmailStatus::Sent => t::dashboard::mail_sent(),
        EmailStatus::Failed => t::dashboard::mail_failed(),
        EmailStatus::Cancelled => t::dashboard::mail_cancelled(),
        EmailStatus::Bounced => t::dashboard::mail_bounced(),
    }
}

const fn mail_tone(status: EmailStatus) -> Tone {
    match status {
        EmailStatus::Sent => Tone::Success,
        EmailStatus::Queued | EmailStatus::Sending => Tone::Primary,
        EmailStatus::Failed | EmailStatus::Bounced => Tone::Error,
        EmailStatus::Draft | EmailStatus::Cancelled => Tone::Neutral,
    }
}
