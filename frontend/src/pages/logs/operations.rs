//! The table of operations.

use api::operation_logs::{Named, OperationLog, OperationLogQuery};
use domain::operations::{Module, OPERATIONS};
use domain::{Coded, Permission};
use leptos::prelude::*;
use uuid::Uuid;

use super::operation::OperationDrawer;
use super::period::{PeriodFilter, since};
use crate::format::number;
use crate::i18n::{locale, t};
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, Column, DataTable, EmptyState, ExportMenu, FilterBar, FilterSelect, ListState, PageHeader, Pill,
    Time, Tone, lu,
};

/// The tab.
#[component]
pub fn OperationLogs(list: ListState, tabs: ViewFn) -> AnyView {
    let logs = query(move || {
        let wanted = wanted(list);
        async move { client().list_operation_logs(&wanted).await }
    });
    let shown = RwSignal::new(None::<Uuid>);
    let export = may(Permission::LogExport).then(|| {
        let take = move |format| {
            let wanted = untrack(|| wanted(list));
            async move { client().export_operation_logs(&wanted, format).await }
        };
        view! { <ExportMenu label=t::operation_logs::export name="operation-logs" take /> }
    });
    let empty = || {
        view! {
            <EmptyState
                icon=lu::LuScrollText
                title=t::operation_logs::empty_title
                text=t::operation_logs::empty_text
            />
        }
    };
    view! {
        <PageHeader title=t::operation_logs::title subtitle=t::operation_logs::subtitle>{export}</PageHeader>
        {tabs.run()}
        <section class="panel">
            <DataTable
                name="operation-logs"
                label=t::operation_logs::operations
                query=logs
                list
                columns=columns(shown)
                id={|log: &OperationLog| log.id}
                empty
            >
                <FilterBar list placeholder=t::operation_logs::search_operations>
                    {filters(list)}
                    <PeriodFilter list />
                    {user_chip(list)}
                </FilterBar>
            </DataTable>
        </section>
        <OperationDrawer shown list />
    }
    .into_any()
}

fn wanted(list: ListState) -> OperationLogQuery {
    OperationLogQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        user_id: list.parsed("user_id"),
        module: list.filter("module"),
        action: list.filter("action"),
        method: list.filter("method"),
        ip: list.filter("ip"),
        status: list.filter("status").and_then(|status| status.parse().ok()),
        success: list.filter("success").map(|success| success == "true"),
        from: since(list),
        to: None,
    }
}

fn filters(list: ListState) -> AnyView {
    let modules = Signal::derive(|| {
        let used = |module: &&Module| OPERATIONS.iter().any(|operation| operation.module == **module);
        let choice = |module: &Module| {
            let module = *module;
            Choice::new(module.code(), move || module.title(locale()))
        };
        Module::ALL.iter().filter(used).map(choice).collect::<Vec<_>>()
    });
    let actions = Signal::derive(move || {
        let module = list.filter("module");
        OPERATIONS
            .iter()
            .filter(|operation| module.as_deref().is_none_or(|module| operation.module.code() == module))
            .map(|operation| Choice::new(operation.id, move || operation.title(locale())))
            .collect::<Vec<_>>()
    });
    let results = Signal::derive(|| {
        vec![
            Choice::new("true", t::operation_logs::succeeded),
            Choice::new("false", t::operation_logs::failed),
        ]
    });
    view! {
        <FilterSelect list name="module" label=t::operation_logs::all_modules options=modules />
        <FilterSelect list name="action" label=t::operation_logs::all_actions options=actions />
        <FilterSelect list name="success" label=t::operation_logs::all_results options=results />
    }
    .into_any()
}

/// Says that only one user's or one address's are shown; the filter bar clears it.
pub fn user_chip(list: ListState) -> AnyView {
    (move || {
        let chip = |words: String| view! { <span class="chip">{words}</span> };
        let user = list.filter("user_id").map(|_| chip(t::operation_logs::one_user().to_owned()));
        (user, list.filter("ip").map(chip))
    })
    .into_any()
}

/// A name in the language of the page.
pub fn name_of(named: &Named) -> AnyView {
    let named = named.clone();
    (move || named.name(locale()).to_owned()).into_any()
}

/// Who it was, or that nobody was signed in.
pub fn user_of(log: &OperationLog) -> AnyView {
    let name = log.username.clone();
    (move || name.clone().unwrap_or_else(|| t::operation_logs::nobody().to_owned())).into_any()
}

/// The status in its colour.
pub fn status_pill(log: &OperationLog) -> AnyView {
    let status = log.status;
    let tone = match status {
        ..400 => Tone::Success,
        400..500 => Tone::Warning,
        _ => Tone::Error,
    };
    view! { <Pill tone text=status.to_string() /> }.into_any()
}

fn columns(shown: RwSignal<Option<Uuid>>) -> Vec<Column<OperationLog>> {
    vec![
        Column::new("action", t::operation_logs::operation, move |log: &OperationLog| {
            let id = log.id;
            view! {
                <button
                    type="button"
                    class="row-link block max-w-full cursor-pointer truncate text-left"
                    on:click={move |_| shown.set(Some(id))}
                >
                    {name_of(&log.action)}
                </button>
                <span class="block truncate text-xs text-muted">{name_of(&log.module)}</span>
            }
        })
        .main(),
        Column::new("user", t::operation_logs::user, |log: &OperationLog| {
            view! { <span class="block max-w-40 truncate">{user_of(log)}</span> }
        }),
        Column::new("status", t::operation_logs::result, status_pill).mark().sortable("status"),
        Column::new("request", t::operation_logs::request, |log: &OperationLog| {
            view! {
                <code class="line-clamp-1 max-w-72 font-mono text-xs wrap-anywhere text-muted">
                    {log.method.clone()} " " {log.path.clone()}
                </code>
            }
        })
        .wide_only(),
        Column::new("ip", t::operation_logs::ip, |log: &OperationLog| {
            view! { <span class="text-[13px] text-muted tabular-nums">{log.ip.clone()}</span> }
        })
        .not_on_phones(),
        Column::new("duration", t::operation_logs::duration, |log: &OperationLog| {
            let took = log.duration_ms as f64;
            view! { <span class="text-muted">{move || t::operation_logs::milliseconds(number(took))}</span> }
        })
        .sortable("duration_ms")
        .at_end()
        .wide_only(),
        Column::new("when", t::operation_logs::when, |log: &OperationLog| {
            view! { <Time at=log.created_at /> }
        })
        .sortable("created_at")
        .at_end(),
    ]
}
