//! Filters that are more than one choice of a few.

use leptos::prelude::*;

use super::combo::{Combo, SEPARATORS};
use super::fields::Choice;
use super::form::FormState;
use super::icon::{Icon, lu};
use super::list::ListState;
use super::picker::Suggest;
use crate::i18n::t;

/// A filter by words: cities, keywords. They stand in the address, separated by commas.
#[component]
pub fn FilterWords(
    list: ListState,
    /// Its name in the address.
    name: &'static str,
    #[prop(into)] label: TextProp,
    /// Where words come from.
    suggest: Suggest,
    /// Whether only suggested words are taken.
    #[prop(optional)]
    strict: bool,
    /// What a word is shown as, where it is a code.
    #[prop(optional)]
    show: Option<Callback<String, String>>,
) -> AnyView {
    let words = move || -> Vec<String> {
        let joined = list.filter(name).unwrap_or_default();
        joined.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let put = move |words: Vec<String>| list.set(name, Some(words.join(",")));
    let add = move |typed: &str| {
        let mut all = untrack(words);
        for word in typed.split(SEPARATORS).map(str::trim).filter(|word| !word.is_empty()) {
            if !all.iter().any(|known| known == word) {
                all.push(word.to_owned());
            }
        }
        put(all);
    };
    let remove = move |word: &str| put(untrack(words).into_iter().filter(|known| known != word).collect());
    let state = FormState::new();
    let combo = Combo::new(state, name, suggest, Callback::new(move |choice: Choice| add(&choice.value)))
        .free((!strict).then(|| Callback::new(move |typed: String| add(&typed))))
        .back(Callback::new(move |()| untrack(words).last().into_iter().for_each(|last| remove(last))));
    let tag = move |word: String| {
        let text = show.map_or_else(|| word.clone(), |show| show.run(word.clone()));
        view! {
            <span class="chip h-5.5 pr-0.5">
                <span class="max-w-28 truncate">{text.clone()}</span>
                <button
                    type="button"
                    class="grid size-4 cursor-pointer place-items-center rounded-sm text-muted hover:bg-base-300 hover:text-base-content"
                    aria-label={move || t::common::remove_word(&text)}
                    on:click={move |_| remove(&word)}
                >
                    <Icon icon=lu::LuX class="size-3" />
                </button>
            </span>
        }
    };
    let caption = label.clone();
    view! {
        <div class="input input-sm flex h-auto min-h-[1.8rem] w-full flex-wrap items-center gap-1 py-0 pl-2.5 sm:w-auto">
            <label class="sr-only" for=state.control_id(name)>{move || caption.get()}</label>
            {move || words().into_iter().map(tag).collect_view()}
            {combo.draw("min-w-16 flex-1 sm:w-16", Some(label))}
            <span id=format!("{}-note", state.control_id(name)) hidden=true></span>
        </div>
    }
    .into_any()
}
