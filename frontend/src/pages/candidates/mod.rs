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
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
pub use list::group_choices;

/// The pages under `/candidates`.
#[component(transparent)]
pub fn CandidateRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/candidates") view=Outlet>
            <Route path=path!("") view=list::CandidateList />
            <Route path=path!("/new") view=form::NewCandidate />
            <Route path=path!("/:id") view=detail::CandidateDetail />
            <Route path=path!("/:id/edit") view=form::EditCandidate />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
