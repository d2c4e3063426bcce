//! Where one can go. The sidebar, the palette and the shortcuts show the same.

use domain::menus::Menu;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::bar::{Account, Logo};
use crate::i18n::{locale, t};
use crate::menu::directories;
use crate::ui::{Icon, menu_icon};

/// A page of the menu.
#[derive(Clone)]
pub struct Destination {
    /// Its address.
    pub href: String,
    /// Its picture.
    pub icon: icondata_core::Icon,
    /// The second key of its shortcut, after `g`.
    pub key: Option<char>,
    menu: Menu,
}

impl Destination {
    fn of(menu: Menu) -> Option<Self> {
        let icon = menu_icon(menu.icon.as_deref().unwrap_or_default());
        Some(Self { href: menu.path.clone()?, icon, key: shortcut(&menu.code), menu })
    }

    /// Its name in the present language, followed.
    pub fn label(&self) -> String {
        self.menu.title(locale()).to_owned()
    }
}

/// The pages that the present person may see, in order.
pub fn destinations() -> Vec<Destination> {
    directories().into_iter().flat_map(|directory| directory.children).filter_map(Destination::of).collect()
}

fn shortcut(code: &str) -> Option<char> {
    Some(match code {
        "dashboard" => 'd',
        "jobs" => 'j',
        "companies" => 'o',
        "candidates" => 'c',
        "groups" => 'g',
        "import" => 'i',
        "matching" => 'm',
        "mail-compose" => 'w',
        "mail-queue" => 'q',
        "mail-templates" => 't',
        "ai" => 'a',
        "users" => 'u',
        "settings" => 's',
        _ => return None,
    })
}

/// The menu.
#[component]
pub fn Sidebar() -> AnyView {
    let path = use_location().pathname;
    let group = move |directory: Menu| {
        let links = directory.children.iter().cloned().filter_map(Destination::of);
        let links = links.map(|page| link(page, path)).collect_view();
        view! {
            <div class="pb-4">
                <p class="px-3 pb-1 text-[11px] font-semibold tracking-wider text-muted uppercase">
                    {move || directory.title(locale()).to_owned()}
                </p>
                <ul class="grid gap-0.5">{links}</ul>
            </div>
        }
    };
    view! {
        <div class="flex h-14 shrink-0 items-center px-5">
            <a href="/" class="rounded-field"><Logo /></a>
        </div>
        <nav class="min-h-0 flex-1 overflow-y-auto px-3 pt-2" aria-label=t::shell::menu>
            {move || directories().into_iter().map(group).collect_view()}
        </nav>
        <Account />
    }
    .into_any()
}

fn link(page: Destination, path: Memo<String>) -> AnyView {
    let (href, icon) = (page.href.clone(), page.icon);
    let own = href.clone();
    let present = Memo::new(move |_| path.with(|path| *path == own || (own != "/" && below(path, &own))));
    view! {
        <li>
            <a
                href=href
                class="flex h-9 items-center gap-3 rounded-field px-3 font-medium text-muted transition-colors hover:bg-base-200 hover:text-base-content aria-[current=page]:bg-primary/10 aria-[current=page]:text-primary"
                aria-current={move || present.get().then_some("page")}
            >
                <Icon icon class="size-[18px]" />
                <span class="truncate">{move || page.label()}</span>
            </a>
        </li>
    }
    .into_any()
}

fn below(path: &str, href: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}
