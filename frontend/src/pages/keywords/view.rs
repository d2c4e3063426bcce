//! Keywords as chips.

use leptos::prelude::*;

use super::names::keyword_name;
use crate::i18n::t;
use crate::ui::{Chip, Tone};

/// The name of a code, for fields that hold codes.
pub fn show_keyword() -> Callback<String, String> {
    Callback::new(|code: String| keyword_name(&code))
}

/// Some keywords; from `most` on they are folded until wanted.
#[component]
pub fn KeywordChips(
    codes: Vec<String>,
    #[prop(default = Tone::Neutral)] tone: Tone,
    #[prop(default = usize::MAX)] most: usize,
    /// Whether the rest can be unfolded here; in the rows of a table it cannot.
    #[prop(optional)]
    foldable: bool,
    /// Keeps to one line, as in the rows of a table.
    #[prop(optional)]
    one_line: bool,
) -> AnyView {
    let open = RwSignal::new(false);
    let rest = codes.len().saturating_sub(most);
    let chips = move || {
        let shown = if open.get() { codes.len() } else { most.min(codes.len()) };
        codes[..shown]
            .iter()
            .cloned()
            .map(|code| view! { <Chip text={move || keyword_name(&code)} tone /> })
            .collect_view()
    };
    let more = (rest > 0).then(|| {
        if foldable {
            let label =
                move || if open.get() { t::common::show_less().to_owned() } else { format!("+{rest}") };
            view! {
                <button
                    type="button"
                    class="chip cursor-pointer text-muted hover:text-base-content"
                    aria-expanded={move || open.get().to_string()}
                    on:click={move |_| open.update(|open| *open = !*open)}
                >
                    {label}
                </button>
            }
            .into_any()
        } else {
            view! { <span class="text-xs text-muted tabular-nums">{format!("+{rest}")}</span> }.into_any()
        }
    });
    let class = if one_line {
        "flex items-center gap-1 [&>.chip]:max-w-28 [&>.chip]:shrink-0"
    } else {
        "flex flex-wrap items-center gap-1"
    };
    view! { <span class=class>{chips} {more}</span> }.into_any()
}
