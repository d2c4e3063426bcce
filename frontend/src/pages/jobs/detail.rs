//! One job.

use api::jobs::{BulkJobAction, Job};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::actions::{act, move_to};
use super::overview::JobOverview;
use super::words::{move_words, salary_of, salary_short, status_tone, status_words};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::logs::{Timeline, TimelineOf};
use crate::pages::matches::JobMatches;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Icon, ListState, Loaded, Menu, MenuItem, Notice, PageHeader, Pill, Tabs, Tone, ask_to_delete, lu, toast,
    use_id, use_list,
};

/// What it is, who fits, and what became of it.
#[component]
pub fn JobDetail() -> AnyView {
    let (id, list) = (use_id(), use_list());
    let job = query(move || {
        let id = id.get();
        async move { client().get_job(id).await }
    });
    // Outlives what is drawn of one answer, for undoing.
    let reload = Callback::new(move |()| job.reload());
    view! { <Loaded query=job let:value>{detail(value, job, list, reload)}</Loaded> }.into_any()
}

fn detail(value: Job, job: Query<Job>, list: ListState, reload: Callback<()>) -> AnyView {
    let id = value.id;
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let mut tabs = vec![("overview", t::jobs::overview.into(), None)];
    if may(Permission::MatchRead) {
        tabs.push(("matches", t::jobs::matches.into(), None));
    }
    tabs.push(("timeline", t::jobs::timeline.into(), None));
    let archived = value.archived_at.is_some();
    let shown = value.clone();
    view! {
        {header(value, job, reload)}
        {archived
            .then(|| view! { <div class="pb-4"><Notice tone=Tone::Warning text=t::jobs::archived_notice /></div> })}
        <Tabs list tabs />
        {move || match tab.get().as_str() {
            "matches" => view! { <JobMatches id list /> }.into_any(),
            "timeline" => view! { <Timeline of=TimelineOf::Job(id) list /> }.into_any(),
            _ => view! { <JobOverview job=shown.clone() /> }.into_any(),
        }}
    }
    .into_any()
}

fn header(value: Job, job: Query<Job>, reload: Callback<()>) -> AnyView {
    let id = value.id;
    let meta = meta(&value);
    let edit = may(Permission::JobUpdate).then(|| {
        view! {
            <a class="btn btn-quiet" href=format!("/jobs/{id}/edit")>
                <Icon icon=lu::LuPencil />
                {t::jobs::edit}
            </a>
        }
    });
    let (status, next) = (value.status, value.next_statuses.clone());
    let moves = (may(Permission::JobUpdate) && !next.is_empty()).then(|| {
        let face = || view! { {t::jobs::change_status} <Icon icon=lu::LuChevronDown class="size-3.5" /> };
        view! {
            <Menu label=t::jobs::change_status class="btn btn-quiet" button=face>
                {next
                    .iter()
                    .copied()
                    .map(|to| {
                        let run = Callback::new(move |()| move_to(job, id, to));
                        view! { <MenuItem label={move || move_words(status, to)} run /> }
                    })
                    .collect_view()}
            </Menu>
        }
    });
    view! {
        <PageHeader title=value.title.clone() back=("/jobs".to_owned(), t::jobs::list_title.into()) meta>
            {moves}
            {edit}
            {more(&value, reload)}
        </PageHeader>
    }
    .into_any()
}

fn meta(job: &Job) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let (status, company) = (job.status, job.company.clone());
    let (locations, written, numbers) = (job.locations.clone(), job.salary_range.clone(), salary_of(job));
    move || {
        let company = company.clone().map(|company| {
            view! {
                <a class="inline-flex items-center gap-1.5 hover:text-primary" href=format!("/companies/{}", company.id)>
                    <Icon icon=lu::LuBuilding2 class="size-3.5" />
                    {company.name}
                </a>
            }
        });
        let places = locations.join(t::logs::list_separator());
        let places = (!places.is_empty()).then(|| {
            view! {
                <span class="inline-flex items-center gap-1.5">
                    <Icon icon=lu::LuMapPin class="size-3.5" />
                    {places}
                </span>
            }
        });
        let salary = salary_short(written.as_deref(), &numbers);
        let salary = (!salary.is_empty()).then(|| {
            view! {
                <span class="inline-flex items-center gap-1.5 tabular-nums">
                    <Icon icon=lu::LuWallet class="size-3.5" />
                    {salary}
                </span>
            }
        });
        view! {
            <Pill tone=status_tone(status) text={move || status_words(status)} />
            {company}
            {places}
            {salary}
        }
        .into_any()
    }
}

fn more(value: &Job, reload: Callback<()>) -> Option<AnyView> {
    let (may_change, may_delete) = (may(Permission::JobUpdate), may(Permission::JobDelete));
    if !may_change && !may_delete {
        return None;
    }
    let (id, archived, title) = (value.id, value.archived_at.is_some(), value.title.clone());
    let put_away = Callback::new(move |()| {
        let job_ids = vec![id];
        if archived {
            act(BulkJobAction::Restore { job_ids }, t::jobs::restored_count, reload);
        } else {
            act(BulkJobAction::Archive { job_ids }, t::jobs::archived_count, reload);
        }
    });
    let label = move || if archived { t::jobs::restore() } else { t::jobs::archive() };
    let delete = delete_by(id, title);
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let menu = view! {
        <Menu label=t::jobs::more class="btn btn-quiet btn-square" button=face>
            {may_change.then(|| view! { <MenuItem label icon=lu::LuArchive run=put_away /> })}
            {may_delete
                .then(|| view! { <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=delete /> })}
        </Menu>
    };
    Some(menu.into_any())
}

fn delete_by(id: uuid::Uuid, title: String) -> Callback<()> {
    let go = use_navigate();
    Callback::new(move |()| {
        let go = go.clone();
        ask_to_delete(t::jobs::delete_title(&title), t::jobs::delete_text(), move || {
            let go = go.clone();
            spawn_local(async move {
                match client().delete_job(id).await {
                    Ok(()) => {
                        toast::success(t::jobs::deleted_count(1));
                        go("/jobs", Default::default());
                    }
                    Err(error) => toast::error(&error),
                }
            });
        });
    })
}
