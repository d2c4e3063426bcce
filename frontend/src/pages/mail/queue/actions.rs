//! What can be done with a mail of the queue.

use api::email_logs::EmailLog;
use domain::Permission;
use domain::emails::EmailStatus;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::i18n::t;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Icon, lu, toast};

/// Whether a mail can still be withdrawn.
pub fn can_cancel(status: EmailStatus) -> bool {
    status == EmailStatus::Queued && may(Permission::EmailSend)
}

/// Whether a mail can be tried again.
pub fn can_retry(status: EmailStatus) -> bool {
    matches!(status, EmailStatus::Failed | EmailStatus::Cancelled) && may(Permission::EmailSend)
}

/// The buttons that fit a mail's state.
pub fn buttons(log: &EmailLog, changed: Callback<()>) -> AnyView {
    let id = log.id;
    let cancel = can_cancel(log.status).then(|| {
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| cancel_all(vec![id], changed)}>
                <Icon icon=lu::LuBan />
                {t::mail::cancel_mail}
            </button>
        }
    });
    let retry = can_retry(log.status).then(|| {
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| retry_one(id, changed)}>
                <Icon icon=lu::LuRotateCw />
                {t::mail::retry_mail}
            </button>
        }
    });
    view! {
        {cancel}
        {retry}
    }
    .into_any()
}

/// Withdraws mails one by one; those that went out meanwhile are told of.
pub fn cancel_all(ids: Vec<Uuid>, changed: Callback<()>) {
    spawn_local(async move {
        let (mut done, mut failure) = (0, None);
        for id in ids {
            match client().cancel_email(id).await {
                Ok(_) => done += 1,
                Err(error) => failure = Some(error),
            }
        }
        if done > 0 {
            toast::success(t::mail::cancelled(done));
        }
        if let Some(error) = failure {
            toast::error(&error);
        }
        changed.try_run(());
    });
}

fn retry_one(id: Uuid, changed: Callback<()>) {
    spawn_local(async move {
        match client().retry_email(id).await {
            Ok(_) => toast::success(t::mail::queued_again()),
            Err(error) => toast::error(&error),
        }
        changed.try_run(());
    });
}
