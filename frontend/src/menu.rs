//! The menu of the present person. Until the server has told what the organization changed of it, it is the one that
//! ships, by the person's permissions, so that nothing jumps in most organizations.

use std::sync::LazyLock;

use domain::menus::{self, Menu};
use leptos::prelude::*;

use crate::session::may;
use crate::transport::client;

static TOLD: LazyLock<ArcRwSignal<Option<Vec<Menu>>>> = LazyLock::new(Default::default);

/// The directories with their pages, in order; followed.
pub fn directories() -> Vec<Menu> {
    TOLD.get().unwrap_or_else(|| menus::seen(menus::tree(&[]), &may))
}

/// Asks for the menu, as after a sign-in and after a change of it. Without an answer the one before stays.
pub async fn load() {
    if let Ok(menu) = client().get_own_menu().await {
        TOLD.set(Some(menu.items));
    }
}

/// Forgets it, as before somebody else signs in.
pub fn forget() {
    TOLD.set(None);
}
