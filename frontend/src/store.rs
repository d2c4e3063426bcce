//! Small things remembered on this device. Where the browser keeps nothing (private windows, full disks) the
//! page works all the same and forgets.

use leptos::prelude::window;
use web_sys::Storage;

/// What was remembered under a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Remembers a text under a key.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(key, value));
    }
}

/// Everything that is remembered.
pub fn keys() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
