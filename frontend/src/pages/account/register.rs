//! Registering; the first of all founds the organization.

use api::auth::{Registration, SignedIn};
use domain::Secret;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::AccountFrame;
use super::login::leave_when_signed_in;
use crate::i18n::t;
use crate::load::query;
use crate::session;
use crate::transport::client;
use crate::ui::{Form, FormView, Notice, SubmitButton, TextField, Tone};

/// Asks for what an account needs.
#[component]
pub fn Register() -> AnyView {
    let query_map = use_query_map();
    let token = query_map.with_untracked(|query| query.get("invitation")).map(Secret::new);
    let is_invited = token.is_some();
    let form = Form::new(Registration {
        username: String::new(),
        email: String::new(),
        password: Secret::new(""),
        first_name: String::new(),
        last_name: String::new(),
        organization_name: None,
        invitation_token: token.clone(),
    });
    let invited = query(move || {
        let token = token.clone();
        async move {
            match token {
                Some(token) => client().get_invited(&token).await.map(Some),
                None => Ok(None),
            }
        }
    });
    // The invited address is the one that counts as proved.
    Effect::new(move |_| {
        let Some(Some(invited)) = invited.ready() else { return };
        form.draft.update(|draft| {
            if draft.email.is_empty() {
                draft.email = invited.email;
            }
        });
    });
    let registration = query(|| async { client().get_registration().await });
    let first = Memo::new(move |_| registration.with(|info| info.is_first) == Some(true));
    let closed = Memo::new(move |_| {
        !is_invited && registration.with(|info| !info.is_first && !info.is_open) == Some(true)
    });
    leave_when_signed_in();
    let submit = form.submit(
        |draft| async move { client().register(&draft).await },
        |answer: SignedIn| session::begin(answer),
    );
    let title = move || if first.get() { t::account::first_title() } else { t::account::register_title() };
    let subtitle = move || {
        let organization =
            invited.with(|invited| invited.as_ref().map(|invited| invited.organization.name.clone()));
        match organization.flatten() {
            Some(name) => t::invitations::joining(&name),
            None if first.get() => t::account::first_subtitle().to_owned(),
            None => t::account::register_subtitle().to_owned(),
        }
    };
    view! {
        <AccountFrame title subtitle>
            {move || {
                closed
                    .get()
                    .then(|| view! { <div class="pb-5"><Notice tone=Tone::Warning text=t::account::closed /></div> })
            }}
            <FormView state=form.state submit>
                {(!is_invited).then(|| view! {
                    <TextField
                        field=form.text("/organization_name", |draft| &mut draft.organization_name)
                        label=t::account::organization_name
                        hint=t::account::organization_hint
                        autocomplete="organization"
                    />
                })}
                <div class="grid gap-x-4 sm:grid-cols-2">
                    <TextField
                        field=form.text("/last_name", |draft| &mut draft.last_name)
                        label=t::account::last_name
                        autocomplete="family-name"
                    />
                    <TextField
                        field=form.text("/first_name", |draft| &mut draft.first_name)
                        label=t::account::first_name
                        autocomplete="given-name"
                    />
                </div>
                <TextField
                    field=form.text("/username", |draft| &mut draft.username)
                    label=t::account::username
                    hint=t::account::username_hint
                    autocomplete="username"
                    required=true
                />
                <TextField
                    field=form.text("/email", |draft| &mut draft.email)
                    label=t::account::email
                    kind="email"
                    autocomplete="email"
                    required=true
                />
                <TextField
                    field=form.text("/password", |draft| &mut draft.password)
                    label=t::account::password
                    hint=t::account::password_hint
                    kind="password"
                    autocomplete="new-password"
                    required=true
                />
                <SubmitButton state=form.state label=t::account::register class="btn btn-primary mt-1 w-full" />
            </FormView>
            <p class="pt-6 text-center text-muted" hidden={move || first.get()}>
                {t::account::have_account} " "
                <a class="link-plain" href="/login">{t::account::login}</a>
            </p>
        </AccountFrame>
    }
    .into_any()
}
