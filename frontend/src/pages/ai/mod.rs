//! Engines: the built-in one, models, keys, and the organization's own configurations.

mod config_form;
mod configs;
mod key_form;
mod keys;
mod models;
mod page;
mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The page under `/ai`.
#[component(transparent)]
pub fn AiRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/ai") view=Outlet>
            <Route path=path!("") view=page::AiPage />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
