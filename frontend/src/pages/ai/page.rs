//! The page and its tabs.

use api::models::PageQuery;
use leptos::prelude::*;

use super::configs::ConfigsTab;
use super::keys::KeysTab;
use super::models::ModelsTab;
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{PageHeader, Tabs, use_list};

/// As many as a page of the API holds; nobody has more keys.
pub const ALL: PageQuery = PageQuery { page: None, per_page: Some(100) };

/// Models, keys, configurations.
#[component]
pub fn AiPage() -> AnyView {
    let list = use_list();
    let models = query(|| async { client().list_models().await });
    let keys = query(|| async { client().list_api_keys(&ALL).await.map(|page| page.items) });
    let configs = query(|| async { client().list_model_configs(&ALL).await.map(|page| page.items) });
    let count = |count: Signal<Option<u64>>| Some(count);
    let tabs = vec![
        ("models", t::ai::models.into(), None),
        ("keys", t::ai::keys.into(), count(Signal::derive(move || keys.with(|keys| keys.len() as u64)))),
        (
            "configs",
            t::ai::configs.into(),
            count(Signal::derive(move || configs.with(|configs| configs.len() as u64))),
        ),
    ];
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    view! {
        <PageHeader title=t::ai::title subtitle=t::ai::subtitle />
        <Tabs list tabs />
        {move || match tab.get().as_str() {
            "keys" => view! { <KeysTab models keys /> },
            "configs" => view! { <ConfigsTab models keys configs /> },
            _ => view! { <ModelsTab models keys /> },
        }}
    }
    .into_any()
}
