//! All groups.

use api::candidate_groups::{CandidateGroup, CandidateGroupQuery};
use domain::Permission;
use leptos::prelude::*;

use super::form::NewGroup;
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Column, DataTable, EmptyState, FilterBar, Icon, PageHeader, Time, lu, use_list};

/// The table, and the dialog that adds one.
#[component]
pub fn GroupList() -> AnyView {
    let list = use_list();
    let groups = query(move || {
        let wanted = CandidateGroupQuery {
            page: list.page(),
            per_page: list.per_page(),
            sort: list.sort(),
            q: list.q(),
        };
        async move { client().list_candidate_groups(&wanted).await }
    });
    let adding = RwSignal::new(false);
    let add = move || {
        may(Permission::GroupCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary" on:click={move |_| adding.set(true)}>
                    <Icon icon=lu::LuFolderPlus />
                    {t::candidate_groups::new}
                </button>
            }
        })
    };
    let empty = move || {
        view! {
            <EmptyState
                icon=lu::LuFolders
                title=t::candidate_groups::empty_title
                text=t::candidate_groups::empty_text
            >
                {add}
            </EmptyState>
        }
    };
    view! {
        <PageHeader title=t::candidate_groups::list_title subtitle=t::candidate_groups::list_subtitle>{add}</PageHeader>
        <section class="panel">
            <DataTable
                name="groups"
                label=t::candidate_groups::list_title
                query=groups
                list
                columns=columns()
                id={|group: &CandidateGroup| group.id}
                empty
            >
                <FilterBar list placeholder=t::candidate_groups::search />
            </DataTable>
        </section>
        <NewGroup open=adding />
    }
    .into_any()
}

fn columns() -> Vec<Column<CandidateGroup>> {
    let name = |group: &CandidateGroup| {
        view! {
            <span class="flex items-center gap-3">
                <span class="grid size-8 shrink-0 place-items-center rounded-field bg-primary/10 text-primary">
                    <Icon icon=lu::LuFolder />
                </span>
                <a class="row-link" href=format!("/groups/{}", group.id)>{group.name.clone()}</a>
            </span>
        }
    };
    let description = |group: &CandidateGroup| {
        group
            .description
            .clone()
            .map(|text| view! { <span class="line-clamp-2 max-w-xl text-muted">{text}</span> })
    };
    let members = |group: &CandidateGroup| {
        let members = group.members;
        view! { <span class="whitespace-nowrap">{move || t::candidate_groups::members_of(members)}</span> }
    };
    vec![
        Column::new("name", t::candidate_groups::name, name).main().sortable("name"),
        Column::new("description", t::candidate_groups::description, description),
        Column::new("members", t::candidate_groups::members, members).mark().at_end(),
        Column::new("updated_at", t::candidate_groups::updated_at, |group: &CandidateGroup| {
            view! { <Time at=group.updated_at /> }
        })
        .sortable("updated_at")
        .at_end()
        .wide_only(),
    ]
}
