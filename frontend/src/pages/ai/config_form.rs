//! The fields of a configuration.

use api::models::{ApiKey, ModelConfig, ModelConfigFields, Models};
use api::{ApiError, MergePatch};
use domain::Coded;
use domain::models::Purpose;
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::load::Query;
use crate::transport::client;
use crate::ui::{
    CheckField, ChecksField, Choice, Form, FormView, Modal, SelectField, SubmitButton, TextArea, TextField,
    toast,
};

/// What uses models in this version; the other purposes come with the features that need them.
const OFFERED: [Purpose; 2] = [Purpose::Parse, Purpose::Draft];

/// The dialog, for a new configuration or for one that is there.
#[component]
pub fn ConfigDialog(
    open: RwSignal<bool>,
    edited: RwSignal<Option<ModelConfig>>,
    models: Query<Models>,
    keys: Query<Vec<ApiKey>>,
    configs: Query<Vec<ModelConfig>>,
    saved: Callback<()>,
) -> AnyView {
    let form = Form::new(ModelConfigFields::default());
    Effect::new(move |_| {
        if open.get() {
            form.reset(edited.get_untracked().as_ref().map(ModelConfigFields::from).unwrap_or_default());
        }
    });
    let submit = form.submit(
        move |draft| {
            let (known, old) = (edited.get_untracked(), form.saved());
            async move { send(known, old, draft).await }
        },
        move |_: ModelConfig| {
            toast::success(t::common::saved());
            saved.run(());
        },
    );
    let title = move || if edited.with(Option::is_some) { t::ai::edit_config() } else { t::ai::add_config() };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open wide=true title footer>
            <FormView state=form.state submit>
                {what(form, models, keys)}
                {how(form, edited, configs)}
            </FormView>
        </Modal>
    }
    .into_any()
}

async fn send(
    known: Option<ModelConfig>,
    old: ModelConfigFields,
    new: ModelConfigFields,
) -> Result<ModelConfig, ApiError> {
    let Some(known) = known else { return client().create_model_config(&new).await };
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_model_config(known.id, &patch, Some(known.version)).await
}

/// Which model, where it is, and the key.
fn what(form: Form<ModelConfigFields>, models: Query<Models>, keys: Query<Vec<ApiKey>>) -> AnyView {
    let providers = Signal::derive(move || {
        let all = models.with(|models| models.providers.clone()).unwrap_or_default();
        all.into_iter()
            .map(|provider| Choice::new(provider.code.clone(), move || words::provider(&provider)))
            .collect()
    });
    let chosen = Memo::new(move |_| form.draft.with(|draft| draft.provider.clone()));
    let base_url = Signal::derive(move || {
        let code = chosen.get();
        let known =
            models.with(|models| models.providers.iter().find(|known| known.code == code).cloned()).flatten();
        known.map(|known| known.base_url).unwrap_or_default()
    });
    let own_keys = Signal::derive(move || {
        let code = chosen.get();
        let shared = |key: &&ApiKey| key.is_shared && key.provider == code;
        let choice =
            |key: &ApiKey| Choice::new(key.id.to_string(), format!("{} ({})", key.name, key.key_hint));
        keys.with(|keys| keys.iter().filter(shared).map(choice).collect::<Vec<_>>()).unwrap_or_default()
    });
    view! {
        <div class="grid gap-x-4 sm:grid-cols-2">
            <TextField field=form.text("/name", |config| &mut config.name) label=t::ai::config_name required=true />
            <SelectField
                field=form.text("/provider", |config| &mut config.provider)
                label=t::ai::provider
                options=providers
                none=t::ai::choose_provider
                required=true
            />
            <TextField
                field=form.text("/model_name", |config| &mut config.model_name)
                label=t::ai::model_name
                hint=t::ai::model_name_hint
                required=true
            />
            <TextField
                field=form.text("/base_url", |config| &mut config.base_url)
                label=t::ai::base_url
                hint=t::ai::config_base_url_hint
                placeholder={move || base_url.get()}
                kind="url"
            />
            <SelectField
                field=form.reference("/api_key_id", |config| &mut config.api_key_id)
                label=t::ai::key
                hint=t::ai::config_key_hint
                options=own_keys
                none=t::ai::any_key
            />
            <ChecksField
                field=form.list("/purposes", |config| &mut config.purposes)
                label=t::ai::purposes
                options=Signal::derive(|| {
                    OFFERED.iter().map(|&known| Choice::new(known.code(), move || words::purpose(known))).collect()
                })
            />
        </div>
    }
    .into_any()
}

/// How it answers, and when it is used.
fn how(
    form: Form<ModelConfigFields>,
    edited: RwSignal<Option<ModelConfig>>,
    configs: Query<Vec<ModelConfig>>,
) -> AnyView {
    let others = Signal::derive(move || {
        let own = edited.with(|edited| edited.as_ref().map(|config| config.id));
        let other = |config: &&ModelConfig| Some(config.id) != own;
        let choice = |config: &ModelConfig| Choice::new(config.id.to_string(), config.name.clone());
        configs
            .with(|configs| configs.iter().filter(other).map(choice).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    view! {
        <div class="grid gap-x-4 sm:grid-cols-3">
            <TextField
                field=form.number("/temperature", |config| &mut config.temperature)
                label=t::ai::temperature
                hint=t::ai::as_the_task_asks
                kind="number"
            />
            <TextField field=form.number("/top_p", |config| &mut config.top_p) label=t::ai::top_p hint=t::ai::as_the_task_asks kind="number" />
            <TextField
                field=form.number("/max_tokens", |config| &mut config.max_tokens)
                label=t::ai::max_tokens
                hint=t::ai::as_the_provider_says
                kind="number"
            />
        </div>
        <TextArea
            field=form.text("/system_prompt", |config| &mut config.system_prompt)
            label=t::ai::system_prompt
            hint=t::ai::system_prompt_hint
            rows=3
        />
        <SelectField
            field=form.reference("/fallback_config_id", |config| &mut config.fallback_config_id)
            label=t::ai::fallback
            hint=t::ai::fallback_hint
            options=others
            none=t::common::engine_offline
        />
        <div class="grid gap-x-4 sm:grid-cols-2">
            <CheckField
                field=form.flag("/is_default", |config| &mut config.is_default)
                label=t::ai::is_default
                hint=t::ai::is_default_hint
                switch=true
            />
            <CheckField field=form.flag("/is_active", |config| &mut config.is_active) label=t::ai::is_active switch=true />
        </div>
    }
    .into_any()
}
