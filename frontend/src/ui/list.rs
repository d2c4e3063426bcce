//! The state of a list: its filters, order and page are in the address, so that they can be left, shared and
//! found again.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::fields::Choice;
use super::icon::{Icon, lu};
use crate::format::number;
use crate::i18n::t;

const PER_PAGE: u32 = 20;

/// A pause in typing after which one means what one has typed.
const TYPING_PAUSE: Duration = Duration::from_millis(250);

/// The query part of the address, read and written.
#[derive(Clone, Copy)]
pub struct ListState {
    query: Memo<ParamsMap>,
    go: StoredValue<Box<dyn Fn(ParamsMap) + Send + Sync>>,
}

/// The list of the present page; call it once, at the top of the page's component.
pub fn use_list() -> ListState {
    let path = use_location().pathname;
    let navigate = use_navigate();
    let go = move |query: ParamsMap| {
        let address = format!("{}{}", path.get_untracked(), query.to_query_string());
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&address, options);
    };
    ListState { query: use_query_map(), go: StoredValue::new(Box::new(go)) }
}

impl ListState {
    /// The page, from 1.
    pub fn page(self) -> Option<u32> {
        self.filter("page").and_then(|page| page.parse().ok())
    }

    /// Rows a page.
    pub fn per_page(self) -> Option<u32> {
        self.filter("per_page").and_then(|rows| rows.parse().ok())
    }

    /// The order: `-created_at`.
    pub fn sort(self) -> Option<String> {
        self.filter("sort")
    }

    /// The words searched for.
    pub fn q(self) -> Option<String> {
        self.filter("q")
    }

    /// The value of a filter; empty is none.
    pub fn filter(self, name: &str) -> Option<String> {
        self.query.with(|query| query.get(name)).filter(|value| !value.is_empty())
    }

    /// The value of a filter as the type that the request wants; one that does not fit is none.
    pub fn parsed<T: serde::de::DeserializeOwned>(self, name: &str) -> Option<T> {
        serde_json::from_value(self.filter(name)?.into()).ok()
    }

    /// Sets or clears a filter; the list is then at its first page.
    pub fn set(self, name: &'static str, value: Option<String>) {
        let mut query = self.query.get_untracked();
        query.remove("page");
        self.put(&mut query, name, value);
    }

    /// Turns to a page.
    pub fn turn(self, page: u32) {
        let mut query = self.query.get_untracked();
        self.put(&mut query, "page", (page > 1).then(|| page.to_string()));
    }

    /// Orders by a column; again, the other way round.
    pub fn order_by(self, column: &str) {
        let descending = untrack(|| self.sort()).as_deref() == Some(column);
        self.set("sort", Some(if descending { format!("-{column}") } else { column.to_owned() }));
    }

    /// Whether any filter is set.
    pub fn is_filtered(self) -> bool {
        const NO_FILTERS: [&str; 4] = ["page", "per_page", "sort", "tab"];
        self.query.with(|query| {
            query
                .latest_values()
                .any(|(name, value)| !value.is_empty() && !NO_FILTERS.contains(&name.as_ref()))
        })
    }

    /// Clears all filters, and keeps the order.
    pub fn clear(self) {
        let mut query = ParamsMap::new();
        for name in ["sort", "tab"] {
            if let Some(value) = self.filter(name) {
                query.insert(name, value);
            }
        }
        self.go.with_value(|go| go(query));
    }

    fn put(self, query: &mut ParamsMap, name: &'static str, value: Option<String>) {
        query.remove(name);
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.insert(name, value);
        }
        self.go.with_value(|go| go(query.clone()));
    }
}

/// The bar above a list: search, filters, and what else belongs there.
#[component]
pub fn FilterBar(
    list: ListState,
    /// What the search looks at: Search title, company, skill.
    #[prop(into)]
    placeholder: TextProp,
    /// [`FilterSelect`]s and the like.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    // On phones, filters have no room beside the search until they are wanted.
    let open = RwSignal::new(untrack(|| list.is_filtered()));
    view! {
        <search class="flex min-w-0 flex-1 flex-wrap items-center gap-2 px-4 py-3 sm:px-5">
            <SearchBox list placeholder />
            {children
                .map(|children| {
                    view! {
                        <button
                            type="button"
                            class="btn btn-sm btn-quiet btn-square sm:hidden"
                            aria-label=t::common::filters
                            aria-expanded={move || open.get().to_string()}
                            on:click={move |_| open.update(|open| *open = !*open)}
                        >
                            <Icon icon=lu::LuSlidersHorizontal />
                        </button>
                        <div class="contents" class=("max-sm:hidden", move || !open.get())>{children()}</div>
                    }
                })}
            {move || {
                list.is_filtered()
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn-ghost btn-sm" on:click={move |_| list.clear()}>
                                <Icon icon=lu::LuX class="size-3.5" />
                                {t::common::clear_filters}
                            </button>
                        }
                    })
            }}
        </search>
    }
    .into_any()
}

#[component]
fn SearchBox(list: ListState, placeholder: TextProp) -> AnyView {
    let typed = RwSignal::new(untrack(|| list.q()).unwrap_or_default());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // The address changes by other ways too: clearing, going back.
    Effect::new(move |_| {
        let q = list.q().unwrap_or_default();
        if q != typed.get_untracked().trim() {
            typed.set(q);
        }
    });
    let search = move |text: String| {
        typed.set(text);
        timer.update_value(|timer| {
            if let Some(pending) = timer.take() {
                pending.clear();
            }
            let put = move || list.set("q", Some(typed.get_untracked().trim().to_owned()));
            *timer = set_timeout_with_handle(put, TYPING_PAUSE).ok();
        });
    };
    on_cleanup(move || {
        if let Some(pending) = timer.try_update_value(Option::take).flatten() {
            pending.clear();
        }
    });
    let hint = placeholder.clone();
    view! {
        <label class="input input-sm w-auto min-w-0 flex-1 sm:w-60 sm:flex-none">
            <Icon icon=lu::LuSearch class="size-4 text-muted" />
            <input
                type="search"
                class="grow"
                aria-label={move || hint.get().to_string()}
                placeholder={move || placeholder.get().to_string()}
                prop:value={move || typed.get()}
                on:input:target={move |event| search(event.target().value())}
            />
        </label>
    }
    .into_any()
}

/// A filter with a few choices.
#[component]
pub fn FilterSelect(
    list: ListState,
    /// Its name in the address.
    name: &'static str,
    /// What it is called, and what no choice is called: All statuses.
    #[prop(into)]
    label: TextProp,
    #[prop(into)] options: Signal<Vec<Choice>>,
) -> AnyView {
    let hint = label.clone();
    let option = move |Choice { value, label, .. }: Choice| {
        let own = value.clone();
        let chosen = move || list.filter(name).as_deref().unwrap_or_default() == own;
        view! { <option value=value selected=chosen>{move || label.get()}</option> }
    };
    view! {
        <select
            class="select select-sm w-auto max-w-44 max-sm:w-full max-sm:max-w-none"
            aria-label={move || hint.get().to_string()}
            on:change:target={move |event| list.set(name, Some(event.target().value()))}
        >
            {move || {
                std::iter::once(Choice::new("", label.clone())).chain(options.get()).map(option).collect_view()
            }}
        </select>
    }
    .into_any()
}

/// Where one is in the list, and the ways on.
#[component]
pub fn Pager(
    list: ListState,
    /// Rows on all pages.
    #[prop(into)]
    total: Signal<u64>,
) -> AnyView {
    let per_page = move || u64::from(list.per_page().unwrap_or(PER_PAGE));
    let page = move || u64::from(list.page().unwrap_or(1));
    let pages = move || total.get().div_ceil(per_page()).max(1);
    let span = move || {
        let first = (page() - 1) * per_page() + 1;
        let last = (page() * per_page()).min(total.get());
        t::common::rows_of(number(first as f64), number(last as f64), number(total.get() as f64))
    };
    let turn = move |to: u64| list.turn(u32::try_from(to).unwrap_or(1));
    view! {
        <nav
            class="flex min-h-13 items-center justify-between gap-3 border-t border-line px-4 py-2.5 sm:px-5"
            aria-label=t::common::pages
            hidden={move || total.get() == 0}
        >
            <p class="text-xs text-muted tabular-nums" aria-live="polite">
                {span}
            </p>
            <div class="flex items-center gap-1" hidden={move || pages() == 1}>
                <button
                    type="button"
                    class="btn btn-ghost btn-sm btn-square"
                    aria-label=t::common::previous_page
                    disabled={move || page() <= 1}
                    on:click={move |_| turn(page() - 1)}
                >
                    <Icon icon=lu::LuChevronLeft />
                </button>
                {move || {
                    around(page(), pages()).into_iter().map(|to| number_button(to, to == Some(page()), turn)).collect_view()
                }}
                <span class="px-1 text-sm tabular-nums sm:hidden">{move || format!("{} / {}", page(), pages())}</span>
                <button
                    type="button"
                    class="btn btn-ghost btn-sm btn-square"
                    aria-label=t::common::next_page
                    disabled={move || page() >= pages()}
                    on:click={move |_| turn(page() + 1)}
                >
                    <Icon icon=lu::LuChevronRight />
                </button>
            </div>
        </nav>
    }
    .into_any()
}

fn number_button(to: Option<u64>, present: bool, turn: impl Fn(u64) + Copy + Send + 'static) -> AnyView {
    let Some(to) = to else {
        return view! { <span class="hidden px-1 text-muted sm:inline">"…"</span> }.into_any();
    };
    view! {
        <button
            type="button"
            class="btn btn-ghost btn-sm hidden min-w-8 px-2 tabular-nums sm:inline-flex"
            class=("bg-base-content/10", present)
            aria-current={present.then_some("page")}
            on:click={move |_| turn(to)}
        >
            {to}
        </button>
    }
    .into_any()
}

/// The first, the last and the neighbours; `None` for a gap.
fn around(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut shown: Vec<Option<u64>> = Vec::new();
    for number in 1..=pages.min(10_000) {
        if number == 1 || number == pages || number.abs_diff(page) <= 1 {
            shown.push(Some(number));
        } else if shown.last() != Some(&None) {
            shown.push(None);
        }
    }
    shown
}
