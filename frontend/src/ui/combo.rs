//! An input with a list of choices under it: the combobox pattern of the ARIA guide.

use std::time::Duration;

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element;

use super::fields::{Choice, attributes};
use super::form::FormState;
use super::picker::Suggest;
use crate::i18n::t;

const TYPING_PAUSE: Duration = Duration::from_millis(160);

/// What separates words that are typed or pasted.
pub const SEPARATORS: [char; 7] = [',', '，', '、', ';', '；', '\n', '\t'];

/// Where the list goes: under the field, or above it where there is no room.
#[derive(Clone, Default)]
struct Place {
    left: String,
    top: String,
    bottom: String,
    width: String,
    most: String,
}

impl Place {
    /// As high as a list can be, and its distance.
    const ROOM: f64 = 272.0;
    /// As wide as a list becomes under a narrow field.
    const WIDTH: f64 = 384.0;

    fn at(input: &Element) -> Self {
        let field = input.closest(".input").ok().flatten();
        let bounds = field.as_ref().unwrap_or(input).get_bounding_client_rect();
        let root = document().document_element();
        let (wide, height) = root.map_or((0, 0), |root| (root.client_width(), root.client_height()));
        let (wide, height) = (f64::from(wide), f64::from(height));
        let above = bounds.bottom() + Self::ROOM > height && bounds.top() > Self::ROOM;
        let pixels = |value: f64| format!("{value:.0}px");
        Self {
            left: pixels(bounds.left()),
            top: if above { "auto".to_owned() } else { pixels(bounds.bottom() + 6.0) },
            bottom: if above { pixels(height - bounds.top() + 6.0) } else { "auto".to_owned() },
            width: pixels(bounds.width()),
            most: pixels((wide - bounds.left() - 8.0).clamp(0.0, bounds.width().max(Self::WIDTH))),
        }
    }
}

/// The state of the input and its list.
#[derive(Clone, Copy)]
pub struct Combo {
    state: FormState,
    pointer: &'static str,
    suggest: StoredValue<Suggest>,
    pick: Callback<Choice>,
    free: Option<Callback<String>>,
    back: Option<Callback<()>>,
    text: RwSignal<String>,
    rest: RwSignal<String>,
    choices: RwSignal<Vec<Choice>>,
    active: RwSignal<Option<usize>>,
    newest: StoredValue<u32>,
}

impl Combo {
    /// An input of a form's field that hands on what is chosen.
    pub fn new(state: FormState, pointer: &'static str, suggest: Suggest, pick: Callback<Choice>) -> Self {
        Self {
            state,
            pointer,
            suggest: StoredValue::new(suggest),
            pick,
            free: None,
            back: None,
            text: RwSignal::new(String::new()),
            rest: RwSignal::new(String::new()),
            choices: RwSignal::new(Vec::new()),
            active: RwSignal::new(None),
            newest: StoredValue::new(0),
        }
    }

    /// Also takes what is typed and is no choice.
    #[must_use]
    pub fn free(self, take: Option<Callback<String>>) -> Self {
        Self { free: take, ..self }
    }

    /// Does this on Backspace in the empty input.
    #[must_use]
    pub fn back(self, remove: Callback<()>) -> Self {
        Self { back: Some(remove), ..self }
    }

    /// Sets what stands in the input when nobody types.
    pub fn show(self, text: String) {
        self.rest.set(text.clone());
        self.text.set(text);
    }

    fn look(self, typed: String) {
        self.newest.update_value(|number| *number += 1);
        let mine = self.newest.get_value();
        let ask = move || {
            let Some(suggest) = self.suggest.try_get_value().filter(|_| self.newest.get_value() == mine)
            else {
                return;
            };
            spawn_local(async move {
                let found = suggest.find(typed).await;
                if self.newest.try_get_value() == Some(mine) {
                    self.active.set(None);
                    self.choices.set(found);
                }
            });
        };
        set_timeout(ask, TYPING_PAUSE);
    }

    fn close(self) {
        self.newest.update_value(|number| *number += 1);
        self.choices.set(Vec::new());
        self.active.set(None);
    }

    fn take(self, choice: Choice) {
        self.show(String::new());
        self.close();
        self.pick.run(choice);
    }

    fn take_typed(self) {
        let typed = self.text.get_untracked();
        if let Some(free) = self.free.filter(|_| !typed.trim().is_empty()) {
            free.run(typed);
            self.show(String::new());
            self.close();
        }
    }

    fn leave(self) {
        self.take_typed();
        self.text.set(self.rest.get_untracked());
        self.close();
    }

    fn typed(self, value: String) {
        // A name may have a comma in it; in a list, it ends a word.
        let whole = self.back.is_some() && value.contains(SEPARATORS);
        self.text.set(value.clone());
        if self.free.is_some() && whole { self.take_typed() } else { self.look(value) }
    }

    fn key(self, event: KeyboardEvent) {
        // Enter while an input method is composing chooses a word of the method, not of ours.
        if event.is_composing() {
            return;
        }
        let count = self.choices.with_untracked(Vec::len);
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.set(Some(active.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if count > 0 => {
                self.active.set(Some(active.map_or(count, |at| at + count).wrapping_sub(1) % count))
            }
            "Escape" if count > 0 => self.close(),
            "Enter" | "Tab" if active.is_some() => {
                let choice = self.choices.with_untracked(|all| active.and_then(|at| all.get(at).cloned()));
                choice.into_iter().for_each(|choice| self.take(choice));
            }
            "Enter" => self.take_typed(),
            "Backspace" if self.text.with_untracked(String::is_empty) => {
                return self.back.into_iter().for_each(|back| back.run(()));
            }
            _ => return,
        }
        if event.key() != "Tab" {
            event.prevent_default();
        }
        event.stop_propagation();
    }

    fn list_id(self) -> String {
        format!("{}-list", self.state.control_id(self.pointer))
    }

    /// The input and its list.
    pub fn draw(self, class: &'static str, placeholder: Option<TextProp>) -> AnyView {
        let closed = move || self.choices.with(Vec::is_empty);
        let options = move || {
            self.choices
                .get()
                .into_iter()
                .enumerate()
                .map(|(at, choice)| self.option(at, choice))
                .collect_view()
        };
        let (input, list) = (NodeRef::<html::Input>::new(), NodeRef::<html::Ul>::new());
        let place = RwSignal::new(Place::default());
        // A popover lies above everything, so that no dialog and no table cuts it off.
        Effect::new(move |_| {
            let shut = closed();
            let (Some(input), Some(list)) = (input.get(), list.get()) else { return };
            if shut {
                drop(list.hide_popover());
            } else {
                place.set(Place::at(&input));
                drop(list.show_popover());
            }
        });
        let scrolled = window_event_listener(ev::scroll, move |_| {
            if !self.choices.with_untracked(Vec::is_empty) {
                self.close();
            }
        });
        on_cleanup(move || scrolled.remove());
        view! {
            <span class=class>
                <input
                    node_ref={input}
                    {..attributes(self.state, self.pointer)}
                    type="text"
                    class="w-full bg-transparent outline-none"
                    role="combobox"
                    autocomplete="off"
                    aria-expanded={move || (!closed()).to_string()}
                    aria-controls=self.list_id()
                    aria-activedescendant={move || self.active.get().map(|at| format!("{}-{at}", self.list_id()))}
                    placeholder={move || placeholder.as_ref().map(|text| text.get().to_string())}
                    prop:value={move || self.text.get()}
                    on:input:target={move |event| self.typed(event.target().value())}
                    on:keydown={move |event| self.key(event)}
                    on:focus={move |_| self.look(String::new())}
                    on:blur={move |_| self.leave()}
                />
                <ul
                    node_ref=list
                    popover="manual"
                    id=self.list_id()
                    role="listbox"
                    aria-label=t::common::suggestions
                    class="panel fixed inset-auto m-0 max-h-64 w-max overflow-y-auto p-1 whitespace-normal shadow-xl"
                    style:left={move || place.get().left}
                    style:top={move || place.get().top}
                    style:bottom={move || place.get().bottom}
                    style:min-width={move || place.get().width}
                    style:max-width={move || place.get().most}
                >
                    {options}
                </ul>
            </span>
        }
        .into_any()
    }

    fn option(self, at: usize, choice: Choice) -> AnyView {
        let label = choice.label.clone();
        let note = choice.note.clone();
        view! {
            <li
                id=format!("{}-{at}", self.list_id())
                role="option"
                aria-selected={move || (self.active.get() == Some(at)).to_string()}
                class="cursor-pointer rounded-field px-2.5 py-1.5 aria-selected:bg-primary/10 hover:bg-base-200"
                on:mousedown={move |event| {
                    event.prevent_default();
                    self.take(choice.clone());
                }}
            >
                <span>{move || label.get()}</span>
                {note.map(|note| view! { <span class="block text-xs text-muted">{note}</span> })}
            </li>
        }
        .into_any()
    }
}
