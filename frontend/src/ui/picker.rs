//! Choosing by typing: one record of many, or a list of words. The listbox pattern of the ARIA guide.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{Choice, attributes, frame};
use super::form::{Bound, FormState};
use super::icon::{Icon, lu};
use crate::i18n::t;

const TYPING_PAUSE: Duration = Duration::from_millis(160);

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
) -> AnyView {
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
    let combo = Combo {
        state: field.state,
        pointer: field.pointer,
        suggest,
        pick: Callback::new(move |choice: Choice| add(vec![choice.value])),
        free: (!strict).then(|| Callback::new(move |typed: String| add(split(&typed)))),
        back: Some(Callback::new(move |()| {
            if let Some(last) = field.value.get_untracked().last() {
                remove(last);
            }
        })),
        text: RwSignal::new(String::new()),
        placeholder,
    };
    let control = view! {
        <div class="input flex h-auto min-h-9 flex-wrap items-center gap-1 px-2 py-1">
            {move || field.value.get().into_iter().map(tag).collect_view()}
            {combo.draw("min-w-24 flex-1")}
        </div>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}

fn split(typed: &str) -> Vec<String> {
    typed.split([',', '，', '、', ';', '；', '\n', '\t']).map(str::to_owned).collect()
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
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let text = RwSignal::new(chosen.unwrap_or_default());
    let combo = Combo {
        state: field.state,
        pointer: field.pointer,
        suggest,
        pick: Callback::new(move |choice: Choice| {
            text.set(choice.label.get().to_string());
            field.set.run(choice.value);
        }),
        free: None,
        back: None,
        text,
        placeholder,
    };
    let clear = move |_| {
        text.set(String::new());
        field.set.run(String::new());
    };
    let control = view! {
        <div class="input flex items-center gap-2">
            <Icon icon=lu::LuSearch class="size-4 text-muted" />
            {combo.draw("grow")}
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

/// An input with a list of choices under it.
struct Combo {
    state: FormState,
    pointer: &'static str,
    suggest: Suggest,
    pick: Callback<Choice>,
    /// Takes what is typed and is no choice.
    free: Option<Callback<String>>,
    /// Backspace in the empty input.
    back: Option<Callback<()>>,
    text: RwSignal<String>,
    placeholder: Option<TextProp>,
}

impl Combo {
    fn draw(self, class: &'static str) -> AnyView {
        let Self { state, pointer, suggest, pick, free, back, text, placeholder } = self;
        let choices = RwSignal::new(Vec::<Choice>::new());
        let active = RwSignal::new(None::<usize>);
        let open = move || !choices.with(Vec::is_empty);
        let newest = StoredValue::new(0_u32);
        let look = move |typed: String| {
            newest.update_value(|number| *number += 1);
            let mine = newest.get_value();
            let suggest = suggest.clone();
            let ask = move || {
                if newest.try_get_value() != Some(mine) {
                    return;
                }
                spawn_local(async move {
                    let found = (suggest.0)(typed).await;
                    if newest.try_get_value() == Some(mine) {
                        active.set(None);
                        choices.set(found);
                    }
                });
            };
            set_timeout(ask, TYPING_PAUSE);
        };
        let close = move || {
            newest.update_value(|number| *number += 1);
            choices.set(Vec::new());
            active.set(None);
        };
        let take = move |choice: Choice| {
            text.set(String::new());
            close();
            pick.run(choice);
        };
        let take_typed = move || {
            if let Some(free) = free.filter(|_| !text.with_untracked(|text| text.trim().is_empty())) {
                free.run(text.get_untracked());
                text.set(String::new());
                close();
            }
        };
        let key = move |event: KeyboardEvent| {
            let count = choices.with_untracked(Vec::len);
            match event.key().as_str() {
                "ArrowDown" if count > 0 => {
                    active.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % count)))
                }
                "ArrowUp" if count > 0 => {
                    active.update(|at| *at = Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
                }
                "Escape" if count > 0 => close(),
                "Enter" | "Tab" if active.get_untracked().is_some() => {
                    let chosen = active.get_untracked();
                    let choice = choices.with_untracked(|all| chosen.and_then(|at| all.get(at).cloned()));
                    if let Some(choice) = choice {
                        take(choice);
                    }
                }
                "Enter" => take_typed(),
                "Backspace" if text.with_untracked(String::is_empty) => {
                    return if let Some(back) = back {
                        back.run(())
                    };
                }
                _ => return,
            }
            if event.key() != "Tab" {
                event.prevent_default();
            }
            event.stop_propagation();
        };
        let focus = {
            let look = look.clone();
            move |_| look(String::new())
        };
        let typed = move |value: String| {
            text.set(value.clone());
            if free.is_some() && value.contains([',', '，', '、', ';', '；', '\n']) {
                take_typed();
            } else {
                look(value);
            }
        };
        let list_id = format!("{}-list", state.control_id(pointer));
        let option_id = {
            let list_id = list_id.clone();
            move |at: usize| format!("{list_id}-{at}")
        };
        let active_id = {
            let option_id = option_id.clone();
            move || active.get().map(&option_id)
        };
        let option = move |(at, choice): (usize, Choice)| {
            let label = choice.label.clone();
            let note = choice.note.clone();
            view! {
                <li
                    id=option_id(at)
                    role="option"
                    aria-selected={move || (active.get() == Some(at)).to_string()}
                    class="cursor-pointer rounded-field px-2.5 py-1.5 aria-selected:bg-primary/10 hover:bg-base-200"
                    on:mousedown={move |event| {
                        event.prevent_default();
                        take(choice.clone());
                    }}
                >
                    <span>{move || label.get()}</span>
                    {note.map(|note| view! { <span class="block text-xs text-muted">{note}</span> })}
                </li>
            }
        };
        let blur = move |_| {
            take_typed();
            close();
        };
        view! {
            <span class=format!("relative {class}")>
                <input
                    {..attributes(state, pointer)}
                    type="text"
                    class="w-full bg-transparent outline-none"
                    role="combobox"
                    autocomplete="off"
                    aria-expanded={move || open().to_string()}
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_id
                    placeholder={move || placeholder.as_ref().map(|text| text.get().to_string())}
                    prop:value={move || text.get()}
                    on:input:target={move |event| typed(event.target().value())}
                    on:keydown=key
                    on:focus=focus
                    on:blur=blur
                />
                <ul
                    id=list_id
                    role="listbox"
                    aria-label=t::common::suggestions
                    class="panel absolute top-full left-0 z-40 mt-2 max-h-64 w-max max-w-80 min-w-full overflow-y-auto p-1 shadow-xl"
                    hidden={move || !open()}
                >
                    {move || choices.get().into_iter().enumerate().map(option.clone()).collect_view()}
                </ul>
            </span>
        }
        .into_any()
    }
}
