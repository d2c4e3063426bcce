//! What one has changed, here or by a token.

use api::operation_logs::{Named, OperationLog, OperationLogQuery};
use leptos::prelude::*;

use crate::i18n::{locale, t};
use crate::load::query;
use crate::transport::client;
use crate::ui::{Column, DataTable, EmptyState, ListState, Pill, Time, Tone, lu};

/// One's own lines of the operation log.
#[component]
pub fn ActivityPanel(list: ListState) -> AnyView {
    let found = query(move || {
        let wanted = OperationLogQuery {
            page: list.page(),
            per_page: list.per_page(),
            ..OperationLogQuery::default()
        };
        async move { client().list_activity(&wanted).await }
    });
    let empty = || {
        view! {
            <EmptyState
                icon=lu::LuScrollText
                title=t::security::no_activity_title
                text=t::security::no_activity_text
            />
        }
    };
    view! {
        <section class="panel">
            <DataTable
                name="activity"
                label=t::security::activity
                query=found
                list
                columns=columns()
                id={|log: &OperationLog| log.id}
                empty
            >
                <h2 class="panel-title px-4 py-3 sm:px-5">{t::security::activity}</h2>
            </DataTable>
        </section>
    }
    .into_any()
}

fn columns() -> Vec<Column<OperationLog>> {
    vec![
        Column::new("action", t::security::activity_what, |log: &OperationLog| {
            let (action, module) = (name_of(&log.action), name_of(&log.module));
            view! {
                <span class="grid">
                    <span class="font-medium">{action}</span>
                    <span class="text-xs text-muted">{module}</span>
                </span>
            }
        })
        .main(),
        Column::new("result", t::security::activity_result, |log: &OperationLog| result(log)).mark(),
        Column::new("from", t::security::activity_from, |log: &OperationLog| {
            view! { <span class="text-muted">{log.ip.clone()}</span> }
        }),
        Column::new("created_at", t::security::activity_when, |log: &OperationLog| {
            view! { <Time at=log.created_at /> }
        }),
    ]
}

fn name_of(named: &Named) -> impl Fn() -> String + use<> {
    let named = named.clone();
    move || named.name(locale()).to_owned()
}

fn result(log: &OperationLog) -> AnyView {
    let status = log.status;
    if log.success {
        view! { <Pill tone=Tone::Success text=t::security::activity_fine /> }.into_any()
    } else {
        view! { <Pill tone=Tone::Warning text={move || t::security::activity_refused(status)} /> }.into_any()
    }
}
