//! One's own settings and the organization's, a tab each.

use domain::Permission;
use leptos::prelude::*;

use super::email::EmailPanel;
use super::password::PasswordPanel;
use super::preferences::PreferencesPanel;
use super::profile::ProfilePanel;
use crate::i18n::t;
use crate::pages::organization::OrganizationPanel;
use crate::pages::vocabulary::VocabularyPanel;
use crate::session::may;
use crate::ui::{PageHeader, Tabs, use_list};

/// Profile, preferences, security; organization and vocabulary for those who may see them.
#[component]
pub fn Settings() -> AnyView {
    let list = use_list();
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let mut tabs = vec![
        ("profile", t::account::profile.into(), None),
        ("preferences", t::account::preferences.into(), None),
        ("security", t::account::security.into(), None),
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
                "security" => view! { <PasswordPanel /> }.into_any(),
                "organization" => view! { <OrganizationPanel /> }.into_any(),
                "vocabulary" => view! { <VocabularyPanel /> }.into_any(),
                "preferences" => view! { <PreferencesPanel /> }.into_any(),
                _ => view! { <div class="grid gap-5"><ProfilePanel /><EmailPanel /></div> }.into_any(),
            }}
        </div>
    }
    .into_any()
}
