//! Mails, tasks, AI use and routes in numbers.

use api::SheetFormat;
use api::statistics::{AiUsage, Count, RouteStatistics, StatisticsExport, StatisticsTable, TaskCount};
use chrono::NaiveDate;
use domain::emails::EmailStatus;
use domain::models::Purpose;
use domain::tasks::TaskState;
use domain::{Coded, Permission};
use leptos::prelude::*;

use crate::format::{decimal, number};
use crate::i18n::t;
use crate::pages::ai::words::purpose;
use crate::pages::mail::words;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Bars, ExportMenu, Panel, Slice, Tone};

/// Lines of a table that are shown; the export has all of them.
const SHOWN: usize = 15;

/// Mails by what has become of them.
#[component]
pub fn MailsPanel(mails: Vec<Count>) -> AnyView {
    let bars: Vec<Slice> = mails
        .into_iter()
        .filter_map(|count| Some((EmailStatus::from_code(&count.name)?, count.count)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            Slice::new(move || words::status(status), count as f64, words::status_tone(status))
        })
        .collect();
    panel(t::statistics::mails_by_status, t::statistics::no_mails, bars)
}

/// Background tasks by what has become of them.
#[component]
pub fn TasksPanel(tasks: Vec<TaskCount>) -> AnyView {
    let bar = |state: TaskState| {
        let count: u64 = tasks.iter().filter(|task| task.state == state.code()).map(|task| task.count).sum();
        (count > 0).then(|| Slice::new(move || state_words(state), count as f64, state_tone(state)))
    };
    let bars = TaskState::ALL.iter().filter_map(|state| bar(*state)).collect();
    panel(t::statistics::tasks_by_state, t::statistics::no_tasks, bars)
}

fn panel(title: fn() -> &'static str, nothing: fn() -> &'static str, bars: Vec<Slice>) -> AnyView {
    let content = if bars.is_empty() {
        view! { <p class="text-muted">{nothing}</p> }.into_any()
    } else {
        view! { <Bars label=title bars={Signal::stored(bars)} /> }.into_any()
    };
    view! { <Panel title>{content}</Panel> }.into_any()
}

fn state_words(state: TaskState) -> &'static str {
    match state {
        TaskState::Pending => t::statistics::task_pending(),
        TaskState::Started | TaskState::Progress => t::statistics::task_running(),
        TaskState::Success => t::statistics::task_success(),
        TaskState::Failure => t::statistics::task_failure(),
        TaskState::Cancelled => t::statistics::task_cancelled(),
    }
}

fn state_tone(state: TaskState) -> Tone {
    match state {
        TaskState::Success => Tone::Success,
        TaskState::Failure => Tone::Error,
        TaskState::Started | TaskState::Progress => Tone::Primary,
        TaskState::Pending | TaskState::Cancelled => Tone::Neutral,
    }
}

/// AI use by user, model and purpose.
#[component]
pub fn AiPanel(usage: Vec<AiUsage>, #[prop(into)] span: Signal<Option<NaiveDate>>) -> AnyView {
    if usage.is_empty() {
        return panel(t::statistics::ai_usage, t::statistics::no_ai, Vec::new());
    }
    let row = |usage: AiUsage| {
        let user = usage.user_name;
        let purpose_code = Purpose::from_code(&usage.purpose);
        let (calls, failures) = (usage.calls as f64, usage.failures as f64);
        let (prompt, completion) = (usage.prompt_tokens as f64, usage.completion_tokens as f64);
        let cost = usage.cost;
        let purpose = move || purpose_code.map_or_else(String::new, |code| purpose(code).to_owned());
        let user = move || user.clone().unwrap_or_else(|| t::statistics::former_user().to_owned());
        view! {
            <tr role="row">
                {cell("main", t::statistics::user, user)}
                {cell("other", t::statistics::model, move || format!("{} · {}", usage.provider, usage.model))}
                {cell("other", t::statistics::purpose, purpose)}
                {count_cell(t::statistics::calls, move || number(calls))}
                {count_cell(t::statistics::failures, move || number(failures))}
                {count_cell(t::statistics::prompt_tokens, move || number(prompt))}
                {count_cell(t::statistics::completion_tokens, move || number(completion))}
                {count_cell(t::statistics::costs, move || cost.map_or_else(|| "–".to_owned(), decimal))}
            </tr>
        }
    };
    let heads = [
        (t::statistics::user as fn() -> &'static str, false),
        (t::statistics::model, false),
        (t::statistics::purpose, false),
        (t::statistics::calls, true),
        (t::statistics::failures, true),
        (t::statistics::prompt_tokens, true),
        (t::statistics::completion_tokens, true),
        (t::statistics::costs, true),
    ];
    let rows = usage.into_iter().take(SHOWN).map(row).collect_view().into_any();
    table(t::statistics::ai_usage, StatisticsTable::Ai, span, heads.to_vec(), rows)
}

/// Requests by route, those asked most first.
#[component]
pub fn RoutesPanel(routes: Vec<RouteStatistics>, #[prop(into)] span: Signal<Option<NaiveDate>>) -> AnyView {
    if routes.is_empty() {
        return panel(t::statistics::routes, t::statistics::no_requests, Vec::new());
    }
    let row = |route: RouteStatistics| {
        let count = route.count as f64;
        let errors = (route.client_errors + route.server_errors) as f64;
        let (half, most) = (route.p50_ms, route.p95_ms);
        let time = |time: Option<f64>| {
            time.map_or_else(|| "–".to_owned(), |time| t::statistics::milliseconds(decimal(time)))
        };
        view! {
            <tr role="row">
                {cell("main", t::statistics::route, move || format!("{} {}", route.method, route.route))}
                {count_cell(t::statistics::requests, move || number(count))}
                {count_cell(t::statistics::failed_requests, move || number(errors))}
                {count_cell(t::statistics::p50, move || time(half))}
                {count_cell(t::statistics::p95, move || time(most))}
            </tr>
        }
    };
    let heads = [
        (t::statistics::route as fn() -> &'static str, false),
        (t::statistics::requests, true),
        (t::statistics::failed_requests, true),
        (t::statistics::p50, true),
        (t::statistics::p95, true),
    ];
    let rows = routes.into_iter().take(SHOWN).map(row).collect_view().into_any();
    table(t::statistics::routes, StatisticsTable::Routes, span, heads.to_vec(), rows)
}

fn cell(
    place: &'static str,
    header: fn() -> &'static str,
    content: impl Fn() -> String + Send + 'static,
) -> AnyView {
    view! {
        <td role="cell" data-place=place data-label=header>
            <div class="cell wrap-anywhere">{content}</div>
        </td>
    }
    .into_any()
}

fn count_cell(header: fn() -> &'static str, content: impl Fn() -> String + Send + 'static) -> AnyView {
    view! {
        <td role="cell" class="tabular-nums md:text-right" data-place="other" data-label=header>
            <div class="cell">{content}</div>
        </td>
    }
    .into_any()
}

fn table(
    title: fn() -> &'static str,
    which: StatisticsTable,
    span: Signal<Option<NaiveDate>>,
    heads: Vec<(fn() -> &'static str, bool)>,
    rows: AnyView,
) -> AnyView {
    let name = match which {
        StatisticsTable::Ai => "statistics-ai",
        _ => "statistics-routes",
    };
    let take = move |format: SheetFormat| {
        let from = span.get_untracked();
        let wanted = StatisticsExport { from, table: which, ..StatisticsExport::default() };
        async move { client().export_statistics(&wanted, format).await }
    };
    let export = may(Permission::StatisticsExport)
        .then(|| view! { <ExportMenu label=t::statistics::export name take /> });
    let head = |(name, at_end): (fn() -> &'static str, bool)| {
        view! { <th role="columnheader" scope="col" class=("md:text-right", at_end)>{name}</th> }
    };
    view! {
        <section class="panel min-w-0">
            <header class="panel-head">
                <h2 class="panel-title flex-1">{title}</h2>
                {export}
            </header>
            <div class="overflow-x-auto">
                <table class="table-grid" role="table" aria-label=title>
                    <thead role="rowgroup">
                        <tr role="row">{heads.into_iter().map(head).collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
