//! Keys that work everywhere: Ctrl/⌘-K, `?`, `/`, and `g` with a letter to go somewhere.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::Overlays;
use super::nav::destinations;
use crate::ui::unsaved;

/// Listens for as long as the shell is there.
pub fn listen(overlays: Overlays, go: Callback<String>) {
    let after_g = StoredValue::new(false);
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            overlays.help.set(false);
            overlays.palette.update(|open| *open = !*open);
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(&event) || dialog_is_open() {
            return;
        }
        let going = after_g.get_value();
        after_g.set_value(!going && key == "g");
        if going {
            let wanted =
                untrack(destinations).into_iter().find(|page| page.key.is_some_and(|k| key == k.to_string()));
            if let Some(page) = wanted {
                event.prevent_default();
                unsaved::before(move || go.run(page.href.clone()));
            }
            return;
        }
        match key.as_str() {
            "?" => overlays.help.set(true),
            "/" => focus_search(overlays),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// The page's own search, or the palette where it has none.
fn focus_search(overlays: Overlays) {
    let field = document().query_selector("#main input[type=search]").ok().flatten();
    match field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        Some(field) => drop(field.focus()),
        None => overlays.palette.set(true),
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element.closest("input, textarea, select, [contenteditable=true]").ok().flatten().is_some()
    })
}

fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}
