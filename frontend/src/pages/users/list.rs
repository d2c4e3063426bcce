//! All members.

use api::users::{User, UserQuery};
use domain::Permission;
use leptos::prelude::*;

use super::actions::menu;
use super::form::UserDialog;
use super::import::ImportDialog;
use super::password::PasswordDialog;
use super::words::{role_choices, roles_and_teams, team_choices};
use crate::i18n::{locale, t};
use crate::load::{Query, query};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Avatar, Chip, Choice, Column, DataTable, EmptyState, ExportMenu, FilterBar, FilterSelect, Icon,
    ListState, PageHeader, Pill, Time, Tone, lu, use_list,
};

/// What the rows and dialogs act on.
#[derive(Clone, Copy)]
pub struct Page {
    /// The rows.
    pub users: Query<api::Page<User>>,
    /// Opens the form, for this user or for a new one.
    pub edited: RwSignal<Option<Option<User>>>,
    /// Opens the dialog for a password of this user.
    pub password: RwSignal<Option<User>>,
}

/// The table, and the dialogs.
#[component]
pub fn UserList() -> AnyView {
    let list = use_list();
    let users = query(move || {
        let wanted = wanted(list);
        async move { client().list_users(&wanted).await }
    });
    let page = Page { users, edited: RwSignal::new(None), password: RwSignal::new(None) };
    let known = query(roles_and_teams);
    let importing = RwSignal::new(false);
    let roles = Signal::derive(move || known.with(|(roles, _)| role_choices(roles)).unwrap_or_default());
    let teams = Signal::derive(move || known.with(|(_, teams)| team_choices(teams)).unwrap_or_default());
    let add = move || {
        may(Permission::UserCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary" on:click={move |_| page.edited.set(Some(None))}>
                    <Icon icon=lu::LuPlus />
                    {t::users::new}
                </button>
            }
        })
    };
    let empty = move || {
        view! { <EmptyState icon=lu::LuUsers title=t::users::empty_title text=t::users::empty_text>{add}</EmptyState> }
    };
    let statuses = Signal::derive(|| {
        vec![Choice::new("true", t::users::active), Choice::new("false", t::users::inactive)]
    });
    view! {
        <PageHeader title=t::users::title subtitle=t::users::subtitle>
            {move || may(Permission::UserExport).then(|| view! {
                <ExportMenu
                    label=t::users::export
                    name="users"
                    take=move |format| {
                        let wanted = untrack(|| wanted(list));
                        async move { client().export_users(&wanted, format).await }
                    }
                />
            })}
            {move || may(Permission::UserImport).then(|| view! {
                <button type="button" class="btn btn-quiet" on:click={move |_| importing.set(true)}>
                    <Icon icon=lu::LuUpload />
                    {t::users::import}
                </button>
            })}
            {add}
        </PageHeader>
        <section class="panel">
            <DataTable
                name="users"
                label=t::users::title
                query=users
                list
                columns=columns(page)
                id={|user: &User| user.id}
                empty
            >
                <FilterBar list placeholder=t::users::search>
                    <FilterSelect list name="role_id" label=t::users::all_roles options=roles />
                    <FilterSelect list name="team_id" label=t::users::all_teams options=teams />
                    <FilterSelect list name="is_active" label=t::users::all_statuses options=statuses />
                </FilterBar>
            </DataTable>
        </section>
        <UserDialog page known />
        <PasswordDialog user=page.password />
        <ImportDialog open=importing added=Callback::new(move |()| users.reload()) />
    }
    .into_any()
}

fn wanted(list: ListState) -> UserQuery {
    UserQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        role_id: list.parsed("role_id"),
        team_id: list.parsed("team_id"),
        is_active: list.filter("is_active").and_then(|active| active.parse().ok()),
    }
}

fn columns(page: Page) -> Vec<Column<User>> {
    let roles = |user: &User| {
        let chip = |role: api::users::RoleName| {
            view! { <Chip text={move || role.title(locale()).to_owned()} /> }
        };
        let chips = user.roles.clone().into_iter().map(chip).collect_view();
        view! { <span class="flex flex-wrap gap-1">{chips}</span> }
    };
    let seen = |user: &User| match user.last_seen_at {
        Some(at) => view! { <Time at /> }.into_any(),
        None => view! { <span class="text-muted">{t::users::never}</span> }.into_any(),
    };
    vec![
        Column::new("user", t::users::user, who).main().sortable("username"),
        Column::new("roles", t::users::roles, roles),
        Column::new("team", t::users::team, |user: &User| user.team.as_ref().map(|team| team.name.clone())),
        Column::new("status", t::users::status, |user: &User| {
            let (tone, text): (Tone, fn() -> &'static str) = match user.is_active {
                true => (Tone::Success, t::users::active),
                false => (Tone::Neutral, t::users::inactive),
            };
            view! { <Pill tone text /> }
        }),
        Column::new("last_seen_at", t::users::last_seen, seen).sortable("last_seen_at").wide_only(),
        Column::new("actions", t::common::more, move |user: &User| menu(user, page)).mark().at_end(),
    ]
}

fn who(user: &User) -> AnyView {
    let operator = user.is_superuser.then(|| view! { <Pill tone=Tone::Primary text=t::users::operator /> });
    view! {
        <span class="flex items-center gap-3">
            <Avatar name=user.display_name.clone() />
            <span class="min-w-0">
                <span class="flex flex-wrap items-center gap-2 font-medium">{user.display_name.clone()} {operator}</span>
                <span class="block truncate text-xs text-muted">{format!("{} · {}", user.username, user.email)}</span>
            </span>
        </span>
    }
    .into_any()
}
