//! What can be done with jobs from several pages.

use std::sync::Arc;

use api::ApiError;
use api::jobs::{BulkJobAction, Job, JobStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::words::status_words;
use crate::i18n::t;
use crate::load::Query;
use crate::transport::client;
use crate::ui::{Question, ask, ask_to_delete, toast};

/// Does something with several jobs and says so by `done`, which gets their number. Putting away can be undone.
pub fn act(action: BulkJobAction, done: fn(u64) -> String, reload: Callback<()>) {
    spawn_local(async move {
        match client().change_jobs(&action).await {
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

fn undo_of(action: &BulkJobAction) -> Option<(BulkJobAction, fn(u64) -> String)> {
    match action {
        BulkJobAction::Archive { job_ids } => {
            Some((BulkJobAction::Restore { job_ids: job_ids.clone() }, t::jobs::restored_count))
        }
        BulkJobAction::Restore { job_ids } => {
            Some((BulkJobAction::Archive { job_ids: job_ids.clone() }, t::jobs::archived_count))
        }
        BulkJobAction::ChangeStatus { .. } | BulkJobAction::Delete { .. } => None,
    }
}

/// Asks, and deletes.
pub fn ask_to_delete_jobs(job_ids: Vec<Uuid>, reload: Callback<()>) {
    let title = t::jobs::delete_many_title(job_ids.len() as u64);
    ask_to_delete(title, t::jobs::delete_text(), move || {
        act(BulkJobAction::Delete { job_ids: job_ids.clone() }, t::jobs::deleted_count, reload);
    });
}

/// Moves one job to another state. What is final is asked first.
pub fn move_to(job: Query<Job>, id: Uuid, to: JobStatus) {
    if to != JobStatus::Success {
        return change_status(job, id, to);
    }
    ask(Question {
        title: t::jobs::success_title().to_owned(),
        text: t::jobs::success_text().to_owned(),
        action: t::jobs::success_action().to_owned(),
        dangerous: false,
        then: Arc::new(move || change_status(job, id, to)),
    });
}

fn change_status(job: Query<Job>, id: Uuid, to: JobStatus) {
    spawn_local(async move {
        match client().change_job_status(id, to).await {
            Ok(changed) => {
                toast::success(t::jobs::status_changed(status_words(to)));
                job.put(changed);
            }
            Err(error) => told(&error, job),
        }
    });
}

/// Somebody else may have moved it already.
fn told(error: &ApiError, job: Query<Job>) {
    toast::error(error);
    job.reload();
}
