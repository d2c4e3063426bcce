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
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/matching`.
#[component(transparent)]
pub fn MatchRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/matching") view=Outlet>
            <Route path=path!("") view=page::Matching />
            <Route path=path!("/jobs/:id") view=page::MatchingJob />
            <Route path=path!("/candidates/:id") view=page::MatchingCandidate />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
