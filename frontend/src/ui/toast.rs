//! Short messages that say what happened and go away.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use api::ApiError;
use leptos::prelude::*;

use super::feedback::{Tone, error_text};
use super::icon::{Icon, lu};
use crate::i18n::t;

/// Long enough to read two lines and to reach for the button.
const STAY: Duration = Duration::from_secs(6);

static TOASTS: LazyLock<ArcRwSignal<Vec<Toast>>> = LazyLock::new(Default::default);

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Act)>,
}

/// Not a `Callback`, which would end with the page that shows the message.
type Act = Arc<dyn Fn() + Send + Sync>;

/// Something was done.
pub fn success(text: impl Into<String>) {
    push(Tone::Success, text.into(), None);
}

/// Something was done that can be taken back.
pub fn undoable(text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
    push(Tone::Success, text.into(), Some((t::common::undo().to_owned(), Arc::new(undo))));
}

/// Something to know.
pub fn info(text: impl Into<String>) {
    push(Tone::Info, text.into(), None);
}

/// Something failed; stays until it is closed.
pub fn error(error: &ApiError) {
    push(Tone::Error, error_text(error), None);
}

/// Something was tried and did not work, in words that are known already; stays until it is closed.
pub fn failure(text: impl Into<String>) {
    push(Tone::Error, text.into(), None);
}

fn push(tone: Tone, text: String, action: Option<(String, Act)>) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    TOASTS.update(|toasts| toasts.push(Toast { id, tone, text, action }));
    if tone != Tone::Error {
        set_timeout(move || dismiss(id), STAY);
    }
}

fn dismiss(id: u32) {
    TOASTS.update(|toasts| toasts.retain(|toast| toast.id != id));
}

/// Where the messages appear; once, at the root.
#[component]
pub fn Toasts() -> AnyView {
    let host = NodeRef::<leptos::html::Div>::new();
    // A dialog covers everything but what was put above it later.
    Effect::new(move |_| {
        let any = TOASTS.with(|toasts| !toasts.is_empty());
        if let Some(host) = host.get() {
            let hidden = host.hide_popover();
            if any { drop(host.show_popover()) } else { drop(hidden) }
        }
    });
    view! {
        <div
            node_ref=host
            popover="manual"
            class="fixed inset-x-0 top-auto bottom-4 m-auto w-fit max-w-[calc(100vw-2rem)] overflow-visible border-0 bg-transparent p-0 sm:right-5 sm:left-auto sm:mr-0"
        >
            <ol class="grid justify-items-end gap-2" aria-live="polite">
                <For each={move || TOASTS.get()} key={|toast| toast.id} let:toast>
                    {draw(toast)}
                </For>
            </ol>
        </div>
    }
    .into_any()
}

fn draw(toast: Toast) -> AnyView {
    let Toast { id, tone, text, action } = toast;
    let icon = match tone {
        Tone::Error => lu::LuCircleAlert,
        Tone::Success => lu::LuCircleCheck,
        _ => lu::LuInfo,
    };
    let action = action.map(|(label, run)| {
        let act = move |_| {
            run();
            dismiss(id);
        };
        view! { <button type="button" class="btn btn-xs btn-quiet" on:click=act>{label}</button> }
    });
    view! {
        <li
            class="panel flex w-fit max-w-md animate-rise items-start gap-2.5 py-2.5 pr-2 pl-3.5 shadow-lg"
            role={(tone == Tone::Error).then_some("alert")}
        >
            <span class=format!("mt-0.5 {}", tone.text())><Icon icon /></span>
            <span class="text-pretty wrap-anywhere">{text}</span>
            {action}
            <button
                type="button"
                class="btn btn-ghost btn-xs btn-square"
                aria-label=t::common::close
                on:click={move |_| dismiss(id)}
            >
                <Icon icon=lu::LuX class="size-3.5" />
            </button>
        </li>
    }
    .into_any()
}
