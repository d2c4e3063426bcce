//! Keys: added, tried, switched off, deleted, and never shown.

use std::sync::Arc;

use api::models::{ApiKey, ApiKeyChange, Models};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::key_form::KeyDialog;
use super::words;
use crate::i18n::t;
use crate::load::Query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    EmptyState, Icon, Loaded, Menu, MenuItem, Notice, Pill, Time, Tone, ask_to_delete, lu, toast,
};

/// What the rows act on.
#[derive(Clone, Copy)]
struct Page {
    models: Query<Models>,
    keys: Query<Vec<ApiKey>>,
    open: RwSignal<bool>,
    provider: RwSignal<String>,
    edited: RwSignal<Option<ApiKey>>,
}

impl Page {
    fn changed(self) {
        self.keys.reload();
        self.models.reload();
    }

    fn edit(self, key: Option<ApiKey>) {
        self.provider.set(key.as_ref().map(|key| key.provider.clone()).unwrap_or_default());
        self.edited.set(key);
        self.open.set(true);
    }
}

/// One's own keys and the organization's.
#[component]
pub fn KeysTab(models: Query<Models>, keys: Query<Vec<ApiKey>>) -> AnyView {
    let page = Page {
        models,
        keys,
        open: RwSignal::new(false),
        provider: RwSignal::new(String::new()),
        edited: RwSignal::new(None),
    };
    let add = move || {
        view! {
            <button type="button" class="btn btn-primary btn-sm" on:click={move |_| page.edit(None)}>
                <Icon icon=lu::LuPlus />
                {t::ai::add_key}
            </button>
        }
    };
    let rows = move |found: Vec<ApiKey>| {
        if found.is_empty() {
            return view! {
                <EmptyState icon=lu::LuKeyRound title=t::ai::no_key_title text=t::ai::no_key_text>{add}</EmptyState>
            }
            .into_any();
        }
        let rows = found.into_iter().map(|key| row(key, page)).collect_view();
        view! { <ul class="divide-y divide-line">{rows}</ul> }.into_any()
    };
    let saved = Callback::new(move |()| {
        page.open.set(false);
        page.changed();
    });
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2 class="panel-title flex-1">{t::ai::keys}</h2>
                {add}
            </header>
            <div class="px-4 pt-4 sm:px-5"><Notice tone=Tone::Info text=t::ai::keys_text /></div>
            <Loaded query=keys let:found>{rows(found)}</Loaded>
        </section>
        <KeyDialog open=page.open provider=page.provider models edited=page.edited saved />
    }
    .into_any()
}

fn row(key: ApiKey, page: Page) -> AnyView {
    let code = key.provider.clone();
    let provider = move || {
        page.models.with(|models| words::provider_named(Some(models), &code)).unwrap_or_else(|| code.clone())
    };
    let (tone, state) = standing(&key);
    let may_change = !key.is_shared || may(Permission::ModelUpdate);
    let verifying = RwSignal::new(false);
    let id = key.id;
    let verify = move |_| {
        verifying.set(true);
        spawn_local(async move {
            match client().verify_api_key(id).await {
                Ok(found) => words::tell(&found),
                Err(error) => toast::error(&error),
            }
            verifying.try_set(false);
            page.changed();
        });
    };
    let seen = key.last_verified_at.map(|at| view! { <span>{t::ai::verified} " " <Time at /></span> });
    let failure = key
        .last_error
        .clone()
        .map(|words| view! { <p class="text-[13px] wrap-anywhere text-error">{words}</p> });
    let (name, hint, shared) = (key.name.clone(), key.key_hint.clone(), key.is_shared);
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
            <div class="min-w-0 flex-1 basis-60">
                <p class="flex flex-wrap items-center gap-x-2 font-medium">
                    {provider}
                    <span class="font-normal text-muted">{name}</span>
                </p>
                <p class="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                    <code class="font-mono">{hint}</code>
                    <span>{if shared { t::ai::key_shared } else { t::ai::key_own }}</span>
                    {seen}
                </p>
                {failure}
            </div>
            <Pill tone text=state />
            <div class="flex items-center gap-1">
                <button type="button" class="btn btn-sm btn-quiet" disabled={move || verifying.get()} on:click=verify>
                    {move || verifying.get().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })}
                    {t::ai::verify}
                </button>
                {may_change.then(|| menu(key, page))}
            </div>
        </li>
    }
    .into_any()
}

fn standing(key: &ApiKey) -> (Tone, fn() -> &'static str) {
    if !key.is_active {
        (Tone::Neutral, t::ai::key_off)
    } else if key.last_error.is_some() {
        (Tone::Error, t::ai::key_refused)
    } else if key.last_verified_at.is_some() {
        (Tone::Success, t::ai::key_fine)
    } else {
        (Tone::Neutral, t::ai::key_untried)
    }
}

fn menu(key: ApiKey, page: Page) -> AnyView {
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let items = Arc::new(move || {
        let (edited, gone) = (key.clone(), key.clone());
        let (id, active) = (key.id, key.is_active);
        let words = if active { t::ai::switch_off } else { t::ai::switch_on };
        view! {
            <MenuItem label=t::ai::replace_key icon=lu::LuPencil run=Callback::new(move |()| page.edit(Some(edited.clone()))) />
            <MenuItem label=words icon=lu::LuPower run=Callback::new(move |()| switch(page, id, !active)) />
            <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=Callback::new(move |()| delete(page, &gone)) />
        }
        .into_any()
    });
    view! { <Menu label=t::common::more button=face children=items /> }.into_any()
}

fn switch(page: Page, id: uuid::Uuid, active: bool) {
    spawn_local(async move {
        let change = ApiKeyChange { is_active: Some(active), ..ApiKeyChange::default() };
        match client().update_api_key(id, &change).await {
            Ok(_) => page.changed(),
            Err(error) => toast::error(&error),
        }
    });
}

fn delete(page: Page, key: &ApiKey) {
    let id = key.id;
    ask_to_delete(t::ai::delete_key_title(&key.name), t::ai::delete_key_text(), move || {
        spawn_local(async move {
            match client().delete_api_key(id).await {
                Ok(()) => page.changed(),
                Err(error) => toast::error(&error),
            }
        });
    });
}
