//! The members of the organization, and who is here now.

mod actions;
mod form;
mod import;
mod list;
mod online;
mod password;
mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages `/admin/users` and `/admin/online`.
#[component(transparent)]
pub fn UserRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=Outlet>
            <Route path=path!("/users") view=list::UserList />
            <Route path=path!("/online") view=online::OnlineList />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
