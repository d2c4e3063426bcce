//! All companies.

use api::companies::{Company, CompanyFields, CompanyQuery};
use domain::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::form::CompanyForm;
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Avatar, Column, DataTable, EmptyState, FilterBar, Form, Icon, Modal, PageHeader, SubmitButton, Time, lu,
    toast, use_list,
};

/// The table, and the dialog that adds one.
#[component]
pub fn CompanyList() -> AnyView {
    let list = use_list();
    let companies = query(move || {
        let wanted =
            CompanyQuery { page: list.page(), per_page: list.per_page(), sort: list.sort(), q: list.q() };
        async move { client().list_companies(&wanted).await }
    });
    let adding = RwSignal::new(false);
    let add = move || {
        may(Permission::CompanyCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary" on:click={move |_| adding.set(true)}>
                    <Icon icon=lu::LuPlus />
                    {t::companies::new}
                </button>
            }
        })
    };
    let empty = move || {
        view! {
            <EmptyState icon=lu::LuBuilding2 title=t::companies::empty_title text=t::companies::empty_text>{add}</EmptyState>
        }
    };
    view! {
        <PageHeader title=t::companies::title subtitle=t::companies::subtitle>{add}</PageHeader>
        <section class="panel">
            <DataTable
                name="companies"
                label=t::companies::title
                query=companies
                list
                columns=columns()
                id={|company: &Company| company.id}
                empty
            >
                <FilterBar list placeholder=t::companies::search />
            </DataTable>
        </section>
        <NewCompany open=adding />
    }
    .into_any()
}

fn columns() -> Vec<Column<Company>> {
    vec![
        Column::new("name", t::companies::name, |company: &Company| {
            let name = company.name.clone();
            view! {
                <span class="flex items-center gap-3">
                    <Avatar name=name.clone() />
                    <a class="row-link" href=format!("/companies/{}", company.id)>{name}</a>
                </span>
            }
        })
        .main()
        .sortable("name"),
        Column::new("industry", t::companies::industry, |company: &Company| company.industry.clone())
            .sortable("industry"),
        Column::new("city", t::companies::city, |company: &Company| company.city.clone()).sortable("city"),
        Column::new("open_jobs", t::companies::open_jobs, |company: &Company| company.open_jobs)
            .mark()
            .at_end(),
        Column::new(
            "updated_at",
            t::companies::updated,
            |company: &Company| view! { <Time at=company.updated_at /> },
        )
        .sortable("updated_at")
        .at_end()
        .wide_only(),
    ]
}

#[component]
fn NewCompany(open: RwSignal<bool>) -> AnyView {
    let form = Form::new(CompanyFields::default());
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_company(&fields).await },
        move |company: Company| {
            open.set(false);
            form.reset(CompanyFields::default());
            toast::success(t::common::saved());
            go(&format!("/companies/{}", company.id), Default::default());
        },
    );
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::companies::new />
        }
    };
    view! {
        <Modal open title=t::companies::new footer>
            <CompanyForm form submit />
        </Modal>
    }
    .into_any()
}
