//! Other titles for a directory or page.

use api::menus::MenuChange;
use domain::menus;
use leptos::prelude::*;

use super::page::Page;
use crate::i18n::t;
use crate::ui::{Form, FormView, Modal, SubmitButton, TextField};

/// Opened by a row; an empty title is the one that ships.
#[component]
pub fn RenameDialog(page: Page) -> AnyView {
    let open = RwSignal::new(false);
    let form = Form::new(MenuChange::default());
    let renamed = page.renamed;
    Effect::new(move |_| {
        if let Some((neighbours, index)) = renamed.get() {
            form.reset(menus::changes_of(&neighbours).swap_remove(index));
            open.set(true);
        }
    });
    let submit = form.submit(
        |change| async move { Ok(change) },
        move |change: MenuChange| {
            open.set(false);
            let Some((neighbours, index)) = renamed.get_untracked() else { return };
            let mut changes = menus::changes_of(&neighbours);
            changes[index] = change;
            page.send(changes);
        },
    );
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title=t::menus::rename_title footer>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/title_en", |change| &mut change.title_en)
                    label=t::menus::title_en
                    hint=t::menus::title_hint
                />
                <TextField
                    field=form.text("/title_zh", |change| &mut change.title_zh)
                    label=t::menus::title_zh
                    hint=t::menus::title_hint
                />
            </FormView>
        </Modal>
    }
    .into_any()
}
