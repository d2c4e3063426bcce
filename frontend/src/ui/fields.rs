//! The controls of a form: label above, hint, and room for the fault below, so that nothing jumps.

use leptos::prelude::*;

use super::feedback::{Notice, Tone};
use super::form::{Bound, FormState};
use super::icon::{Icon, lu};
use crate::i18n::t;

/// A value to choose, and its words.
#[derive(Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown; follows the language.
    pub label: TextProp,
    /// A second, muted line where there is room for one.
    pub note: Option<String>,
}

impl Choice {
    /// A value with its words.
    pub fn new(value: impl Into<String>, label: impl Into<TextProp>) -> Self {
        Self { value: value.into(), label: label.into(), note: None }
    }

    /// With a muted second line.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The form element: submits by Enter and by its button, never by the browser itself.
#[component]
pub fn FormView(state: FormState, submit: Callback<()>, children: Children) -> AnyView {
    view! {
        <form
            id=state.element_id()
            novalidate=true
            class="grid gap-x-4 gap-y-1"
            on:submit={move |event| {
                event.prevent_default();
                submit.run(());
            }}
        >
            {children()}
            <div class="min-h-0" aria-live="assertive">
                {move || {
                    state
                        .general()
                        .map(|text| view! { <div class="pb-3"><Notice tone=Tone::Error text /></div> })
                }}
            </div>
        </form>
    }
    .into_any()
}

/// The button that sends a form; disabled while it is on its way. Outside the form element too, as in the
/// foot of a dialog.
#[component]
pub fn SubmitButton(
    state: FormState,
    #[prop(into)] label: TextProp,
    #[prop(default = "btn btn-primary")] class: &'static str,
) -> AnyView {
    view! {
        <button type="submit" form=state.element_id() class=class disabled={move || state.is_sending()}>
            {move || {
                state.is_sending().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })
            }}
            {move || label.get()}
        </button>
    }
    .into_any()
}

/// One line of text, a password, an address or a number.
#[component]
pub fn TextField(
    field: Bound<String>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    /// Shown as a star; the rule itself is the request's own.
    #[prop(optional)]
    required: bool,
    /// The input's type: `text`, `email`, `password`, `number`, `tel`, `url`, `date`, `datetime-local`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// A unit at the end: 年, %.
    #[prop(optional, into)]
    unit: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    let typed = RwSignal::new(field.value.get_untracked());
    // "1." means 1; what is being typed stays as it is for as long as it means the value.
    let shown = move || {
        let (value, typed) = (field.value.get(), typed.get());
        if same_meaning(kind, &typed, &value) { typed } else { value }
    };
    let revealed = RwSignal::new(false);
    let input_kind = move || if kind == "password" && revealed.get() { "text" } else { kind };
    let reveal = (kind == "password").then(|| reveal_button(revealed));
    let control = view! {
        <div class="input" class:pr-1={kind == "password"}>
            <input
                {..attributes(field.state, field.pointer)}
                type=input_kind
                class="grow"
                autocomplete=autocomplete
                placeholder={move || placeholder.as_ref().map(|text| text.get().to_string())}
                required=required
                disabled={move || disabled.get()}
                step="any"
                prop:value=shown
                on:input:target={move |event| {
                    typed.set(event.target().value());
                    field.set.run(event.target().value());
                }}
            />
            {unit.map(|unit| view! { <span class="text-sm text-muted">{move || unit.get()}</span> })}
            {reveal}
        </div>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}

fn same_meaning(kind: &str, typed: &str, value: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    typed == value || (kind == "number" && number(typed).is_some() && number(typed) == number(value))
}

fn reveal_button(revealed: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="btn btn-ghost btn-xs btn-square"
            aria-label=t::common::show_password
            aria-pressed={move || revealed.get().to_string()}
            on:click={move |_| revealed.update(|shown| *shown = !*shown)}
        >
            {move || if revealed.get() { view! { <Icon icon=lu::LuEyeOff /> } } else { view! { <Icon icon=lu::LuEye /> } }}
        </button>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    field: Bound<String>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional)] required: bool,
    #[prop(default = 5)] rows: u32,
) -> AnyView {
    let control = view! {
        <textarea
            {..attributes(field.state, field.pointer)}
            class="textarea leading-relaxed"
            rows=rows.to_string()
            required=required
            placeholder={move || placeholder.as_ref().map(|text| text.get().to_string())}
            prop:value={move || field.value.get()}
            on:input:target={move |event| field.set.run(event.target().value())}
        ></textarea>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}

/// One of a few.
#[component]
pub fn SelectField(
    field: Bound<String>,
    #[prop(into)] label: TextProp,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// What the empty choice is called; without it there is none.
    #[prop(optional, into)]
    none: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let none = none.map(|none| Choice::new("", none));
    let control = view! {
        <select
            {..attributes(field.state, field.pointer)}
            class="select"
            required=required
            on:change:target={move |event| field.set.run(event.target().value())}
        >
            {move || none.clone().into_iter().chain(options.get()).map(|choice| option(choice, field)).collect_view()}
        </select>
    };
    frame(field.state, field.pointer, label, hint, required, control.into_any())
}

fn option(choice: Choice, field: Bound<String>) -> AnyView {
    let Choice { value, label, .. } = choice;
    let own = value.clone();
    view! { <option value=value selected={move || field.value.get() == own}>{move || label.get()}</option> }
        .into_any()
}

/// Yes or no, taken with the rest of the form.
#[component]
pub fn CheckField(
    field: Bound<bool>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// Drawn as a switch, for what is on or off.
    #[prop(optional)]
    switch: bool,
) -> AnyView {
    let (state, pointer) = (field.state, field.pointer);
    let class = if switch {
        "toggle toggle-primary toggle-sm mt-0.5"
    } else {
        "checkbox checkbox-primary checkbox-sm"
    };
    let note = note(state, pointer, hint);
    view! {
        <div class="py-1" data-pointer=pointer>
            <label class="flex cursor-pointer items-start gap-2.5">
                <input
                    {..attributes(state, pointer)}
                    type="checkbox"
                    class=class
                    role={switch.then_some("switch")}
                    prop:checked={move || field.value.get()}
                    on:change:target={move |event| field.set.run(event.target().checked())}
                />
                <span class="font-medium">{move || label.get()}</span>
            </label>
            {note}
        </div>
    }
    .into_any()
}

/// Two numbers beside each other, from and to; `children` stands between label and numbers, as a currency.
#[component]
pub fn RangeField(
    min: Bound<String>,
    max: Bound<String>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// Selects for currency and period, after the numbers.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let number = |field: Bound<String>, name: fn() -> &'static str| {
        view! {
            <input
                {..attributes(field.state, field.pointer)}
                type="number"
                inputmode="decimal"
                class="input min-w-0 flex-1 tabular-nums"
                aria-label=name
                placeholder=name
                prop:value={move || field.value.get()}
                on:change:target={move |event| field.set.run(event.target().value())}
            />
        }
    };
    let fault = move || min.state.fault(min.pointer).or_else(|| max.state.fault(max.pointer));
    let note_ids = (
        format!("{}-note", min.state.control_id(min.pointer)),
        format!("{}-note", max.state.control_id(max.pointer)),
    );
    view! {
        <fieldset class="min-w-0" data-pointer=min.pointer>
            <legend class="pb-1 text-[13px] font-medium">{move || label.get()}</legend>
            <div class="flex flex-wrap items-center gap-2">
                {number(min, t::common::from)}
                <span class="text-muted" aria-hidden="true">"–"</span>
                {number(max, t::common::to)}
                {children.map(|children| children())}
            </div>
            <p class="field-note" id=note_ids.0 class:text-error={move || fault().is_some()} class:text-muted={move || fault().is_none()}>
                {move || fault().or_else(|| hint.as_ref().map(|hint| hint.get().to_string()))}
            </p>
            <span id=note_ids.1 class="sr-only">{move || max.state.fault(max.pointer)}</span>
        </fieldset>
    }
    .into_any()
}

/// A compact select without a label of its own, for the children of [`RangeField`].
#[component]
pub fn BareSelect(
    field: Bound<String>,
    #[prop(into)] label: TextProp,
    #[prop(into)] options: Signal<Vec<Choice>>,
) -> AnyView {
    view! {
        <select
            {..attributes(field.state, field.pointer)}
            class="select w-auto"
            aria-label={move || label.get().to_string()}
            on:change:target={move |event| field.set.run(event.target().value())}
        >
            {move || options.get().into_iter().map(|choice| option(choice, field)).collect_view()}
        </select>
    }
    .into_any()
}

/// The attributes that tie a control to its label, its note and its fault.
pub(super) fn attributes(state: FormState, pointer: &'static str) -> impl leptos::attr::Attribute + Clone {
    use leptos::attr::{self, custom::custom_attribute};
    let id = state.control_id(pointer);
    let note = format!("{id}-note");
    (
        attr::id(id),
        custom_attribute("aria-invalid", move || state.fault(pointer).map(|_| "true")),
        custom_attribute("aria-describedby", note),
    )
}

/// Label, control and note. `data-pointer` lets a page find the field that the person is at.
pub(super) fn frame(
    state: FormState,
    pointer: &'static str,
    label: TextProp,
    hint: Option<TextProp>,
    required: bool,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="min-w-0" data-pointer=pointer>
            <label for=state.control_id(pointer) class="block pb-1 text-[13px] font-medium">
                {move || label.get()}
                {required.then(|| view! { <span class="text-error" aria-hidden="true">" *"</span> })}
            </label>
            {control}
            {note(state, pointer, hint)}
        </div>
    }
    .into_any()
}

fn note(state: FormState, pointer: &'static str, hint: Option<TextProp>) -> AnyView {
    let id = format!("{}-note", state.control_id(pointer));
    let fault = Memo::new(move |_| state.fault(pointer));
    view! {
        <p
            id=id
            class="field-note"
            class:text-error={move || fault.get().is_some()}
            class:text-muted={move || fault.get().is_none()}
        >
            {move || fault.get().or_else(|| hint.as_ref().map(|hint| hint.get().to_string()))}
        </p>
    }
    .into_any()
}
