//! Jobs: what clients are hiring for.

mod actions;
mod detail;
pub mod form;
mod list;
mod overview;
pub mod words;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/jobs`.
#[component(transparent)]
pub fn JobRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/jobs") view=Outlet>
            <Route path=path!("") view=lazily(job_list) />
            <Route path=path!("/new") view=lazily(new_job) />
            <Route path=path!("/:id") view=lazily(job_detail) />
            <Route path=path!("/:id/edit") view=lazily(edit_job) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn job_list() -> Fetched {
    Ok(|| list::JobList().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn new_job() -> Fetched {
    Ok(|| form::NewJob().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn job_detail() -> Fetched {
    Ok(|| detail::JobDetail().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn edit_job() -> Fetched {
    Ok(|| form::EditJob().into_any())
}
