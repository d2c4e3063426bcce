//! One's own settings and the organization's, a tab each.

use domain::Permission;
use leptos::prelude::*;

use super::activity::ActivityPanel;
use super::email::EmailPanel;
use super::identities::IdentitiesPanel;
use super::own_data::OwnDataPanel;
use super::password::PasswordPanel;
use super::preferences::PreferencesPanel;
use super::profile::ProfilePanel;
use super::sessions::SessionsPanel;
use super::tokens::TokensPanel;
use super::two_factor::TwoFactorPanel;
use crate::i18n::t;
use crate::pages::organization::OrganizationPanel;
use crate::pages::vocabulary::VocabularyPanel;
use crate::session::may;
use crate::ui::{PageHeader, Tabs, use_list};

/// What is one's own; organization and vocabulary for those who may see them.
#[component]
pub fn Settings() -> AnyView {
    let list = use_list();
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let mut tabs = vec![
        ("profile", t::account::profile.into(), None),
        ("preferences", t::account::preferences.into(), None),
        ("security", t::account::security.into(), None),
        ("tokens", t::security::tokens.into(), None),
        ("activity", t::security::activity.into(), None),
        ("data", t::security::own_data.into(), None),
    ];
    if may(Permission::OrganizationRead) {
        tabs.push(("organization", t::organization::tab.into(), None));
    }
    if may(Permission::KeywordRead) {
        tabs.push(("vocabulary", t::vocabulary::tab.into(), None));
    }
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::account::settings subtitle=t::account::settings_subtitle />
            <Tabs list tabs />
            {move || match tab.get().as_str() {
                "security" => view! { <SecurityPanels /> }.into_any(),
                "tokens" => view! { <TokensPanel /> }.into_any(),
                "activity" => view! { <ActivityPanel list /> }.into_any(),
                "data" => view! { <OwnDataPanel /> }.into_any(),
                "organization" => view! { <OrganizationPanel /> }.into_any(),
                "vocabulary" => view! { <VocabularyPanel /> }.into_any(),
                "preferences" => view! { <PreferencesPanel /> }.into_any(),
                _ => view! { <div class="grid gap-5"><ProfilePanel /><EmailPanel /></div> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Everything that keeps the account its owner's.
#[component]
fn SecurityPanels() -> AnyView {
    view! {
        <div class="grid gap-5">
            <PasswordPanel />
            <TwoFactorPanel />
            <IdentitiesPanel />
            <SessionsPanel />
        </div>
    }
    .into_any()
}
