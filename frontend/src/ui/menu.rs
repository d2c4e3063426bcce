//! A button that opens a list of actions.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::icon::Icon;

/// A menu under its button. It is placed over the page, so that no table cuts it off.
#[component]
pub fn Menu(
    /// What the button is for, where it shows no text.
    #[prop(into)]
    label: TextProp,
    /// How the button looks.
    #[prop(default = "btn btn-ghost btn-sm btn-square")]
    class: &'static str,
    /// The face of the button.
    #[prop(into)]
    button: ViewFn,
    /// Whether it stays open when something was chosen, for several choices.
    #[prop(optional)]
    stay: bool,
    /// Opens upwards, at the foot of something.
    #[prop(optional)]
    above: bool,
    /// [`MenuItem`]s and [`MenuLink`]s.
    children: ChildrenFn,
) -> AnyView {
    let open = RwSignal::new(false);
    let place = RwSignal::new((0.0, 0.0));
    let root = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Div>::new();
    // A popover lies above everything, whatever cuts off or moves its surroundings.
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            drop(list.show_popover());
        }
    });
    let toggle = move |_| {
        if let Some(root) = root.get_untracked() {
            place.set(corner(&root, above));
        }
        open.update(|open| *open = !*open);
    };
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        if root.get_untracked().is_some_and(|root| !root.contains(to.as_ref())) {
            open.set(false);
        }
    };
    let key = move |event: KeyboardEvent| {
        let Some(root) = root.get_untracked().filter(|_| open.get_untracked()) else { return };
        match event.key().as_str() {
            "ArrowDown" => move_focus(&root, 1),
            "ArrowUp" => move_focus(&root, -1),
            "Escape" => {
                open.set(false);
                focus(root.query_selector("button").ok().flatten());
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div node_ref=root class="relative" on:focusout=leave on:keydown=key>
            <button
                type="button"
                class=class
                aria-haspopup="menu"
                aria-expanded={move || open.get().to_string()}
                aria-label={move || label.get().to_string()}
                on:click=toggle
            >
                {button.run()}
            </button>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div
                                node_ref=list
                                popover="manual"
                                role="menu"
                                tabindex="-1"
                                class="panel fixed inset-auto m-0 max-h-[70dvh] min-w-48 overflow-y-auto p-1 shadow-xl"
                                class=("-translate-x-full", !above)
                                class=("-translate-y-full", above)
                                style:left={move || format!("{}px", place.get().0)}
                                style:top={move || format!("{}px", place.get().1)}
                                on:click={move |_| open.set(stay)}
                            >
                                {children()}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// An action of a menu.
#[component]
pub fn MenuItem(
    #[prop(into)] label: TextProp,
    run: Callback<()>,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    /// For what cannot be taken back.
    #[prop(optional)]
    dangerous: bool,
    /// Marks the present one of several choices.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
) -> AnyView {
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    view! {
        <button
            type="button"
            role=role
            tabindex="-1"
            aria-checked={move || checked.map(|checked| checked.get().to_string())}
            class=ITEM
            class:text-error=dangerous
            on:click={move |_| run.run(())}
        >
            {icon.map(|icon| view! { <Icon icon /> })}
            <span class="flex-1">{move || label.get()}</span>
            {move || {
                checked.filter(Signal::get).map(|_| view! { <Icon icon=super::icon::lu::LuCheck class="size-3.5 text-primary" /> })
            }}
        </button>
    }
    .into_any()
}

/// A page that a menu leads to.
#[component]
pub fn MenuLink(
    #[prop(into)] label: TextProp,
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
) -> AnyView {
    view! {
        <a role="menuitem" tabindex="-1" class=ITEM href=href>
            {icon.map(|icon| view! { <Icon icon /> })}
            <span class="flex-1">{move || label.get()}</span>
        </a>
    }
    .into_any()
}

const ITEM: &str = "flex w-full cursor-pointer items-center gap-2.5 rounded-field px-2.5 py-1.5 text-left text-base-content hover:bg-base-200 focus-visible:bg-base-200";

/// Where the menu's own corner goes: under the button at its right edge, or above it at its left.
fn corner(root: &HtmlElement, above: bool) -> (f64, f64) {
    let bounds = root.get_bounding_client_rect();
    if above {
        (bounds.left(), bounds.top() - 4.0)
    } else {
        (bounds.right().max(190.0), bounds.bottom() + 4.0)
    }
}

fn move_focus(root: &HtmlElement, step: i32) {
    let Ok(items) = root.query_selector_all("[role^=menuitem]") else { return };
    let active = document().active_element();
    let count = items.length() as i32;
    let present = (0..count).find(|index| {
        items.get(*index as u32).as_ref() == active.as_ref().map(|element| element.unchecked_ref::<Node>())
    });
    let next = match present {
        Some(index) => (index + step).rem_euclid(count.max(1)),
        None if step > 0 => 0,
        None => count - 1,
    };
    focus(items.get(next.max(0) as u32).and_then(|node| node.dyn_into().ok()));
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}
