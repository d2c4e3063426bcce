//! One's address: that it is not proved yet, and another one.

use api::auth::links::EmailChange;
use domain::Secret;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Form, FormView, Notice, Panel, SubmitButton, TextField, Tone, toast};

/// Says, above every page, that the address is not proved, and sends the link again.
#[component]
pub fn UnverifiedNotice() -> AnyView {
    let email = Memo::new(|_| {
        session::with_profile(|profile| (!profile.email_verified).then(|| profile.email.clone())).flatten()
    });
    let sent = RwSignal::new(false);
    let send = move |_| {
        sent.set(true);
        spawn_local(async move {
            match client().send_verification().await {
                Ok(()) => toast::success(t::account::verification_sent()),
                Err(error) => toast::error(&error),
            }
        });
    };
    let notice = move |email: String| {
        view! {
            <div class="pb-5">
                <Notice tone=Tone::Info text={move || t::account::unverified(&email)}>
                    <button type="button" class="btn btn-xs btn-quiet" disabled={move || sent.get()} on:click=send>
                        {t::account::send_again}
                    </button>
                </Notice>
            </div>
        }
    };
    (move || email.get().map(notice)).into_any()
}

/// Moves the account to another address, once that is proved.
#[component]
pub fn EmailPanel() -> AnyView {
    let empty = EmailChange { new_email: String::new(), password: Secret::new("") };
    let form = Form::new(empty.clone());
    let sent = RwSignal::new(None::<String>);
    let submit = form.submit(
        |draft| async move { client().change_email(&draft).await.map(|()| draft.new_email) },
        move |email| {
            form.reset(empty.clone());
            sent.set(Some(email));
        },
    );
    view! {
        <Panel title=t::account::change_email>
            <p class="pb-4 text-muted">{t::account::change_email_hint}</p>
            {move || sent.get().map(|email| {
                let text = move || t::account::change_email_sent(&email);
                view! { <div class="pb-4"><Notice tone=Tone::Success text /></div> }
            })}
            <FormView state=form.state submit>
                <div class="grid gap-x-4 sm:grid-cols-2">
                    <TextField
                        field=form.text("/new_email", |draft| &mut draft.new_email)
                        label=t::account::new_email
                        kind="email"
                        autocomplete="email"
                        required=true
                    />
                    <TextField
                        field=form.text("/password", |draft| &mut draft.password)
                        label=t::account::old_password
                        kind="password"
                        autocomplete="current-password"
                        required=true
                    />
                </div>
                <div class="flex justify-end"><SubmitButton state=form.state label=t::account::change_email /></div>
            </FormView>
        </Panel>
    }
    .into_any()
}
