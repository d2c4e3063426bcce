//! The list of shortcuts.

use leptos::prelude::*;

use super::nav::destinations;
use crate::i18n::t;
use crate::ui::Modal;

/// Opened by `?`.
#[component]
pub fn Help(open: RwSignal<bool>) -> AnyView {
    let general: [(&[&str], fn() -> &'static str); 5] = [
        (&["Ctrl", "K"], t::shell::key_palette),
        (&["/"], t::shell::key_search),
        (&["?"], t::shell::key_help),
        (&["Esc"], t::shell::key_close),
        (&["↑", "↓", "↵"], t::shell::key_choose),
    ];
    let row = |keys: Vec<String>, label: TextProp| {
        let keys = keys.into_iter().map(|key| view! { <kbd class="kbd kbd-sm">{key}</kbd> }).collect_view();
        view! {
            <li class="flex items-center justify-between gap-4 py-1">
                <span>{move || label.get()}</span>
                <span class="flex gap-1">{keys}</span>
            </li>
        }
    };
    let going = move || {
        let pages = destinations().into_iter();
        let rows = pages.filter_map(|page| {
            let keys = vec!["g".into(), page.key?.to_string()];
            Some(row(keys, (move || page.label()).into()))
        });
        rows.collect_view()
    };
    let always = move || {
        let rows = general
            .iter()
            .map(|(keys, label)| row(keys.iter().map(ToString::to_string).collect(), (*label).into()));
        rows.collect_view()
    };
    view! {
        <Modal open title=t::shell::shortcuts>
            <h3 class="pb-1 text-xs font-semibold text-muted">{t::shell::keys_general}</h3>
            <ul class="pb-4">{always}</ul>
            <h3 class="pb-1 text-xs font-semibold text-muted">{t::shell::keys_go}</h3>
            <ul class="gap-x-8 sm:columns-2">{going}</ul>
        </Modal>
    }
    .into_any()
}
