//! One's own settings, a tab each.

use leptos::prelude::*;

use super::password::PasswordPanel;
use super::preferences::PreferencesPanel;
use super::profile::ProfilePanel;
use crate::i18n::t;
use crate::ui::{PageHeader, Tabs, use_list};

/// Profile, security, preferences.
#[component]
pub fn Settings() -> AnyView {
    let list = use_list();
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let tabs = vec![
        ("profile", t::account::profile.into(), None),
        ("preferences", t::account::preferences.into(), None),
        ("security", t::account::security.into(), None),
    ];
    view! {
        <div class="mx-auto max-w-3xl">
            <PageHeader title=t::account::settings subtitle=t::account::settings_subtitle />
            <Tabs list tabs />
            {move || match tab.get().as_str() {
                "security" => view! { <PasswordPanel /> },
                "preferences" => view! { <PreferencesPanel /> },
                _ => view! { <ProfilePanel /> },
            }}
        </div>
    }
    .into_any()
}
