//! The permissions of a role as a matrix: a row a resource, a column an action.

use api::roles::RoleFields;
use domain::{Coded, Permission};
use leptos::prelude::*;

use super::words::{action_words, module_words, parts, resource_words};
use crate::i18n::{locale, t};
use crate::session::may;
use crate::ui::{Form, Panel};

/// The columns, in the order in which a person thinks of them.
const ACTIONS: [&str; 7] = ["read", "create", "update", "delete", "import", "export", "send"];

/// All permissions that a role can have, those of one module a panel.
#[component]
pub fn Matrix(form: Form<RoleFields>) -> AnyView {
    form.state.claim("/permissions");
    let given = Permission::ALL.iter().copied().filter(|permission| !permission.is_operators());
    let mut modules: Vec<(&'static str, Vec<Vec<Permission>>)> = Vec::new();
    for permission in given {
        let [module, resource, _] = parts(permission);
        if modules.last().is_none_or(|(last, _)| *last != module) {
            modules.push((module, Vec::new()));
        }
        let Some((_, resources)) = modules.last_mut() else { continue };
        match resources.last_mut().filter(|row| row.first().is_some_and(|first| parts(*first)[1] == resource))
        {
            Some(row) => row.push(permission),
            None => resources.push(vec![permission]),
        }
    }
    let panel = move |(module, resources): (&'static str, Vec<Vec<Permission>>)| {
        let rows = resources.into_iter().map(|row| resource_row(form, row)).collect_view();
        view! {
            <Panel title=move || module_words(module)>
                <div class="grid divide-y divide-line">{rows}</div>
            </Panel>
        }
    };
    view! { <div class="grid gap-5">{modules.into_iter().map(panel).collect_view()}</div> }.into_any()
}

fn resource_row(form: Form<RoleFields>, row: Vec<Permission>) -> AnyView {
    let resource = row.first().map(|first| parts(*first)[1]).unwrap_or_default();
    let cells = ACTIONS.map(|action| match row.iter().find(|permission| parts(**permission)[2] == action) {
        Some(permission) => cell(form, *permission),
        // Keeps the columns where there is room for columns.
        None => view! { <span class="hidden w-22 lg:block" aria-hidden="true"></span> }.into_any(),
    });
    let all = row.clone();
    let has_all =
        move || form.draft.with(|role| all.iter().all(|permission| role.permissions.contains(permission)));
    let toggle = move |chosen: bool| {
        form.draft.update(|role| {
            for permission in row.iter().filter(|permission| may(**permission)) {
                put(role, *permission, chosen);
            }
        });
    };
    view! {
        <div class="flex flex-col gap-x-4 gap-y-2 py-2.5 lg:flex-row lg:items-center" role="group" aria-label={move || resource_words(resource)}>
            <label class="flex w-44 cursor-pointer items-center gap-2.5 font-medium">
                <input
                    type="checkbox"
                    class="checkbox checkbox-sm"
                    aria-label={move || t::roles::all_of(resource_words(resource))}
                    prop:checked=has_all
                    on:change:target={move |event| toggle(event.target().checked())}
                />
                {move || resource_words(resource)}
            </label>
            <div class="flex flex-1 flex-wrap gap-x-3 gap-y-2">{cells.into_iter().collect_view()}</div>
        </div>
    }
    .into_any()
}

fn cell(form: Form<RoleFields>, permission: Permission) -> AnyView {
    let has = move || form.draft.with(|role| role.permissions.contains(&permission));
    // What one does not have oneself can be taken away, and not be given.
    let locked = move || !may(permission) && !has();
    let hint = move || if locked() { t::roles::not_held() } else { permission.title(locale()) };
    view! {
        <label
            class="flex w-22 cursor-pointer items-center gap-2 text-[13px] has-disabled:cursor-not-allowed has-disabled:text-muted"
            title=hint
        >
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm"
                aria-label={move || permission.title(locale())}
                disabled=locked
                prop:checked=has
                on:change:target={move |event| {
                    let chosen = event.target().checked();
                    form.draft.update(|role| put(role, permission, chosen));
                }}
            />
            {move || action_words(parts(permission)[2])}
        </label>
    }
    .into_any()
}

fn put(role: &mut RoleFields, permission: Permission, chosen: bool) {
    if chosen {
        role.permissions.insert(permission);
    } else {
        role.permissions.remove(&permission);
    }
}
