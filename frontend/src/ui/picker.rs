//! Choosing by typing: one record of many, or a list of words.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use super::combo::{Combo, SEPARATORS};
use super::fields::{Choice, frame};
use super::form::Bound;
use super::icon::{Icon, lu};
use crate::i18n::t;

type Answer = Pin<Box<dyn Future<Output = Vec<Choice>>>>;

/// Finds choices for what was typed.
#[derive(Clone)]
pub struct Suggest(Arc<dyn Fn(String) -> Answer + Send + Sync>);

impl Suggest {
    /// By a question to the server; an answer that failed is no choices.
    pub fn new<F>(find: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Vec<Choice>> + 'static,
    {
        Self(Arc::new(move |typed| Box::pin(find(typed))))
    }

    pub(super) fn find(&self, typed: String) -> Answer {
        (self.0)(typed)
    }

    /// Nothing to suggest: words are typed freely.
    pub fn nothing() -> Self {
        Self::new(|_| async { Vec::new() })
    }
}

/// A list of words: keywords, places, addresses. Enter or a comma takes what is typed, Backspace the last word
/// away; a pasted list becomes its words.
#[component]
pub fn TagsField(
    field: Bound<Vec<String>>,
    #[prop(into)] label: TextProp,
    /// Where words come from.
    suggest: Suggest,
    /// Whether only suggested words are taken.
    #[prop(optional)]
    strict: bool,
    /// What a word is shown as, where it is a code.
    #[prop(optional)]
    show: Option<Callback<String, String>>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional)] required: bool,
    /// How many are drawn until the person asks for the rest.
    #[prop(default = usize::MAX)]
    limit: usize,
) -> AnyView {
    let all = RwSignal::new(false);
    let add = move |words: Vec<String>| {
        let mut list = field.value.get_untracked();
        list.extend(words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|word| seen.insert(word.clone()));
        field.set.run(list);
    };
    let remove = move |word: &str| {
        field.set.run(field.value.get_untracked().into_iter().filter(|other| other != word).collect());
    };
    let tag = move |word: String| {
        let text = show.map_or_else(|| word.clone(), |show| show.run(word.clone()));
        let label = t::common::remove_word(&text);
        view! {
            <span class="chip pr-0.5">
                <span class="truncate">{text}</span>
                <button
                    type="button"
                    class="grid size-4.5 cursor-pointer place-items-center rounded-sm text-muted hover:bg-base-300 hover:text-base-content"
                    aria-label=label
                    on:click={move |_| remove(&word)}
                >
                    <Icon icon=lu::LuX class="size-3" />
                </button>
            </span>
        }
    };
    let pick = Callback::new(move |choice: Choice| add(vec![choice.value]));
    let combo = Combo::new(field.state, field.pointer, suggest, pick)
        .free((!strict).then(|| Callback::new(move |typed: String| add(split(&typed)))))
        .back(Callback::new(move |()| {
            if let Some(last) = field.value.get_untracked().last() {
                remove(last);
            }
        }));
    let control = view! {
        <div class="input flex h-auto min-h-9 flex-wrap items-center gap-1 px-2 py-1">
            {move || {
                let shown = if all.get() { usize::MAX } else { limit };
                field.value.get().into_iter().take(shown).map(tag).collect_view()
            }}
            {move || {
                let more = field.value.with(Vec::len).saturating_sub(limit) as u64;
                (more > 0 && !all.get()).then(|| {
                    view! {
                        <button type="button" class="btn btn-ghost btn-xs" on:click={move |_| all.set(true)}>
                            {move || t::common::and_more(more)}
                        </button>
                    }
                })
            }}
            {combo.draw("min-w-24 flex-1", placeholder)}
        </div>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}

fn split(typed: &str) -> Vec<String> {
    typed.split(SEPARATORS).map(str::to_owned).collect()
}

/// One record of many: a company, a job. The field holds its id.
#[component]
pub fn PickField(
    field: Bound<String>,
    #[prop(into)] label: TextProp,
    suggest: Suggest,
    /// The words of what is chosen at first.
    #[prop(optional, into)]
    chosen: Option<String>,
    /// Whether a name that is no choice is taken as it is typed; the field then holds it.
    #[prop(optional)]
    free: bool,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let shown = RwSignal::new(chosen.unwrap_or_default());
    let pick = Callback::new(move |choice: Choice| {
        field.set.run(choice.value);
        shown.set(choice.label.get().to_string());
    });
    let take = move |typed: String| {
        if shown.with_untracked(|shown| *shown != typed) {
            field.set.run(typed.trim().to_owned());
        }
        shown.set(typed);
    };
    let combo = Combo::new(field.state, field.pointer, suggest, pick).free(free.then(|| Callback::new(take)));
    Effect::new(move |_| combo.show(shown.get()));
    let clear = move |_| {
        shown.set(String::new());
        field.set.run(String::new());
    };
    let control = view! {
        <div class="input flex items-center gap-2">
            <Icon icon=lu::LuSearch class="size-4 text-muted" />
            {combo.draw("grow", placeholder)}
            {move || {
                (!field.value.get().is_empty())
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn btn-ghost btn-xs btn-square"
                                aria-label=t::common::clear
                                on:click=clear
                            >
                                <Icon icon=lu::LuX class="size-3.5" />
                            </button>
                        }
                    })
            }}
        </div>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}
