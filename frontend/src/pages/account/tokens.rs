//! Tokens for one's programs.

use std::sync::Arc;

use api::Page;
use api::auth::tokens::{ApiToken, CreatedApiToken};
use api::models::PageQuery;
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::token_form::TokenDialog;
use crate::format;
use crate::i18n::{locale, t};
use crate::load::{Query, query};
use crate::transport::client;
use crate::ui::{
    CopyButton, EmptyState, Icon, Loaded, Modal, Notice, Pill, Question, Time, Tone, ask, lu, toast,
};

/// Tokens that are shown: more than anybody may have.
const ALL: u32 = 100;

/// Lists them, makes and revokes them.
#[component]
pub fn TokensPanel() -> AnyView {
    let query_all = PageQuery { per_page: Some(ALL), ..PageQuery::default() };
    let found = query(move || {
        let query_all = query_all.clone();
        async move { client().list_api_tokens(&query_all).await }
    });
    let open = RwSignal::new(false);
    let made = RwSignal::new(None::<CreatedApiToken>);
    let add = move || {
        view! {
            <button type="button" class="btn btn-primary btn-sm" on:click={move |_| open.set(true)}>
                <Icon icon=lu::LuPlus />
                {t::security::token_add}
            </button>
        }
    };
    let rows = move |page: Page<ApiToken>| {
        if page.items.is_empty() {
            return view! {
                <EmptyState icon=lu::LuKeyRound title=t::security::no_token_title text=t::security::no_token_text>
                    {add}
                </EmptyState>
            }
            .into_any();
        }
        let rows = page.items.into_iter().map(|token| row(token, found)).collect_view();
        view! { <ul class="divide-y divide-line">{rows}</ul> }.into_any()
    };
    let done = Callback::new(move |created| {
        open.set(false);
        made.set(Some(created));
        found.reload();
    });
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2 class="panel-title flex-1">{t::security::tokens}</h2>
                {add}
            </header>
            <div class="px-4 pt-4 sm:px-5"><Notice tone=Tone::Info text=t::security::tokens_text /></div>
            <Loaded query=found let:page>{rows(page)}</Loaded>
        </section>
        <TokenDialog open done />
        <MadeDialog made />
    }
    .into_any()
}

fn row(token: ApiToken, found: Query<Page<ApiToken>>) -> AnyView {
    let ended = token.expires_at.is_some_and(|end| end <= format::now());
    let scopes: Vec<Permission> = token.scopes.iter().copied().collect();
    let count = scopes.len() as u64;
    let words = move || scopes.iter().map(|scope| scope.title(locale())).collect::<Vec<_>>().join(" · ");
    let used = match token.last_used_at {
        Some(at) => view! { <span>{t::security::token_used} " " <Time at /></span> }.into_any(),
        None => view! { <span>{t::security::token_unused}</span> }.into_any(),
    };
    let ends = match token.expires_at {
        Some(_) if ended => view! { <Pill tone=Tone::Error text=t::security::token_ended /> }.into_any(),
        Some(end) => {
            view! { <span class="text-xs text-muted">{t::security::token_ends} " " {move || format::date(end)}</span> }
                .into_any()
        }
        None => view! { <span class="text-xs text-muted">{t::security::token_endless}</span> }.into_any(),
    };
    let (id, name) = (token.id, token.name.clone());
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
            <div class="min-w-0 flex-1 basis-60">
                <p class="font-medium wrap-anywhere">{token.name}</p>
                <p class="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                    <code class="font-mono">{token.prefix} "…"</code>
                    <span title=words>{move || t::security::token_scope_count(count)}</span>
                    {used}
                </p>
            </div>
            {ends}
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| ask_to_revoke(&name, id, found)}>
                {t::security::token_revoke}
            </button>
        </li>
    }
    .into_any()
}

fn ask_to_revoke(name: &str, id: uuid::Uuid, found: Query<Page<ApiToken>>) {
    let revoke = move || {
        spawn_local(async move {
            if let Err(error) = client().delete_api_token(id).await {
                toast::error(&error);
            }
            found.reload();
        });
    };
    ask(Question {
        title: t::security::token_revoke_title(name),
        text: t::security::token_revoke_text().to_owned(),
        action: t::security::token_revoke().to_owned(),
        dangerous: true,
        then: Arc::new(revoke),
    });
}

/// The new token, the one time that it can be seen.
#[component]
fn MadeDialog(
    /// Emptied when the dialog closes.
    made: RwSignal<Option<CreatedApiToken>>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if made.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            made.set(None);
        }
    });
    let token = Signal::derive(move || {
        made.with(|made| made.as_ref().map(|made| made.token.clone()).unwrap_or_default())
    });
    let footer = move || {
        view! {
            <button type="button" class="btn btn-primary" on:click={move |_| open.set(false)}>
                {t::security::token_done}
            </button>
        }
    };
    view! {
        <Modal open title=t::security::token_made description=t::security::token_once footer>
            <div class="flex items-center gap-2 rounded-field bg-base-200 px-3 py-2">
                <code class="flex-1 font-mono text-[13px] break-all">{token}</code>
                <CopyButton text=token label=t::security::token_copy />
            </div>
        </Modal>
    }
    .into_any()
}
