//! Signing in, registering, links from mails, and one's own settings.

mod activity;
mod crop;
mod email;
mod forgot;
mod frame;
mod identities;
mod link;
pub mod login;
mod own_data;
mod password;
mod picture;
mod preferences;
mod profile;
mod prove;
mod providers;
mod recovery;
pub mod register;
mod reset;
mod second_factor;
mod sessions;
mod settings;
mod token_form;
mod tokens;
mod two_factor;
mod verify;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

pub use email::UnverifiedNotice;
pub use frame::AccountFrame;
pub use verify::token;

use crate::lazy::{Fetched, lazily};

/// The pages under `/settings`.
#[component(transparent)]
pub fn SettingsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/settings") view=lazily(settings) /> }.into_inner()
}

/// The pages that links in mails lead to, and the one that asks for such a mail.
#[component(transparent)]
pub fn LinkRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/forgot") view=lazily(forgot) />
            <Route path=path!("/reset") view=lazily(reset) />
            <Route path=path!("/verify") view=lazily(verify) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The page to which those come back from a provider who are linked to nobody.
#[component(transparent)]
pub fn OAuthRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/oauth/link") view=lazily(oauth_link) /> }.into_inner()
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn oauth_link() -> Fetched {
    Ok(|| link::LinkPage().into_any())
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn settings() -> Fetched {
    Ok(|| settings::Settings().into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, fallible)]
fn forgot() -> Fetched {
    Ok(|| forgot::ForgotPassword().into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, fallible)]
fn reset() -> Fetched {
    Ok(|| reset::ResetPassword().into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, fallible)]
fn verify() -> Fetched {
    Ok(|| verify::VerifyEmail().into_any())
}
