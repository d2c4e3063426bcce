//! Inviting people, and following an invitation.

mod accept;
mod form;
mod list;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::path;

use crate::lazy::{Fetched, lazily};

/// The page under `/admin/invitations`.
#[component(transparent)]
pub fn InvitationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/invitations") view=lazily(invitations) /> }
        .into_inner()
        .into_any_nested_route()
}

/// The page that the link of an invitation leads to.
#[component(transparent)]
pub fn AcceptRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/invitation") view=lazily(accept) /> }.into_inner().into_any_nested_route()
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn invitations() -> Fetched {
    Ok(|| list::InvitationList().into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, fallible)]
fn accept() -> Fetched {
    Ok(|| accept::AcceptInvitation().into_any())
}
