//! The table of a list: sort, selection, bulk actions, loading, empty and failed; under `md` each row is a
//! card.

use std::sync::Arc;

use api::Page;
use leptos::prelude::*;
use uuid::Uuid;

use super::column::{Column, Shown, column_menu};
use super::feedback::{EmptyState, ErrorState};
use super::icon::{Icon, lu};
use super::list::{ListState, Pager};
use super::selection::{Selection, bulk_bar, select_all, select_one};
use crate::i18n::t;
use crate::load::{Load, Query};

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
        <EmptyState icon=lu::LuSearchX title=t::common::no_match_title text=t::common::no_match_text>
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| list.clear()}>
                {t::common::clear_filters}
            </button>
        </EmptyState>
    }
    .into_any()
}
