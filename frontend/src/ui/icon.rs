//! Icons of the Lucide set, drawn in the colour of the text around them.

use leptos::prelude::*;

/// The icons: `lu::LuSearch`.
pub use icondata_lu as lu;

/// An icon that a text beside it explains; alone in a button, the button needs an `aria-label`.
#[component]
pub fn Icon(
    /// Which one, of [`lu`].
    icon: icondata_core::Icon,
    /// Its size and colour.
    #[prop(default = "size-4")]
    class: &'static str,
) -> AnyView {
    let class = format!("shrink-0 {class}");
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.data
        />
    }
    .into_any()
}
