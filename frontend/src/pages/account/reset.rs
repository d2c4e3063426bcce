//! Setting a new password by the link of a mail.

use api::auth::links::PasswordReset;
use domain::Secret;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::frame::AccountFrame;
use super::verify::token;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Form, FormView, SubmitButton, TextField, toast};

/// Asks for the new password, then leads to signing in with it.
#[component]
pub fn ResetPassword() -> AnyView {
    let form = Form::new(PasswordReset { token: token(), new_password: Secret::new("") });
    let go = use_navigate();
    let submit = form.submit(
        |draft| async move { client().reset_password(&draft).await },
        move |()| {
            // Every session has ended, this one as well.
            session::lost();
            toast::success(t::account::reset_done());
            go("/login", Default::default());
        },
    );
    view! {
        <AccountFrame title=t::account::reset_title subtitle=t::account::reset_subtitle>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/new_password", |draft| &mut draft.new_password)
                    label=t::account::new_password
                    hint=t::account::password_hint
                    kind="password"
                    autocomplete="new-password"
                    required=true
                />
                <SubmitButton state=form.state label=t::account::set_password class="btn btn-primary mt-1 w-full" />
            </FormView>
            <p class="pt-6 text-center"><a class="link-plain" href="/forgot">{t::account::ask_again}</a></p>
        </AccountFrame>
    }
    .into_any()
}
