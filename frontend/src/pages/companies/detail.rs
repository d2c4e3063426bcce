//! One company.

use api::MergePatch;
use api::companies::{Company, CompanyFields};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;

use super::form::CompanyForm;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::logs::{Timeline, TimelineOf};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Conflict, Form, Icon, ListState, Loaded, PageHeader, Panel, SubmitButton, ask_to_delete, lu, toast,
    use_list,
};

/// Its fields, editable in place, and the way to its jobs.
#[component]
pub fn CompanyDetail() -> AnyView {
    let (params, list) = (use_params_map(), use_list());
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| Uuid::parse_str(&id).ok()).unwrap_or_default()
    });
    let company = query(move || {
        let id = id.get();
        async move { client().get_company(id).await }
    });
    view! { <Loaded query=company let:value>{detail(value, company, list)}</Loaded> }.into_any()
}

fn detail(value: Company, company: Query<Company>, list: ListState) -> AnyView {
    let (id, version) = (value.id, StoredValue::new(Some(value.version)));
    let form = Form::new(CompanyFields::from(&value));
    form.guard();
    let submit = form.submit(
        move |fields| update(id, form.saved(), fields, version.get_value()),
        move |saved| {
            company.put(saved);
            toast::success(t::common::saved());
        },
    );
    let theirs = Callback::new(move |()| company.reload());
    let mine = Callback::new(move |()| {
        version.set_value(None);
        submit.run(());
    });
    let name = value.name.clone();
    let go = use_navigate();
    let delete = move |_| {
        let go = go.clone();
        ask_to_delete(t::companies::delete_title(&name), t::companies::delete_text(), move || {
            let go = go.clone();
            spawn_local(async move {
                match client().delete_company(id).await {
                    Ok(()) => go("/companies", Default::default()),
                    Err(error) => toast::error(&error),
                }
            });
        });
    };
    let delete = may(Permission::CompanyDelete).then(|| {
        view! { <button type="button" class="btn btn-ghost text-error" on:click=delete>{t::common::delete}</button> }
    });
    view! {
        <PageHeader title=value.name back=("/companies".to_owned(), t::companies::title.into())>
            {delete}
            <a class="btn btn-quiet" href=format!("/jobs?company_id={id}")>
                <Icon icon=lu::LuBriefcase />
                {move || t::companies::jobs_of(value.open_jobs)}
            </a>
        </PageHeader>
        <div class="grid items-start gap-5 lg:grid-cols-[1fr_22rem]">
            <Panel title=t::companies::facts>
                <CompanyForm form submit />
                <Conflict state=form.state theirs mine />
                <div class="flex justify-end"><SubmitButton state=form.state label=t::common::save /></div>
            </Panel>
            <section class="grid gap-3">
                <h2 class="panel-title">{t::companies::history}</h2>
                <Timeline of=TimelineOf::Company(id) list />
            </section>
        </div>
    }
    .into_any()
}

async fn update(
    id: Uuid,
    old: CompanyFields,
    new: CompanyFields,
    version: Option<i64>,
) -> Result<Company, api::ApiError> {
    let patch =
        MergePatch::between(&old, &new).map_err(|error| api::ApiError::Unreadable(error.to_string()))?;
    client().update_company(id, &patch, version).await
}
