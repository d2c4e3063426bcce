//! All roles.

use api::roles::Role;
use domain::{Coded, Permission};
use leptos::prelude::*;

use super::words::{role_name, scope_words};
use crate::format::number;
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Icon, Loaded, PageHeader, Pill, Tone, lu};

/// The roles, with how many have each.
#[component]
pub fn RoleList() -> AnyView {
    let roles = query(|| async { client().list_roles().await });
    let add = move || {
        may(Permission::RoleCreate).then(|| {
            view! {
                <a class="btn btn-primary" href="/admin/roles/new">
                    <Icon icon=lu::LuPlus />
                    {t::roles::new}
                </a>
            }
        })
    };
    view! {
        <PageHeader title=t::roles::title subtitle=t::roles::subtitle>{add}</PageHeader>
        <section class="panel">
            <Loaded query=roles let:found>
                <ul class="divide-y divide-line" aria-label=t::roles::title>
                    {found.items.into_iter().map(row).collect_view()}
                </ul>
            </Loaded>
        </section>
    }
    .into_any()
}

fn row(role: Role) -> AnyView {
    let Role { id, code, name, description, data_scope, permissions, is_builtin, members, .. } = role;
    let label = move || role_name(&code, &name, is_builtin);
    let total = Permission::ALL.iter().filter(|permission| !permission.is_operators()).count();
    let held = permissions.len();
    view! {
        <li class="relative flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3.5 hover:bg-base-200/60 sm:px-5">
            <div class="min-w-0 flex-1 basis-56">
                <p class="flex flex-wrap items-center gap-2 font-medium">
                    <a class="row-link" href=format!("/admin/roles/{id}")>{label}</a>
                    {is_builtin.then(|| view! { <Pill tone=Tone::Neutral text=t::roles::built_in /> })}
                </p>
                <p class="text-[13px] text-muted">{description}</p>
            </div>
            <dl class="flex flex-wrap gap-x-6 gap-y-1 text-[13px]">
                <div class="w-44">
                    <dt class="text-xs text-muted">{t::roles::data_scope}</dt>
                    <dd>{move || scope_words(data_scope)}</dd>
                </div>
                <div class="w-20">
                    <dt class="text-xs text-muted">{t::roles::permissions}</dt>
                    <dd class="tabular-nums">{move || t::roles::count_of(held, total)}</dd>
                </div>
                <div class="w-16">
                    <dt class="text-xs text-muted">{t::roles::members}</dt>
                    <dd class="tabular-nums">{move || number(members as f64)}</dd>
                </div>
            </dl>
        </li>
    }
    .into_any()
}
