//! The page, a panel for each thing that the operator sets.

use leptos::prelude::*;

use super::mailbox::MailboxPanel;
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{Loaded, PageHeader};

/// What holds for the whole installation.
#[component]
pub fn InstallationPage() -> AnyView {
    let mail = query(|| async { client().get_system_mail().await });
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::installation::title subtitle=t::installation::subtitle />
            <Loaded query=mail let:value><MailboxPanel mail=value.mailbox query=mail /></Loaded>
        </div>
    }
    .into_any()
}
