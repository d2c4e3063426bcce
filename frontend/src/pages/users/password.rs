//! Another password for a member.

use api::users::{User, UserPasswordReset};
use leptos::prelude::*;

use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Form, FormView, Modal, Notice, SubmitButton, TextField, Tone, toast};

/// Opened by a row.
#[component]
pub fn PasswordDialog(user: RwSignal<Option<User>>) -> AnyView {
    let open = RwSignal::new(false);
    let form = Form::new(UserPasswordReset::default());
    Effect::new(move |_| {
        if user.with(Option::is_some) {
            form.reset(UserPasswordReset::default());
            open.set(true);
        }
    });
    let submit = form.submit(
        move |reset| {
            let id = user.with_untracked(|user| user.as_ref().map(|user| user.id)).unwrap_or_default();
            async move { client().reset_user_password(id, &reset).await }
        },
        move |()| {
            open.set(false);
            toast::success(t::users::password_set());
        },
    );
    let name =
        move || user.with(|user| user.as_ref().map(|user| user.display_name.clone())).unwrap_or_default();
    let title = move || t::users::set_password_title(name());
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::users::set_password />
        }
    };
    view! {
        <Modal open title footer>
            <FormView state=form.state submit>
                <div class="pb-3"><Notice tone=Tone::Info text=t::users::password_text /></div>
                <TextField
                    field=form.text("/password", |reset| &mut reset.password)
                    label=t::users::new_password
                    kind="password"
                    hint=t::users::new_password_hint
                    autocomplete="new-password"
                />
            </FormView>
        </Modal>
    }
    .into_any()
}
