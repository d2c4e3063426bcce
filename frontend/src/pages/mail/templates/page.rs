//! One template: a new one, or one that is there.

use api::email_templates::{EmailTemplate, EmailTemplateFields};
use api::{ApiError, MergePatch};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;

use super::editor::TemplateEditor;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::session::{may, with_profile};
use crate::transport::client;
use crate::ui::{Form, Icon, Loaded, PageHeader, SubmitButton, ask_to_delete, lu, toast};

/// A template that is not saved yet.
#[component]
pub fn NewTemplate() -> AnyView {
    let form = Form::new(EmailTemplateFields::default());
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_email_template(&fields).await },
        move |template: EmailTemplate| {
            toast::success(t::common::saved());
            go(&format!("/mail/templates/{}", template.id), Default::default());
        },
    );
    view! {
        <PageHeader title=t::mail::new_template back=("/mail/templates".to_owned(), t::mail::templates_title.into())>
            <SubmitButton state=form.state label=t::common::save />
        </PageHeader>
        <TemplateEditor form submit />
    }
    .into_any()
}

/// A saved template.
#[component]
pub fn TemplatePage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| Uuid::parse_str(&id).ok()).unwrap_or_default()
    });
    let template = query(move || {
        let id = id.get();
        async move { client().get_email_template(id).await }
    });
    view! { <Loaded query=template let:value>{edit(value, template)}</Loaded> }.into_any()
}

fn edit(value: EmailTemplate, template: Query<EmailTemplate>) -> AnyView {
    let EmailTemplate { id, version, .. } = value;
    let form = Form::new(EmailTemplateFields::from(&value));
    form.guard();
    let submit = form.submit(
        move |fields| update(id, form.saved(), fields, version),
        move |saved| {
            template.put(saved);
            toast::success(t::common::saved());
        },
    );
    // What colleagues share can be used and copied, but is theirs.
    let is_own = untrack(|| with_profile(|profile| profile.id == value.user_id)).unwrap_or(false);
    let may_change = is_own && may(Permission::TemplateUpdate);
    let back = ("/mail/templates".to_owned(), t::mail::templates_title.into());
    view! {
        <PageHeader title=value.name.clone() back>
            {(is_own && may(Permission::TemplateDelete)).then(|| delete_button(id, value.name))}
            {may(Permission::EmailSend).then(|| view! {
                <a class="btn btn-quiet" href=format!("/mail/compose?template={id}")>
                    <Icon icon=lu::LuPenLine />
                    {t::mail::write_with}
                </a>
            })}
            {may_change.then(|| view! { <SubmitButton state=form.state label=t::common::save /> })}
        </PageHeader>
        <TemplateEditor form submit />
    }
    .into_any()
}

fn delete_button(id: Uuid, name: String) -> AnyView {
    let go = use_navigate();
    let delete = move |_| {
        let go = go.clone();
        ask_to_delete(t::mail::delete_template_title(&name), t::mail::delete_template_text(), move || {
            let go = go.clone();
            spawn_local(async move {
                match client().delete_email_template(id).await {
                    Ok(()) => go("/mail/templates", Default::default()),
                    Err(error) => toast::error(&error),
                }
            });
        });
    };
    view! { <button type="button" class="btn btn-ghost text-error" on:click=delete>{t::common::delete}</button> }
        .into_any()
}

async fn update(
    id: Uuid,
    old: EmailTemplateFields,
    new: EmailTemplateFields,
    version: i64,
) -> Result<EmailTemplate, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_email_template(id, &patch, Some(version)).await
}
