//! The members of the organization, and who is here now.

mod actions;
mod form;
mod import;
mod list;
mod online;
mod password;
mod words;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages `/admin/users` and `/admin/online`.
#[component(transparent)]
pub fn UserRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=Outlet>
            <Route path=path!("/users") view=lazily(user_list) />
            <Route path=path!("/online") view=lazily(online_list) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn user_list() -> Fetched {
    Ok(|| list::UserList().into_any())
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn online_list() -> Fetched {
    Ok(|| online::OnlineList().into_any())
}
