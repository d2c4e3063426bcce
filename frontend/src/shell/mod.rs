//! The frame around every page: sidebar, top bar, palette, shortcuts.

mod bar;
mod help;
mod keys;
mod nav;
mod palette;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};

pub use bar::{LANGUAGES, LanguageMenu, Logo, ThemeMenu, theme_name};
use nav::Destination;

use crate::i18n::t;
use crate::menu;
use crate::pages::account::UnverifiedNotice;
use crate::session::with_profile;
use crate::ui::dialog::BareDialog;
use crate::ui::unsaved;

/// What is open above the page.
#[derive(Clone, Copy)]
pub struct Overlays {
    /// The palette.
    pub palette: RwSignal<bool>,
    /// The list of shortcuts.
    pub help: RwSignal<bool>,
    /// The sidebar on phones.
    pub drawer: RwSignal<bool>,
}

/// The frame; the page is its outlet.
#[component]
pub fn Shell() -> AnyView {
    let overlays =
        Overlays { palette: RwSignal::new(false), help: RwSignal::new(false), drawer: RwSignal::new(false) };
    let navigate = use_navigate();
    let go = Callback::new(move |address: String| navigate(&address, Default::default()));
    unsaved::listen(go);
    keys::listen(overlays, go);
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.get();
        overlays.drawer.set(false);
    });
    let who = Memo::new(|_| with_profile(|profile| (profile.organization.id, profile.permissions.clone())));
    Effect::new(move |before: Option<()>| {
        who.track();
        if before.is_none() {
            menu::forget();
        }
        spawn_local(menu::load());
    });
    view! {
        <a
            href="#main"
            class="btn btn-primary btn-sm fixed top-2 left-2 z-50 -translate-y-16 focus:translate-y-0"
        >
            {t::shell::skip}
        </a>
        <div class="lg:pl-60">
            <aside class="fixed inset-y-0 left-0 z-30 hidden w-60 flex-col border-r border-line bg-base-100 lg:flex">
                <nav::Sidebar />
            </aside>
            <bar::TopBar overlays />
            <main id="main" tabindex="-1" class="mx-auto w-full max-w-7xl px-4 py-6 outline-none sm:px-6">
                <UnverifiedNotice />
                <Outlet />
            </main>
        </div>
        <BareDialog
            open=overlays.drawer
            class="drawer-frame"
            side="left"
            label=t::shell::menu
            children=Box::new(|| view! { <nav::Sidebar /> }.into_any())
        />
        <palette::Palette open=overlays.palette go />
        <help::Help open=overlays.help />
    }
    .into_any()
}
