//! Coming back from a provider with an account that is linked to nobody: to be linked, or to make an account with.

use api::auth::oauth::{OAuthRegistration, OAuthStranger};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::frame::AccountFrame;
use crate::i18n::t;
use crate::load::{Load, query};
use crate::session;
use crate::transport::client;
use crate::ui::{
    Form, FormView, Icon, Notice, Skeleton, SubmitButton, TextField, Tone, error_text, lu, toast,
};

/// Signs in and comes back to this page.
const SIGN_IN: &str = "/login?next=%2Foauth%2Flink";

/// Says who came back, and what can be done.
#[component]
pub fn LinkPage() -> AnyView {
    let stranger = query(|| async { client().get_oauth_stranger().await });
    let provider = move || stranger.with(|found| found.provider.clone()).unwrap_or_default();
    // What was found when the page opened stays: registering signs in and leaves.
    let signed_in = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        if signed_in.get_untracked().is_none() {
            signed_in.set(session::is_signed_in());
        }
    });
    let body = move || match (stranger.state().get(), signed_in.get()) {
        (Load::Failed(error), _) => over(error),
        (Load::Ready(found), Some(true)) => confirm(found),
        (Load::Ready(found), Some(false)) if found.may_register && !found.has_account => register(found),
        (Load::Ready(found), Some(false)) => prove(&found),
        _ => view! { <Skeleton lines=4 /> }.into_any(),
    };
    view! {
        <AccountFrame
            title={move || if provider().is_empty() { t::oauth::other_account().to_owned() } else { provider() }}
            subtitle={move || stranger.with(who).unwrap_or_default()}
        >
            {body}
        </AccountFrame>
    }
    .into_any()
}

fn who(stranger: &OAuthStranger) -> String {
    let name = match &stranger.email {
        Some(email) if stranger.name.is_empty() => email.clone(),
        Some(email) => format!("{} · {email}", stranger.name),
        None => stranger.name.clone(),
    };
    t::oauth::signed_in_there(&name)
}

fn over(error: api::ApiError) -> AnyView {
    view! {
        <div class="grid gap-5">
            <Notice tone=Tone::Error text={move || error_text(&error)} />
            <a class="btn btn-primary w-full" href="/login">{t::account::login}</a>
        </div>
    }
    .into_any()
}

/// The person has proved an account by signing in; the rest is one click.
fn confirm(stranger: OAuthStranger) -> AnyView {
    let go = use_navigate();
    let sending = RwSignal::new(false);
    let next = stranger.next.clone().unwrap_or_else(|| "/settings?tab=security".to_owned());
    let link = move |_| {
        let (go, next) = (go.clone(), next.clone());
        sending.set(true);
        spawn_local(async move {
            match client().link_oauth_stranger().await {
                Ok(linked) => {
                    toast::success(t::oauth::linked(&linked.title));
                    go(&next, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Err(error) => toast::error(&error),
            }
            sending.try_set(false);
        });
    };
    let name = session::with_profile(|profile| format!("{} ({})", profile.display_name, profile.email));
    let (name, provider) = (name.unwrap_or_default(), stranger.provider);
    view! {
        <div class="grid gap-5">
            <p class="text-pretty">{move || t::oauth::link_to(&provider, &name)}</p>
            <button type="button" class="btn btn-primary w-full" disabled={move || sending.get()} on:click=link>
                <Icon icon=lu::LuLink />
                {t::oauth::link}
            </button>
            <a class="btn btn-ghost w-full" href="/">{t::common::cancel}</a>
        </div>
    }
    .into_any()
}

/// There is an account, or none can be made: the person signs in first.
fn prove(stranger: &OAuthStranger) -> AnyView {
    let text = if stranger.has_account { t::oauth::has_account } else { t::oauth::no_account };
    view! {
        <div class="grid gap-5">
            <Notice tone=Tone::Info text />
            <a class="btn btn-primary w-full" href=SIGN_IN>{t::oauth::sign_in_and_link}</a>
        </div>
    }
    .into_any()
}

fn register(stranger: OAuthStranger) -> AnyView {
    let form = Form::new(OAuthRegistration {
        username: stranger.username.clone().unwrap_or_default(),
        email: stranger.email.clone().unwrap_or_default(),
        ..OAuthRegistration::default()
    });
    let go = use_navigate();
    let next = stranger.next.unwrap_or_else(|| "/".to_owned());
    let submit = form.submit(
        |draft| async move { client().register_with_oauth(&draft).await },
        move |answer| {
            session::begin(answer);
            go(&next, NavigateOptions { replace: true, ..NavigateOptions::default() });
        },
    );
    view! {
        <FormView state=form.state submit>
            <TextField
                field=form.text("/organization_name", |draft| &mut draft.organization_name)
                label=t::account::organization_name
                hint=t::account::organization_hint
                autocomplete="organization"
            />
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
            <SubmitButton state=form.state label=t::account::register class="btn btn-primary mt-1 w-full" />
        </FormView>
        <p class="pt-6 text-center text-muted">
            {t::account::have_account} " " <a class="link-plain" href=SIGN_IN>{t::oauth::sign_in_and_link}</a>
        </p>
    }
    .into_any()
}
