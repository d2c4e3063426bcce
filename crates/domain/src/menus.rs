//! The menu: what ships with the program, what an organization changed of it, and what one person sees of that.

mod catalogue;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Check, Code, Coded, Faults, Locale, Permission};

pub use catalogue::CATALOGUE;

/// The page on which the menu is changed, and where it lies. Neither can be hidden, or nobody could undo it.
const KEPT: [&str; 2] = ["system", "menus"];

/// What a node of the menu is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MenuKind {
    /// Holds pages.
    Directory,
    /// Can be gone to.
    Page,
    /// Something to do on a page.
    Button,
}

/// A group of pages.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Directory {
    pub code: &'static str,
    pub icon: &'static str,
    /// In English and in Chinese.
    pub titles: [&'static str; 2],
    pub pages: &'static [Page],
}

/// A page, and the permissions of what can be done on it.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Page {
    pub code: &'static str,
    pub path: &'static str,
    pub icon: &'static str,
    /// In English and in Chinese.
    pub titles: [&'static str; 2],
    /// Without it the page is for everybody who is signed in.
    pub permission: Option<Permission>,
    pub buttons: &'static [Permission],
}

/// What an organization changes of one directory or page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MenuChange {
    /// Which directory or page.
    #[cfg_attr(feature = "openapi", schema(example = "companies"))]
    pub code: String,
    /// English title; without it the one that ships.
    #[cfg_attr(feature = "openapi", schema(example = "Clients"))]
    pub title_en: Option<String>,
    /// Chinese title; without it the one that ships.
    #[cfg_attr(feature = "openapi", schema(example = "客户"))]
    pub title_zh: Option<String>,
    /// Its place among its neighbours, from 0; without it where it ships.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000))]
    pub position: Option<i32>,
    /// Whether nobody sees it in the menu.
    pub hidden: bool,
}

impl Check for MenuChange {
    fn check(&self, faults: &mut Faults) {
        if !is_known(&self.code) {
            faults.add("code", Code::UnknownValue);
        }
        faults.optional("title_en", self.title_en.as_deref(), 50);
        faults.optional("title_zh", self.title_zh.as_deref(), 50);
        faults.range("position", self.position, 0..=1000);
        if self.hidden && KEPT.contains(&self.code.as_str()) {
            faults.add("hidden", Code::MenuKept);
        }
    }
}

/// A node of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Menu {
    /// Its word; a button's is its permission.
    #[cfg_attr(feature = "openapi", schema(example = "jobs"))]
    pub code: String,
    /// What it is.
    pub kind: MenuKind,
    /// Its English title.
    pub title_en: String,
    /// Its Chinese title.
    pub title_zh: String,
    /// Where a page is.
    #[cfg_attr(feature = "openapi", schema(example = "/jobs"))]
    pub path: Option<String>,
    /// The name of its picture in the Lucide set.
    #[cfg_attr(feature = "openapi", schema(example = "briefcase"))]
    pub icon: Option<String>,
    /// What it asks for.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "recruit:job:read"))]
    pub permission: Option<Permission>,
    /// Whether the organization has hidden it.
    pub hidden: bool,
    /// What lies below it, in order.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub children: Vec<Menu>,
}

impl Menu {
    /// The title in a language.
    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.title_en,
            Locale::Zh => &self.title_zh,
        }
    }

    /// Whether it can be hidden.
    pub fn can_be_hidden(&self) -> bool {
        !KEPT.contains(&self.code.as_str())
    }
}

/// The whole menu with an organization's changes.
pub fn tree(changes: &[MenuChange]) -> Vec<Menu> {
    let changes: BTreeMap<&str, &MenuChange> =
        changes.iter().map(|change| (change.code.as_str(), change)).collect();
    let page = |page: &Page| {
        let buttons = page.buttons.iter().map(|permission| button(*permission)).collect();
        let menu = node(MenuKind::Page, page.code, page.icon, page.titles, buttons);
        changed(
            Menu { path: Some(page.path.to_owned()), permission: page.permission, ..menu },
            changes.get(page.code).copied(),
        )
    };
    let directory = |directory: &Directory| {
        let pages = in_order(directory.pages.iter().map(page).collect(), &changes);
        let menu = node(MenuKind::Directory, directory.code, directory.icon, directory.titles, pages);
        changed(menu, changes.get(directory.code).copied())
    };
    in_order(CATALOGUE.iter().map(directory).collect(), &changes)
}

/// The changes that put neighbours of a menu into this order, with these titles, and hidden as they are.
pub fn changes_of(neighbours: &[Menu]) -> Vec<MenuChange> {
    let shipped = tree(&[]);
    let all: Vec<&Menu> =
        shipped.iter().flat_map(|directory| std::iter::once(directory).chain(&directory.children)).collect();
    let change = |(position, menu): (i32, &Menu)| {
        let original = all.iter().find(|original| original.code == menu.code);
        let own = |title: &str, original: Option<&str>| (original != Some(title)).then(|| title.to_owned());
        MenuChange {
            code: menu.code.clone(),
            title_en: own(&menu.title_en, original.map(|menu| menu.title_en.as_str())),
            title_zh: own(&menu.title_zh, original.map(|menu| menu.title_zh.as_str())),
            position: Some(position),
            hidden: menu.hidden,
        }
    };
    (0..).zip(neighbours).map(change).collect()
}

/// What of a menu somebody sees: nothing hidden, nothing that they may not do, no directory without a page.
pub fn seen(menu: Vec<Menu>, may: &impl Fn(Permission) -> bool) -> Vec<Menu> {
    let allowed = |menu: &Menu| !menu.hidden && menu.permission.is_none_or(may);
    menu.into_iter()
        .filter(allowed)
        .map(|menu| Menu { children: seen(menu.children.clone(), may), ..menu })
        .filter(|menu| menu.kind != MenuKind::Directory || !menu.children.is_empty())
        .collect()
}

/// Whether a directory or a page has this code.
pub fn is_known(code: &str) -> bool {
    CATALOGUE
        .iter()
        .any(|directory| directory.code == code || directory.pages.iter().any(|page| page.code == code))
}

fn node(kind: MenuKind, code: &str, icon: &str, titles: [&str; 2], children: Vec<Menu>) -> Menu {
    Menu {
        code: code.to_owned(),
        kind,
        title_en: titles[0].to_owned(),
        title_zh: titles[1].to_owned(),
        path: None,
        icon: Some(icon.to_owned()),
        permission: None,
        hidden: false,
        children,
    }
}

fn button(permission: Permission) -> Menu {
    let titles = [permission.title(Locale::En), permission.title(Locale::Zh)];
    let menu = node(MenuKind::Button, permission.code(), "", titles, Vec::new());
    Menu { icon: None, permission: Some(permission), ..menu }
}

fn changed(menu: Menu, change: Option<&MenuChange>) -> Menu {
    let Some(change) = change else { return menu };
    Menu {
        title_en: change.title_en.clone().unwrap_or(menu.title_en),
        title_zh: change.title_zh.clone().unwrap_or(menu.title_zh),
        hidden: change.hidden && !KEPT.contains(&menu.code.as_str()),
        ..menu
    }
}

/// Those with a place of their own go there, before whoever ships at it; the others stay in the order that ships.
fn in_order(menu: Vec<Menu>, changes: &BTreeMap<&str, &MenuChange>) -> Vec<Menu> {
    let place = |(index, menu): &(usize, Menu)| {
        let own = changes.get(menu.code.as_str()).and_then(|change| change.position);
        own.map_or((*index, true), |position| (usize::try_from(position).unwrap_or_default(), false))
    };
    let mut numbered: Vec<(usize, Menu)> = menu.into_iter().enumerate().collect();
    numbered.sort_by_key(place);
    numbered.into_iter().map(|(_, menu)| menu).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Role;

    fn pages(menu: &[Menu]) -> Vec<&str> {
        menu.iter().flat_map(|directory| &directory.children).map(|page| page.code.as_str()).collect()
    }

    #[test]
    fn every_code_and_every_path_is_there_once() {
        let all = CATALOGUE.iter().flat_map(|directory| directory.pages);
        let paths: BTreeSet<_> = all.clone().map(|page| page.path).collect();
        assert_eq!(paths.len(), all.clone().count());
        let directories = CATALOGUE.iter().map(|directory| directory.code);
        let codes: BTreeSet<_> = directories.chain(all.map(|page| page.code)).collect();
        assert_eq!(codes.len(), paths.len() + CATALOGUE.len());
        assert!(KEPT.iter().all(|code| is_known(code)));
    }

    #[test]
    fn somebody_sees_what_they_may_do_and_no_empty_directory() {
        let permissions = Role::Viewer.permissions();
        let menu = seen(tree(&[]), &|permission| permissions.contains(&permission));
        let jobs = menu[0].children.iter().find(|page| page.code == "jobs").unwrap();
        assert!(jobs.children.is_empty(), "a viewer has no button: {:?}", jobs.children);
        assert!(!pages(&menu).contains(&"roles"));
        let nothing = seen(tree(&[]), &|_| false);
        assert_eq!(pages(&nothing), ["settings"]);
        assert_eq!(nothing.len(), 1, "directories without a page are left out");
    }

    #[test]
    fn an_organization_renames_moves_and_hides() {
        let changes = [
            MenuChange { code: "companies".into(), title_zh: Some("客户".into()), ..MenuChange::default() },
            MenuChange { code: "matching".into(), position: Some(0), ..MenuChange::default() },
            MenuChange { code: "groups".into(), position: Some(0), ..MenuChange::default() },
            MenuChange { code: "mail".into(), hidden: true, ..MenuChange::default() },
            MenuChange { code: "menus".into(), hidden: true, ..MenuChange::default() },
            MenuChange { code: "gone-since".into(), hidden: true, ..MenuChange::default() },
        ];
        let menu = seen(tree(&changes), &|_| true);
        let codes = pages(&menu);
        assert_eq!(&codes[..3], ["groups", "matching", "dashboard"]);
        assert!(!codes.contains(&"mail-queue") && codes.contains(&"menus"));
        let companies = menu[0].children.iter().find(|page| page.code == "companies").unwrap();
        assert_eq!([companies.title(Locale::En), companies.title(Locale::Zh)], ["Companies", "客户"]);
    }

    #[test]
    fn neighbours_are_told_by_their_changes() {
        let mut pages = tree(&[]).swap_remove(0).children;
        pages.swap(0, 3);
        pages[1].title_zh = "岗位".into();
        pages[2].hidden = true;
        let changes = changes_of(&pages);
        assert_eq!(changes[1].title_zh.as_deref(), Some("岗位"));
        assert!(
            changes.iter().all(|change| change.title_en.is_none()),
            "titles that ship are not written down"
        );
        assert_eq!(tree(&changes)[0].children, pages);
    }

    #[test]
    fn the_page_that_undoes_it_cannot_be_hidden() {
        for code in KEPT {
            let change = MenuChange { code: code.into(), hidden: true, ..MenuChange::default() };
            assert!(change.validate().is_err());
        }
        assert!(MenuChange { code: "nowhere".into(), ..MenuChange::default() }.validate().is_err());
    }
}
