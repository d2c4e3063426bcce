//! Taking one's data along, and leaving.

use leptos::prelude::*;

use super::prove::ProveDialog;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{DownloadButton, Panel, toast};

/// The export of everything about oneself, and the end of the account.
#[component]
pub fn OwnDataPanel() -> AnyView {
    let erasing = RwSignal::new(false);
    let name = || session::with_profile(|profile| profile.username.clone()).unwrap_or_default();
    view! {
        <div class="grid gap-5">
            <Panel title=t::security::export_title>
                <p class="max-w-prose pb-4 text-pretty text-muted">{t::security::export_text}</p>
                <DownloadButton
                    label=t::security::export
                    name="bole-my-data.zip"
                    take=|| async { client().export_own_data().await }
                />
            </Panel>
            <Panel title=t::security::erase_title>
                <p class="max-w-prose pb-4 text-pretty text-muted">{t::security::erase_text}</p>
                <button type="button" class="btn btn-error" on:click={move |_| erasing.set(true)}>
                    {t::security::erase}
                </button>
            </Panel>
        </div>
        <ProveDialog
            open=erasing
            title=t::security::erase_title
            text={move || t::security::erase_confirm(name())}
            action=t::security::erase
            class="btn btn-error"
            send=|proof| async move { client().delete_account(&proof).await }
            done=|()| {
                session::forget();
                toast::info(t::security::erased());
            }
        />
    }
    .into_any()
}
