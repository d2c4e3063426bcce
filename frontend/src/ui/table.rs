//! The table of a list: sort, selection, bulk actions, loading, empty and failed; under `md` each row is a
//! card.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::Page;
use leptos::prelude::*;
use uuid::Uuid;

use super::feedback::ErrorState;
use super::icon::{Icon, lu};
use super::list::{ListState, Pager};
use super::menu::{Menu, MenuItem};
use crate::i18n::t;
use crate::load::{Load, Query};
use crate::store;

/// Where a cell goes in the card of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The first line: what the row is.
    Main,
    /// The upper right corner: its state, its number, its menu.
    Mark,
    /// A line below with the header as its label.
    Other,
}

impl Place {
    const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Mark => "mark",
            Self::Other => "other",
        }
    }
}

/// A column of a table.
pub struct Column<T> {
    key: &'static str,
    header: TextProp,
    cell: Arc<dyn Fn(&T) -> AnyView + Send + Sync>,
    sort: Option<&'static str>,
    place: Place,
    at_end: bool,
    fixed: bool,
    wide_only: bool,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { header: self.header.clone(), cell: Arc::clone(&self.cell), ..*self }
    }
}

impl<T> Column<T> {
    /// A column with a key (for remembering whether it is shown), a header and what it draws of a row.
    pub fn new<V: IntoView + 'static>(
        key: &'static str,
        header: impl Into<TextProp>,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            key,
            header: header.into(),
            cell: Arc::new(move |row| cell(row).into_any()),
            sort: None,
            place: Place::Other,
            at_end: false,
            fixed: false,
            wide_only: false,
        }
    }

    /// What the row is: cannot be hidden, first in the card. Give it a link with the class `row-link`, and the
    /// whole row follows it.
    #[must_use]
    pub fn main(self) -> Self {
        Self { place: Place::Main, fixed: true, ..self }
    }

    /// Its state or number: the upper right corner of the card.
    #[must_use]
    pub fn mark(self) -> Self {
        Self { place: Place::Mark, ..self }
    }

    /// Can be sorted by, under this name of the API.
    #[must_use]
    pub fn sortable(self, name: &'static str) -> Self {
        Self { sort: Some(name), ..self }
    }

    /// Numbers: aligned at the end.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { at_end: true, ..self }
    }

    /// Only where there is room for it: neither on phones nor on small laptops.
    #[must_use]
    pub fn wide_only(self) -> Self {
        Self { wide_only: true, ..self }
    }

    fn class(&self) -> &'static str {
        match (self.at_end, self.wide_only) {
            (true, true) => "text-right tabular-nums max-xl:hidden",
            (true, false) => "text-right tabular-nums",
            (false, true) => "max-xl:hidden",
            (false, false) => "",
        }
    }
}

/// The rows that are chosen, by id.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<Uuid>>);

impl Selection {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// How many.
    pub fn count(self) -> u64 {
        self.0.with(BTreeSet::len) as u64
    }

    /// Which.
    pub fn ids(self) -> Vec<Uuid> {
        self.0.with_untracked(|ids| ids.iter().copied().collect())
    }

    /// Chooses none.
    pub fn clear(self) {
        self.0.update(BTreeSet::clear);
    }

    fn has(self, id: Uuid) -> bool {
        self.0.with(|ids| ids.contains(&id))
    }

    fn set(self, rows: &[Uuid], chosen: bool) {
        self.0.update(|ids| {
            rows.iter().for_each(|id| drop(if chosen { ids.insert(*id) } else { ids.remove(id) }))
        });
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

/// A table over a paged query. Put it in a `panel`, with a `FilterBar` inside.
#[component]
pub fn DataTable<T: Clone + Send + Sync + 'static>(
    /// What the rows are, for those who cannot see the page around it; also the name under which the choice of
    /// columns is remembered.
    name: &'static str,
    #[prop(into)] label: TextProp,
    query: Query<Page<T>>,
    list: ListState,
    columns: Vec<Column<T>>,
    id: fn(&T) -> Uuid,
    /// What stands there when there is no row: an `EmptyState` with a way to make one.
    #[prop(into)]
    empty: ViewFn,
    /// Lets rows be chosen.
    #[prop(optional)]
    selection: Option<Selection>,
    /// Buttons for the chosen rows.
    #[prop(optional, into)]
    bulk: Option<ViewFn>,
    /// The [`FilterBar`](super::list::FilterBar).
    children: Children,
) -> AnyView {
    let shown = Shown::of(name, &columns);
    let total = Signal::derive(move || query.with(|page| page.total).flatten().unwrap_or_default());
    let ids = Signal::derive(move || {
        query.with(|page| page.items.iter().map(id).collect::<Vec<_>>()).unwrap_or_default()
    });
    let choices =
        columns.iter().filter(|column| !column.fixed).map(|column| (column.key, column.header.clone()));
    let menu = column_menu(shown, choices.collect());
    let columns = Arc::new(columns);
    let header = Arc::clone(&columns);
    let heads = move || {
        let visible = header.iter().filter(|column| shown.has(column.key));
        visible.map(|column| head(list, column.header.clone(), column.sort, column.class())).collect_view()
    };
    let body = move || match query.state().get() {
        Load::Loading => waiting(columns.len()),
        Load::Failed(error) => {
            whole(view! { <ErrorState error retry=Callback::new(move |()| query.reload()) /> }.into_any())
        }
        Load::Ready(page) if page.items.is_empty() => whole(nothing(list, &empty)),
        Load::Ready(page) => page
            .items
            .iter()
            .map(|row| draw_row(row, id(row), &columns, shown, selection))
            .collect_view()
            .into_any(),
    };
    view! {
        <div class="relative" aria-busy={move || query.asking().to_string()}>
            <div class="flex items-center">{children()} {menu}</div>
            {selection.map(|selection| bulk_bar(selection, bulk))}
            <div class="overflow-x-auto">
                <table class="table-grid" role="table" aria-label={move || label.get().to_string()}>
                    <thead role="rowgroup">
                        <tr role="row">
                            {selection.map(|selection| select_all(selection, ids))}
                            {heads}
                        </tr>
                    </thead>
                    <tbody role="rowgroup" class="transition-opacity" class=("opacity-60", move || query.asking() && !ids.get().is_empty())>
                        {body}
                    </tbody>
                </table>
            </div>
            <Pager list total />
        </div>
    }
    .into_any()
}

fn head(list: ListState, header: TextProp, sort: Option<&'static str>, class: &'static str) -> AnyView {
    let Some(name) = sort else {
        return view! { <th role="columnheader" scope="col" class=class>{move || header.get()}</th> }
            .into_any();
    };
    let order = Memo::new(move |_| match list.sort() {
        Some(sort) if sort == name => Some("ascending"),
        Some(sort) if sort.strip_prefix('-') == Some(name) => Some("descending"),
        _ => None,
    });
    let icon = move || match order.get() {
        Some("ascending") => lu::LuArrowUp,
        Some(_) => lu::LuArrowDown,
        None => lu::LuChevronsUpDown,
    };
    view! {
        <th role="columnheader" scope="col" class=class aria-sort={move || order.get()}>
            <button
                type="button"
                class="inline-flex cursor-pointer items-center gap-1 rounded-selector hover:text-base-content"
                class:text-base-content={move || order.get().is_some()}
                on:click={move |_| list.order_by(name)}
            >
                {move || header.get()}
                {move || view! { <Icon icon=icon() class="size-3" /> }}
            </button>
        </th>
    }
    .into_any()
}

fn draw_row<T>(
    row: &T,
    id: Uuid,
    columns: &[Column<T>],
    shown: Shown,
    selection: Option<Selection>,
) -> AnyView {
    let cells = columns.iter().filter(|column| shown.has(column.key)).map(|column| {
        let header = column.header.clone();
        view! {
            <td
                role="cell"
                class=column.class()
                data-place=column.place.word()
                data-label={move || header.get().to_string()}
            >
                <div class="cell">{(column.cell)(row)}</div>
            </td>
        }
    });
    let cells = cells.collect_view();
    let check = selection.map(|selection| select_one(selection, id));
    view! {
        <tr
            role="row"
            class="relative"
            aria-selected={move || selection.map(|selection| selection.has(id).to_string())}
        >
            {check}
            {cells}
        </tr>
    }
    .into_any()
}

fn select_one(selection: Selection, id: Uuid) -> AnyView {
    view! {
        <td role="cell" data-place="select" class="w-10 pr-0!">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-xs relative z-10 align-middle"
                aria-label=t::common::select_row
                prop:checked={move || selection.has(id)}
                on:change:target={move |event| selection.set(&[id], event.target().checked())}
            />
        </td>
    }
    .into_any()
}

fn select_all(selection: Selection, ids: Signal<Vec<Uuid>>) -> AnyView {
    let chosen = move || ids.with(|ids| ids.iter().filter(|id| selection.has(**id)).count());
    let all = move || chosen() > 0 && chosen() == ids.with(Vec::len);
    view! {
        <th role="columnheader" scope="col" class="w-10 pr-0!">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-xs align-middle"
                aria-label=t::common::select_page
                prop:checked=all
                prop:indeterminate={move || chosen() > 0 && !all()}
                on:change:target={move |event| selection.set(&ids.get_untracked(), event.target().checked())}
            />
        </th>
    }
    .into_any()
}

fn bulk_bar(selection: Selection, bulk: Option<ViewFn>) -> AnyView {
    let bar = move || {
        view! {
            <div
                class="flex flex-wrap items-center gap-2 border-y border-primary/20 bg-primary/8 px-4 py-2 sm:px-5"
                role="region"
                aria-label=t::common::bulk_actions
            >
                <span class="mr-1 font-medium text-primary tabular-nums" aria-live="polite">
                    {move || t::common::selected(selection.count())}
                </span>
                {bulk.as_ref().map(ViewFn::run)}
                <button type="button" class="btn btn-ghost btn-sm ml-auto" on:click={move |_| selection.clear()}>
                    {t::common::clear_selection}
                </button>
            </div>
        }
    };
    let any = Memo::new(move |_| selection.count() > 0);
    (move || any.get().then(&bar)).into_any()
}

fn waiting(columns: usize) -> AnyView {
    let cell = |row: usize, column: usize| {
        const WIDTHS: [&str; 4] = ["w-32", "w-20", "w-24", "w-16"];
        let width = WIDTHS[(row + column) % WIDTHS.len()];
        view! { <td role="cell"><span class=format!("skeleton-bar h-3.5 {width}")></span></td> }
    };
    let row = |row| view! { <tr role="row" class="h-13">{(0..columns).map(|column| cell(row, column)).collect_view()}</tr> };
    (0..8).map(row).collect_view().into_any()
}

/// One cell over the whole width.
fn whole(content: AnyView) -> AnyView {
    view! { <tr role="row" class="hover:bg-transparent!"><td role="cell" colspan="99" class="col-span-full!">{content}</td></tr> }.into_any()
}

/// No row because of the filters is another thing than no row at all.
fn nothing(list: ListState, empty: &ViewFn) -> AnyView {
    if !list.is_filtered() {
        return empty.run();
    }
    view! {
        <super::feedback::EmptyState icon=lu::LuSearchX title=t::common::no_match_title text=t::common::no_match_text>
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| list.clear()}>
                {t::common::clear_filters}
            </button>
        </super::feedback::EmptyState>
    }
    .into_any()
}

/// Which columns are shown; remembered on this device.
#[derive(Clone, Copy)]
struct Shown {
    name: &'static str,
    hidden: RwSignal<BTreeSet<String>>,
}

impl Shown {
    fn of<T>(name: &'static str, columns: &[Column<T>]) -> Self {
        let kept = store::get(&format!("bole.columns.{name}")).unwrap_or_default();
        let known = |key: &&str| columns.iter().any(|column| column.key == *key && !column.fixed);
        Self { name, hidden: RwSignal::new(kept.split(',').filter(known).map(str::to_owned).collect()) }
    }

    fn has(self, key: &str) -> bool {
        self.hidden.with(|hidden| !hidden.contains(key))
    }

    fn toggle(self, key: &str) {
        self.hidden.update(|hidden| {
            if !hidden.remove(key) {
                hidden.insert(key.to_owned());
            }
        });
        let kept = self.hidden.with_untracked(|hidden| hidden.iter().cloned().collect::<Vec<_>>().join(","));
        store::set(&format!("bole.columns.{}", self.name), &kept);
    }
}

/// The button that chooses columns.
fn column_menu(shown: Shown, choices: Vec<(&'static str, TextProp)>) -> AnyView {
    let items = move || {
        let item = |(key, header): &(&'static str, TextProp)| {
            let key = *key;
            let checked = Signal::derive(move || shown.has(key));
            view! { <MenuItem label=header.clone() checked run=Callback::new(move |()| shown.toggle(key)) /> }
        };
        choices.iter().map(item).collect_view()
    };
    let face = || view! { <Icon icon=lu::LuColumns3 /> };
    view! {
        <div class="ml-auto hidden shrink-0 items-center pr-4 md:flex">
            <Menu label=t::common::columns button=face stay=true children=Arc::new(move || items().into_any()) />
        </div>
    }
    .into_any()
}
