//! The templates that the person may use.

use api::email_templates::{EmailTemplate, EmailTemplateQuery};
use domain::Permission;
use leptos::prelude::*;

use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Column, DataTable, EmptyState, FilterBar, Icon, PageHeader, Pill, Time, Tone, lu, use_list};

/// The table.
#[component]
pub fn TemplateList() -> AnyView {
    let list = use_list();
    let templates = query(move || {
        let wanted = EmailTemplateQuery {
            page: list.page(),
            per_page: list.per_page(),
            sort: list.sort(),
            q: list.q(),
        };
        async move { client().list_email_templates(&wanted).await }
    });
    let add = move || {
        may(Permission::TemplateCreate).then(|| {
            view! {
                <a class="btn btn-primary" href="/mail/templates/new">
                    <Icon icon=lu::LuPlus />
                    {t::mail::new_template}
                </a>
            }
        })
    };
    let empty = move || {
        view! {
            <EmptyState icon=lu::LuFileText title=t::mail::no_template_title text=t::mail::no_template_text>{add}</EmptyState>
        }
    };
    view! {
        <PageHeader title=t::mail::templates_title subtitle=t::mail::templates_subtitle>{add}</PageHeader>
        <section class="panel">
            <DataTable
                name="templates"
                label=t::mail::templates_title
                query=templates
                list
                columns=columns()
                id={|template: &EmailTemplate| template.id}
                empty
            >
                <FilterBar list placeholder=t::mail::search_templates />
            </DataTable>
        </section>
    }
    .into_any()
}

fn columns() -> Vec<Column<EmailTemplate>> {
    vec![
        Column::new("name", t::mail::template_name, |template: &EmailTemplate| {
            view! { <a class="row-link" href=format!("/mail/templates/{}", template.id)>{template.name.clone()}</a> }
        })
        .main()
        .sortable("name"),
        Column::new("subject", t::mail::subject, |template: &EmailTemplate| {
            view! { <span class="line-clamp-1 text-muted">{template.subject.clone()}</span> }
        }),
        Column::new("shared", t::mail::visibility, |template: &EmailTemplate| {
            let (tone, text): (_, fn() -> &'static str) = if template.shared {
                (Tone::Primary, t::mail::shared)
            } else {
                (Tone::Neutral, t::mail::private)
            };
            view! { <Pill tone text /> }
        })
        .mark(),
        Column::new("updated_at", t::mail::updated, |template: &EmailTemplate| {
            view! { <Time at=template.updated_at /> }
        })
        .sortable("updated_at")
        .at_end(),
        Column::new("use", t::mail::use_template, |template: &EmailTemplate| {
            let href = format!("/mail/compose?template={}", template.id);
            may(Permission::EmailSend).then(|| {
                view! {
                    <a class="btn btn-ghost btn-xs relative z-10" href=href>
                        <Icon icon=lu::LuPenLine class="size-3.5" />
                        {t::mail::write_with}
                    </a>
                }
            })
        })
        .at_end()
        .wide_only(),
    ]
}
