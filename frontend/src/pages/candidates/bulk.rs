//! Buttons for the candidates that are chosen in a list.

use api::candidates::BulkCandidateAction;
use domain::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::actions::{act, ask_to_delete_many, put_away};
use super::group_picker::GroupPicker;
use crate::i18n::t;
use crate::session::may;
use crate::ui::{Icon, Selection, lu};

/// Write to them, group them, put them away.
#[component]
pub fn CandidateBulk(
    selection: Selection,
    /// Runs after something has changed.
    changed: Callback<()>,
    /// Whether the list shows those that were put away.
    #[prop(optional, into)]
    archived: Signal<bool>,
    /// The group whose members the list shows.
    #[prop(optional)]
    group: Option<Uuid>,
    /// The job that they are meant for.
    #[prop(optional)]
    job: Option<Uuid>,
) -> AnyView {
    let grouping = RwSignal::new(false);
    let go = use_navigate();
    let write = Callback::new(move |()| go(&compose_address(&selection.ids(), job), Default::default()));
    let button = |icon, label: fn() -> &'static str, run: Callback<()>| {
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| run.run(())}>
                <Icon icon />
                {label}
            </button>
        }
    };
    let write = move || {
        (may(Permission::EmailSend) && !archived.get())
            .then(|| button(lu::LuMail, t::candidates::write_mail, write))
    };
    let add = move || {
        let run = Callback::new(move |()| grouping.set(true));
        (may(Permission::GroupUpdate) && !archived.get())
            .then(|| button(lu::LuFolderPlus, t::candidates::add_to_group, run))
    };
    let remove = move || {
        let group_id = group.filter(|_| may(Permission::GroupUpdate))?;
        let run = Callback::new(move |()| {
            let action = BulkCandidateAction::RemoveFromGroup { candidate_ids: selection.ids(), group_id };
            act(action, t::candidates::removed_from_group, changed);
        });
        Some(button(lu::LuFolderMinus, t::candidates::remove_from_group, run))
    };
    // Who is looked at for a job is not put away there.
    let keeps = job.is_none();
    let archive = move || {
        let label: fn() -> &'static str =
            if archived.get() { t::candidates::restore } else { t::candidates::archive };
        let run = Callback::new(move |()| put_away(selection.ids(), archived.get_untracked(), changed));
        (keeps && may(Permission::CandidateUpdate)).then(|| button(lu::LuArchive, label, run))
    };
    let delete = move || {
        let run = Callback::new(move |()| ask_to_delete_many(selection.ids(), changed));
        (keeps && may(Permission::CandidateDelete)).then(|| button(lu::LuTrash2, t::common::delete, run))
    };
    view! {
        {write}
        {add}
        {remove}
        {archive}
        {delete}
        <GroupPicker open=grouping ids={Signal::derive(move || selection.ids())} changed />
    }
    .into_any()
}

/// The page that writes to some candidates, about a job.
pub fn compose_address(ids: &[Uuid], job: Option<Uuid>) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let about = job.map(|job| format!("&job={job}")).unwrap_or_default();
    format!("/mail/compose?candidates={}{about}", ids.join(","))
}
