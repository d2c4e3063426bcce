//! All candidates.

use api::candidate_groups::CandidateGroupQuery;
use api::candidates::{Candidate, CandidateQuery};
use domain::Permission;
use leptos::prelude::*;

use super::bulk::CandidateBulk;
use super::columns::candidate_columns;
use crate::i18n::t;
use crate::load::query;
use crate::pages::jobs::words::{choices, education_words};
use crate::pages::keywords::{show_keyword, suggest_keywords};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, DataTable, EmptyState, ExportMenu, FilterBar, FilterSelect, FilterWords, Icon, ListState,
    PageHeader, Selection, Suggest, lu, use_list,
};

const YEARS: [u32; 5] = [1, 3, 5, 8, 10];

/// The table with its filters and what can be done with several at once.
#[component]
pub fn CandidateList() -> AnyView {
    let list = use_list();
    let candidates = query(move || {
        let wanted = wanted(list);
        async move { client().list_candidates(&wanted).await }
    });
    let selection = Selection::new();
    let changed = Callback::new(move |()| {
        selection.clear();
        candidates.reload();
    });
    let archived = Signal::derive(move || is_archived(list));
    let bulk = move || view! { <CandidateBulk selection changed archived /> };
    view! {
        <PageHeader title=t::candidates::list_title subtitle=t::candidates::list_subtitle>
            {header_buttons(list)}
        </PageHeader>
        <section class="panel">
            <DataTable
                name="candidates"
                label=t::candidates::list_title
                query=candidates
                list
                columns=candidate_columns()
                id={|candidate: &Candidate| candidate.id}
                selection
                empty=nothing_yet
                bulk
            >
                {filters(list)}
            </DataTable>
        </section>
    }
    .into_any()
}

fn filters(list: ListState) -> AnyView {
    let years = Signal::derive(|| {
        let choice = |years: u32| Choice::new(years.to_string(), move || t::candidates::years_from(years));
        YEARS.map(choice).to_vec()
    });
    let emails = Signal::derive(|| {
        vec![
            Choice::new("true", t::candidates::with_email),
            Choice::new("false", t::candidates::without_email),
        ]
    });
    let archived = Signal::derive(|| vec![Choice::new("true", t::candidates::archived_only)]);
    view! {
        <FilterBar list placeholder=t::candidates::search>
            <FilterWords list name="location" label=t::candidates::location_filter suggest=Suggest::nothing() />
            <FilterWords
                list
                name="keyword"
                label=t::candidates::keyword_filter
                suggest=suggest_keywords()
                strict=true
                show=show_keyword()
            />
            <FilterSelect list name="min_years" label=t::candidates::all_years options=years />
            <FilterSelect
                list
                name="education_level"
                label=t::candidates::all_education
                options=Signal::derive(|| choices(education_words))
            />
            <FilterSelect list name="group_id" label=t::candidates::all_groups options=group_choices() />
            <FilterSelect list name="has_email" label=t::candidates::any_email options=emails />
            <FilterSelect list name="archived" label=t::candidates::living options=archived />
        </FilterBar>
    }
    .into_any()
}

/// The groups of the organization, by name.
pub fn group_choices() -> Signal<Vec<Choice>> {
    let groups = query(|| async {
        let all = CandidateGroupQuery {
            per_page: Some(100),
            sort: Some("name".into()),
            ..CandidateGroupQuery::default()
        };
        client().list_candidate_groups(&all).await
    });
    Signal::derive(move || {
        let choice = |group: &api::candidate_groups::CandidateGroup| {
            Choice::new(group.id.to_string(), group.name.clone())
        };
        groups.with(|page| page.items.iter().map(choice).collect()).unwrap_or_default()
    })
}

/// What the address asks for.
fn wanted(list: ListState) -> CandidateQuery {
    CandidateQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        group_id: list.parsed("group_id"),
        location: list.parsed("location").unwrap_or_default(),
        keyword: list.parsed("keyword").unwrap_or_default(),
        min_years: list.filter("min_years").and_then(|years| years.parse().ok()),
        education_level: list.parsed("education_level").unwrap_or_default(),
        has_email: list.filter("has_email").and_then(|has| has.parse().ok()),
        archived: is_archived(list).then_some(true),
        ..CandidateQuery::default()
    }
}

fn is_archived(list: ListState) -> bool {
    list.filter("archived").as_deref() == Some("true")
}

fn header_buttons(list: ListState) -> impl IntoView {
    let export = move || {
        may(Permission::CandidateExport).then(|| {
            let take = move |format| async move {
                client().export_candidates(&untrack(|| wanted(list)), format).await
            };
            view! { <ExportMenu label=t::candidates::export name="candidates" take /> }
        })
    };
    let import = || {
        may(Permission::CandidateImport).then(|| {
            view! {
                <a class="btn btn-quiet" href="/import">
                    <Icon icon=lu::LuScanText />
                    {t::candidates::import}
                </a>
            }
        })
    };
    let add = || {
        may(Permission::CandidateCreate).then(|| {
            view! {
                <a class="btn btn-primary" href="/candidates/new">
                    <Icon icon=lu::LuUserPlus />
                    {t::candidates::new}
                </a>
            }
        })
    };
    view! {
        {export}
        {import}
        {add}
    }
}

fn nothing_yet() -> impl IntoView {
    view! {
        <EmptyState icon=lu::LuUsers title=t::candidates::empty_title text=t::candidates::empty_text>
            {move || {
                may(Permission::CandidateImport)
                    .then(|| view! { <a class="btn btn-sm btn-primary" href="/import">{t::candidates::import}</a> })
            }}
            {move || {
                may(Permission::CandidateCreate)
                    .then(|| view! { <a class="btn btn-sm btn-quiet" href="/candidates/new">{t::candidates::new}</a> })
            }}
        </EmptyState>
    }
}
