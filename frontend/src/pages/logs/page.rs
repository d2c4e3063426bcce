//! What was asked of the system, and what was done in it.

use leptos::prelude::*;

use super::actions::ActionLogs;
use super::operations::OperationLogs;
use crate::i18n::t;
use crate::ui::{Tabs, use_list};

/// Two tabs: operations with their requests, and actions with what they changed.
#[component]
pub fn LogsPage() -> AnyView {
    let list = use_list();
    let tab = Memo::new(move |_| list.filter("tab"));
    let tabs = move || {
        let tabs = vec![
            ("operations", t::operation_logs::operations.into(), None),
            ("actions", t::operation_logs::actions.into(), None),
        ];
        view! { <Tabs list tabs /> }
    };
    (move || match tab.get().as_deref() {
        Some("actions") => view! { <ActionLogs list tabs=ViewFn::from(tabs) /> },
        _ => view! { <OperationLogs list tabs=ViewFn::from(tabs) /> },
    })
    .into_any()
}
