//! The columns of a table, and which of them are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::icon::{Icon, lu};
use super::menu::{Menu, MenuItem};
use crate::i18n::t;
use crate::{preferences, store};

/// Where a cell goes in the card of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first line: what the row is.
    Main,
    /// The upper right corner: its state, its number, its menu.
    Mark,
    /// A line below with the header as its label.
    Other,
}

impl Place {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Mark => "mark",
            Self::Other => "other",
        }
    }
}

/// A column of a table.
pub struct Column<T> {
    pub(super) key: &'static str,
    pub(super) header: TextProp,
    pub(super) cell: Arc<dyn Fn(&T) -> AnyView + Send + Sync>,
    pub(super) sort: Option<&'static str>,
    pub(super) place: Place,
    at_end: bool,
    pub(super) fixed: bool,
    room: Room,
}

/// Where a column is shown.
#[derive(Clone, Copy)]
enum Room {
    Everywhere,
    NotOnPhones,
    Wide,
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
            room: Room::Everywhere,
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
        Self { room: Room::Wide, ..self }
    }

    /// Not on phones, where the main column says it too.
    #[must_use]
    pub fn not_on_phones(self) -> Self {
        Self { room: Room::NotOnPhones, ..self }
    }

    pub(super) fn class(&self) -> &'static str {
        match (self.at_end, self.room) {
            (true, Room::Wide) => "tabular-nums max-xl:hidden md:text-right",
            (true, Room::NotOnPhones) => "text-right tabular-nums max-md:hidden",
            (true, Room::Everywhere) => "tabular-nums md:text-right",
            (false, Room::Wide) => "max-xl:hidden",
            (false, Room::NotOnPhones) => "max-md:hidden",
            (false, Room::Everywhere) => "",
        }
    }
}

/// Which columns are shown; remembered.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    name: &'static str,
    hidden: RwSignal<BTreeSet<String>>,
}

impl Shown {
    pub(super) fn of<T>(name: &'static str, columns: &[Column<T>]) -> Self {
        let kept = store::get(&format!("bole.columns.{name}")).unwrap_or_default();
        let known = |key: &&str| columns.iter().any(|column| column.key == *key && !column.fixed);
        Self { name, hidden: RwSignal::new(kept.split(',').filter(known).map(str::to_owned).collect()) }
    }

    pub(super) fn has(self, key: &str) -> bool {
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
        preferences::changed();
    }
}

/// The button that chooses columns.
pub(super) fn column_menu(shown: Shown, choices: Vec<(&'static str, TextProp)>) -> AnyView {
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
