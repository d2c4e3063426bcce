//! Who is here now.

use std::time::Duration;

use api::users::{OnlineQuery, OnlineUser};
use domain::Permission;
use leptos::prelude::*;

use super::actions::sign_out;
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Avatar, Column, DataTable, EmptyState, Icon, PageHeader, Time, lu, use_list};

/// The page asks again by itself.
const INTERVAL: Duration = Duration::from_secs(30);

/// The table.
#[component]
pub fn OnlineList() -> AnyView {
    let list = use_list();
    let users = query(move || {
        let wanted = OnlineQuery { page: list.page(), per_page: list.per_page() };
        async move { client().list_online_users(&wanted).await }
    });
    users.poll(INTERVAL, |_| true);
    let empty = || {
        view! { <EmptyState icon=lu::LuRadio title=t::users::online_empty text=t::users::online_empty_text /> }
    };
    let reload = Callback::new(move |()| users.reload());
    view! {
        <PageHeader title=t::users::online_title subtitle=t::users::online_subtitle>
            <button type="button" class="btn btn-quiet" on:click={move |_| users.reload()}>
                <Icon icon=lu::LuRotateCw />
                {t::users::refresh}
            </button>
        </PageHeader>
        <section class="panel">
            <DataTable
                name="online"
                label=t::users::online_title
                query=users
                list
                columns=columns(reload)
                id={|user: &OnlineUser| user.id}
                empty
            >
                <span class="flex-1 py-2.5"></span>
            </DataTable>
        </section>
    }
    .into_any()
}

fn columns(reload: Callback<()>) -> Vec<Column<OnlineUser>> {
    let mut columns = vec![
        Column::new("user", t::users::user, |user: &OnlineUser| {
            view! {
                <span class="flex items-center gap-3">
                    <Avatar name=user.display_name.clone() />
                    <span class="min-w-0">
                        <span class="block truncate font-medium">{user.display_name.clone()}</span>
                        <span class="block truncate text-xs text-muted">{user.email.clone()}</span>
                    </span>
                </span>
            }
        })
        .main(),
        Column::new("last_seen_at", t::users::last_seen, |user: &OnlineUser| {
            user.last_seen_at.map(|at| view! { <Time at /> })
        }),
        Column::new("ip", t::users::address, |user: &OnlineUser| {
            view! { <code class="font-mono text-[13px]">{user.ip.clone()}</code> }
        }),
        Column::new("device", t::users::device, |user: &OnlineUser| {
            view! { <span class="block max-w-72 truncate" title=user.user_agent.clone()>{user.user_agent.clone()}</span> }
        })
        .wide_only(),
        Column::new("sessions", t::users::sessions, |user: &OnlineUser| user.sessions).at_end(),
    ];
    if may(Permission::SessionDelete) {
        let action = move |user: &OnlineUser| {
            let (id, name) = (user.id, user.display_name.clone());
            view! {
                <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| sign_out(id, &name, reload)}>
                    {t::users::sign_out}
                </button>
            }
        };
        columns.push(Column::new("actions", t::users::sign_out, action).mark().at_end());
    }
    columns
}
