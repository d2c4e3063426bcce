//! Asks before changes that are not saved are left behind.

use std::sync::{Arc, LazyLock};

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::confirm::{Question, ask};
use crate::i18n::t;

/// The checks of the forms that are open now.
static GUARDS: LazyLock<ArcRwSignal<Vec<(u32, Callback<(), bool>)>>> = LazyLock::new(Default::default);

/// The checks of work that outlives its page, and is lost only with the tab.
static CLOSING: LazyLock<ArcRwSignal<Vec<Callback<(), bool>>>> = LazyLock::new(Default::default);

/// Guards for as long as the present component lives, whenever `is_dirty` says so.
pub fn guard(is_dirty: impl Fn() -> bool + Send + Sync + 'static) {
    let id = GUARDS.with_untracked(|guards| guards.last().map_or(0, |(id, _)| id + 1));
    GUARDS.update_untracked(|guards| guards.push((id, Callback::new(move |()| untrack(&is_dirty)))));
    on_cleanup(move || GUARDS.update_untracked(|guards| guards.retain(|(own, _)| *own != id)));
}

/// Asks before the tab is closed or loaded again, but not before another page: for what the app keeps.
pub fn guard_closing(is_dirty: impl Fn() -> bool + Send + Sync + 'static) {
    CLOSING.update_untracked(|guards| guards.push(Callback::new(move |()| untrack(&is_dirty))));
}

/// Runs `leave` at once, or after the person agreed to lose changes.
pub fn before(leave: impl Fn() + Send + Sync + 'static) {
    if !has_changes() {
        return leave();
    }
    ask(Question {
        title: t::common::unsaved_title().to_owned(),
        text: t::common::unsaved_text().to_owned(),
        action: t::common::discard().to_owned(),
        dangerous: true,
        then: Arc::new(move || {
            GUARDS.update_untracked(Vec::clear);
            leave();
        }),
    });
}

/// Listens for links that are followed and tabs that are closed; once, in the shell.
pub fn listen(go: Callback<String>) {
    let closing = window_event_listener(ev::beforeunload, |event| {
        let loses_work = CLOSING.get_untracked().iter().any(|is_dirty| is_dirty.try_run(()).unwrap_or(false));
        if has_changes() || loses_work {
            event.prevent_default();
        }
    });
    // On the body, which a click reaches before the window, where the router listens.
    let Some(body) = document().body() else { return };
    let following = move |event: web_sys::Event| {
        let Some(href) = link_of(&event).filter(|_| has_changes()) else { return };
        event.prevent_default();
        event.stop_propagation();
        before(move || go.run(href.clone()));
    };
    let listener = wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(following);
    drop(body.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref()));
    listener.forget();
    on_cleanup(move || closing.remove());
}

fn has_changes() -> bool {
    let guards = GUARDS.get_untracked();
    guards.iter().any(|(_, is_dirty)| is_dirty.try_run(()).unwrap_or(false))
}

/// The address of the link that was clicked, if it leads to another page of this app.
fn link_of(event: &web_sys::Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    let href = link.get_attribute("href").filter(|href| href.starts_with('/'))?;
    (!link.has_attribute("target") && !link.has_attribute("download")).then_some(href)
}
