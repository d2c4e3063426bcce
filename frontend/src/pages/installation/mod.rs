//! The installation as a whole, for its operator.

mod mailbox;
mod page;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/installation`.
#[component(transparent)]
pub fn InstallationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/installation") view=lazily(installation) /> }
        .into_inner()
        .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn installation() -> Fetched {
    Ok(|| page::InstallationPage().into_any())
}
