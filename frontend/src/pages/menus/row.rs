//! One directory or page: its picture, its title, and what can be done with it.

use api::menus::Menu;
use domain::Permission;
use leptos::prelude::*;

use super::page::Page;
use crate::i18n::{locale, t};
use crate::session::may;
use crate::ui::{Icon, Pill, Tone, lu, menu_icon};

/// The row of `neighbours[index]`.
pub fn row(neighbours: &[Menu], index: usize, page: Page, is_directory: bool) -> AnyView {
    let menu = neighbours[index].clone();
    let icon = menu_icon(menu.icon.as_deref().unwrap_or_default());
    let (path, hidden) = (menu.path.clone(), menu.hidden);
    let actions = may(Permission::MenuUpdate).then(|| actions(neighbours, index, page));
    let title = move || menu.title(locale()).to_owned();
    view! {
        <li class="flex items-center gap-3 px-4 py-2.5 sm:px-5" class=("opacity-60", hidden)>
            <Icon icon class="size-[18px] text-muted" />
            <span class="min-w-0 flex-1">
                <span class="block truncate" class=("font-semibold", is_directory)>{title}</span>
                <code class="block truncate font-mono text-xs text-muted">{path}</code>
            </span>
            {hidden.then(|| view! { <Pill tone=Tone::Neutral text=t::menus::hidden /> })}
            {actions}
        </li>
    }
    .into_any()
}

fn actions(neighbours: &[Menu], index: usize, page: Page) -> AnyView {
    let all = StoredValue::new(neighbours.to_vec());
    let last = neighbours.len() - 1;
    let (can_hide, hidden) = (neighbours[index].can_be_hidden(), neighbours[index].hidden);
    let title = move || all.with_value(|all| all[index].title(locale()).to_owned());
    let swap = move |other: usize| {
        let mut order = all.get_value();
        order.swap(index, other);
        page.save(&order);
    };
    let show = move |shown: bool| {
        let mut changed = all.get_value();
        changed[index].hidden = !shown;
        page.save(&changed);
    };
    let button = "btn btn-ghost btn-sm btn-square";
    view! {
        <div class="flex items-center gap-1">
            <button
                type="button"
                class=button
                aria-label={move || t::menus::move_up(title())}
                disabled={index == 0}
                on:click={move |_| swap(index - 1)}
            >
                <Icon icon=lu::LuArrowUp />
            </button>
            <button
                type="button"
                class=button
                aria-label={move || t::menus::move_down(title())}
                disabled={index == last}
                on:click={move |_| swap(index + 1)}
            >
                <Icon icon=lu::LuArrowDown />
            </button>
            <button
                type="button"
                class=button
                aria-label={move || t::menus::rename(title())}
                on:click={move |_| page.renamed.set(Some((all.get_value(), index)))}
            >
                <Icon icon=lu::LuPencil />
            </button>
            <input
                type="checkbox"
                role="switch"
                class="toggle toggle-primary toggle-sm ml-1"
                aria-label={move || t::menus::show(title())}
                disabled={!can_hide}
                prop:checked={!hidden}
                on:change:target={move |event| show(event.target().checked())}
            />
        </div>
    }
    .into_any()
}
