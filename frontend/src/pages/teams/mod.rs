//! Teams: a tree of people.

mod form;
mod page;
mod state;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/teams`.
#[component(transparent)]
pub fn TeamRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/teams") view=Outlet>
            <Route path=path!("") view=lazily(team_page) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn team_page() -> Fetched {
    Ok(|| page::TeamPage().into_any())
}
