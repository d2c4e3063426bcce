//! All jobs.

use api::jobs::{BulkJobAction, Job, JobQuery, JobStatus};
use domain::{Coded, Permission};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::{act, ask_to_delete_jobs};
use super::words::{choices, salary_of, salary_short, status_tone, status_words};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::keywords::{KeywordChips, show_keyword, suggest_keywords};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Choice, Column, DataTable, EmptyState, ExportMenu, FilterBar, FilterSelect, FilterWords, Icon, ListState,
    Menu, MenuItem, PageHeader, Pill, Selection, Suggest, Time, lu, use_list,
};

/// The table with its filters and what can be done with several at once.
#[component]
pub fn JobList() -> AnyView {
    let list = use_list();
    let jobs = query(move || {
        let wanted = wanted(list);
        async move { client().list_jobs(&wanted).await }
    });
    let selection = Selection::new();
    let reload = Callback::new(move |()| {
        selection.clear();
        jobs.reload();
    });
    let bulk = move || bulk_buttons(list, selection, jobs, reload);
    let statuses = Signal::derive(|| choices(status_words));
    view! {
        <PageHeader title=t::jobs::list_title subtitle=t::jobs::list_subtitle>
            {header_buttons(list)}
        </PageHeader>
        <section class="panel">
            <DataTable
                name="jobs"
                label=t::jobs::list_title
                query=jobs
                list
                columns=columns()
                id={|job: &Job| job.id}
                selection
                empty=nothing_yet
                bulk
            >
                <FilterBar list placeholder=t::jobs::search>
                    <FilterSelect list name="status" label=t::jobs::all_statuses options=statuses />
                    <FilterWords list name="location" label=t::jobs::location_filter suggest=Suggest::nothing() />
                    <FilterWords
                        list
                        name="keyword"
                        label=t::jobs::keyword_filter
                        suggest=suggest_keywords()
                        strict=true
                        show=show_keyword()
                    />
                    {move || list.parsed::<Uuid>("company_id").map(|id| company_chip(id, list))}
                    <FilterSelect list name="archived" label=t::jobs::living options=archived_choice() />
                </FilterBar>
            </DataTable>
        </section>
    }
    .into_any()
}

/// The company whose jobs are shown, when one came here from its page.
fn company_chip(id: Uuid, list: ListState) -> AnyView {
    let company = query(move || async move { client().get_company(id).await });
    let name = move || company.with(|company| company.name.clone()).unwrap_or_default();
    view! {
        <span class="chip h-8 gap-1.5 px-2.5">
            <Icon icon=lu::LuBuilding2 class="size-3.5" />
            <span class="max-w-40 truncate">{name}</span>
            <button
                type="button"
                class="grid size-5 cursor-pointer place-items-center rounded-sm text-muted hover:text-base-content"
                aria-label={move || t::common::remove_word(name())}
                on:click={move |_| list.set("company_id", None)}
            >
                <Icon icon=lu::LuX class="size-3.5" />
            </button>
        </span>
    }
    .into_any()
}

/// What the address asks for.
fn wanted(list: ListState) -> JobQuery {
    JobQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        status: list.parsed("status").unwrap_or_default(),
        company_id: list.parsed("company_id"),
        location: list.parsed("location").unwrap_or_default(),
        keyword: list.parsed("keyword").unwrap_or_default(),
        archived: is_archived(list).then_some(true),
        ..JobQuery::default()
    }
}

fn is_archived(list: ListState) -> bool {
    list.filter("archived").as_deref() == Some("true")
}

fn archived_choice() -> Signal<Vec<Choice>> {
    Signal::derive(|| vec![Choice::new("true", t::jobs::archived_only)])
}

fn header_buttons(list: ListState) -> impl IntoView {
    let export = move |format| async move { client().export_jobs(&untrack(|| wanted(list)), format).await };
    let add = || {
        may(Permission::JobCreate).then(|| {
            view! {
                <a class="btn btn-primary" href="/jobs/new">
                    <Icon icon=lu::LuPlus />
                    {t::jobs::new}
                </a>
            }
        })
    };
    let import = || {
        may(Permission::JobImport).then(|| {
            view! {
                <a class="btn btn-quiet" href="/import?kind=jobs">
                    <Icon icon=lu::LuScanText />
                    {t::jobs::import}
                </a>
            }
        })
    };
    view! {
        <ExportMenu label=t::jobs::export name="jobs" take=export />
        {import}
        {add}
    }
}

fn nothing_yet() -> impl IntoView {
    view! {
        <EmptyState icon=lu::LuBriefcase title=t::jobs::empty_title text=t::jobs::empty_text>
            {move || {
                may(Permission::JobImport)
                    .then(|| view! { <a class="btn btn-sm btn-primary" href="/import?kind=jobs">{t::jobs::import}</a> })
            }}
            {move || {
                may(Permission::JobCreate)
                    .then(|| view! { <a class="btn btn-sm btn-quiet" href="/jobs/new">{t::jobs::new}</a> })
            }}
        </EmptyState>
    }
}

fn columns() -> Vec<Column<Job>> {
    let title = |job: &Job| {
        let company = job.company.as_ref().map(|company| company.name.clone());
        let under: Vec<String> = company.into_iter().chain(job.department.clone()).collect();
        let under = (!under.is_empty()).then(|| under.join(" · "));
        let (places, written, numbers) = (job.locations.clone(), job.salary_range.clone(), salary_of(job));
        let offer = move || {
            let parts = [places.join(t::logs::list_separator()), salary_short(written.as_deref(), &numbers)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        };
        view! {
            <span class="block max-w-96 min-w-40">
                <a class="row-link block truncate" href=format!("/jobs/{}", job.id)>{job.title.clone()}</a>
                {under.map(|text| view! { <span class="block truncate text-xs text-muted">{text}</span> })}
                <span class="block truncate text-xs text-muted empty:hidden md:hidden">{offer}</span>
            </span>
        }
    };
    let status = |job: &Job| {
        let status = job.status;
        view! { <Pill tone=status_tone(status) text={move || status_words(status)} /> }
    };
    let salary = |job: &Job| {
        let (written, numbers) = (job.salary_range.clone(), salary_of(job));
        view! { <span class="whitespace-nowrap">{move || salary_short(written.as_deref(), &numbers)}</span> }
    };
    let keywords = |job: &Job| {
        let mut codes = job.must_keywords.clone();
        codes.extend(job.keywords.iter().filter(|code| !job.must_keywords.contains(code)).cloned());
        view! { <KeywordChips codes most=2 one_line=true /> }
    };
    vec![
        Column::new("title", t::jobs::title, title).main().sortable("title"),
        Column::new("status", t::jobs::status, status).mark().sortable("status"),
        Column::new("locations", t::jobs::location_filter, |job: &Job| {
            let places = job.locations.join(t::logs::list_separator());
            view! { <span class="block max-w-32 truncate">{places}</span> }
        })
        .not_on_phones(),
        Column::new("salary", t::jobs::salary, salary).sortable("salary_max").not_on_phones(),
        Column::new("keywords", t::jobs::keywords, keywords).wide_only(),
        Column::new("updated_at", t::jobs::updated_at, |job: &Job| view! { <Time at=job.updated_at /> })
            .sortable("updated_at")
            .at_end()
            .wide_only(),
    ]
}

fn bulk_buttons(
    list: ListState,
    selection: Selection,
    jobs: Query<api::Page<Job>>,
    reload: Callback<()>,
) -> impl IntoView {
    let to = move |status: JobStatus| {
        Callback::new(move |()| {
            let action = BulkJobAction::ChangeStatus { job_ids: selection.ids(), status };
            act(action, t::jobs::changed_count, reload);
        })
    };
    // Only where all that are chosen may move.
    let allowed = move || {
        let fits = |status: &JobStatus| {
            let page = |page: &api::Page<Job>| {
                page.items
                    .iter()
                    .filter(|job| selection.has(job.id))
                    .all(|job| job.next_statuses.contains(status))
            };
            jobs.with(page).unwrap_or(false)
        };
        JobStatus::ALL.iter().copied().filter(fits).collect::<Vec<_>>()
    };
    let face = || view! { <Icon icon=lu::LuArrowLeftRight /> {t::jobs::change_status} <Icon icon=lu::LuChevronDown class="size-3.5" /> };
    let statuses = move || {
        let may_move = may(Permission::JobUpdate) && !allowed().is_empty();
        may_move.then(|| {
            view! {
                <Menu label=t::jobs::change_status class="btn btn-sm btn-quiet" button=face>
                    {move || {
                        allowed()
                            .into_iter()
                            .map(|status| view! { <MenuItem label={move || status_words(status)} run=to(status) /> })
                            .collect_view()
                    }}
                </Menu>
            }
        })
    };
    let put_away = move |_| {
        let job_ids = selection.ids();
        if is_archived(list) {
            act(BulkJobAction::Restore { job_ids }, t::jobs::restored_count, reload);
        } else {
            act(BulkJobAction::Archive { job_ids }, t::jobs::archived_count, reload);
        }
    };
    let archive = move || {
        may(Permission::JobUpdate).then(|| {
            let label = move || if is_archived(list) { t::jobs::restore() } else { t::jobs::archive() };
            view! { <button type="button" class="btn btn-sm btn-quiet" on:click=put_away><Icon icon=lu::LuArchive /> {label}</button> }
        })
    };
    let delete = move || {
        may(Permission::JobDelete).then(|| {
            view! {
                <button
                    type="button"
                    class="btn btn-sm btn-quiet text-error"
                    on:click={move |_| ask_to_delete_jobs(selection.ids(), reload)}
                >
                    <Icon icon=lu::LuTrash2 />
                    {t::common::delete}
                </button>
            }
        })
    };
    view! { {statuses} {archive} {delete} }
}
