//! Matches: who fits a job, which jobs fit a candidate, and why.

mod candidates;
mod explanation;
mod filters;
mod jobs;
mod page;
mod row;
mod score;
mod words;

pub use candidates::CandidateMatches;
pub use jobs::JobMatches;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/matching`.
#[component(transparent)]
pub fn MatchRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/matching") view=Outlet>
            <Route path=path!("") view=lazily(matching) />
            <Route path=path!("/jobs/:id") view=lazily(matching_job) />
            <Route path=path!("/candidates/:id") view=lazily(matching_candidate) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn matching() -> Fetched {
    Ok(|| page::Matching().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn matching_job() -> Fetched {
    Ok(|| page::MatchingJob().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn matching_candidate() -> Fetched {
    Ok(|| page::MatchingCandidate().into_any())
}
