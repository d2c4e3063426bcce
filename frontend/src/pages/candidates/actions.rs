//! What can be done with candidates from several pages.

use std::sync::Arc;

use api::candidates::{BulkCandidateAction, DeleteQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Question, ask, ask_to_delete, toast};

type Then = Arc<dyn Fn() + Send + Sync>;

/// Does something with several candidates and says so by `done`, which gets their number. What can be taken back
/// offers it.
pub fn act(action: BulkCandidateAction, done: fn(u64) -> String, reload: Callback<()>) {
    spawn_local(async move {
        match client().change_candidates(&action).await {
            Ok(changed) => {
                let text = done(changed.affected);
                match undo_of(&action) {
                    Some((back, done)) => toast::undoable(text, move || act(back.clone(), done, reload)),
                    None => toast::success(text),
                }
                reload.try_run(());
            }
            Err(error) => toast::error(&error),
        }
    });
}

fn undo_of(action: &BulkCandidateAction) -> Option<(BulkCandidateAction, fn(u64) -> String)> {
    let candidate_ids = action.candidate_ids().to_vec();
    match action {
        BulkCandidateAction::Archive { .. } => {
            Some((BulkCandidateAction::Restore { candidate_ids }, t::candidates::restored_count))
        }
        BulkCandidateAction::Restore { .. } => {
            Some((BulkCandidateAction::Archive { candidate_ids }, t::candidates::archived_count))
        }
        BulkCandidateAction::RemoveFromGroup { group_id, .. } => {
            let action = BulkCandidateAction::AddToGroup { candidate_ids, group_id: *group_id };
            Some((action, t::candidates::added_to_group))
        }
        BulkCandidateAction::AddToGroup { .. } | BulkCandidateAction::Delete { .. } => None,
    }
}

/// Puts candidates away, or brings them back.
pub fn put_away(candidate_ids: Vec<Uuid>, archived: bool, reload: Callback<()>) {
    if archived {
        act(BulkCandidateAction::Restore { candidate_ids }, t::candidates::restored_count, reload);
    } else {
        act(BulkCandidateAction::Archive { candidate_ids }, t::candidates::archived_count, reload);
    }
}

/// Asks, and deletes several.
pub fn ask_to_delete_many(candidate_ids: Vec<Uuid>, reload: Callback<()>) {
    let title = t::candidates::delete_many_title(candidate_ids.len() as u64);
    ask_to_delete(title, t::candidates::delete_text(), move || {
        let action = BulkCandidateAction::Delete { candidate_ids: candidate_ids.clone() };
        act(action, t::candidates::deleted_count, reload);
    });
}

/// Asks, deletes one and leads back to the list.
pub fn delete_one(id: Uuid, name: String) -> Callback<()> {
    remove(id, DeleteQuery { erase: None }, move |then| {
        ask_to_delete(t::candidates::delete_title(&name), t::candidates::delete_text(), move || then());
    })
}

/// Asks, removes a person's data for good and leads back to the list.
pub fn erase_one(id: Uuid, name: String) -> Callback<()> {
    remove(id, DeleteQuery { erase: Some(true) }, move |then| {
        ask(Question {
            title: t::candidates::erase_title(&name),
            text: t::candidates::erase_text().to_owned(),
            action: t::candidates::erase_action().to_owned(),
            dangerous: true,
            then,
        });
    })
}

fn remove(id: Uuid, how: DeleteQuery, ask: impl Fn(Then) + Send + Sync + 'static) -> Callback<()> {
    let go = use_navigate();
    let then: Then = Arc::new(move || {
        let go = go.clone();
        spawn_local(async move {
            match client().delete_candidate(id, how).await {
                Ok(()) => {
                    let erased = how.erase.unwrap_or_default();
                    let done = if erased {
                        t::candidates::erased().to_owned()
                    } else {
                        t::candidates::deleted_count(1)
                    };
                    toast::success(done);
                    go("/candidates", Default::default());
                }
                Err(error) => toast::error(&error),
            }
        });
    });
    Callback::new(move |()| ask(Arc::clone(&then)))
}
