//! A forgotten password: asking for the link that sets a new one.

use api::auth::links::ForgottenPassword;
use leptos::prelude::*;

use super::frame::AccountFrame;
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{Form, FormView, Notice, SubmitButton, TextField, Tone};

/// Asks for the address. The answer is the same whether or not somebody has it.
#[component]
pub fn ForgotPassword() -> AnyView {
    let form = Form::new(ForgottenPassword { email: String::new() });
    let registration = query(|| async { client().get_registration().await });
    let no_mail = Memo::new(move |_| registration.with(|info| !info.has_mail) == Some(true));
    let sent = RwSignal::new(None::<String>);
    let submit = form.submit(
        |draft| async move { client().forgot_password(&draft).await.map(|()| draft.email) },
        move |email| sent.set(Some(email)),
    );
    let body = move || {
        match sent.get() {
        Some(email) => {
            let text = move || t::account::reset_sent(&email);
            view! { <Notice tone=Tone::Success text /> }.into_any()
        }
        None => view! {
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/email", |draft| &mut draft.email)
                    label=t::account::email
                    kind="email"
                    autocomplete="email"
                    required=true
                />
                <SubmitButton state=form.state label=t::account::send_reset class="btn btn-primary mt-1 w-full" />
            </FormView>
        }
        .into_any(),
    }
    };
    view! {
        <AccountFrame title=t::account::forgot_title subtitle=t::account::forgot_subtitle>
            {move || no_mail.get().then(|| view! {
                <div class="pb-5"><Notice tone=Tone::Info text=t::account::no_mail /></div>
            })}
            {body}
            <p class="pt-6 text-center"><a class="link-plain" href="/login">{t::account::back_to_login}</a></p>
        </AccountFrame>
    }
    .into_any()
}
