//! What can do the work: the built-in engine, which is always there, and models by provider.

use api::models::{ApiKey, Model, Models, Provider};
use domain::models::OFFLINE;
use leptos::prelude::*;

use super::key_form::KeyDialog;
use super::words;
use crate::i18n::t;
use crate::load::Query;
use crate::ui::{Chip, Icon, Loaded, Pill, Tone, lu};

/// The catalogue.
#[component]
pub fn ModelsTab(models: Query<Models>, keys: Query<Vec<ApiKey>>) -> AnyView {
    let open = RwSignal::new(false);
    let provider = RwSignal::new(String::new());
    let add_key = Callback::new(move |code: String| {
        provider.set(code);
        open.set(true);
    });
    let saved = Callback::new(move |()| {
        open.set(false);
        keys.reload();
        models.reload();
    });
    view! {
        <div class="grid gap-5">
            {offline_card(models)}
            <Loaded query=models let:found>{providers(found, add_key)}</Loaded>
        </div>
        <KeyDialog open provider models edited=RwSignal::new(None) saved />
    }
    .into_any()
}

fn offline_card(models: Query<Models>) -> AnyView {
    let is_default = move || {
        models.with(|models| models.models.iter().any(|model| model.id == OFFLINE && model.is_default))
            == Some(true)
    };
    let point = |icon, text: fn() -> &'static str| {
        view! { <li class="flex items-start gap-2"><span class="mt-0.5 text-success"><Icon icon /></span>{text}</li> }
    };
    view! {
        <section class="panel panel-body flex flex-wrap items-start gap-x-5 gap-y-4">
            <span class="grid size-11 place-items-center rounded-full bg-success/10 text-success">
                <Icon icon=lu::LuShieldCheck class="size-5" />
            </span>
            <div class="min-w-0 flex-1 basis-72">
                <div class="flex flex-wrap items-center gap-2">
                    <h2 class="panel-title">{t::common::engine_offline}</h2>
                    <Pill tone=Tone::Success text=t::ai::always_there />
                    {move || is_default().then(|| view! { <Pill tone=Tone::Primary text=t::ai::default /> })}
                </div>
                <p class="max-w-2xl pt-1 text-pretty text-muted">{t::ai::offline_text}</p>
            </div>
            <ul class="grid basis-64 gap-1.5 text-[13px]">
                {point(lu::LuCheck, t::ai::offline_no_key)}
                {point(lu::LuCheck, t::ai::offline_private)}
                {point(lu::LuCheck, t::ai::offline_fallback)}
            </ul>
        </section>
    }
    .into_any()
}

fn providers(found: Models, add_key: Callback<String>) -> AnyView {
    let card = move |provider: Provider| {
        let own: Vec<Model> =
            found.models.iter().filter(|model| model.provider == provider.code).cloned().collect();
        provider_card(provider, own, add_key)
    };
    let cards = found.providers.clone().into_iter().map(card).collect_view();
    view! { <ul class="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{cards}</ul> }.into_any()
}

fn provider_card(provider: Provider, models: Vec<Model>, add_key: Callback<String>) -> AnyView {
    let available = models.iter().any(|model| model.is_available);
    let (tone, state): (_, fn() -> &'static str) = match (available, provider.needs_key) {
        (true, _) => (Tone::Success, t::ai::available),
        (false, true) => (Tone::Neutral, t::ai::needs_key),
        (false, false) => (Tone::Neutral, t::ai::needs_config),
    };
    let named = provider.clone();
    let code = provider.code.clone();
    let action = if provider.needs_key {
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| add_key.run(code.clone())}>
                <Icon icon=lu::LuKeyRound />
                {t::ai::add_key}
            </button>
        }
        .into_any()
    } else {
        view! { <a class="btn btn-sm btn-quiet" href="/ai?tab=configs">{t::ai::add_config}</a> }.into_any()
    };
    let get_key = (provider.needs_key && !provider.key_url.is_empty()).then(|| {
        view! {
            <a class="link-plain inline-flex items-center gap-1 text-[13px]" href=provider.key_url.clone() target="_blank" rel="noopener noreferrer">
                {t::ai::get_key}
                <Icon icon=lu::LuExternalLink class="size-3.5" />
            </a>
        }
    });
    let address =
        (!provider.base_url.is_empty()).then(|| view! { <p class="truncate font-mono text-xs text-muted" title=provider.base_url.clone()>{provider.base_url.clone()}</p> });
    view! {
        <li class="panel flex min-w-0 flex-col">
            <div class="flex items-start gap-3 px-4 pt-4 sm:px-5">
                <div class="min-w-0 flex-1">
                    <h2 class="truncate font-semibold">{move || words::provider(&named)}</h2>
                    {address}
                </div>
                <Pill tone text=state />
            </div>
            <ul class="flex flex-wrap gap-1.5 px-4 py-3 sm:px-5">{models.into_iter().map(model_chip).collect_view()}</ul>
            <div class="mt-auto flex items-center justify-between gap-3 border-t border-line px-4 py-2.5 sm:px-5">
                <span>{get_key}</span>
                {action}
            </div>
        </li>
    }
    .into_any()
}

fn model_chip(model: Model) -> AnyView {
    let tone = if model.is_default { Tone::Primary } else { Tone::Neutral };
    let title = model.id.clone();
    view! { <li class="max-w-full" title=title><Chip text=model.label tone /></li> }.into_any()
}
