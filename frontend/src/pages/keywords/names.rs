//! The names of codes, asked for together and remembered for as long as the page lives.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

use api::CommaList;
use api::keywords::{Keyword, KeywordQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{Locale, locale};
use crate::transport::client;
use crate::ui::{Choice, Suggest};

/// Codes that one question asks for.
const TOGETHER: usize = 100;
const SUGGESTIONS: u32 = 12;
/// Other spellings shown beside a suggestion.
const ALIASES: usize = 4;

type Names = BTreeMap<String, [String; 2]>;

static NAMES: LazyLock<ArcRwSignal<Names>> = LazyLock::new(Default::default);

thread_local! {
    static WANTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// The name of a keyword in the present language; its code until the name is here. Follows both.
pub fn keyword_name(code: &str) -> String {
    let known = NAMES.with(|names| names.get(code).map(|both| both[language()].clone()));
    known.unwrap_or_else(|| {
        want(code);
        code.to_owned()
    })
}

/// Keywords for what is typed, by name or alias.
pub fn suggest_keywords() -> Suggest {
    Suggest::new(|typed| async move {
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let wanted = KeywordQuery { q: Some(typed), per_page: Some(SUGGESTIONS), ..KeywordQuery::default() };
        let found = client().list_keywords(&wanted).await.map(|page| page.items).unwrap_or_default();
        remember(&found);
        found.iter().map(choice).collect()
    })
}

fn choice(keyword: &Keyword) -> Choice {
    let code = keyword.code.clone();
    let choice = Choice::new(keyword.code.clone(), move || keyword_name(&code));
    let aliases: Vec<&str> = keyword.aliases.iter().take(ALIASES).map(String::as_str).collect();
    if aliases.is_empty() { choice } else { choice.note(aliases.join(" · ")) }
}

fn language() -> usize {
    usize::from(locale() == Locale::En)
}

/// All that one drawing of the page wants is asked for together.
fn want(code: &str) {
    let first = WANTED.with_borrow_mut(|wanted| {
        let first = wanted.is_empty();
        wanted.insert(code.to_owned());
        first
    });
    if first {
        set_timeout(|| spawn_local(ask()), Duration::ZERO);
    }
}

async fn ask() {
    let wanted: Vec<String> = WANTED.take().into_iter().collect();
    for codes in wanted.chunks(TOGETHER) {
        let question = KeywordQuery {
            code: CommaList(codes.to_vec()),
            per_page: Some(TOGETHER as u32),
            ..KeywordQuery::default()
        };
        // Without an answer the codes stay, which say nearly the same.
        let Ok(page) = client().list_keywords(&question).await else { continue };
        let unknown = codes.iter().filter(|code| !page.items.iter().any(|keyword| keyword.code == **code));
        let unknown: Names = unknown.map(|code| (code.clone(), [code.clone(), code.clone()])).collect();
        NAMES.update(|names| names.extend(unknown));
        remember(&page.items);
    }
}

fn remember(keywords: &[Keyword]) {
    let named = keywords
        .iter()
        .map(|keyword| (keyword.code.clone(), [keyword.name_zh.clone(), keyword.name_en.clone()]));
    NAMES.update(|names| names.extend(named));
}
