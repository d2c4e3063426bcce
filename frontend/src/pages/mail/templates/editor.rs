//! Writing a template, with its example beside it.

use api::email_templates::EmailTemplateFields;
use leptos::prelude::*;

use super::generate::GeneratePanel;
use super::preview::ExampleLetter;
use super::slots::SlotPicker;
use crate::i18n::t;
use crate::ui::{CheckField, Form, FormView, Panel, TextArea, TextField};

/// The fields at the left, what a recipient would see at the right.
#[component]
pub fn TemplateEditor(form: Form<EmailTemplateFields>, submit: Callback<()>) -> AnyView {
    let subject = form.text("/subject", |template| &mut template.subject);
    let body = form.text("/body", |template| &mut template.body);
    view! {
        <div class="grid items-start gap-5 lg:grid-cols-2">
            <div class="grid min-w-0 gap-5">
                <section class="panel panel-body">
                    <FormView state=form.state submit>
                        <TextField field=form.text("/name", |template| &mut template.name) label=t::mail::template_name required=true />
                        <TextField field=subject label=t::mail::subject required=true />
                        <TextArea field=body label=t::mail::body hint=t::mail::body_hint rows=14 required=true />
                        <SlotPicker subject body />
                        <CheckField
                            field=form.flag("/shared", |template| &mut template.shared)
                            label=t::mail::share
                            hint=t::mail::share_hint
                            switch=true
                        />
                    </FormView>
                </section>
                <GeneratePanel form />
            </div>
            <div class="min-w-0 lg:sticky lg:top-18">
                <Panel title=t::mail::example>
                    <ExampleLetter subject=subject.value body=body.value />
                </Panel>
            </div>
        </div>
    }
    .into_any()
}
