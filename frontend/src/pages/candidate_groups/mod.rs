//! Groups of candidates.

mod detail;
mod form;
mod list;
mod members;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/groups`.
#[component(transparent)]
pub fn GroupRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/groups") view=Outlet>
            <Route path=path!("") view=lazily(group_list) />
            <Route path=path!("/:id") view=lazily(group_detail) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn group_list() -> Fetched {
    Ok(|| list::GroupList().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn group_detail() -> Fetched {
    Ok(|| detail::GroupDetail().into_any())
}
