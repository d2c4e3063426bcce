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
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

pub use desk::Desk;

/// The page under `/import`; `?kind=jobs` or `?kind=candidates` says what is imported.
#[component(transparent)]
pub fn ImportRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/import") view=Outlet>
            <Route path=path!("") view=page::ImportPage />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
