//! How the installation is, for its operator.

use std::time::Duration;

use api::health::{QueueHealth, Space, SystemHealth};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::path;

use crate::format::{bytes, date_time, decimal, duration, number, percent};
use crate::i18n::t;
use crate::lazy::{Fetched, lazily};
use crate::load::query;
use crate::transport::client;
use crate::ui::{Fact, Icon, Loaded, PageHeader, Panel, Pill, Tone, lu};

/// How often is looked.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// Seconds after which waiting is too long.
const LONG: u64 = 300;

/// The page under `/admin/health`.
#[component(transparent)]
pub fn HealthRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/health") view=lazily(health_page) /> }
        .into_inner()
        .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn health_page() -> Fetched {
    Ok(|| HealthPage().into_any())
}

#[component]
fn HealthPage() -> AnyView {
    let health = query(|| async { client().get_system_health().await });
    health.poll(LOOK_AGAIN, |_| true);
    let reload = move |_| health.reload();
    view! {
        <PageHeader title=t::health::title subtitle=t::health::subtitle>
            <button type="button" class="btn btn-quiet" on:click=reload>
                <Icon icon=lu::LuRefreshCw />
                {t::health::refresh}
            </button>
        </PageHeader>
        <Loaded query=health let:found>{draw(found)}</Loaded>
    }
    .into_any()
}

fn draw(found: SystemHealth) -> AnyView {
    let (uptime, started) = (found.uptime_seconds / 60, found.started_at);
    let database = found.database;
    let latency = database.latency_ms;
    let pending = database.pending_migrations as f64;
    let (waiting, lost) = (found.operation_log.waiting as f64, found.operation_log.lost as f64);
    let machine = found.machine;
    let (load, cores, own) = (machine.load, machine.cores as f64, machine.process_memory);
    view! {
        <div class="grid items-start gap-5 md:grid-cols-2 xl:grid-cols-3">
            {part(t::health::database, state(database.ok, false), view! {
                <Fact label=t::health::kind>{database.kind}</Fact>
                <Fact label=t::health::latency>{move || latency.map_or_else(|| "–".to_owned(), |time| t::health::milliseconds(decimal(time)))}</Fact>
                <Fact label=t::health::pending_migrations>{move || number(pending)}</Fact>
            }.into_any())}
            {part(t::health::tasks, queue_state(&found.tasks), queue(&found.tasks))}
            {part(t::health::mails, queue_state(&found.mails), queue(&found.mails))}
            {part(t::health::files, state(found.storage_ok && !is_full(machine.disk, 0.95), is_full(machine.disk, 0.85)), space(t::health::disk_total, t::health::disk_free, machine.disk))}
            {part(t::health::machine, state(true, is_full(machine.memory, 0.95)), view! {
                {space(t::health::memory_total, t::health::memory_free, machine.memory)}
                <Fact label=t::health::own_memory>{move || own.map_or_else(|| "–".to_owned(), |own| bytes(own as f64))}</Fact>
                <Fact label=t::health::load>{move || t::health::of_cores(load.map_or_else(|| "–".to_owned(), decimal), number(cores))}</Fact>
            }.into_any())}
            {part(t::health::program, state(lost == 0.0, false), view! {
                <Fact label=t::health::version>{found.version}</Fact>
                <Fact label=t::health::uptime><span title={move || date_time(started)}>{move || duration(uptime)}</span></Fact>
                <Fact label=t::health::log_waiting>{move || number(waiting)}</Fact>
                <Fact label=t::health::log_lost>{move || number(lost)}</Fact>
            }.into_any())}
        </div>
    }
    .into_any()
}

fn part(title: fn() -> &'static str, tone: Tone, facts: AnyView) -> AnyView {
    let words = move || match tone {
        Tone::Success => t::health::well(),
        Tone::Warning => t::health::watch(),
        _ => t::health::ill(),
    };
    let actions = move || view! { <Pill tone text=words /> };
    view! { <Panel title actions><dl class="grid grid-cols-2 gap-x-6 gap-y-3">{facts}</dl></Panel> }
        .into_any()
}

fn state(is_well: bool, is_doubtful: bool) -> Tone {
    match (is_well, is_doubtful) {
        (false, _) => Tone::Error,
        (true, true) => Tone::Warning,
        (true, false) => Tone::Success,
    }
}

fn queue_state(queue: &QueueHealth) -> Tone {
    state(true, queue.failed > 0 || queue.oldest_seconds.is_some_and(|seconds| seconds > LONG))
}

fn queue(queue: &QueueHealth) -> AnyView {
    let (waiting, running, failed) = (queue.waiting as f64, queue.running as f64, queue.failed as f64);
    let oldest = queue.oldest_seconds;
    let age = move || oldest.map_or_else(|| "–".to_owned(), |seconds| duration(seconds / 60));
    view! {
        <Fact label=t::health::waiting>{move || number(waiting)}</Fact>
        <Fact label=t::health::oldest>{age}</Fact>
        <Fact label=t::health::running>{move || number(running)}</Fact>
        <Fact label=t::health::failed>{move || number(failed)}</Fact>
    }
    .into_any()
}

fn space(total: fn() -> &'static str, free: fn() -> &'static str, of: Option<Space>) -> AnyView {
    let Some(Space { total: all, free: left }) = of else {
        return view! { <Fact label=total>"–"</Fact> }.into_any();
    };
    let share = if all == 0 { 0.0 } else { left as f64 / all as f64 };
    view! {
        <Fact label=total>{move || bytes(all as f64)}</Fact>
        <Fact label=free>{move || format!("{} ({})", bytes(left as f64), percent(share))}</Fact>
    }
    .into_any()
}

fn is_full(space: Option<Space>, share: f64) -> bool {
    space.is_some_and(|space| space.total > 0 && (space.free as f64) < (1.0 - share) * space.total as f64)
}
