//! Choosing a job to find people for, or a person to find jobs for.

use api::CommaList;
use api::candidates::{Candidate, CandidateQuery};
use api::jobs::{Job, JobQuery, JobStatus};
use leptos::prelude::*;

use super::{CandidateMatches, JobMatches};
use crate::i18n::t;
use crate::load::query;
use crate::pages::candidates::words::current_job;
use crate::pages::jobs::words::{salary_of, salary_short, status_tone, status_words};
use crate::pages::keywords::KeywordChips;
use crate::transport::client;
use crate::ui::{
    Avatar, Column, DataTable, EmptyState, FilterBar, Icon, ListState, Loaded, PageHeader, Pill, Tabs, Time,
    lu, use_id, use_list,
};

/// The choice, by two tabs.
#[component]
pub fn Matching() -> AnyView {
    let list = use_list();
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let tabs = vec![
        ("jobs", t::matches::by_job.into(), None),
        ("candidates", t::matches::by_candidate.into(), None),
    ];
    view! {
        <PageHeader title=t::matches::title subtitle=t::matches::subtitle />
        <Tabs list tabs />
        <section class="panel">
            {move || if tab.get() == "candidates" { candidates(list) } else { jobs(list) }}
        </section>
    }
    .into_any()
}

fn jobs(list: ListState) -> AnyView {
    let jobs = query(move || {
        let wanted = JobQuery {
            page: list.page(),
            sort: list.sort(),
            q: list.q(),
            status: CommaList(vec![JobStatus::Pending, JobStatus::InProgress]),
            ..JobQuery::default()
        };
        async move { client().list_jobs(&wanted).await }
    });
    let columns = vec![
        Column::new("title", t::jobs::title, |job: &Job| {
            let company = job.company.as_ref().map(|company| company.name.clone());
            name(&job.title, &format!("/matching/jobs/{}", job.id), company.unwrap_or_default())
        })
        .main()
        .sortable("title"),
        Column::new("keywords", t::jobs::keywords, |job: &Job| {
            view! { <KeywordChips codes=job.keywords.clone() most=3 one_line=true /> }
        })
        .wide_only(),
        Column::new("locations", t::jobs::location_filter, |job: &Job| {
            job.locations.join(t::logs::list_separator())
        })
        .not_on_phones(),
        Column::new("updated_at", t::jobs::updated_at, |job: &Job| view! { <Time at=job.updated_at /> })
            .sortable("updated_at")
            .at_end()
            .not_on_phones(),
        Column::new("go", t::matches::find, |_: &Job| arrow()).mark().at_end(),
    ];
    let empty = || {
        view! {
            <EmptyState icon=lu::LuBriefcase title=t::jobs::empty_title text=t::jobs::empty_text>
                <a class="btn btn-sm btn-primary" href="/import?kind=jobs">{t::jobs::import}</a>
                <a class="btn btn-sm btn-quiet" href="/jobs/new">{t::jobs::new}</a>
            </EmptyState>
        }
    };
    view! {
        <DataTable name="matching-jobs" label=t::matches::by_job query=jobs list columns id={|job: &Job| job.id} empty>
            <FilterBar list placeholder=t::jobs::search />
        </DataTable>
    }
    .into_any()
}

fn candidates(list: ListState) -> AnyView {
    let people = query(move || {
        let wanted =
            CandidateQuery { page: list.page(), sort: list.sort(), q: list.q(), ..CandidateQuery::default() };
        async move { client().list_candidates(&wanted).await }
    });
    let columns = vec![
        Column::new("name", t::candidates::name, |candidate: &Candidate| {
            let now = current_job(candidate.current_position.as_deref(), candidate.current_company.as_deref());
            let text = name(&candidate.name, &format!("/matching/candidates/{}", candidate.id), now);
            view! { <span class="flex items-center gap-3"><Avatar name=candidate.name.clone() /> {text}</span> }
        })
        .main()
        .sortable("name"),
        Column::new("keywords", t::candidates::keywords, |candidate: &Candidate| {
            view! { <KeywordChips codes=candidate.keywords.clone() most=3 one_line=true /> }
        })
        .wide_only(),
        Column::new("locations", t::candidates::location_filter, |candidate: &Candidate| {
            candidate.locations.join(t::logs::list_separator())
        })
        .not_on_phones(),
        Column::new("updated_at", t::candidates::updated_at, |candidate: &Candidate| {
            view! { <Time at=candidate.updated_at /> }
        })
        .sortable("updated_at")
        .at_end()
        .not_on_phones(),
        Column::new("go", t::matches::find, |_: &Candidate| arrow()).mark().at_end(),
    ];
    let empty = || {
        view! {
            <EmptyState icon=lu::LuUsers title=t::candidates::empty_title text=t::candidates::empty_text>
                <a class="btn btn-sm btn-primary" href="/import">{t::candidates::import}</a>
                <a class="btn btn-sm btn-quiet" href="/candidates/new">{t::candidates::new}</a>
            </EmptyState>
        }
    };
    view! {
        <DataTable
            name="matching-candidates"
            label=t::matches::by_candidate
            query=people
            list
            columns
            id={|candidate: &Candidate| candidate.id}
            empty
        >
            <FilterBar list placeholder=t::candidates::search />
        </DataTable>
    }
    .into_any()
}

fn name(title: &str, href: &str, under: String) -> AnyView {
    view! {
        <span class="block max-w-96 min-w-0">
            <a class="row-link block truncate" href=href.to_owned()>{title.to_owned()}</a>
            <span class="block truncate text-xs text-muted empty:hidden">{under}</span>
        </span>
    }
    .into_any()
}

fn arrow() -> AnyView {
    view! { <span class="inline-block text-muted"><Icon icon=lu::LuChevronRight /></span> }.into_any()
}

/// The candidates for one job.
#[component]
pub fn MatchingJob() -> AnyView {
    let (id, list) = (use_id(), use_list());
    let job = query(move || {
        let id = id.get();
        async move { client().get_job(id).await }
    });
    view! {
        <Loaded query=job let:job>{job_header(job)}</Loaded>
        {move || view! { <JobMatches id=id.get() list /> }}
    }
    .into_any()
}

fn job_header(job: Job) -> AnyView {
    let (status, company) = (job.status, job.company.clone().map(|company| company.name));
    let (written, numbers) = (job.salary_range.clone(), salary_of(&job));
    let meta = move || {
        let company = company.clone();
        let salary = salary_short(written.as_deref(), &numbers);
        view! {
            <Pill tone=status_tone(status) text={move || status_words(status)} />
            {company.map(|company| view! { <span>{company}</span> })}
            <span class="tabular-nums empty:hidden">{salary}</span>
        }
    };
    view! {
        <PageHeader title=job.title back=("/matching".to_owned(), t::matches::title.into()) meta>
            <a class="btn btn-quiet" href=format!("/jobs/{}", job.id)>
                <Icon icon=lu::LuBriefcase />
                {t::matches::open_job}
            </a>
        </PageHeader>
    }
    .into_any()
}

/// The jobs for one candidate.
#[component]
pub fn MatchingCandidate() -> AnyView {
    let (id, list) = (use_id(), use_list());
    let candidate = query(move || {
        let id = id.get();
        async move { client().get_candidate(id).await }
    });
    view! {
        <Loaded query=candidate let:candidate>{candidate_header(candidate)}</Loaded>
        {move || view! { <CandidateMatches id=id.get() list /> }}
    }
    .into_any()
}

fn candidate_header(candidate: Candidate) -> AnyView {
    let now = current_job(candidate.current_position.as_deref(), candidate.current_company.as_deref());
    let name = candidate.name.clone();
    let picture = move || view! { <Avatar name=name.clone() class="size-11 text-base" /> };
    let meta = move || now.clone();
    view! {
        <PageHeader
            title=candidate.name.clone()
            back=("/matching?tab=candidates".to_owned(), t::matches::title.into())
            picture
            meta
        >
            <a class="btn btn-quiet" href=format!("/candidates/{}", candidate.id)>
                <Icon icon=lu::LuUserRound />
                {t::matches::open_candidate}
            </a>
        </PageHeader>
    }
    .into_any()
}
