//! One candidate.

use api::candidates::Candidate;
use domain::Permission;
use leptos::prelude::*;

use super::actions::{delete_one, erase_one, put_away};
use super::bulk::compose_address;
use super::duplicates::Duplicates;
use super::group_picker::GroupPicker;
use super::overview::CandidateOverview;
use super::words::{can_be_mailed, current_job, years_words};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::logs::{Timeline, TimelineOf};
use crate::pages::matches::CandidateMatches;
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Avatar, Icon, ListState, Loaded, Menu, MenuItem, Notice, PageHeader, Pill, Tabs, Tone, lu, use_id,
    use_list,
};

/// Who it is, what fits, who may be the same, and what became of them.
#[component]
pub fn CandidateDetail() -> AnyView {
    let (id, list) = (use_id(), use_list());
    let candidate = query(move || {
        let id = id.get();
        async move { client().get_candidate(id).await }
    });
    // Outlives what is drawn of one answer, for undoing.
    let changed = Callback::new(move |()| candidate.reload());
    view! { <Loaded query=candidate let:value>{detail(value, candidate, list, changed)}</Loaded> }.into_any()
}

fn detail(value: Candidate, candidate: Query<Candidate>, list: ListState, changed: Callback<()>) -> AnyView {
    let id = value.id;
    let duplicates = query(move || async move { client().list_candidate_duplicates(id).await });
    let count =
        Signal::derive(move || duplicates.with(|found| found.items.len() as u64).filter(|count| *count > 0));
    let tab = Memo::new(move |_| list.filter("tab").unwrap_or_default());
    let mut tabs = vec![("overview", t::candidates::overview.into(), None)];
    if may(Permission::MatchRead) {
        tabs.push(("matches", t::candidates::matches.into(), None));
    }
    tabs.push(("duplicates", t::candidates::duplicates.into(), Some(count)));
    tabs.push(("timeline", t::candidates::timeline.into(), None));
    let warning = move || {
        let count = count.get().filter(|_| tab.get() != "duplicates")?;
        let look = move |_| list.set("tab", Some("duplicates".to_owned()));
        Some(view! {
            <div class="pb-4">
                <Notice tone=Tone::Warning text={move || t::candidates::duplicate_notice(count)}>
                    <button type="button" class="link-plain cursor-pointer" on:click=look>{t::candidates::see_duplicates}</button>
                </Notice>
            </div>
        })
    };
    let archived = value.archived_at.is_some();
    let shown = value.clone();
    view! {
        {header(&value, changed)}
        {archived
            .then(|| view! { <div class="pb-4"><Notice tone=Tone::Warning text=t::candidates::archived_notice /></div> })}
        {warning}
        <Tabs list tabs />
        {move || match tab.get().as_str() {
            "matches" => view! { <CandidateMatches id list /> }.into_any(),
            "duplicates" => view! { <Duplicates of=shown.clone() found=duplicates candidate /> }.into_any(),
            "timeline" => view! { <Timeline of=TimelineOf::Candidate(id) list /> }.into_any(),
            _ => view! { <CandidateOverview candidate=shown.clone() of=candidate changed /> }.into_any(),
        }}
    }
    .into_any()
}

fn header(value: &Candidate, changed: Callback<()>) -> AnyView {
    let (id, grouping) = (value.id, RwSignal::new(false));
    let name = value.name.clone();
    let picture = move || view! { <Avatar name=name.clone() class="size-12 text-base" /> };
    let edit = may(Permission::CandidateUpdate).then(|| {
        view! {
            <a class="btn btn-quiet" href=format!("/candidates/{id}/edit")>
                <Icon icon=lu::LuPencil />
                {t::candidates::edit}
            </a>
        }
    });
    let write = (may(Permission::EmailSend) && can_be_mailed(value)).then(|| {
        view! {
            <a class="btn btn-primary" href=compose_address(&[id], None)>
                <Icon icon=lu::LuMail />
                {t::candidates::write_mail}
            </a>
        }
    });
    let (more, title, meta) = (more(value, grouping, changed), value.name.clone(), meta(value));
    view! {
        <PageHeader
            title
            back=("/candidates".to_owned(), t::candidates::list_title.into())
            picture
            meta
        >
            {more}
            {edit}
            {write}
        </PageHeader>
        <GroupPicker open=grouping ids={Signal::derive(move || vec![id])} changed />
    }
    .into_any()
}

fn meta(candidate: &Candidate) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let now = current_job(candidate.current_position.as_deref(), candidate.current_company.as_deref());
    let (years, places) = (candidate.experience_years, candidate.locations.clone());
    let dnc = candidate.do_not_contact;
    move || {
        let fact = |icon, text: String| {
            (!text.is_empty()).then(|| {
                view! {
                    <span class="inline-flex min-w-0 items-center gap-1.5">
                        <Icon icon class="size-3.5" />
                        <span class="truncate">{text}</span>
                    </span>
                }
            })
        };
        view! {
            {dnc.then(|| view! { <Pill tone=Tone::Error text=t::candidates::do_not_contact /> })}
            {fact(lu::LuBriefcase, now.clone())}
            {fact(lu::LuCalendarClock, years_words(years).unwrap_or_default())}
            {fact(lu::LuMapPin, places.join(t::logs::list_separator()))}
        }
        .into_any()
    }
}

fn more(value: &Candidate, grouping: RwSignal<bool>, changed: Callback<()>) -> Option<AnyView> {
    let may_group = may(Permission::GroupUpdate) && may(Permission::CandidateUpdate);
    let (may_change, may_delete) = (may(Permission::CandidateUpdate), may(Permission::CandidateDelete));
    if !may_group && !may_change && !may_delete {
        return None;
    }
    let (id, archived) = (value.id, value.archived_at.is_some());
    let group = Callback::new(move |()| grouping.set(true));
    let away = Callback::new(move |()| put_away(vec![id], archived, changed));
    let away_label = move || if archived { t::candidates::restore() } else { t::candidates::archive() };
    let (delete, erase) = (delete_one(id, value.name.clone()), erase_one(id, value.name.clone()));
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let items = move || {
        view! {
            {may_group.then(|| view! { <MenuItem label=t::candidates::add_to_group icon=lu::LuFolderPlus run=group /> })}
            {may_change.then(|| view! { <MenuItem label=away_label icon=lu::LuArchive run=away /> })}
            {may_delete
                .then(|| {
                    view! {
                        <MenuItem label=t::common::delete icon=lu::LuTrash2 dangerous=true run=delete />
                        <MenuItem label=t::candidates::erase icon=lu::LuEraser dangerous=true run=erase />
                    }
                })}
        }
    };
    let menu = view! {
        <Menu label=t::candidates::more class="btn btn-quiet btn-square" button=face>
            {items()}
        </Menu>
    };
    Some(menu.into_any())
}
