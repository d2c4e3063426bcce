//! The organization's menu: titles, order, and what is shown.

mod page;
mod rename;
mod row;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The page under `/admin/menus`.
#[component(transparent)]
pub fn MenuRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/menus") view=Outlet>
            <Route path=path!("") view=page::MenuPage />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
