//! Engines: the built-in one, models, keys, and the organization's own configurations.

mod config_form;
mod configs;
mod key_form;
mod keys;
mod models;
mod page;
pub mod words;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/ai`.
#[component(transparent)]
pub fn AiRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/ai") view=Outlet>
            <Route path=path!("") view=lazily(ai_page) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn ai_page() -> Fetched {
    Ok(|| page::AiPage().into_any())
}
