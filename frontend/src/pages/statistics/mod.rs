//! The figures of the organization over time, for administrators.

mod course;
mod figures;
mod page;
mod tables;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/statistics`.
#[component(transparent)]
pub fn StatisticsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/statistics") view=lazily(statistics_page) /> }
        .into_inner()
        .into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn statistics_page() -> Fetched {
    Ok(|| page::StatisticsPage().into_any())
}
