//! The tree of teams.

use api::teams::{Team, Teams};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Edited, TeamDialog};
use super::state::in_tree_order;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::session::may;
use crate::transport::client;
use crate::ui::{EmptyState, Icon, Loaded, PageHeader, ask_to_delete, lu, toast};

/// What the rows act on.
#[derive(Clone, Copy)]
struct Page {
    teams: Query<Teams>,
    edited: RwSignal<Option<Edited>>,
}

/// The page.
#[component]
pub fn TeamPage() -> AnyView {
    let page = Page { teams: query(|| async { client().list_teams().await }), edited: RwSignal::new(None) };
    let add = move || {
        may(Permission::TeamCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary" on:click={move |_| page.edited.set(Some(Edited::New(None)))}>
                    <Icon icon=lu::LuPlus />
                    {t::teams::new}
                </button>
            }
        })
    };
    let rows = move |found: Teams| {
        if found.items.is_empty() {
            return view! {
                <EmptyState icon=lu::LuNetwork title=t::teams::empty_title text=t::teams::empty_text>{add}</EmptyState>
            }
            .into_any();
        }
        let rows =
            in_tree_order(&found.items).into_iter().map(|(depth, team)| row(depth, team.clone(), page));
        view! { <ul class="divide-y divide-line" aria-label=t::teams::title>{rows.collect_view()}</ul> }
            .into_any()
    };
    let all = Signal::derive(move || page.teams.with(|teams| teams.items.clone()).unwrap_or_default());
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::teams::title subtitle=t::teams::subtitle>{add}</PageHeader>
            <section class="panel"><Loaded query=page.teams let:found>{rows(found)}</Loaded></section>
        </div>
        <TeamDialog edited=page.edited teams=all saved=Callback::new(move |()| page.teams.reload()) />
    }
    .into_any()
}

/// Indents, as whole class names that the style sheet's compiler finds.
const INDENTS: [&str; 6] = ["", "pl-6", "pl-12", "pl-18", "pl-24", "pl-30"];

fn row(depth: usize, team: Team, page: Page) -> AnyView {
    let indent = INDENTS[depth.min(INDENTS.len() - 1)];
    let (id, members, name) = (team.id, team.members, team.name.clone());
    let count = move || t::teams::members(members);
    let count = if may(Permission::UserRead) {
        let href = format!("/admin/users?team_id={id}");
        view! { <a class="text-xs text-muted hover:text-primary" href=href>{count}</a> }.into_any()
    } else {
        view! { <span class="text-xs text-muted">{count}</span> }.into_any()
    };
    view! {
        <li class="flex items-center gap-3 px-4 py-2 sm:px-5">
            <span class=format!("flex min-w-0 flex-1 items-center gap-2.5 {indent}")>
                <Icon icon=if depth == 0 { lu::LuNetwork } else { lu::LuCornerDownRight } class="size-4 text-muted" />
                <span class="grid min-w-0 justify-items-start">
                    <span class="max-w-full truncate font-medium">{name}</span>
                    {count}
                </span>
            </span>
            {actions(team, page)}
        </li>
    }
    .into_any()
}

fn actions(team: Team, page: Page) -> AnyView {
    let id = team.id;
    let [below, edit, delete] = [team.name.clone(), team.name.clone(), team.name.clone()];
    let asked = team.name.clone();
    let remove = move |_| {
        ask_to_delete(t::teams::delete_title(&asked), t::teams::delete_text(), move || {
            spawn_local(async move {
                match client().delete_team(id).await {
                    Ok(()) => page.teams.reload(),
                    Err(error) => toast::error(&error),
                }
            });
        });
    };
    let button = "btn btn-ghost btn-sm btn-square";
    view! {
        <div class="flex items-center gap-1">
            {may(Permission::TeamCreate).then(|| view! {
                <button
                    type="button"
                    class=button
                    aria-label={move || t::teams::new_below(&below)}
                    on:click={move |_| page.edited.set(Some(Edited::New(Some(id))))}
                >
                    <Icon icon=lu::LuPlus />
                </button>
            })}
            {may(Permission::TeamUpdate).then(|| view! {
                <button
                    type="button"
                    class=button
                    aria-label={move || t::teams::edit(&edit)}
                    on:click={move |_| page.edited.set(Some(Edited::Team(team.clone())))}
                >
                    <Icon icon=lu::LuPencil />
                </button>
            })}
            {may(Permission::TeamDelete).then(|| view! {
                <button type="button" class=button aria-label={move || t::teams::delete(&delete)} on:click=remove>
                    <Icon icon=lu::LuTrash2 />
                </button>
            })}
        </div>
    }
    .into_any()
}
