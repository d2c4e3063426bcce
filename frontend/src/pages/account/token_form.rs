//! A new token: what for, what it may do, and until when.

use api::auth::tokens::{CreatedApiToken, NewApiToken};
use chrono::TimeDelta;
use domain::{Coded, Permission};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{locale, t};
use crate::session;
use crate::transport::client;
use crate::ui::{ChecksField, Choice, Form, FormView, Modal, SelectField, SubmitButton, TextField};

/// Days after which a token ends, to choose from.
const DAYS: [i64; 3] = [30, 90, 365];

/// What the dialog asks for; the moment of the end follows from the days when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    token: NewApiToken,
    /// Empty: never.
    days: String,
}

impl domain::Check for Draft {
    fn check(&self, faults: &mut domain::Faults) {
        self.token.check(faults);
    }
}

/// The dialog.
#[component]
pub fn TokenDialog(open: RwSignal<bool>, done: Callback<CreatedApiToken>) -> AnyView {
    let empty = || Draft { token: NewApiToken::default(), days: DAYS[1].to_string() };
    let form = Form::new(empty());
    Effect::new(move |_| {
        if open.get() {
            form.reset(empty());
        }
    });
    let submit = form.submit(
        |draft: Draft| {
            let end = draft.days.parse().ok().map(|days| format::now() + TimeDelta::days(days));
            let token = NewApiToken { expires_at: end, ..draft.token };
            async move { client().create_api_token(&token).await }
        },
        move |created| done.run(created),
    );
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::security::token_add />
        }
    };
    view! {
        <Modal open title=t::security::token_add wide=true footer>
            {fields(form, submit)}
        </Modal>
    }
    .into_any()
}

fn fields(form: Form<Draft>, submit: Callback<()>) -> AnyView {
    let held = Signal::derive(|| {
        let mine = session::with_profile(|profile| profile.permissions.clone()).unwrap_or_default();
        mine.into_iter().map(|one| Choice::new(one.code(), move || one.title(locale()))).collect::<Vec<_>>()
    });
    let ends = Signal::derive(|| {
        let after = |days: i64| Choice::new(days.to_string(), move || t::security::days(days.unsigned_abs()));
        DAYS.into_iter().map(after).chain([Choice::new("", t::security::never)]).collect::<Vec<_>>()
    });
    let scopes = form.mapped(
        "/scopes",
        |draft| draft.token.scopes.iter().map(|scope| scope.code().to_owned()).collect::<Vec<_>>(),
        |draft, codes: Vec<String>| {
            draft.token.scopes = codes.iter().filter_map(|code| Permission::from_code(code)).collect();
        },
    );
    view! {
        <FormView state=form.state submit>
            <div class="grid gap-x-4 sm:grid-cols-2">
                <TextField
                    field=form.text("/name", |draft| &mut draft.token.name)
                    label=t::security::token_name
                    hint=t::security::token_name_hint
                    required=true
                />
                <SelectField
                    field=form.text("/expires_at", |draft| &mut draft.days)
                    label=t::security::token_expiry
                    options=ends
                />
            </div>
            <ChecksField field=scopes label=t::security::token_scopes options=held />
        </FormView>
    }
    .into_any()
}
