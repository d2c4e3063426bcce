//! The charts of the dashboard.

use api::dashboard::{Dashboard, Day};
use api::jobs::JobStatus;
use chrono::NaiveTime;
use domain::Coded;
use domain::emails::EmailStatus;
use leptos::prelude::*;

use crate::format::short_date;
use crate::i18n::t;
use crate::pages::jobs::words::{status_tone, status_words};
use crate::pages::keywords::keyword_name;
use crate::pages::mail::words;
use crate::ui::{AreaChart, Bars, Donut, Panel, Segments, Slice, Tone};

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
    let actions = move || {
        let options =
            vec![("candidates", t::dashboard::candidates.into()), ("mails", t::dashboard::mails.into())];
        let value = Signal::derive(move || (if mails.get() { "mails" } else { "candidates" }).to_owned());
        let choose = Callback::new(move |chosen: &'static str| mails.set(chosen == "mails"));
        view! { <Segments label=t::dashboard::activity options value choose /> }
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
    let content = if counted.is_empty() {
        view! {
            <p class="text-muted">
                {t::dashboard::no_mails} " " <a class="link-plain" href="/mail/compose">{t::dashboard::write_first}</a>
            </p>
        }
        .into_any()
    } else {
        let slice = |(status, count): (EmailStatus, u64)| {
            Slice::new(move || words::status(status), count as f64, words::status_tone(status))
        };
        let bars = Signal::stored(counted.into_iter().map(slice).collect::<Vec<_>>());
        view! { <Bars label=t::dashboard::mails_by_status bars /> }.into_any()
    };
    view! { <Panel title=t::dashboard::mails_by_status>{content}</Panel> }.into_any()
}

/// What open jobs ask for most.
pub fn top_keywords(figures: &Dashboard) -> AnyView {
    let top = figures.top_keywords.clone();
    let content = if top.is_empty() {
        view! { <p class="text-muted">{t::dashboard::no_keywords}</p> }.into_any()
    } else {
        let slice = |slice: api::dashboard::Slice| {
            let code = slice.name;
            Slice::new(move || keyword_name(&code), slice.count as f64, Tone::Primary)
        };
        let bars = Signal::stored(top.into_iter().map(slice).collect::<Vec<_>>());
        view! { <Bars label=t::dashboard::top_keywords bars /> }.into_any()
    };
    view! { <Panel title=t::dashboard::top_keywords>{content}</Panel> }.into_any()
}
