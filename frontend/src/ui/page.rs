//! What pages are put together from: header, panels, tabs, facts, times.

use chrono::{DateTime, Utc};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;

use super::icon::{Icon, lu};
use super::list::ListState;
use super::toast;
use crate::format;
use crate::i18n::t;

/// The title of a page, what it is for, and its actions at the right. Also names the tab.
#[component]
pub fn PageHeader(
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] subtitle: Option<TextProp>,
    /// Where one comes from, above the title: address and words.
    #[prop(optional, into)]
    back: Option<(String, TextProp)>,
    /// Before the title: an avatar.
    #[prop(optional, into)]
    picture: Option<ViewFn>,
    /// Under the title: a state, a few words on what it is.
    #[prop(optional, into)]
    meta: Option<ViewFn>,
    /// Buttons, the primary one last.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let name = title.clone();
    Effect::new(move |_| document().set_title(&format!("{} · {}", name.get(), t::common::product())));
    let back = back.map(|(href, text)| {
        view! {
            <a class="mb-1 inline-flex items-center gap-1 text-[13px] text-muted hover:text-base-content" href=href>
                <Icon icon=lu::LuChevronLeft class="size-3.5" />
                {move || text.get()}
            </a>
        }
    });
    view! {
        <header class="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-5">
            <div class="min-w-0 flex-1 basis-60">
                {back}
                <div class="flex items-start gap-3.5 sm:items-center">
                    {picture.as_ref().map(ViewFn::run)}
                    <div class="min-w-0">
                        <h1 class="text-xl/7 font-semibold tracking-tight text-balance wrap-anywhere">{move || title.get()}</h1>
                        {subtitle.map(|text| view! { <p class="pt-0.5 text-pretty text-muted">{move || text.get()}</p> })}
                        {meta
                            .as_ref()
                            .map(|meta| {
                                view! { <div class="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-muted">{meta.run()}</div> }
                            })}
                    </div>
                </div>
            </div>
            <div class="flex flex-wrap items-center gap-2">{children.map(|children| children())}</div>
        </header>
    }
    .into_any()
}

/// A surface with a heading.
#[component]
pub fn Panel(
    #[prop(into)] title: TextProp,
    /// What stands at the right of the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> AnyView {
    view! {
        <section class=format!("panel min-w-0 {class}")>
            <header class="panel-head">
                <h2 class="panel-title flex-1">{move || title.get()}</h2>
                {actions.as_ref().map(ViewFn::run)}
            </header>
            <div class="panel-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// A label and its value in a list of facts; put several into a `<dl class="grid gap-x-6 gap-y-3 sm:grid-cols-2">`.
#[component]
pub fn Fact(#[prop(into)] label: TextProp, children: Children) -> AnyView {
    view! {
        <div class="min-w-0">
            <dt class="text-xs text-muted">{move || label.get()}</dt>
            <dd class="pt-0.5 wrap-anywhere">{children()}</dd>
        </div>
    }
    .into_any()
}

/// Views of one thing beside each other; which one is in the address as `tab`. The first is the one without.
#[component]
pub fn Tabs(
    list: ListState,
    /// Key, words and, where there is a number to show, the number.
    tabs: Vec<(&'static str, TextProp, Option<Signal<Option<u64>>>)>,
) -> AnyView {
    let first = tabs.first().map(|(key, ..)| *key);
    let present = Memo::new(move |_| list.filter("tab").or(first.map(str::to_owned)).unwrap_or_default());
    let keys: Vec<&'static str> = tabs.iter().map(|(key, ..)| *key).collect();
    let choose = move |key: &'static str| list.set("tab", (Some(key) != first).then(|| key.to_owned()));
    let walk = move |event: KeyboardEvent| {
        let at = keys.iter().position(|key| *key == present.get_untracked()).unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % keys.len(),
            "ArrowLeft" => (at + keys.len() - 1) % keys.len(),
            _ => return,
        };
        event.prevent_default();
        choose(keys[to]);
    };
    let tab = move |(key, label, count): (&'static str, TextProp, Option<Signal<Option<u64>>>)| {
        let chosen = Memo::new(move |_| present.get() == key);
        view! {
            <button
                type="button"
                role="tab"
                class="-mb-px inline-flex cursor-pointer items-center gap-1.5 border-b-2 border-transparent px-1 py-2.5 font-medium whitespace-nowrap text-muted hover:text-base-content aria-selected:border-primary aria-selected:text-primary"
                aria-selected={move || chosen.get().to_string()}
                tabindex={move || if chosen.get() { "0" } else { "-1" }}
                on:click={move |_| choose(key)}
            >
                {move || label.get()}
                {move || {
                    count
                        .and_then(|count| count.get())
                        .map(|count| {
                            view! {
                                <span class="rounded-full bg-base-content/8 px-1.5 text-xs tabular-nums">
                                    {format::number(count as f64)}
                                </span>
                            }
                        })
                }}
            </button>
        }
    };
    view! {
        <div role="tablist" class="mb-5 flex gap-5 overflow-x-auto border-b border-line" on:keydown=walk>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
    .into_any()
}

/// The id in the address, of a route with `:id`; nil for one that is none.
pub fn use_id() -> Memo<Uuid> {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).and_then(|id| Uuid::parse_str(&id).ok());
    Memo::new(move |_| id().unwrap_or_default())
}

/// When something was, in words of distance; the exact time when pointed at.
#[component]
pub fn Time(at: DateTime<Utc>) -> AnyView {
    view! {
        <time datetime=at.to_rfc3339() title={move || format::date_time(at)} class="whitespace-nowrap">
            {move || format::relative(at)}
        </time>
    }
    .into_any()
}

/// Puts a text on the clipboard.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: TextProp,
    #[prop(default = "btn btn-ghost btn-xs btn-square")] class: &'static str,
) -> AnyView {
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&text.get_untracked());
        leptos::task::spawn_local(async move {
            if JsFuture::from(written).await.is_ok() {
                toast::info(t::common::copied());
            }
        });
    };
    view! {
        <button type="button" class=class aria-label={move || label.get().to_string()} on:click=copy>
            <Icon icon=lu::LuCopy class="size-3.5" />
        </button>
    }
    .into_any()
}
