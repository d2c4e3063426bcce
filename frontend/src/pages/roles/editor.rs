//! One role: its name, its data scope and its permissions.

use api::roles::{Role, RoleFields};
use api::{ApiError, MergePatch};
use domain::{Coded, DataScope, Permission};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;

use super::matrix::Matrix;
use super::words::{role_name, scope_words};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, Conflict, Form, FormView, Icon, Loaded, Notice, PageHeader, Panel, SelectField, SubmitButton,
    TextField, Tone, ask_to_delete, lu, toast, use_id,
};

/// A new role, perhaps as a copy of the one that `copy` in the address names.
#[component]
pub fn NewRole() -> AnyView {
    let copied =
        use_query_map().with_untracked(|query| query.get("copy")).and_then(|id| Uuid::parse_str(&id).ok());
    let start = query(move || async move {
        match copied {
            Some(id) => client().get_role(id).await.map(|role| copy_of(&role)),
            None => Ok(RoleFields::default()),
        }
    });
    view! { <Loaded query=start let:fields>{new_role(fields)}</Loaded> }.into_any()
}

fn new_role(fields: RoleFields) -> AnyView {
    let form = Form::new(fields);
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_role(&fields).await },
        move |role: Role| {
            toast::success(t::common::saved());
            go(&format!("/admin/roles/{}", role.id), Default::default());
        },
    );
    view! {
        <PageHeader title=t::roles::new back=("/admin/roles".to_owned(), t::roles::title.into())>
            <SubmitButton state=form.state label=t::common::save />
        </PageHeader>
        {fields_of(form, submit, true)}
    }
    .into_any()
}

/// A copy has a name and a code of its own, and only what the person may give.
fn copy_of(role: &Role) -> RoleFields {
    let mut fields = RoleFields::from(role);
    fields.name = t::roles::copy_of(role_name(&role.code, &role.name, role.is_builtin));
    fields.code = format!("{}-copy", role.code);
    fields.permissions.retain(|permission| may(*permission));
    fields
}

/// A role that is there. A built-in one is only looked at.
#[component]
pub fn EditRole() -> AnyView {
    let id = use_id();
    let role = query(move || {
        let id = id.get();
        async move { client().get_role(id).await }
    });
    view! { <Loaded query=role let:value>{edit(value, role)}</Loaded> }.into_any()
}

fn edit(value: Role, role: Query<Role>) -> AnyView {
    let (id, version) = (value.id, StoredValue::new(Some(value.version)));
    let may_change = !value.is_builtin && may(Permission::RoleUpdate);
    let form = Form::new(shown(&value));
    form.guard();
    let submit = form.submit(
        move |fields| update(id, form.saved(), fields, version.get_value()),
        move |saved| {
            role.put(saved);
            toast::success(t::common::saved());
        },
    );
    let theirs = Callback::new(move |()| role.reload());
    let mine = Callback::new(move |()| {
        version.set_value(None);
        submit.run(());
    });
    let is_builtin = value.is_builtin;
    let notice = is_builtin
        .then(|| view! { <div class="pb-5"><Notice tone=Tone::Info text=t::roles::built_in_text /></div> });
    let (code, name) = (value.code.clone(), value.name.clone());
    view! {
        <PageHeader
            title={move || role_name(&code, &name, is_builtin)}
            back=("/admin/roles".to_owned(), t::roles::title.into())
        >
            {actions(&value)}
            {may_change.then(|| view! { <SubmitButton state=form.state label=t::common::save /> })}
        </PageHeader>
        {notice}
        {fields_of(form, submit, may_change)}
        <Conflict state=form.state theirs mine />
    }
    .into_any()
}

/// What the form shows: a built-in role under the name that it has in the present language.
fn shown(role: &Role) -> RoleFields {
    let name = untrack(|| role_name(&role.code, &role.name, role.is_builtin));
    RoleFields { name, ..RoleFields::from(role) }
}

fn actions(role: &Role) -> AnyView {
    let (id, name) = (role.id, role.name.clone());
    let go = use_navigate();
    let delete = move |_| {
        let go = go.clone();
        ask_to_delete(t::roles::delete_title(&name), t::roles::delete_text(), move || {
            let go = go.clone();
            spawn_local(async move {
                match client().delete_role(id).await {
                    Ok(()) => go("/admin/roles", Default::default()),
                    Err(error) => toast::error(&error),
                }
            });
        });
    };
    let delete = (!role.is_builtin && may(Permission::RoleDelete)).then(|| {
        view! { <button type="button" class="btn btn-ghost text-error" on:click=delete>{t::common::delete}</button> }
    });
    let copy = may(Permission::RoleCreate).then(|| {
        view! {
            <a class="btn btn-quiet" href=format!("/admin/roles/new?copy={id}")>
                <Icon icon=lu::LuCopy />
                {t::roles::copy}
            </a>
        }
    });
    view! { {delete} {copy} }.into_any()
}

fn fields_of(form: Form<RoleFields>, submit: Callback<()>, may_change: bool) -> AnyView {
    let scopes = Signal::derive(|| {
        let choice = |scope: &DataScope| {
            let scope = *scope;
            Choice::new(scope.code(), move || scope_words(scope))
        };
        DataScope::ALL.iter().map(choice).collect::<Vec<_>>()
    });
    view! {
        <FormView state=form.state submit>
            <fieldset class="grid min-w-0 gap-5" disabled={!may_change}>
                <legend class="sr-only">{t::roles::edit}</legend>
                <Panel title=t::roles::basics>
                    <div class="grid gap-x-4 sm:grid-cols-2">
                        <TextField field=form.text("/name", |role| &mut role.name) label=t::roles::name required=true />
                        <TextField
                            field=form.text("/code", |role| &mut role.code)
                            label=t::roles::code
                            hint=t::roles::code_hint
                            required=true
                        />
                        <TextField field=form.text("/description", |role| &mut role.description) label=t::roles::description />
                        <SelectField
                            field=form.choice("/data_scope", |role| &mut role.data_scope)
                            label=t::roles::data_scope
                            hint=t::roles::data_scope_hint
                            options=scopes
                        />
                    </div>
                </Panel>
                <Matrix form />
            </fieldset>
        </FormView>
    }
    .into_any()
}

async fn update(id: Uuid, old: RoleFields, new: RoleFields, version: Option<i64>) -> Result<Role, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_role(id, &patch, version).await
}
