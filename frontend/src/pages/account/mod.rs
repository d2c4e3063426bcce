//! Signing in, registering, and one's own settings.

mod frame;
pub mod login;
mod password;
mod preferences;
mod profile;
pub mod register;
mod settings;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::components::Route;
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/settings`.
#[component(transparent)]
pub fn SettingsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/settings") view=lazily(settings) /> }.into_inner()
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn settings() -> Fetched {
    Ok(|| settings::Settings().into_any())
}
