//! Groups of candidates.

mod detail;
mod form;
mod list;
mod members;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/groups`.
#[component(transparent)]
pub fn GroupRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/groups") view=Outlet>
            <Route path=path!("") view=list::GroupList />
            <Route path=path!("/:id") view=detail::GroupDetail />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
