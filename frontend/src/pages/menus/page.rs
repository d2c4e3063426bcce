//! The menu, directory by directory. Every change is saved at once and seen in the sidebar.

use api::menus::{Menu, MenuChange, MenuChanges, MenuTree};
use domain::{Permission, menus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::rename::RenameDialog;
use super::row::row;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::menu;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Icon, Loaded, Notice, PageHeader, Question, Tone, ask, lu, toast};

/// What the rows act on.
#[derive(Clone, Copy)]
pub struct Page {
    menu: Query<MenuTree>,
    /// What is being renamed, and its neighbours.
    pub renamed: RwSignal<Option<(Vec<Menu>, usize)>>,
}

impl Page {
    /// Sends neighbours in their order; the answer is shown here and in the sidebar.
    pub fn save(self, neighbours: &[Menu]) {
        self.send(menus::changes_of(neighbours));
    }

    /// Sends changes.
    pub fn send(self, items: Vec<MenuChange>) {
        spawn_local(async move {
            match client().update_menus(&MenuChanges { items }).await {
                Ok(changed) => {
                    self.menu.put(changed);
                    menu::load().await;
                }
                Err(error) => toast::error(&error),
            }
        });
    }

    fn reset(self) {
        ask(Question {
            title: t::menus::reset_title().to_owned(),
            text: t::menus::reset_text().to_owned(),
            action: t::menus::reset().to_owned(),
            dangerous: true,
            then: std::sync::Arc::new(move || {
                spawn_local(async move {
                    match client().reset_menus().await {
                        Ok(()) => {
                            toast::success(t::menus::was_reset());
                            self.menu.reload();
                            menu::load().await;
                        }
                        Err(error) => toast::error(&error),
                    }
                });
            }),
        });
    }
}

/// The page.
#[component]
pub fn MenuPage() -> AnyView {
    let menu = query(|| async { client().get_menus().await });
    let page = Page { menu, renamed: RwSignal::new(None) };
    let reset = move || {
        may(Permission::MenuUpdate).then(|| {
            view! {
                <button type="button" class="btn btn-quiet" on:click={move |_| page.reset()}>
                    <Icon icon=lu::LuRotateCcw />
                    {t::menus::reset}
                </button>
            }
        })
    };
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::menus::title subtitle=t::menus::subtitle>{reset}</PageHeader>
            <div class="pb-5"><Notice tone=Tone::Info text=t::menus::hidden_text /></div>
            <Loaded query=menu let:tree>{directories(&tree.items, page)}</Loaded>
        </div>
        <RenameDialog page />
    }
    .into_any()
}

fn directories(all: &[Menu], page: Page) -> AnyView {
    let panel = |at: usize| {
        let pages = &all[at].children;
        let rows = (0..pages.len()).map(|index| row(pages, index, page, false)).collect_view();
        view! {
            <section class="panel">
                <ul>{row(all, at, page, true)}</ul>
                <ul class="divide-y divide-line border-t border-line">{rows}</ul>
            </section>
        }
    };
    view! { <div class="grid gap-5">{(0..all.len()).map(panel).collect_view()}</div> }.into_any()
}
