//! A new key, or another one in the place of a known one.

use api::models::{ApiKey, ApiKeyChange, Models, NewApiKey};
use domain::{Permission, Secret};
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::load::Query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{CheckField, Choice, Form, FormView, Modal, SelectField, SubmitButton, TextField, toast};

/// The dialog.
#[component]
pub fn KeyDialog(
    open: RwSignal<bool>,
    /// The provider that is chosen at first.
    provider: RwSignal<String>,
    models: Query<Models>,
    /// The key that gets a new secret; `None` for a new key.
    edited: RwSignal<Option<ApiKey>>,
    saved: Callback<()>,
) -> AnyView {
    let form = Form::new(empty());
    Effect::new(move |_| {
        if !open.get() {
            // A secret does not stay in the page longer than it has to.
            return form.reset(empty());
        }
        let known = edited.get_untracked();
        form.reset(NewApiKey {
            provider: provider.get_untracked(),
            name: known.map_or_else(|| t::ai::key_name_default().to_owned(), |known| known.name),
            ..empty()
        });
    });
    let submit = form.submit(
        move |draft| {
            let known = edited.get_untracked().map(|known| known.id);
            async move {
                let Some(id) = known else { return client().create_api_key(&draft).await };
                let change =
                    ApiKeyChange { name: Some(draft.name), key: Some(draft.key), ..ApiKeyChange::default() };
                client().update_api_key(id, &change).await
            }
        },
        move |_: ApiKey| {
            toast::success(t::common::saved());
            saved.run(());
        },
    );
    let title = move || if edited.with(Option::is_some) { t::ai::replace_key() } else { t::ai::add_key() };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title description=t::ai::key_dialog_text footer>
            {fields(form, submit, models, edited.with_untracked(Option::is_none))}
        </Modal>
    }
    .into_any()
}

fn empty() -> NewApiKey {
    NewApiKey {
        provider: String::new(),
        name: String::new(),
        key: Secret::new(""),
        base_url: None,
        is_shared: false,
    }
}

fn fields(form: Form<NewApiKey>, submit: Callback<()>, models: Query<Models>, is_new: bool) -> AnyView {
    let options = Signal::derive(move || {
        let all = models.with(|models| models.providers.clone()).unwrap_or_default();
        let wanted = all.into_iter().filter(|provider| provider.needs_key);
        wanted
            .map(|provider| Choice::new(provider.code.clone(), move || words::provider(&provider)))
            .collect()
    });
    let provider = is_new.then(|| {
        view! {
            <SelectField
                field=form.text("/provider", |key| &mut key.provider)
                label=t::ai::provider
                options
                none=t::ai::choose_provider
                required=true
            />
        }
    });
    let more = is_new.then(|| {
        view! {
            <TextField
                field=form.text("/base_url", |key| &mut key.base_url)
                label=t::ai::base_url
                hint=t::ai::base_url_hint
                kind="url"
            />
            {may(Permission::ModelUpdate).then(|| view! {
                <CheckField
                    field=form.flag("/is_shared", |key| &mut key.is_shared)
                    label=t::ai::share_key
                    hint=t::ai::share_key_hint
                    switch=true
                />
            })}
        }
    });
    view! {
        <FormView state=form.state submit>
            {provider}
            <TextField
                field=form.text("/key", |key| &mut key.key)
                label=t::ai::key
                kind="password"
                autocomplete="new-password"
                required=true
            />
            <TextField field=form.text("/name", |key| &mut key.name) label=t::ai::key_name required=true />
            {more}
        </FormView>
    }
    .into_any()
}
