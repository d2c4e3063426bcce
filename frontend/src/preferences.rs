//! Choices that follow the person from device to device: the theme, and the columns of tables. Each device keeps them
//! too, so that the page looks right before anybody is asked.

use std::cell::RefCell;
use std::time::Duration;

use api::auth::own_data::Preferences;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::transport::client;
use crate::{session, store, theme};

/// How all keys on the device begin.
const PREFIX: &str = "bole.";
const THEME: &str = "theme";
const COLUMNS: &str = "columns.";

/// Several choices in a row are sent together.
const PAUSE: Duration = Duration::from_millis(800);

thread_local! {
    /// What the account keeps, also what this page does not know.
    static KEPT: RefCell<Preferences> = RefCell::default();
    static TIMER: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
}

/// Takes over what the account keeps. Without an answer the device's own choices stay.
pub async fn arrive() {
    let Ok(kept) = client().get_preferences().await else { return };
    for (key, value) in &kept.0 {
        if let Some(value) = value.as_str().filter(|_| follows(key)) {
            store::set(&format!("{PREFIX}{key}"), value);
        }
    }
    if kept.0.contains_key(THEME) {
        theme::recall();
    }
    KEPT.set(kept);
}

/// Sends the choices of this device, after a pause.
pub fn changed() {
    if session::is_signed_in() != Some(true) {
        return;
    }
    let timer = set_timeout_with_handle(|| spawn_local(send()), PAUSE).ok();
    if let Some(pending) = TIMER.replace(timer) {
        pending.clear();
    }
}

async fn send() {
    let mut kept = KEPT.take();
    for key in store::keys() {
        if let Some(name) = key.strip_prefix(PREFIX).filter(|name| follows(name)) {
            kept.0.insert(name.to_owned(), store::get(&key).unwrap_or_default().into());
        }
    }
    // Without an answer the device remembers, and the next change tries again.
    drop(client().replace_preferences(&kept).await);
    KEPT.set(kept);
}

fn follows(key: &str) -> bool {
    key == THEME || key.starts_with(COLUMNS)
}
