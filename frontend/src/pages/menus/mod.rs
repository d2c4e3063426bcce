//! The organization's menu: titles, order, and what is shown.

mod page;
mod rename;
mod row;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/menus`.
#[component(transparent)]
pub fn MenuRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin/menus") view=Outlet>
            <Route path=path!("") view=lazily(menu_page) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn menu_page() -> Fetched {
    Ok(|| page::MenuPage().into_any())
}
