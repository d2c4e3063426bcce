//! The table of what was done, with the fields that changed.

use api::logs::{ActionLogQuery, SubjectType, TimelineEntry, Verb};
use domain::{Coded, Permission};
use leptos::prelude::*;

use super::entry::{address, change, icon, subject_words, tone, verb_words};
use super::operations::user_chip;
use super::period::{PeriodFilter, since};
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, Column, DataTable, EmptyState, ExportMenu, FilterBar, FilterSelect, Icon, ListState, PageHeader,
    Time, lu,
};

/// Changes shown of one line; the others are counted.
const CHANGES: usize = 4;

/// The tab.
#[component]
pub fn ActionLogs(list: ListState, tabs: ViewFn) -> AnyView {
    let logs = query(move || {
        let wanted = wanted(list);
        async move { client().list_action_logs(&wanted).await }
    });
    let export = may(Permission::LogExport).then(|| {
        let take = move |format| {
            let wanted = untrack(|| wanted(list));
            async move { client().export_action_logs(&wanted, format).await }
        };
        view! { <ExportMenu label=t::operation_logs::export name="action-logs" take /> }
    });
    let empty = || {
        view! { <EmptyState icon=lu::LuHistory title=t::logs::empty_title text=t::logs::empty_text /> }
    };
    let verbs = Signal::derive(|| {
        Verb::ALL.iter().map(|verb| Choice::new(verb.code(), || verb_words(*verb))).collect::<Vec<_>>()
    });
    let subjects = Signal::derive(|| {
        let choice = |kind: &'static SubjectType| Choice::new(kind.code(), || subject_words(*kind));
        SubjectType::ALL.iter().map(choice).collect::<Vec<_>>()
    });
    view! {
        <PageHeader title=t::operation_logs::title subtitle=t::operation_logs::actions_subtitle>{export}</PageHeader>
        {tabs.run()}
        <section class="panel">
            <DataTable
                name="action-logs"
                label=t::operation_logs::actions
                query=logs
                list
                columns=columns(list)
                id={|log: &TimelineEntry| log.id}
                empty
            >
                <FilterBar list placeholder=t::operation_logs::search_actions>
                    <FilterSelect list name="subject_type" label=t::operation_logs::all_subjects options=subjects />
                    <FilterSelect list name="verb" label=t::operation_logs::all_verbs options=verbs />
                    <PeriodFilter list />
                    {user_chip(list)}
                </FilterBar>
            </DataTable>
        </section>
    }
    .into_any()
}

fn wanted(list: ListState) -> ActionLogQuery {
    ActionLogQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        user_id: list.parsed("user_id"),
        verb: list.filter("verb").and_then(|code| Verb::from_code(&code)),
        subject_type: list.filter("subject_type").and_then(|code| SubjectType::from_code(&code)),
        subject_id: list.parsed("subject_id"),
        from: since(list),
        to: None,
    }
}

fn columns(list: ListState) -> Vec<Column<TimelineEntry>> {
    vec![
        Column::new("subject", t::operation_logs::subject, |log: &TimelineEntry| {
            let kind = log.subject_type;
            let name = if log.summary.is_empty() { "–".to_owned() } else { log.summary.clone() };
            let name = match address(kind, log.verb) {
                Some(base) => {
                    let href = format!("{base}/{}", log.subject_id);
                    view! { <a class="row-link line-clamp-1" href=href>{name}</a> }.into_any()
                }
                None => view! { <span class="line-clamp-1 font-medium">{name}</span> }.into_any(),
            };
            view! {
                {name}
                <span class="block text-xs text-muted">{move || subject_words(kind)}</span>
            }
        })
        .main(),
        Column::new("verb", t::operation_logs::what, |log: &TimelineEntry| {
            let verb = log.verb;
            view! {
                <span class=format!("inline-flex items-center gap-1.5 whitespace-nowrap {}", tone(verb).text())>
                    <Icon icon=icon(verb) class="size-3.5" />
                    <span class="text-base-content">{move || verb_words(verb)}</span>
                </span>
            }
        }),
        Column::new("changes", t::operation_logs::changes, |log: &TimelineEntry| {
            let count = log.changes.len();
            let shown = log.changes.clone().into_iter().take(CHANGES);
            let shown = shown.map(|(field, [old, new])| change(field, old, new)).collect_view();
            let more = (count > CHANGES).then(|| {
                let more = (count - CHANGES) as u64;
                view! { <li class="text-xs text-muted">{move || t::logs::and_more(more)}</li> }
            });
            (count > 0).then(|| view! { <ul class="grid max-w-120 gap-0.5">{shown} {more}</ul> })
        }),
        Column::new("user", t::operation_logs::user, move |log: &TimelineEntry| match log.user.clone() {
            Some(user) => {
                let narrow = move |_| list.set("user_id", Some(user.id.to_string()));
                view! {
                    <button
                        type="button"
                        class="link-plain relative z-10 block max-w-40 cursor-pointer truncate"
                        title=t::operation_logs::only_this_user
                        on:click=narrow
                    >
                        {user.name}
                    </button>
                }
                .into_any()
            }
            None => view! { <span class="text-muted">{t::logs::program}</span> }.into_any(),
        }),
        Column::new("when", t::operation_logs::when, |log: &TimelineEntry| {
            view! { <Time at=log.created_at /> }
        })
        .sortable("created_at")
        .at_end(),
    ]
}
