//! Everything that became of one record, the newest first.

use api::models::PageQuery;
use leptos::prelude::*;
use uuid::Uuid;

use super::entry::timeline_entry;
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{EmptyState, ListState, Loaded, Pager, lu};

/// Whose timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineOf {
    /// A job's.
    Job(Uuid),
    /// A candidate's.
    Candidate(Uuid),
    /// A company's.
    Company(Uuid),
    /// A mail's.
    Mail(Uuid),
}

/// The timeline, a page at a time; the page is in the address. Without a `list`, only the newest lines.
#[component]
pub fn Timeline(of: TimelineOf, #[prop(optional)] list: Option<ListState>) -> AnyView {
    let entries = query(move || {
        let wanted = PageQuery { page: list.and_then(ListState::page), ..PageQuery::default() };
        async move {
            match of {
                TimelineOf::Job(id) => client().list_job_timeline(id, &wanted).await,
                TimelineOf::Candidate(id) => client().list_candidate_timeline(id, &wanted).await,
                TimelineOf::Company(id) => client().list_company_timeline(id, &wanted).await,
                TimelineOf::Mail(id) => client().list_email_timeline(id, &wanted).await,
            }
        }
    });
    let total = Signal::derive(move || entries.with(|page| page.total).flatten().unwrap_or_default());
    view! {
        <section class="panel">
            <Loaded query=entries let:page>
                {if page.items.is_empty() {
                    view! { <EmptyState icon=lu::LuHistory title=t::logs::empty_title text=t::logs::empty_text /> }.into_any()
                } else {
                    let entries = page.items.into_iter().map(timeline_entry).collect_view();
                    view! { <ol class="px-4 py-5 sm:px-6">{entries}</ol> }.into_any()
                }}
            </Loaded>
            {list.map(|list| view! { <Pager list total /> })}
        </section>
    }
    .into_any()
}
