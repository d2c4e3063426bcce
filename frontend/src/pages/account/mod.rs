//! Signing in, registering, and one's own settings.

mod frame;
pub mod login;
mod password;
mod preferences;
mod profile;
pub mod register;
mod settings;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::path;

/// The pages under `/settings`.
#[component(transparent)]
pub fn SettingsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/settings") view=settings::Settings /> }.into_inner()
}
