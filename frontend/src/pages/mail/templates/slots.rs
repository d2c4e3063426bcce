//! The placeholders, to be put where the person is writing.

use domain::Coded;
use domain::email_templates::Placeholder;
use leptos::prelude::*;

use crate::i18n::t;
use crate::pages::mail::words;
use crate::ui::{Bound, insert_at_caret};

/// A row of placeholders. A click writes one into the field that was last written in.
#[component]
pub fn SlotPicker(subject: Bound<String>, body: Bound<String>) -> AnyView {
    let in_subject = RwSignal::new(false);
    let subject_id = subject.state.control_id(subject.pointer);
    let body_id = body.state.control_id(body.pointer);
    let follow = window_event_listener(leptos::ev::focusin, move |event| {
        let id = event_target::<web_sys::Element>(&event).id();
        if id == subject_id {
            in_subject.set(true);
        } else if id == body_id {
            in_subject.set(false);
        }
    });
    on_cleanup(move || follow.remove());
    let chip = move |slot: &Placeholder| {
        let slot = *slot;
        let code = format!("{{{{{}}}}}", slot.code());
        let inserted = code.clone();
        let insert =
            move |_| insert_at_caret(if in_subject.get_untracked() { subject } else { body }, &inserted);
        view! {
            <button
                type="button"
                class="chip cursor-pointer hover:border-primary hover:text-primary"
                title=code
                // Leaves the caret where it is.
                on:mousedown={|event| event.prevent_default()}
                on:click=insert
            >
                {move || words::placeholder(slot)}
            </button>
        }
    };
    view! {
        <div class="pb-4" role="group" aria-label=t::mail::insert_slot>
            <p class="pb-1.5 text-xs text-muted" aria-hidden="true">{t::mail::insert_slot}</p>
            <div class="flex flex-wrap gap-1.5">{Placeholder::ALL.iter().map(chip).collect_view()}</div>
        </div>
    }
    .into_any()
}
