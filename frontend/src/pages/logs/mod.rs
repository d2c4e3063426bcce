//! Timelines: what became of a record, and what happened last. The logs of the organization.

mod actions;
mod entry;
mod fields;
mod operation;
mod operations;
mod page;
mod period;
mod timeline;

pub use entry::RecentList;
pub use fields::{field_name, value_words};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::path;
pub use timeline::{Timeline, TimelineOf};

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/logs`.
#[component(transparent)]
pub fn LogRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/logs") view=lazily(logs_page) /> }.into_inner().into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn logs_page() -> Fetched {
    Ok(|| page::LogsPage().into_any())
}
