//! Mail: mailboxes, templates, writing, and the queue.

mod accounts;
mod compose;
mod proposal;
mod queue;
mod templates;
pub mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The pages under `/mail`.
#[component(transparent)]
pub fn MailRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/mail") view=Outlet>
            <Route path=path!("/accounts") view=accounts::AccountList />
            <Route path=path!("/templates") view=templates::TemplateList />
            <Route path=path!("/templates/new") view=templates::NewTemplate />
            <Route path=path!("/templates/:id") view=templates::TemplatePage />
            <Route path=path!("/compose") view=compose::Compose />
            <Route path=path!("/queue") view=queue::Queue />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
