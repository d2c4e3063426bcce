//! The first page.

use api::dashboard::Dashboard as Figures;
use domain::Permission;
use leptos::prelude::*;

use super::charts::{activity, jobs_by_status, mails_by_status, top_keywords};
use super::figures::FigureCards;
use super::welcome::Welcome;
use crate::i18n::t;
use crate::load::query;
use crate::pages::logs::RecentList;
use crate::session::{may, with_profile};
use crate::transport::client;
use crate::ui::{EmptyState, Icon, Loaded, PageHeader, Skeleton, lu};

/// The figures, or the first steps while there are none. Who may not see figures finds the way on.
#[component]
pub fn Dashboard() -> AnyView {
    if !untrack(|| may(Permission::ReportRead)) {
        return view! {
            <PageHeader title=t::dashboard::title />
            <section class="panel">
                <EmptyState icon=lu::LuLayoutDashboard title=t::dashboard::no_figures_title text=t::dashboard::no_figures_text>
                    <a class="btn btn-sm btn-quiet" href="/jobs">{t::shell::jobs}</a>
                    <a class="btn btn-sm btn-quiet" href="/candidates">{t::shell::candidates}</a>
                </EmptyState>
            </section>
        }
        .into_any();
    }
    let figures = query(|| async { client().get_dashboard().await });
    let reload = Callback::new(move |()| figures.reload());
    view! {
        <Loaded query=figures skeleton=waiting let:figures>
            {if figures.is_empty {
                view! { <Welcome loaded=reload /> }.into_any()
            } else {
                full(figures)
            }}
        </Loaded>
    }
    .into_any()
}

fn full(figures: Figures) -> AnyView {
    let recent = figures.recent.clone();
    let nothing_recent = recent.is_empty();
    view! {
        <PageHeader title=t::dashboard::title subtitle=greeting>
            {actions()}
        </PageHeader>
        <div class="grid gap-5">
            <FigureCards figures=figures.clone() />
            <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
                {activity(&figures)}
                {jobs_by_status(&figures)}
            </div>
            <div class="grid items-start gap-5 lg:grid-cols-2">
                <div class="grid min-w-0 gap-5">
                    <section class="panel min-w-0">
                        <header class="panel-head"><h2 class="panel-title">{t::dashboard::recent}</h2></header>
                        {if nothing_recent {
                            view! { <p class="panel-body text-muted">{t::dashboard::nothing_recent}</p> }.into_any()
                        } else {
                            view! { <RecentList entries=recent /> }.into_any()
                        }}
                    </section>
                    {mails_by_status(&figures)}
                </div>
                {top_keywords(&figures)}
            </div>
        </div>
    }
    .into_any()
}

fn greeting() -> String {
    with_profile(|profile| t::dashboard::greeting(&profile.display_name)).unwrap_or_default()
}

fn actions() -> AnyView {
    let import = may(Permission::CandidateImport).then(|| {
        view! {
            <a class="btn btn-quiet" href="/import">
                <Icon icon=lu::LuScanText />
                {t::dashboard::import}
            </a>
        }
    });
    let matching = may(Permission::MatchRead).then(|| {
        view! {
            <a class="btn btn-primary" href="/matching">
                <Icon icon=lu::LuTarget />
                {t::dashboard::match_now}
            </a>
        }
    });
    view! {
        {import}
        {matching}
    }
    .into_any()
}

fn waiting() -> impl IntoView {
    let card = |_| view! { <div class="panel panel-body"><Skeleton lines=3 /></div> };
    view! {
        <PageHeader title=t::dashboard::title subtitle=greeting />
        <div class="grid gap-5" aria-busy="true">
            <div class="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">{(0..4).map(card).collect_view()}</div>
            <div class="panel panel-body"><Skeleton lines=8 /></div>
        </div>
    }
}
