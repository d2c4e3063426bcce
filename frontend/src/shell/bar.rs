//! The top bar: search, language, theme, the person.

use api::auth::SwitchRequest;
use domain::jobs::NamedRef;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Overlays;
use crate::i18n::{Locale, locale, set_locale, t};
use crate::session;
use crate::theme::{Theme, set_theme, theme};
use crate::transport::client;
use crate::ui::{Avatar, Icon, Menu, MenuItem, MenuLink, lu, toast};

/// The languages under their own names, which are the same in every language.
pub const LANGUAGES: [(Locale, &str); 2] = [(Locale::Zh, "简体中文"), (Locale::En, "English")];

/// Above every page.
#[component]
pub fn TopBar(overlays: Overlays) -> AnyView {
    view! {
        <header class="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-base-100/85 px-4 backdrop-blur sm:px-6">
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square -ml-2 lg:hidden"
                aria-label=t::shell::open_menu
                on:click={move |_| overlays.drawer.set(true)}
            >
                <Icon icon=lu::LuMenu class="size-5" />
            </button>
            <span class="lg:hidden"><Logo /></span>
            <button
                type="button"
                class="hidden h-9 w-80 cursor-pointer items-center gap-2.5 rounded-field bg-base-content/6 px-3 text-left text-muted hover:bg-base-content/9 sm:flex"
                on:click={move |_| overlays.palette.set(true)}
            >
                <Icon icon=lu::LuSearch />
                <span class="flex-1 truncate">{t::shell::search}</span>
                <kbd class="kbd kbd-xs border-line bg-base-100 text-muted">{shortcut()}</kbd>
            </button>
            <span class="flex-1"></span>
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square sm:hidden"
                aria-label=t::shell::search
                on:click={move |_| overlays.palette.set(true)}
            >
                <Icon icon=lu::LuSearch />
            </button>
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square hidden sm:inline-flex"
                aria-label=t::shell::shortcuts
                on:click={move |_| overlays.help.set(true)}
            >
                <Icon icon=lu::LuCircleHelp />
            </button>
            <LanguageMenu />
            <ThemeMenu />
        </header>
    }
    .into_any()
}

/// ⌘K on a Mac, Ctrl K elsewhere.
fn shortcut() -> &'static str {
    let platform = window().navigator().platform().unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘K" } else { "Ctrl K" }
}

/// The mark and the name.
#[component]
pub fn Logo() -> AnyView {
    view! {
        <span class="flex items-center gap-2.5">
            <img src="/favicon.svg" width="28" height="28" alt="" />
            <span class="text-base font-semibold tracking-tight">{t::common::product}</span>
        </span>
    }
    .into_any()
}

/// Chooses the language.
#[component]
pub fn LanguageMenu() -> AnyView {
    let items = || {
        let item = |(choice, name): (Locale, &'static str)| {
            let checked = Signal::derive(move || locale() == choice);
            view! { <MenuItem label=name checked run=Callback::new(move |()| set_locale(choice)) /> }
        };
        LANGUAGES.map(item).collect_view()
    };
    let face = || view! { <Icon icon=lu::LuLanguages /> };
    view! { <Menu label=t::shell::language button=face>{items()}</Menu> }.into_any()
}

/// Chooses light or dark.
#[component]
pub fn ThemeMenu() -> AnyView {
    let items = || {
        let item = |choice: Theme| {
            let checked = Signal::derive(move || theme() == choice);
            let label = move || theme_name(choice);
            view! { <MenuItem label icon=theme_icon(choice) checked run=Callback::new(move |()| set_theme(choice)) /> }
        };
        Theme::ALL.map(item).collect_view()
    };
    let face = || view! { {move || view! { <Icon icon=theme_icon(theme()) /> }} };
    view! { <Menu label=t::shell::theme button=face>{items()}</Menu> }.into_any()
}

/// A theme in words.
pub fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => t::shell::theme_system(),
        Theme::Light => t::shell::theme_light(),
        Theme::Dark => t::shell::theme_dark(),
    }
}

fn theme_icon(theme: Theme) -> icondata_core::Icon {
    match theme {
        Theme::System => lu::LuMonitor,
        Theme::Light => lu::LuSun,
        Theme::Dark => lu::LuMoon,
    }
}

/// Goes on in another organization, from its first page: what is open belongs to the one before.
fn switch_to(organization_id: Uuid) {
    spawn_local(async move {
        let request = SwitchRequest { organization_id, refresh_token: None };
        match client().switch_organization(&request).await {
            Ok(_) => drop(window().location().assign("/")),
            Err(error) => toast::error(&error),
        }
    });
}

/// Who is signed in, at the foot of the sidebar.
#[component]
pub fn Account() -> AnyView {
    let name = || session::with_profile(|profile| profile.display_name.clone()).unwrap_or_default();
    let picture = || session::with_profile(|profile| profile.avatar_url.clone()).flatten();
    let organization = || session::with_profile(|profile| profile.organization.name.clone());
    let sign_out = Callback::new(|()| spawn_local(session::end()));
    let organizations = || {
        let (present, all) =
            session::with_profile(|profile| (profile.organization.id, profile.organizations.clone()))
                .unwrap_or_default();
        // Whoever belongs to one only has nothing to choose.
        let all = if all.len() > 1 { all } else { Vec::new() };
        let item = |organization: NamedRef| {
            let checked = Signal::stored(organization.id == present);
            let switch = Callback::new(move |()| switch_to(organization.id));
            view! { <MenuItem label=organization.name checked run=switch /> }
        };
        all.into_iter().map(item).collect_view()
    };
    let face = move || {
        view! {
            {move || view! { <Avatar name=name() picture=picture() /> }}
            <span class="min-w-0 flex-1 text-left leading-tight">
                <span class="block truncate font-medium">{name}</span>
                <span class="block truncate text-xs font-normal text-muted">{organization}</span>
            </span>
            <Icon icon=lu::LuChevronsUpDown class="size-3.5 text-muted" />
        }
    };
    view! {
        <div class="border-t border-line p-2">
            <Menu
                label=t::shell::account
                class="flex w-full cursor-pointer items-center gap-3 rounded-field px-2 py-1.5 hover:bg-base-200"
                button=face
                above=true
            >
                <MenuLink label=t::account::profile href="/settings" icon=lu::LuUserRound />
                <MenuLink label=t::account::preferences href="/settings?tab=preferences" icon=lu::LuSlidersHorizontal />
                <MenuLink label=t::account::security href="/settings?tab=security" icon=lu::LuKeyRound />
                {organizations}
                <MenuItem label=t::shell::sign_out icon=lu::LuLogOut run=sign_out />
            </Menu>
        </div>
    }
    .into_any()
}
