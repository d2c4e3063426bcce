//! Mail: mailboxes, templates, writing, and the queue.

mod accounts;
mod compose;
mod proposal;
mod queue;
mod templates;
pub mod words;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

pub use accounts::{TestAnswer, TestDialog};

use crate::lazy::{Fetched, lazily};

/// The pages under `/mail`.
#[component(transparent)]
pub fn MailRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/mail") view=Outlet>
            <Route path=path!("/accounts") view=lazily(account_list) />
            <Route path=path!("/templates") view=lazily(template_list) />
            <Route path=path!("/templates/new") view=lazily(new_template) />
            <Route path=path!("/templates/:id") view=lazily(template_page) />
            <Route path=path!("/compose") view=lazily(compose) />
            <Route path=path!("/queue") view=lazily(queue) />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn account_list() -> Fetched {
    Ok(|| accounts::AccountList().into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn template_list() -> Fetched {
    Ok(|| templates::TemplateList().into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn new_template() -> Fetched {
    Ok(|| templates::NewTemplate().into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn template_page() -> Fetched {
    Ok(|| templates::TemplatePage().into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn compose() -> Fetched {
    Ok(|| compose::Compose().into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
fn queue() -> Fetched {
    Ok(|| queue::Queue().into_any())
}
