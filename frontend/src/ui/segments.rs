//! A few choices beside each other of which one is taken.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

/// Radio buttons drawn as one bar. For two to four short words; more are a `SelectField`.
#[component]
pub fn Segments(
    /// What is chosen, for those who cannot see the page around it.
    #[prop(into)]
    label: TextProp,
    /// Value and words of each choice.
    options: Vec<(&'static str, TextProp)>,
    /// The value that is taken now.
    #[prop(into)]
    value: Signal<String>,
    /// Takes another one.
    choose: Callback<&'static str>,
) -> AnyView {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("segments-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let option = move |(own, words): (&'static str, TextProp)| {
        view! {
            <label class="cursor-pointer rounded-[calc(var(--radius-field)-2px)] px-3 py-1 text-[13px] font-medium text-muted transition-colors hover:text-base-content has-checked:bg-base-100 has-checked:text-base-content has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-primary">
                <input
                    type="radio"
                    class="sr-only"
                    name=name.clone()
                    prop:checked={move || value.with(|value| value == own)}
                    on:change={move |_| choose.run(own)}
                />
                {move || words.get()}
            </label>
        }
    };
    view! {
        <div
            role="radiogroup"
            aria-label={move || label.get().to_string()}
            class="inline-flex rounded-field border border-line bg-base-content/6 p-0.5"
        >
            {options.into_iter().map(option).collect_view()}
        </div>
    }
    .into_any()
}
