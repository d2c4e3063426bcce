//! What people may do: the built-in roles and the organization's own.

mod editor;
mod list;
mod matrix;
pub mod words;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/admin/roles`.
#[component(transparent)]
pub fn RoleRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/roles") view=Outlet>
            <Route path=path!("") view=lazily(role_list) />
            <Route path=path!("/new") view=lazily(new_role) />
            <Route path=path!("/:id") view=lazily(edit_role) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn role_list() -> Fetched {
    Ok(|| list::RoleList().into_any())
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn new_role() -> Fetched {
    Ok(|| editor::NewRole().into_any())
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn edit_role() -> Fetched {
    Ok(|| editor::EditRole().into_any())
}
