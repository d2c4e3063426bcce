//! Any number of a few things.

use leptos::prelude::*;

use super::fields::Choice;
use super::form::Bound;

/// A box to tick for each choice.
#[component]
pub fn ChecksField(
    field: Bound<Vec<String>>,
    #[prop(into)] label: TextProp,
    #[prop(into)] options: Signal<Vec<Choice>>,
) -> AnyView {
    let (state, pointer) = (field.state, field.pointer);
    let id = state.control_id(pointer);
    let note = format!("{id}-note");
    let fault = Memo::new(move |_| state.fault(pointer));
    let described = note.clone();
    let option = move |Choice { value, label, .. }: Choice| {
        let (own, taken) = (value.clone(), value);
        let toggle = move |chosen: bool| {
            let mut list = field.value.get_untracked();
            list.retain(|other| *other != taken);
            if chosen {
                list.push(taken.clone());
            }
            field.set.run(list);
        };
        view! {
            <label class="flex cursor-pointer items-center gap-2">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary checkbox-sm"
                    aria-invalid={move || fault.get().map(|_| "true")}
                    prop:checked={move || field.value.with(|list| list.contains(&own))}
                    on:change:target={move |event| toggle(event.target().checked())}
                />
                {move || label.get()}
            </label>
        }
    };
    view! {
        <fieldset class="min-w-0" id=id data-pointer=pointer aria-describedby=described>
            <legend class="pb-1 text-[13px] font-medium">{move || label.get()}</legend>
            <div class="flex min-h-9 flex-wrap items-center gap-x-5 gap-y-2">
                {move || options.get().into_iter().map(option).collect_view()}
            </div>
            <p id=note class="field-note text-error">{move || fault.get()}</p>
        </fieldset>
    }
    .into_any()
}
