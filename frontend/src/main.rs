//! The single-page app of Bole.
//!
//! `ui` is the kit, `shell` the frame around every page, `pages` the pages, a directory per feature. Texts are
//! in `locales/`, everything the server says comes through `transport`.

mod app;
mod engines;
mod format;
mod i18n;
mod lazy;
mod load;
mod markdown;
mod menu;
mod pages;
mod preferences;
mod session;
mod shell;
mod store;
mod theme;
mod transport;
mod ui;
mod upload;

fn main() {
    console_error_panic_hook::set_once();
    theme::follow_system();
    leptos::mount::mount_to_body(app::App);
    leptos::task::spawn_local(session::resume());
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
}
