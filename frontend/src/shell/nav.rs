//! Where one can go. The sidebar and the palette show the same.

use domain::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::bar::{Account, Logo};
use crate::i18n::t;
use crate::session::may;
use crate::ui::{Icon, lu};

/// A page of the menu.
#[derive(Clone, Copy)]
pub struct Destination {
    /// Its address.
    pub href: &'static str,
    /// Its name.
    pub label: fn() -> &'static str,
    /// Its picture.
    pub icon: icondata_core::Icon,
    /// The second key of its shortcut, after `g`.
    pub key: Option<char>,
    needs: Option<Permission>,
    group: Group,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Workspace,
    Mail,
    System,
}

impl Group {
    const ALL: [(Self, fn() -> &'static str); 3] = [
        (Self::Workspace, t::shell::workspace),
        (Self::Mail, t::shell::mail),
        (Self::System, t::shell::system),
    ];
}

/// The pages that the present person may see, in order.
pub fn destinations() -> Vec<Destination> {
    all().into_iter().filter(|page| page.needs.is_none_or(may)).collect()
}

fn all() -> Vec<Destination> {
    use Group::{Mail, System, Workspace};
    let page = |group, href, label, icon, key, needs| Destination { href, label, icon, key, needs, group };
    vec![
        page(
            Workspace,
            "/",
            t::shell::dashboard,
            lu::LuLayoutDashboard,
            Some('d'),
            Some(Permission::ReportRead),
        ),
        page(Workspace, "/jobs", t::shell::jobs, lu::LuBriefcase, Some('j'), Some(Permission::JobRead)),
        page(
            Workspace,
            "/companies",
            t::shell::companies,
            lu::LuBuilding2,
            Some('o'),
            Some(Permission::CompanyRead),
        ),
        page(
            Workspace,
            "/candidates",
            t::shell::candidates,
            lu::LuUsers,
            Some('c'),
            Some(Permission::CandidateRead),
        ),
        page(Workspace, "/groups", t::shell::groups, lu::LuFolders, Some('g'), Some(Permission::GroupRead)),
        page(
            Workspace,
            "/import",
            t::shell::import,
            lu::LuScanText,
            Some('i'),
            Some(Permission::CandidateImport),
        ),
        page(
            Workspace,
            "/matching",
            t::shell::matching,
            lu::LuTarget,
            Some('m'),
            Some(Permission::MatchRead),
        ),
        page(Mail, "/mail/compose", t::shell::compose, lu::LuPenLine, Some('w'), Some(Permission::EmailSend)),
        page(Mail, "/mail/queue", t::shell::queue, lu::LuSend, Some('q'), Some(Permission::EmailRead)),
        page(
            Mail,
            "/mail/templates",
            t::shell::templates,
            lu::LuFileText,
            Some('t'),
            Some(Permission::TemplateRead),
        ),
        page(Mail, "/mail/accounts", t::shell::accounts, lu::LuAtSign, None, Some(Permission::EmailSend)),
        page(System, "/ai", t::shell::ai, lu::LuSparkles, Some('a'), Some(Permission::ModelRead)),
        page(System, "/settings", t::shell::settings, lu::LuSettings, Some('s'), None),
    ]
}

/// The menu.
#[component]
pub fn Sidebar() -> AnyView {
    let path = use_location().pathname;
    let group = move |(group, title): (Group, fn() -> &'static str)| {
        let pages = move || destinations().into_iter().filter(|page| page.group == group).collect::<Vec<_>>();
        let links = move || pages().into_iter().map(|page| link(page, path)).collect_view();
        view! {
            <div class="pb-4" hidden={move || pages().is_empty()}>
                <p class="px-3 pb-1 text-[11px] font-semibold tracking-wider text-muted uppercase">{title}</p>
                <ul class="grid gap-0.5">{links}</ul>
            </div>
        }
    };
    view! {
        <div class="flex h-14 shrink-0 items-center px-5">
            <a href="/" class="rounded-field"><Logo /></a>
        </div>
        <nav class="min-h-0 flex-1 overflow-y-auto px-3 pt-2" aria-label=t::shell::menu>
            {Group::ALL.map(group).collect_view()}
        </nav>
        <Account />
    }
    .into_any()
}

fn link(page: Destination, path: Memo<String>) -> AnyView {
    let Destination { href, label, icon, .. } = page;
    let present = Memo::new(move |_| path.with(|path| path == href || (href != "/" && below(path, href))));
    view! {
        <li>
            <a
                href=href
                class="flex h-9 items-center gap-3 rounded-field px-3 font-medium text-muted transition-colors hover:bg-base-200 hover:text-base-content aria-[current=page]:bg-primary/10 aria-[current=page]:text-primary"
                aria-current={move || present.get().then_some("page")}
            >
                <Icon icon class="size-[18px]" />
                {label}
            </a>
        </li>
    }
    .into_any()
}

fn below(path: &str, href: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}
