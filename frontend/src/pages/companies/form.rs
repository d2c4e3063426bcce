//! What a company consists of.

use api::companies::CompanyFields;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Form, FormView, TextArea, TextField};

/// The fields, for a new company and for one that is there.
#[component]
pub fn CompanyForm(form: Form<CompanyFields>, submit: Callback<()>) -> AnyView {
    view! {
        <FormView state=form.state submit>
            <TextField field=form.text("/name", |company| &mut company.name) label=t::companies::name required=true />
            <div class="grid gap-x-4 sm:grid-cols-2">
                <TextField field=form.text("/industry", |company| &mut company.industry) label=t::companies::industry />
                <TextField field=form.text("/city", |company| &mut company.city) label=t::companies::city />
            </div>
            <TextField
                field=form.text("/website", |company| &mut company.website)
                label=t::companies::website
                kind="url"
                placeholder=t::companies::website_example
            />
            <TextArea field=form.text("/notes", |company| &mut company.notes) label=t::companies::notes rows=4 />
        </FormView>
    }
    .into_any()
}
