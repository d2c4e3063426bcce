//! From documents to records: upload, review beside the document, save.

mod batch;
mod decide;
mod desk;
mod document;
mod done;
mod duplicates;
mod evidence;
mod intake;
mod kind;
mod page;
mod rail;
mod review;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

pub use desk::Desk;

/// The page under `/import`; `?kind=jobs` or `?kind=candidates` says what is imported.
#[component(transparent)]
pub fn ImportRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/import") view=Outlet>
            <Route path=path!("") view=lazily(import_page) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(recruiting, wasm_split_path = leptos::wasm_split, fallible)]
fn import_page() -> Fetched {
    Ok(|| page::ImportPage().into_any())
}
