//! All keywords: the standard ones, and the organization's own.

use std::sync::Arc;

use api::keywords::{Keyword, KeywordQuery};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::form::KeywordDialog;
use crate::i18n::{Locale, locale, t};
use crate::load::{Query, query};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, Column, DataTable, EmptyState, FilterBar, FilterSelect, Icon, Menu, MenuItem, Pill, Tone,
    ask_to_delete, lu, toast, use_list,
};

/// The categories of the standard vocabulary, in the order in which people should see them.
const CATEGORIES: [(&str, fn() -> &'static str); 14] = [
    ("technology", t::vocabulary::technology),
    ("product", t::vocabulary::product),
    ("design", t::vocabulary::design),
    ("operations", t::vocabulary::operations),
    ("sales", t::vocabulary::sales),
    ("finance", t::vocabulary::finance),
    ("legal", t::vocabulary::legal),
    ("hr", t::vocabulary::hr),
    ("manufacturing", t::vocabulary::manufacturing),
    ("biotech", t::vocabulary::biotech),
    ("semiconductors", t::vocabulary::semiconductors),
    ("languages", t::vocabulary::languages),
    ("seniority", t::vocabulary::seniority),
    ("certificates", t::vocabulary::certificates),
];

/// A category in words; an organization's own category stands for itself.
fn category(code: &str) -> String {
    let known = CATEGORIES.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, words)| words().to_owned())
}

/// The categories to choose from.
pub fn categories() -> Vec<Choice> {
    CATEGORIES.iter().map(|(code, words)| Choice::new(*code, *words)).collect()
}

/// The table, and the dialog that adds one.
#[component]
pub fn VocabularyPanel() -> AnyView {
    let list = use_list();
    let keywords = query(move || {
        let wanted = KeywordQuery {
            page: list.page(),
            per_page: list.per_page(),
            q: list.q(),
            category: list.filter("category"),
            ..KeywordQuery::default()
        };
        async move { client().list_keywords(&wanted).await }
    });
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<Keyword>);
    let edit = Callback::new(move |keyword: Option<Keyword>| {
        edited.set(keyword);
        open.set(true);
    });
    let saved = Callback::new(move |()| {
        open.set(false);
        keywords.reload();
    });
    let add = move || {
        may(Permission::KeywordCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary btn-sm" on:click={move |_| edit.run(None)}>
                    <Icon icon=lu::LuPlus />
                    {t::vocabulary::add}
                </button>
            }
        })
    };
    let empty = move || {
        view! {
            <EmptyState icon=lu::LuBookOpen title=t::vocabulary::empty_title text=t::vocabulary::empty_text>{add}</EmptyState>
        }
    };
    view! {
        <section class="panel">
            <header class="panel-head">
                <div class="min-w-0 flex-1 basis-60">
                    <h2 class="panel-title">{t::vocabulary::title}</h2>
                    <p class="text-[13px] text-muted">{t::vocabulary::subtitle}</p>
                </div>
                {add}
            </header>
            <DataTable
                name="vocabulary"
                label=t::vocabulary::title
                query=keywords
                list
                columns=columns(keywords, edit)
                id={|keyword: &Keyword| id_of(&keyword.code)}
                empty
            >
                <FilterBar list placeholder=t::vocabulary::search>
                    <FilterSelect list name="category" label=t::vocabulary::all_categories options=Signal::derive(categories) />
                </FilterBar>
            </DataTable>
        </section>
        <KeywordDialog open edited saved />
    }
    .into_any()
}

/// Rows are told apart by an id; keywords have a code.
fn id_of(code: &str) -> Uuid {
    let mut bytes = [0_u8; 16];
    for (at, byte) in code.bytes().enumerate() {
        let slot = &mut bytes[at % 16];
        *slot = slot.rotate_left(3) ^ byte;
    }
    Uuid::from_bytes(bytes)
}

fn columns(keywords: Query<api::Page<Keyword>>, edit: Callback<Option<Keyword>>) -> Vec<Column<Keyword>> {
    vec![
        Column::new("name", t::vocabulary::name, |keyword: &Keyword| {
            let (zh, en) = (keyword.name_zh.clone(), keyword.name_en.clone());
            let other = move || {
                if zh == en {
                    String::new()
                } else if locale() == Locale::Zh {
                    en.clone()
                } else {
                    zh.clone()
                }
            };
            let (zh, en) = (keyword.name_zh.clone(), keyword.name_en.clone());
            let first = move || if locale() == Locale::Zh { zh.clone() } else { en.clone() };
            view! {
                <span class="font-medium">{first}</span>
                <span class="block text-xs text-muted">{other}</span>
            }
        })
        .main(),
        Column::new("category", t::vocabulary::category, |keyword: &Keyword| {
            let code = keyword.category.clone();
            view! { <span class="whitespace-nowrap">{move || category(&code)}</span> }
        }),
        Column::new("aliases", t::vocabulary::aliases, |keyword: &Keyword| {
            let aliases = keyword.aliases.join(t::vocabulary::comma());
            (!aliases.is_empty()).then(|| {
                view! { <span class="line-clamp-2 text-[13px] text-muted" title=aliases.clone()>{aliases.clone()}</span> }
            })
        }),
        Column::new("origin", t::vocabulary::origin, |keyword: &Keyword| {
            let (tone, text): (_, fn() -> &'static str) = if keyword.is_standard {
                (Tone::Neutral, t::vocabulary::standard)
            } else {
                (Tone::Primary, t::vocabulary::own)
            };
            view! { <Pill tone text /> }
        })
        .mark(),
        Column::new("actions", t::vocabulary::actions, move |keyword: &Keyword| {
            (!keyword.is_standard).then(|| menu(keyword.clone(), keywords, edit))
        })
        .at_end(),
    ]
}

fn menu(
    keyword: Keyword,
    keywords: Query<api::Page<Keyword>>,
    edit: Callback<Option<Keyword>>,
) -> Option<AnyView> {
    let (may_change, may_delete) = (may(Permission::KeywordUpdate), may(Permission::KeywordDelete));
    if !may_change && !may_delete {
        return None;
    }
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let items = Arc::new(move || {
        let (edited, gone) = (keyword.clone(), keyword.clone());
        view! {
            {may_change.then(|| view! {
                <MenuItem label=t::common::edit icon=lu::LuPencil run=Callback::new(move |()| edit.run(Some(edited.clone()))) />
            })}
            {may_delete.then(|| view! {
                <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=Callback::new(move |()| delete(&gone, keywords)) />
            })}
        }
        .into_any()
    });
    Some(view! { <Menu label=t::common::more button=face children=items /> }.into_any())
}

fn delete(keyword: &Keyword, keywords: Query<api::Page<Keyword>>) {
    let code = keyword.code.clone();
    ask_to_delete(t::vocabulary::delete_title(&keyword.name_zh), t::vocabulary::delete_text(), move || {
        let code = code.clone();
        spawn_local(async move {
            match client().delete_keyword(&code).await {
                Ok(()) => keywords.reload(),
                Err(error) => toast::error(&error),
            }
        });
    });
}
