//! The companies that jobs belong to.

mod detail;
mod field;
mod form;
mod list;

pub use field::company_field;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/companies`.
#[component(transparent)]
pub fn CompanyRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/companies") view=Outlet>
            <Route path=path!("") view=list::CompanyList />
            <Route path=path!("/:id") view=detail::CompanyDetail />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
