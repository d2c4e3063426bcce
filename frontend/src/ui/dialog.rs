//! The browser's own dialogs: centred (from below on phones), and drawers from the side. Focus is kept inside
//! and goes back where it was; Escape and a click beside close.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::{Icon, lu};
use crate::i18n::t;

/// A dialog that asks for something. Its content exists only while it is open.
#[component]
pub fn Modal(
    /// Whether it is open; set to close it.
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] description: Option<TextProp>,
    /// For content that needs the width of a page.
    #[prop(optional)]
    wide: bool,
    /// The buttons, the primary one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> AnyView {
    let size = if wide { "wide" } else { "normal" };
    frame(open, "modal-box-frame", size, title, description, footer, children)
}

/// A panel from the right, for a look at something without leaving the page.
#[component]
pub fn Drawer(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] footer: Option<ViewFn>,
    children: ChildrenFn,
) -> AnyView {
    frame(open, "drawer-frame", "normal", title, None, footer, children)
}

fn frame(
    open: RwSignal<bool>,
    class: &'static str,
    size: &'static str,
    title: TextProp,
    description: Option<TextProp>,
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> AnyView {
    let label = title.clone();
    let content = move || {
        let title = title.clone();
        let description = description.clone();
        view! {
            <header class="px-5 pt-4 pr-14 pb-3">
                <h2 class="text-base font-semibold tracking-tight">{move || title.get()}</h2>
                {description.map(|text| view! { <p class="pt-0.5 text-muted">{move || text.get()}</p> })}
            </header>
            <div class="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4">{children()}</div>
            {footer
                .as_ref()
                .map(|footer| {
                    view! {
                        <footer class="flex flex-wrap justify-end gap-2 border-t border-line bg-base-200/60 px-5 py-3">
                            {footer.run()}
                        </footer>
                    }
                })}
            <button
                type="button"
                class="btn btn-ghost btn-sm btn-square absolute top-3 right-3"
                aria-label=t::common::close
                on:click={move |_| open.set(false)}
            >
                <Icon icon=lu::LuX />
            </button>
        }
        .into_any()
    };
    view! { <BareDialog open class size label children={Box::new(content)} /> }.into_any()
}

/// A dialog without heading or foot, for what brings its own.
#[component]
pub fn BareDialog(
    open: RwSignal<bool>,
    class: &'static str,
    #[prop(default = "normal")] size: &'static str,
    #[prop(default = "right")] side: &'static str,
    #[prop(into)] label: TextProp,
    children: DialogContent,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let beside = move |event: MouseEvent| {
        let frame = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if frame.is_some() && frame == event.current_target().and_then(|own| own.dyn_into().ok()) {
            open.set(false);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            data-size=size
            data-side=side
            aria-label={move || label.get().to_string()}
            on:close={move |_| open.set(false)}
            on:mousedown=beside
        >
            {move || open.get().then(&children)}
        </dialog>
    }
    .into_any()
}

/// What a dialog shows each time it opens.
pub type DialogContent = Box<dyn Fn() -> AnyView + Send + Sync>;
