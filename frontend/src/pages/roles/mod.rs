//! What people may do: the built-in roles and the organization's own.

mod editor;
mod list;
mod matrix;
pub mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/admin/roles`.
#[component(transparent)]
pub fn RoleRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/roles") view=Outlet>
            <Route path=path!("") view=list::RoleList />
            <Route path=path!("/new") view=editor::NewRole />
            <Route path=path!("/:id") view=editor::EditRole />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
