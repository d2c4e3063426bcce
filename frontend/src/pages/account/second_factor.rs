//! The second step of signing in.

use api::auth::SignedIn;
use api::auth::two_factor::TwoFactorLogin;
use domain::Secret;
use leptos::prelude::*;

use super::frame::AccountFrame;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Form, FormView, SubmitButton, TextField};

/// Asks for a code of the authenticator, or a recovery code.
#[component]
pub fn SecondFactor(
    /// What the first step gave.
    given: Secret,
    /// Emptied to start again.
    ticket: RwSignal<Option<Secret>>,
) -> AnyView {
    let form = Form::new(TwoFactorLogin { ticket: given, code: String::new() });
    let submit = form.submit(
        |draft| async move { client().login_two_factor(&draft).await },
        |answer: SignedIn| session::begin(answer),
    );
    view! {
        <AccountFrame title=t::security::second_title subtitle=t::security::second_subtitle>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/code", |draft| &mut draft.code)
                    label=t::security::code
                    hint=t::security::code_hint
                    autocomplete="one-time-code"
                    required=true
                />
                <SubmitButton state=form.state label=t::security::second_submit class="btn btn-primary mt-1 w-full" />
            </FormView>
            <p class="pt-6 text-center">
                <button type="button" class="link-plain cursor-pointer" on:click={move |_| ticket.set(None)}>
                    {t::security::start_again}
                </button>
            </p>
        </AccountFrame>
    }
    .into_any()
}
