//! Teams: a tree of people.

mod form;
mod page;
mod state;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The page under `/admin/teams`.
#[component(transparent)]
pub fn TeamRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/teams") view=Outlet>
            <Route path=path!("") view=page::TeamPage />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
