//! Following an invitation: with a new account, or with the one that one has.

use api::ApiError;
use api::auth::SwitchRequest;
use api::invitations::{Acceptance, Invited};
use domain::Secret;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{locale, t};
use crate::load::{Load, query};
use crate::pages::account::{AccountFrame, token};
use crate::session;
use crate::transport::client;
use crate::ui::{Notice, Skeleton, Tone, error_text, toast};

/// Says who invites, and what to do.
#[component]
pub fn AcceptInvitation() -> AnyView {
    let token = token();
    let invited = query({
        let token = token.clone();
        move || {
            let token = token.clone();
            async move { client().get_invited(&token).await }
        }
    });
    let title = move || {
        let name = invited.with(|invited| invited.organization.name.clone());
        name.map_or_else(|| t::invitations::invited_title().to_owned(), t::invitations::invited_to)
    };
    let choices = move |invited: Invited| choices(&invited, &token);
    view! {
        <AccountFrame title subtitle=t::invitations::invited_subtitle>
            {move || match invited.state().get() {
                Load::Loading => view! { <Skeleton lines=2 /> }.into_any(),
                Load::Failed(error) => not_valid(error),
                Load::Ready(value) => choices(value),
            }}
        </AccountFrame>
    }
    .into_any()
}

fn not_valid(error: ApiError) -> AnyView {
    view! {
        <Notice tone=Tone::Error text={move || error_text(&error)} />
        <p class="pt-6 text-center"><a class="link-plain" href="/">{t::account::go_on}</a></p>
    }
    .into_any()
}

fn choices(invited: &Invited, token: &Secret) -> AnyView {
    let here = format!("/invitation?token={}", token.expose());
    let sign_in = format!("/login?next={}", js_sys::encode_uri_component(&here));
    let register = format!("/register?invitation={}", token.expose());
    let (role, has_account, token) = (invited.role.clone(), invited.has_account, token.clone());
    let for_guests = move || {
        let (first, second) = if has_account {
            ((sign_in.clone(), t::invitations::sign_in as fn() -> &'static str), None)
        } else {
            let first = (register.clone(), t::account::register as fn() -> &'static str);
            (first, Some((sign_in.clone(), t::invitations::sign_in as fn() -> &'static str)))
        };
        view! {
            <a class="btn btn-primary w-full" href=first.0>{first.1}</a>
            {second.map(|(href, words)| view! { <a class="btn btn-quiet w-full" href=href>{words}</a> })}
        }
        .into_any()
    };
    let actions = move || match session::is_signed_in() {
        Some(true) => view! { <Accept token=token.clone() /> }.into_any(),
        Some(false) => for_guests(),
        None => ().into_any(),
    };
    view! {
        <div class="grid gap-3">
            <Notice tone=Tone::Info text={move || t::invitations::as_role(role.title(locale()))} />
            {actions}
        </div>
    }
    .into_any()
}

/// Joins with the account that is signed in, and goes on in the new organization.
#[component]
fn Accept(token: Secret) -> AnyView {
    let sending = RwSignal::new(false);
    let accept = move |_| {
        sending.set(true);
        let acceptance = Acceptance { token: token.clone() };
        spawn_local(async move {
            let done = async {
                let organization = client().accept_invitation(&acceptance).await?;
                let switch = SwitchRequest { organization_id: organization.id, refresh_token: None };
                client().switch_organization(&switch).await
            };
            match done.await {
                // From the first page, since what was open belongs to the other organization.
                Ok(_) => drop(window().location().assign("/")),
                Err(error) => {
                    sending.try_set(false);
                    toast::error(&error);
                }
            }
        });
    };
    let name = session::with_profile(|profile| profile.display_name.clone()).unwrap_or_default();
    view! {
        <button type="button" class="btn btn-primary w-full" disabled={move || sending.get()} on:click=accept>
            {move || t::invitations::accept_as(&name)}
        </button>
    }
    .into_any()
}
