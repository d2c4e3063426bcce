//! A keyword of the organization's own.

use api::keywords::{Keyword, KeywordFields};
use api::{ApiError, MergePatch};
use leptos::prelude::*;

use super::list::categories;
use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Form, FormView, Modal, SelectField, SubmitButton, Suggest, TagsField, TextField, toast};

/// The dialog, for a new keyword or for one that is there.
#[component]
pub fn KeywordDialog(
    open: RwSignal<bool>,
    edited: RwSignal<Option<Keyword>>,
    saved: Callback<()>,
) -> AnyView {
    let form = Form::new(empty());
    Effect::new(move |_| {
        if open.get() {
            form.reset(edited.get_untracked().map_or_else(empty, fields_of));
        }
    });
    let submit =
        form.submit(
            move |draft| {
                let (is_new, old) = (edited.with_untracked(Option::is_none), form.saved());
                async move {
                    if is_new { client().create_keyword(&draft).await } else { update(old, draft).await }
                }
            },
            move |_: Keyword| {
                toast::success(t::common::saved());
                saved.run(());
            },
        );
    let title =
        move || if edited.with(Option::is_some) { t::vocabulary::edit() } else { t::vocabulary::add() };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title footer>
            <FormView state=form.state submit>
                <div class="grid gap-x-4 sm:grid-cols-2">
                    <TextField field=form.text("/name_zh", |keyword| &mut keyword.name_zh) label=t::vocabulary::name_zh required=true />
                    <TextField field=form.text("/name_en", |keyword| &mut keyword.name_en) label=t::vocabulary::name_en required=true />
                    <TextField
                        field=form.text("/code", |keyword| &mut keyword.code)
                        label=t::vocabulary::code
                        hint=t::vocabulary::code_hint
                        disabled={edited.with_untracked(Option::is_some)}
                        required=true
                    />
                    <SelectField
                        field=form.text("/category", |keyword| &mut keyword.category)
                        label=t::vocabulary::category
                        options=Signal::derive(categories)
                        required=true
                    />
                </div>
                <TagsField
                    field=form.list("/aliases", |keyword| &mut keyword.aliases)
                    label=t::vocabulary::aliases
                    hint=t::vocabulary::aliases_hint
                    suggest=Suggest::nothing()
                />
            </FormView>
        </Modal>
    }
    .into_any()
}

fn empty() -> KeywordFields {
    KeywordFields { category: "technology".to_owned(), ..KeywordFields::default() }
}

fn fields_of(keyword: Keyword) -> KeywordFields {
    let Keyword { code, name_zh, name_en, category, aliases, .. } = keyword;
    KeywordFields { code, name_zh, name_en, category, aliases }
}

async fn update(old: KeywordFields, new: KeywordFields) -> Result<Keyword, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_keyword(&old.code, &patch).await
}
