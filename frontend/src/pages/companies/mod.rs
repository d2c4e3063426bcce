//! The companies that jobs belong to.

mod detail;
mod field;
mod form;
mod list;

pub use field::company_field;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The pages under `/companies`.
#[component(transparent)]
pub fn CompanyRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/companies") view=Outlet>
            <Route path=path!("") view=lazily(company_list) />
            <Route path=path!("/:id") view=lazily(company_detail) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn company_list() -> Fetched {
    Ok(|| list::CompanyList().into_any())
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn company_detail() -> Fetched {
    Ok(|| detail::CompanyDetail().into_any())
}
