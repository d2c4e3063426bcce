//! One's password.

use api::auth::PasswordChange;
use domain::Secret;
use leptos::prelude::*;

use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Form, FormView, Panel, SubmitButton, TextField, toast};

/// Changes the password; other devices are then signed out.
#[component]
pub fn PasswordPanel() -> AnyView {
    let empty = PasswordChange { old_password: Secret::new(""), new_password: Secret::new("") };
    let form = Form::new(empty.clone());
    let submit = form.submit(
        |draft| async move { client().change_password(&draft).await },
        move |()| {
            form.reset(empty.clone());
            toast::success(t::account::password_changed());
        },
    );
    view! {
        <Panel title=t::account::change_password>
            <div class="max-w-sm">
                <FormView state=form.state submit>
                    <TextField
                        field=form.text("/old_password", |draft| &mut draft.old_password)
                        label=t::account::old_password
                        kind="password"
                        autocomplete="current-password"
                        required=true
                    />
                    <TextField
                        field=form.text("/new_password", |draft| &mut draft.new_password)
                        label=t::account::new_password
                        hint=t::account::password_hint
                        kind="password"
                        autocomplete="new-password"
                        required=true
                    />
                    <SubmitButton state=form.state label=t::account::change_password />
                </FormView>
            </div>
        </Panel>
    }
    .into_any()
}
