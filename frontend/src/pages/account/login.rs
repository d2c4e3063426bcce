//! Signing in.

use api::auth::LoginRequest;
use api::auth::two_factor::SignInAnswer;
use domain::Secret;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::frame::AccountFrame;
use super::providers::{ProviderButtons, ProviderProblem};
use super::second_factor::SecondFactor;
use crate::i18n::t;
use crate::load::query;
use crate::session;
use crate::transport::client;
use crate::ui::{Form, FormView, SubmitButton, TextField};

/// Where those who are not signed in are sent, so that they come back to where they wanted to go.
pub fn address() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.query.get_untracked());
    if path == "/" || path == "/login" {
        return "/login".to_owned();
    }
    let wanted = js_sys::encode_uri_component(&format!("{path}{}", query.to_query_string()));
    format!("/login?next={wanted}")
}

/// Signing in, in one step or two.
#[component]
pub fn Login() -> AnyView {
    // A provider may have been the first step.
    let hash = use_location().hash.get_untracked();
    let ticket = RwSignal::new(hash.trim_start_matches('#').strip_prefix("ticket=").map(Secret::new));
    leave_when_signed_in();
    (move || match ticket.get() {
        Some(given) => view! { <SecondFactor given ticket /> },
        None => view! { <FirstStep ticket /> },
    })
    .into_any()
}

/// Asks for name and password; leads to registration when there is nobody yet.
#[component]
fn FirstStep(
    /// Set when a second factor is asked for.
    ticket: RwSignal<Option<Secret>>,
) -> AnyView {
    let form = Form::new(LoginRequest { login: String::new(), password: Secret::new("") });
    let registration = query(|| async { client().get_registration().await });
    let go = use_navigate();
    let first = Memo::new(move |_| registration.with(|info| info.is_first) == Some(true));
    let open = Memo::new(move |_| registration.with(|info| info.is_open || info.is_first) == Some(true));
    Effect::new({
        let go = go.clone();
        move |_| {
            if first.get() {
                go("/register", NavigateOptions { replace: true, ..NavigateOptions::default() });
            }
        }
    });
    let submit = form.submit(
        |draft| async move { client().login(&draft).await },
        move |answer| match answer {
            SignInAnswer::SignedIn(signed_in) => session::begin(*signed_in),
            SignInAnswer::TwoFactor(asked) => ticket.set(Some(asked.ticket)),
        },
    );
    view! {
        <AccountFrame title=t::account::login_title subtitle=t::account::login_subtitle>
            <ProviderProblem />
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/login", |draft| &mut draft.login)
                    label=t::account::login_name
                    autocomplete="username"
                    required=true
                />
                <TextField
                    field=form.text("/password", |draft| &mut draft.password)
                    label=t::account::password
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <SubmitButton state=form.state label=t::account::login class="btn btn-primary mt-1 w-full" />
            </FormView>
            <p class="pt-4 text-center"><a class="link-plain" href="/forgot">{t::account::forgot}</a></p>
            <ProviderButtons />
            <p class="pt-6 text-center text-muted" hidden={move || !open.get()}>
                {t::account::no_account} " "
                <a class="link-plain" href="/register">{t::account::register}</a>
            </p>
        </AccountFrame>
    }
    .into_any()
}

/// Goes on to the wanted page, or home, as soon as somebody is signed in.
pub fn leave_when_signed_in() {
    let go = use_navigate();
    let query = use_query_map();
    Effect::new(move |_| {
        if session::is_signed_in() == Some(true) {
            let next = query.with_untracked(|query| query.get("next"));
            // An address of this app only: `//host` and `\\host` would leave it.
            let next = next.filter(|next| next.starts_with('/') && !next[1..].starts_with(['/', '\\']));
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            go(next.as_deref().unwrap_or("/"), options);
        }
    });
}
