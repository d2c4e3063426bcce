//! The organization's own configurations of models.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::models::{ApiKey, ModelConfig, Models, Verification};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::config_form::ConfigDialog;
use super::words;
use crate::i18n::t;
use crate::load::Query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Chip, EmptyState, Icon, Loaded, Menu, MenuItem, Pill, Tone, ask_to_delete, lu, toast};

/// What the rows act on.
#[derive(Clone, Copy)]
struct Page {
    models: Query<Models>,
    configs: Query<Vec<ModelConfig>>,
    open: RwSignal<bool>,
    edited: RwSignal<Option<ModelConfig>>,
    /// What the last trial of each found; `None` while it runs.
    trials: RwSignal<BTreeMap<Uuid, Option<Verification>>>,
}

impl Page {
    fn changed(self) {
        self.configs.reload();
        self.models.reload();
    }

    fn edit(self, config: Option<ModelConfig>) {
        self.edited.set(config);
        self.open.set(true);
    }

    fn test(self, id: Uuid) {
        self.trials.update(|trials| drop(trials.insert(id, None)));
        spawn_local(async move {
            let answer = client().test_model_config(id).await;
            self.trials.try_update(|trials| match answer {
                Ok(found) => drop(trials.insert(id, Some(found))),
                Err(error) => {
                    trials.remove(&id);
                    toast::error(&error);
                }
            });
        });
    }
}

/// The list.
#[component]
pub fn ConfigsTab(
    models: Query<Models>,
    keys: Query<Vec<ApiKey>>,
    configs: Query<Vec<ModelConfig>>,
) -> AnyView {
    let page = Page {
        models,
        configs,
        open: RwSignal::new(false),
        edited: RwSignal::new(None),
        trials: RwSignal::new(BTreeMap::new()),
    };
    let add = move || {
        may(Permission::ModelCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary btn-sm" on:click={move |_| page.edit(None)}>
                    <Icon icon=lu::LuPlus />
                    {t::ai::add_config}
                </button>
            }
        })
    };
    let rows = move |found: Vec<ModelConfig>| {
        if found.is_empty() {
            return view! {
                <EmptyState icon=lu::LuSlidersHorizontal title=t::ai::no_config_title text=t::ai::no_config_text>{add}</EmptyState>
            }
            .into_any();
        }
        let names: BTreeMap<Uuid, String> =
            found.iter().map(|config| (config.id, config.name.clone())).collect();
        let rows = found.into_iter().map(|config| row(config, &names, page)).collect_view();
        view! { <ul class="divide-y divide-line">{rows}</ul> }.into_any()
    };
    let saved = Callback::new(move |()| {
        page.open.set(false);
        page.changed();
    });
    view! {
        <section class="panel">
            <header class="panel-head">
                <div class="min-w-0 flex-1 basis-60">
                    <h2 class="panel-title">{t::ai::configs}</h2>
                    <p class="text-[13px] text-muted">{t::ai::configs_text}</p>
                </div>
                {add}
            </header>
            <Loaded query=configs let:found>{rows(found)}</Loaded>
        </section>
        <ConfigDialog open=page.open edited=page.edited models keys configs saved />
    }
    .into_any()
}

fn row(config: ModelConfig, names: &BTreeMap<Uuid, String>, page: Page) -> AnyView {
    let id = config.id;
    let code = config.provider.clone();
    let provider = move || {
        page.models.with(|models| words::provider_named(Some(models), &code)).unwrap_or_else(|| code.clone())
    };
    let purposes =
        config.purposes.iter().map(|&purpose| view! { <Chip text={move || words::purpose(purpose)} /> });
    let purposes = purposes.collect_view();
    let fallback = config.fallback_config_id.and_then(|other| names.get(&other).cloned());
    let running = move || page.trials.with(|trials| matches!(trials.get(&id), Some(None)));
    let verdict = move || {
        let found = page.trials.with(|trials| trials.get(&id).cloned().flatten())?;
        let (tone, text) = words::verdict(&found);
        Some(view! { <p class=format!("text-[13px] wrap-anywhere {}", tone.text()) role="status">{text}</p> })
    };
    let (name, model) = (config.name.clone(), config.model_name.clone());
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
            <div class="min-w-0 flex-1 basis-72">
                <p class="flex flex-wrap items-center gap-2 font-medium">
                    {name}
                    {config.is_default.then(|| view! { <Pill tone=Tone::Primary text=t::ai::default /> })}
                    {(!config.is_active).then(|| view! { <Pill tone=Tone::Neutral text=t::ai::config_off /> })}
                </p>
                <p class="text-[13px] wrap-anywhere text-muted">
                    {provider} " · " <code class="font-mono text-xs">{model}</code>
                    {fallback.map(|other| view! { <span>" · " {move || t::ai::falls_back(&other)}</span> })}
                </p>
                {verdict}
            </div>
            <div class="flex flex-wrap gap-1.5">{purposes}</div>
            <div class="flex items-center gap-1">
                <button type="button" class="btn btn-sm btn-quiet" disabled=running on:click={move |_| page.test(id)}>
                    {move || running().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })}
                    {t::ai::test}
                </button>
                {menu(config, page)}
            </div>
        </li>
    }
    .into_any()
}

fn menu(config: ModelConfig, page: Page) -> Option<AnyView> {
    let (may_change, may_delete) = (may(Permission::ModelUpdate), may(Permission::ModelDelete));
    if !may_change && !may_delete {
        return None;
    }
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let items = Arc::new(move || {
        let (edited, gone) = (config.clone(), config.clone());
        view! {
            {may_change.then(|| view! {
                <MenuItem label=t::common::edit icon=lu::LuPencil run=Callback::new(move |()| page.edit(Some(edited.clone()))) />
            })}
            {may_delete.then(|| view! {
                <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=Callback::new(move |()| delete(page, &gone)) />
            })}
        }
        .into_any()
    });
    Some(view! { <Menu label=t::common::more button=face children=items /> }.into_any())
}

fn delete(page: Page, config: &ModelConfig) {
    let id = config.id;
    ask_to_delete(t::ai::delete_config_title(&config.name), t::ai::delete_config_text(), move || {
        spawn_local(async move {
            match client().delete_model_config(id).await {
                Ok(()) => page.changed(),
                Err(error) => toast::error(&error),
            }
        });
    });
}
