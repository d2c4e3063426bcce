//! Jobs: what clients are hiring for.

mod actions;
mod detail;
pub mod form;
mod list;
mod overview;
pub mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/jobs`.
#[component(transparent)]
pub fn JobRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/jobs") view=Outlet>
            <Route path=path!("") view=list::JobList />
            <Route path=path!("/new") view=form::NewJob />
            <Route path=path!("/:id") view=detail::JobDetail />
            <Route path=path!("/:id/edit") view=form::EditJob />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
