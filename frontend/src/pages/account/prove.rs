//! A dialog that asks for the password, where an open page is not proof enough.

use std::future::Future;

use api::ApiError;
use api::auth::two_factor::PasswordProof;
use domain::Secret;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Form, FormView, Modal, SubmitButton, TextField};

/// Sends the password with `send`; `done` gets the answer when it was right.
#[component]
pub fn ProveDialog<R, F>(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// The verb on the button.
    #[prop(into)]
    action: TextProp,
    #[prop(default = "btn btn-primary")] class: &'static str,
    send: impl Fn(PasswordProof) -> F + Send + Sync + 'static,
    done: impl Fn(R) + Send + Sync + 'static,
) -> AnyView
where
    R: 'static,
    F: Future<Output = Result<R, ApiError>> + 'static,
{
    let empty = || PasswordProof { password: Secret::new("") };
    let form = Form::new(empty());
    // A secret does not stay in the page longer than it has to.
    Effect::new(move |_| {
        open.track();
        form.reset(empty());
    });
    let submit = form.submit(send, move |answer| {
        open.set(false);
        done(answer);
    });
    let footer = move || {
        let action = action.clone();
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=action class />
        }
    };
    view! {
        <Modal open title description=text footer>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/password", |draft| &mut draft.password)
                    label=t::account::password
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
            </FormView>
        </Modal>
    }
    .into_any()
}
