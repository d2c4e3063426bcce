//! Candidates: the talent pool.

mod actions;
mod bulk;
mod columns;
mod detail;
mod duplicates;
pub mod form;
mod group_picker;
mod list;
mod overview;
pub mod words;

pub use bulk::CandidateBulk;
pub use columns::candidate_columns;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};
pub use list::group_choices;

/// The pages under `/candidates`.
#[component(transparent)]
pub fn CandidateRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/candidates") view=Outlet>
            <Route path=path!("") view=lazily(candidate_list) />
            <Route path=path!("/new") view=lazily(new_candidate) />
            <Route path=path!("/:id") view=lazily(candidate_detail) />
            <Route path=path!("/:id/edit") view=lazily(edit_candidate) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn candidate_list() -> Fetched {
    Ok(|| list::CandidateList().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn new_candidate() -> Fetched {
    Ok(|| form::NewCandidate().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn candidate_detail() -> Fetched {
    Ok(|| detail::CandidateDetail().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn edit_candidate() -> Fetched {
    Ok(|| form::EditCandidate().into_any())
}
