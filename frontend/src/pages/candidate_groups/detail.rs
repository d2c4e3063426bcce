//! One group and who is in it.

use api::candidate_groups::CandidateGroup;
use api::candidates::{Candidate, CandidateQuery};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::form::EditGroup;
use super::members::AddMembers;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::candidates::{CandidateBulk, candidate_columns};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    DataTable, EmptyState, FilterBar, Icon, Loaded, Menu, MenuItem, PageHeader, Selection, ask_to_delete, lu,
    toast, use_id, use_list,
};

/// Its members, found as candidates are, and ways to add and write to them.
#[component]
pub fn GroupDetail() -> AnyView {
    let id = use_id();
    let group = query(move || {
        let id = id.get();
        async move { client().get_candidate_group(id).await }
    });
    let adding = RwSignal::new(false);
    let list = use_list();
    let members = query(move || {
        let wanted = CandidateQuery {
            page: list.page(),
            per_page: list.per_page(),
            sort: list.sort(),
            q: list.q(),
            group_id: Some(id.get()),
            ..CandidateQuery::default()
        };
        async move { client().list_candidates(&wanted).await }
    });
    let selection = Selection::new();
    let changed = Callback::new(move |()| {
        selection.clear();
        members.reload();
        group.reload();
    });
    let bulk = move || view! { <CandidateBulk selection changed group=id.get_untracked() /> };
    let empty = move || {
        view! {
            <EmptyState
                icon=lu::LuUsers
                title=t::candidate_groups::no_members_title
                text=t::candidate_groups::no_members_text
            >
                {may(Permission::GroupUpdate).then(|| add_button(adding, "btn btn-sm btn-primary"))}
            </EmptyState>
        }
    };
    view! {
        <Loaded query=group let:value>{header(value, group, adding)}</Loaded>
        <section class="panel">
            <DataTable
                name="members"
                label=t::candidate_groups::members
                query=members
                list
                columns=candidate_columns()
                id={|candidate: &Candidate| candidate.id}
                selection
                empty
                bulk
            >
                <FilterBar list placeholder=t::candidates::search />
            </DataTable>
        </section>
        <AddMembers open=adding group=id changed />
    }
    .into_any()
}

fn add_button(adding: RwSignal<bool>, class: &'static str) -> AnyView {
    view! {
        <button type="button" class=class on:click={move |_| adding.set(true)}>
            <Icon icon=lu::LuUserPlus />
            {t::candidate_groups::add_members}
        </button>
    }
    .into_any()
}

fn header(value: CandidateGroup, group: Query<CandidateGroup>, adding: RwSignal<bool>) -> AnyView {
    let (id, members) = (value.id, value.members);
    let editing = RwSignal::new(false);
    let description = value.description.clone().unwrap_or_default();
    let meta = move || {
        let description = description.clone();
        view! {
            <span class="font-medium tabular-nums">{move || t::candidate_groups::members_of(members)}</span>
            <span class="text-pretty empty:hidden">{description}</span>
        }
    };
    let write = (may(Permission::EmailSend) && members > 0).then(|| {
        view! {
            <a class="btn btn-primary" href=format!("/mail/compose?group={id}")>
                <Icon icon=lu::LuMail />
                {t::candidate_groups::write_mail}
            </a>
        }
    });
    let add = may(Permission::GroupUpdate).then(|| add_button(adding, "btn btn-quiet"));
    let more = more(&value, editing);
    view! {
        <PageHeader
            title=value.name.clone()
            back=("/groups".to_owned(), t::candidate_groups::list_title.into())
            meta
        >
            {more}
            {add}
            {write}
        </PageHeader>
        <EditGroup open=editing value group />
    }
    .into_any()
}

fn more(value: &CandidateGroup, editing: RwSignal<bool>) -> Option<AnyView> {
    let (may_change, may_delete) = (may(Permission::GroupUpdate), may(Permission::GroupDelete));
    if !may_change && !may_delete {
        return None;
    }
    let (id, name, go) = (value.id, value.name.clone(), use_navigate());
    let edit = Callback::new(move |()| editing.set(true));
    let delete = Callback::new(move |()| {
        let go = go.clone();
        ask_to_delete(
            t::candidate_groups::delete_title(&name),
            t::candidate_groups::delete_text(),
            move || {
                let go = go.clone();
                spawn_local(async move {
                    match client().delete_candidate_group(id).await {
                        Ok(()) => {
                            toast::success(t::candidate_groups::deleted());
                            go("/groups", Default::default());
                        }
                        Err(error) => toast::error(&error),
                    }
                });
            },
        );
    });
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let menu = view! {
        <Menu label=t::candidate_groups::more class="btn btn-quiet btn-square" button=face>
            {may_change.then(|| view! { <MenuItem label=t::candidate_groups::edit icon=lu::LuPencil run=edit /> })}
            {may_delete
                .then(|| view! { <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=delete /> })}
        </Menu>
    };
    Some(menu.into_any())
}
